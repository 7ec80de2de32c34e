"""What became of an address: not fetched and why, fetched but judged as something else, or counted where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from scanner.judging.judge import judge
from scanner.judging.leading import ENOUGH_WORDS, is_own
from scanner.model.place import Place
from scanner.model.verdict import Judgement
from scanner.reading.facts import PageFacts, Quality
from scanner.reading.naming import names_of
from scanner.reading.site_types import NOISE, Kind, Site
from scanner.reading.urls import acts, identity

_LISTS = frozenset({Kind.A_TO_Z, Kind.OVERVIEW, Kind.BUNDLE, Kind.FORMS, Kind.SITEMAP, Kind.SEARCH})
_PORTALS = ("state_portal", "federal_portal")
_COUNTED = ("core", "extended", "extra")  # roles of services that are for business
_FORMS = ("pdf", "online", "state_deep_link")
_MOST_LINKS = 5


@dataclass(frozen=True)
class FormOf:
    """A service whose form an address is: of which kind, and whether it works."""

    service: str
    kind: str
    state: str


@dataclass(frozen=True)
class UrlStory:
    """What became of an address.

    Args:
        url: as asked for.
        fate: not_fetched, unreadable, in_part, counted, form, broken, citizen, evidence, noise, referral, list, target
            or uncounted.
        reason: code behind the fate: a failure, a quality, a kind of page, too_short, names_no_service.
        read_as: the address that it was read under, where another.
        kinds: what kinds of page it is.
        services: ids of the services it counts for, as page or section.
        forms: services whose form it is.
        named: ids of the services that its title or heading names and that it does not count for.
        referred: ids of the services that it refers elsewhere for.
        instead: for services named or referred, the address of a page that counts, empty where there is none.
        evidence: criteria that have it in their evidence, with the place.
        linked_from: addresses of pages that link it, at most 5.
        words: words of its content.
    """

    url: str
    fate: str
    reason: str = ""
    read_as: str = ""
    kinds: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    forms: tuple[FormOf, ...] = ()
    named: tuple[str, ...] = ()
    referred: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    evidence: tuple[tuple[str, Place], ...] = ()
    linked_from: tuple[str, ...] = ()
    words: int = 0


def why_url(site: Site, asked: str, judgement: Judgement | None = None) -> UrlStory:
    """Return what became of an address.

    Args:
        site: what was seen.
        asked: any spelling of the address, or a path on the homepage's host.
        judgement: of the site, judged anew where it is not given.
    """
    url = whole_address(site, asked)
    key = site.key(url)
    judgement = judgement or judge(site, scanner_version="")
    story = UrlStory(url, "", forms=tuple(_forms(site, key)), linked_from=_linking(site, key))
    page = site.pages.get(key)
    chain = site.targets.get(identity(url)) or site.targets.get(key)
    if page is not None:
        return _own_page(site, key, page, replace(story, evidence=tuple(_evidence(judgement, page.url))))
    if chain:
        evidence = tuple(_evidence(judgement, *(one.url for one in chain)))
        fate = _of_services(site, story) or ("evidence" if evidence else "target")
        return replace(story, fate=fate, read_as=_other(chain[0].url, url), evidence=evidence)
    reason = _not_fetched(site, url, key, linked=bool(story.linked_from))
    return replace(story, fate="not_fetched", reason=reason)


def whole_address(site: Site, asked: str) -> str:
    """Return an address in full: a path is one of the homepage's host, without a scheme it is http."""
    asked = asked.strip()
    if "://" in asked:
        return asked
    return urljoin(site.municipality.homepage, asked) if asked.startswith("/") else f"http://{asked}"


def _not_fetched(site: Site, url: str, key: str, *, linked: bool) -> str:
    known = site.unseen.get(identity(url)) or site.unseen.get(key)
    if known:
        return known
    if not is_own(site, url):
        return _foreign(site, url)
    if not linked:
        return "not_linked"
    if acts(url):
        return "acts"
    return "trap" if site.manifest.complete else "budget"


def _foreign(site: Site, url: str) -> str:
    platform = site.set.platforms.match(url, site.as_of)
    if platform is None:
        return "foreign_host"
    return "state_portal" if platform.kind in _PORTALS else "other_platform"


def _own_page(site: Site, key: str, page: PageFacts, story: UrlStory) -> UrlStory:
    kinds = site.kinds.get(key, frozenset())
    services = {service for service, pages in site.services.items() if any(one.page == key for one in pages)}
    mine = services | {form.service for form in story.forms}
    named = names_of(site.set.services).find(f"{page.title} . {page.h1}") - mine
    referred = {service for service, pages in site.referrals.items() if key in pages}
    told = replace(
        story,
        read_as=_other(page.url, story.url),
        kinds=tuple(sorted(kind.value for kind in kinds)),
        services=tuple(sorted(services)),
        named=tuple(sorted(named - referred)),
        referred=tuple(sorted(referred)),
        words=page.words,
    )
    fate, reason = _fate(site, kinds, page, told)
    wanted = sorted((named if not services else set()) | referred)
    return replace(told, fate=fate, reason=reason, instead=tuple(_instead(site, key, wanted)))


def _fate(site: Site, kinds: frozenset[Kind], page: PageFacts, told: UrlStory) -> tuple[str, str]:
    if page.quality is not Quality.CONTENT:
        return ("in_part" if told.evidence else "unreadable"), page.quality.value
    if fate := _of_services(site, told):
        return fate, ""
    left_out = _left_out(kinds, told)
    if left_out is not None:
        return left_out
    return ("evidence", "") if told.evidence else _uncounted(page, told)


def _of_services(site: Site, told: UrlStory) -> str:
    """Return how an address counts for services, as page or form; nothing where it belongs to none."""
    belongs = [*told.services, *(form.service for form in told.forms)]
    if not belongs:
        return ""
    if not any(site.set.service[service].role in _COUNTED for service in belongs):
        return "citizen"
    if told.services:
        return "counted"
    return "form" if any(form.kind in _FORMS and form.state == "works" for form in told.forms) else "broken"


def _left_out(kinds: frozenset[Kind], told: UrlStory) -> tuple[str, str] | None:
    """Return what a page is that no service page may be, None where nothing speaks against it."""
    if noise := sorted(kind.value for kind in kinds & NOISE):
        return "noise", noise[0]
    if Kind.REFERRAL in kinds or told.referred:
        return "referral", "referral"
    lists = sorted(kind.value for kind in kinds & _LISTS)
    return ("list", lists[0]) if lists else None


def _uncounted(page: PageFacts, told: UrlStory) -> tuple[str, str]:
    if not told.named:
        return "uncounted", "names_no_service"
    return "uncounted", "too_short" if page.words < ENOUGH_WORDS else "not_about_it"


def _instead(site: Site, key: str, services: list[str]) -> Iterator[tuple[str, str]]:
    for service in services:
        others = (page.page for page in site.services.get(service, ()) if page.page != key)
        other = next(others, "")
        yield service, site.pages[other].url if other else ""


def _forms(site: Site, key: str) -> Iterator[FormOf]:
    for service, offers in sorted(site.offers.items()):
        yield from (FormOf(service, one.kind.value, one.state.value) for one in offers if one.url == key)


def _other(read: str, asked: str) -> str:
    return read if read != asked else ""


def _evidence(judgement: Judgement, *urls: str) -> Iterator[tuple[str, Place]]:
    for verdict in judgement.verdicts:
        place = next((place for place in verdict.evidence if place.url in urls), None)
        if place is not None:
            yield verdict.criterion, place


def _linking(site: Site, key: str) -> tuple[str, ...]:
    others = (page for own, page in site.pages.items() if own != key)
    pages = (page.url for page in others if any(site.key(link.url) == key for link in page.links))
    return tuple(url for url, _ in zip(pages, range(_MOST_LINKS), strict=False))
