"""What a whole site says: pages by kind, services, offers, searches, accesses. Built by `reading.site`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from criteria.loading import CriteriaSet
from criteria.registry import Municipality
from scanner.archive.records import Manifest
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.facts import Link, PageFacts
from scanner.reading.urls import identity, strays


class Kind(StrEnum):
    """What a page is. A page may have several kinds; noise kinds are never service pages."""

    HOMEPAGE = "homepage"
    A_TO_Z = "a_to_z_services"
    OVERVIEW = "overview"  # list of services or online services
    BUNDLE = "bundle"  # leads to business services
    FORMS = "forms_overview"
    UNIT = "unit_page"
    BUSINESS = "business_page"  # entry for business
    WIFOE = "wirtschaftsfoerderung"
    SEARCH = "search_page"
    SITEMAP = "sitemap"
    PORTAL = "portal"  # page of the own service portal
    BOOKING = "booking_page"
    FAQ = "faq"
    FAQ_BUSINESS = "faq_business"
    CONTACT = "contact_page"
    LOGIN = "login_page"
    TENDERS = "tenders"
    LAND = "land"
    PLANS = "plans"
    ACCESSIBILITY = "accessibility"
    EASY_LANGUAGE = "easy_language"
    PENDING = "pending"  # only says that its content will come
    LEGAL = "legal"  # Impressum, Datenschutz
    ONLINE_FORM = "online_form"
    NEWS = "news"
    EVENT = "event"
    JOB = "job"
    BYLAW = "bylaw"
    COUNCIL = "council"
    STAFF = "staff"
    RECORD = "record"  # staff or club record, file entry
    REFERRAL = "referral"  # only says that another authority is competent


NOISE = frozenset({Kind.NEWS, Kind.EVENT, Kind.JOB, Kind.BYLAW, Kind.COUNCIL, Kind.STAFF, Kind.RECORD})


class Owner(StrEnum):
    """Whose a host, a page or a form is."""

    OWN = "own"
    STATE = "state"
    NAMED = "named"  # the authority that the page names as competent
    OTHER = "other_authority"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ServicePage:
    """A page, or a section of it (index in `PageFacts.sections`, -1 for the whole page), that describes a service.

    `page` is the key in `Site.pages`. `first` and `last` are the half-open range of blocks that belong to the service,
    shared blocks of the page (contact, hours) come on top of it as `shared` ranges.
    """

    service: str
    page: str
    section: int = -1
    first: int = 0
    last: int = 0
    shared: tuple[tuple[int, int], ...] = ()
    named_in: str = "title"  # title, heading
    heading: str = ""
    words: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list page: what it says, where it leads, which services it lists, its group heading and mark."""

    link: Link
    text: str
    services: tuple[str, ...] = ()
    group: str = ""
    mark: str = ""


class OfferKind(StrEnum):
    """What a way to apply is."""

    PDF = "pdf"
    ONLINE = "online"
    STATE = "state_deep_link"
    PORTAL_START = "portal_start"
    ENDED = "ended"


class OfferState(StrEnum):
    """Whether it works."""

    WORKS = "works"
    DEAD = "dead"
    SOFT_404 = "soft404"
    WRONG_TYPE = "wrong_type"
    ROBOTS = "robots"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class Offer:
    """A way to apply for a service: a form PDF, an online form or a deep link into a state portal.

    `url` is the target's identity (counted once per run); `links` are the places of the links to it; `where` tells from
    which kind of page (service_page, forms_overview, other), `region` of the best link (main counts for aside, too).
    `fillable` is yes, xfa, signature, no or unknown; `sent` is online, mail, print or unknown: how it can be handed in;
    `evidence` tells whether evidence can be attached or none is needed; `notice` whether it comes back digitally.
    `shows` holds the quality points of an online form: required_and_help, progress, save_or_prefill, receipt_or_time.
    `logins` and `payments` hold what the form offers; `printed` is the date that tells its age.
    """

    service: str
    url: str
    kind: OfferKind
    state: OfferState
    owner: Owner = Owner.OWN
    links: tuple[Place, ...] = ()
    where: str = "service_page"
    in_main: bool = True
    title: str = ""
    fillable: str = "unknown"
    sent: str = "unknown"
    evidence: Answer = Answer.UNKNOWN
    notice: Answer = Answer.UNKNOWN
    login_first: Answer = Answer.UNKNOWN
    logins: frozenset[str] = frozenset()
    payments: frozenset[str] = frozenset()
    shows: frozenset[str] = frozenset()
    printed: date | None = None
    evidence_places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One hit on a result page: `key` is the key in `Site.pages` where the page was read, else the identity."""

    key: str
    url: str
    title: str
    kind: str = ""  # the engine's own type label


@dataclass(frozen=True)
class SearchAnswer:
    """What the site's search answered to a term. `asked` is no where it refused, unknown where it was not asked."""

    engine: str
    term: str
    asked: Answer
    results: tuple[SearchResult, ...] = ()
    did_you_mean: str = ""
    filters: tuple[str, ...] = ()
    place: Place | None = None
    reason: str = ""


@dataclass(frozen=True)
class SearchEngine:
    """A search of the site with its answers by folded term; suggestions seen while typing."""

    id: str
    own: str  # main or portal
    on_homepage: bool = False
    in_every_header: bool = False
    pages: tuple[str, ...] = ()
    form: Place | None = None
    answers: Mapping[str, SearchAnswer] = field(default_factory=dict)
    suggests: Answer = Answer.UNKNOWN
    suggest_place: Place | None = None
    filters: tuple[str, ...] = ()
    blocked: str = ""


@dataclass(frozen=True)
class Access:
    """A statement or fact about access: what, of which kind, whether it is said to be open.

    `topic` is login, payment, inbox, channel or booking; `kind` e.g. organisation, bundid, password, ended; electronic,
    free, sepa; portal; demail, bebpo, qes; business, citizen. `said` is no where the text denies it. `service` where it
    belongs to one service; `scope` is own_entry, service_page, target or site. `fact` tells what is shown (a button, a
    form) from what is only said.
    """

    topic: str
    kind: str
    said: Answer
    place: Place
    service: str = ""
    scope: str = "site"
    fact: bool = False


@dataclass(frozen=True)
class Twin:
    """Two different pages of one service that contradict each other, and in what (fee, online_target, contact)."""

    service: str
    pages: tuple[str, str]
    differs: tuple[str, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Site:
    """Everything judging may look at. Keys of pages are `reading.urls.identity` of the final address.

    `clicks` maps a page key to (number of clicks from the homepage, path of keys) along links in pages, search and sitemap
    left out. `offers` by service id, `services` by service id. `unit_pages` maps a service page key to the unit's pages that
    its main content links. `repeated` holds folded block texts that stand on every page of a host. `unseen` maps an
    address that was wanted to the reason it was not seen. `searched` is how far the search for services was complete:
    by service id yes, or unknown where an A-Z, search, link or sitemap could not be followed to the end. `final` maps the
    identity of an address that was linked to the key it was read under, where they differ.
    """

    municipality: Municipality
    set: CriteriaSet
    manifest: Manifest
    as_of: date
    home: str
    pages: Mapping[str, PageFacts]
    kinds: Mapping[str, frozenset[Kind]]
    targets: Mapping[str, tuple[PageFacts, ...]]
    entries: Mapping[str, tuple[Entry, ...]]
    services: Mapping[str, tuple[ServicePage, ...]]
    referrals: Mapping[str, tuple[str, ...]]
    offers: Mapping[str, tuple[Offer, ...]]
    engines: tuple[SearchEngine, ...]
    accesses: tuple[Access, ...]
    twins: Mapping[str, tuple[Twin, ...]]
    clicks: Mapping[str, tuple[int, tuple[str, ...]]]
    unit_pages: Mapping[str, tuple[str, ...]]
    repeated: frozenset[str]
    unseen: Mapping[str, str]
    searched: Mapping[str, Answer]
    own_hosts: frozenset[str]
    portal_hosts: frozenset[str]
    problems: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    final: Mapping[str, str] = field(default_factory=dict)

    def key(self, url: str) -> str:
        """Return the key that an address was read under, else its identity."""
        found = identity(url)
        return self.final.get(found, found)

    def address(self, key: str) -> str:
        """Return the address of a page: the one it calls its own or is linked by where it goes by that, else as it was read."""
        page = self.pages[key]
        if strays(page.url) == 0 and identity(page.url) == key:
            return page.url
        if identity(page.canonical) == key:
            return page.canonical
        return page.url if identity(page.url) == key else self._linked_as(key) or page.url

    def _linked_as(self, key: str) -> str:
        links = (link.url for page in self.pages.values() for link in page.links)
        return next((url for url in links if identity(url) == key and not strays(url)), "")

    def place(self, key: str, where: str = "", snippet: str = "") -> Place:
        """Return a place in a page of this site."""
        page = self.pages[key]
        return Place(page.url, page.fetched, where, snippet[:300], page.record)

    def place_at(self, url: str, snippet: str = "") -> Place:
        """Return a place at an address: in the page that was read there, and without a record where none was."""
        key = self.key(url)
        return self.place(key, "", snippet) if key in self.pages else Place(url, snippet=snippet[:300])
