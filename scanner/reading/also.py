"""Which services of the whole catalogue a site describes beyond those of its criteria set.

A page is recognised by the LeiKa key in its address or text, else by a name that fills its heading. What is filed among
news, papers of the council, job adverts or the A-Z of waste describes no service, whatever its heading says. Precision goes
over recall: no score hangs on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from criteria.kompass.naming import CatalogueNames, NamedService
from criteria.words import fold
from scanner.model.verdict import AlsoFound
from scanner.reading.facts import CONTENT, PageFacts, Quality, Region
from scanner.reading.purposes import parts_of
from scanner.reading.services import headings_of
from scanner.reading.site_types import NOISE, Kind, Site
from scanner.reading.told import Teller

_WORDS = 8  # that a page says of its own; less is a heading over nothing
_WORDS_WEAK = 25
_PARTS_WEAK = 2
_OPENING = 120  # letters by which a text shows what it is
_NO_PAGE = NOISE | {
    Kind.HOMEPAGE,
    Kind.SITEMAP,
    Kind.SEARCH,
    Kind.LOGIN,
    Kind.LEGAL,
    Kind.ONLINE_FORM,
    Kind.BOOKING,
    Kind.CONTACT,
    Kind.FAQ,
    Kind.FAQ_BUSINESS,
    Kind.A_TO_Z,
    Kind.OVERVIEW,
    Kind.FORMS,
    Kind.BUNDLE,
    Kind.UNIT,
    Kind.TENDERS,
    Kind.PENDING,
    Kind.REFERRAL,
}
_KEY = re.compile(r"(?<!\d)(?:99|77)\d{12}(?!\d)")
_SEPARATORS = re.compile(r"[-_/.?=&+]+")
_SERVICE = 8


def also_found(site: Site, names: CatalogueNames) -> tuple[AlsoFound, ...]:
    """Return the services found beyond the criteria set, each once, by key: the page with the surest sign, then the nearest.

    Args:
        site: what was seen.
        names: keys and names of the catalogue.
    """
    finder = _Finder(site, names)
    found = [also for key, page in site.pages.items() for also in finder.read(key, page)]
    best: dict[str, AlsoFound] = {}
    for also in sorted(found, key=lambda one: (one.key, _SURER.index(one.how), finder.clicks(one.url), one.url)):
        best.setdefault(also.key, also)
    return tuple(best.values())


_SURER = ("url_key", "text_key", "name", "synonym")


class _Finder:
    """Reads page after page."""

    def __init__(self, site: Site, names: CatalogueNames) -> None:
        self._site, self._names = site, names
        own = (service.leika_key for service in site.set.services)
        self._of_set = frozenset(key[:_SERVICE] for key in own if key)
        self._described = {one.page for pages in site.services.values() for one in pages if one.section < 0}
        self._town = fold(site.municipality.name).split()

    def clicks(self, url: str) -> int:
        """Return how far a page is from the homepage."""
        return self._site.clicks.get(self._site.key(url), (99, ()))[0]

    def read(self, key: str, page: PageFacts) -> Iterator[AlsoFound]:
        """Yield what a page describes: one service at most."""
        if page.quality is not Quality.CONTENT or page.pdf is not None or self._is_kind(key, _NO_PAGE):
            return
        keyed = _key_of(page)
        if keyed is not None:
            yield from self._by_key(key, *keyed)
        elif key not in self._described and not self._elsewhere(page):
            yield from self._by_name(key, page)

    def _is_kind(self, key: str, kinds: frozenset[Kind]) -> bool:
        return not self._site.kinds.get(key, frozenset()).isdisjoint(kinds)

    def _by_key(self, page: str, key: str, how: str) -> Iterator[AlsoFound]:
        known = self._names.names.get(key, "")
        if key[:_SERVICE] not in self._of_set or not known:
            yield AlsoFound(key, known, self._site.address(page), how)

    def _by_name(self, key: str, page: PageFacts) -> Iterator[AlsoFound]:
        for heading in headings_of(page, self._site.repeated)[:2]:
            named = self._names.find(heading, self._town)
            if named is not None:
                if named.key[:_SERVICE] not in self._of_set and self._describes(key, page, named):
                    yield AlsoFound(named.key, named.name, self._site.address(key), named.how)
                return

    def _describes(self, key: str, page: PageFacts, named: NamedService) -> bool:
        """Whether the page tells of it: some words, and more where the name is that of places and topics, too."""
        told = Teller(page, self._site.set.lexicon, self._site.repeated).whole(named.name)
        if self._names.words.opening.search(fold(told.text[:_OPENING])):
            return False
        if not named.weak:
            return told.words >= _WORDS
        filed = self._is_kind(key, frozenset({Kind.PORTAL})) or self._among_services(page)
        parts = parts_of(page, self._site.set.lexicon)
        return told.words >= _WORDS_WEAK and (parts >= _PARTS_WEAK or (filed and parts > 0))

    def _among_services(self, page: PageFacts) -> bool:
        path = unquote(urlsplit(page.url).path).lower()
        return self._site.set.lexicon.expression("services_path").search(path) is not None

    def _elsewhere(self, page: PageFacts) -> bool:
        """Whether a page is filed where no services are."""
        parts = urlsplit(page.url)
        above = parts.path.rstrip("/").rpartition("/")[0]
        crumbs = [link.text for link in page.links if link.region is Region.BREADCRUMB]
        title = page.title.removeprefix(page.h1)
        filed = (_SEPARATORS.sub(" ", unquote(f"{parts.hostname} {above} {parts.query}")), *crumbs, title)
        return any(self._names.words.elsewhere.search(fold(text)) for text in filed)


def _key_of(page: PageFacts) -> tuple[str, str] | None:
    """Return the one LeiKa key that a page bears, and where; several keys are those of a list."""
    for text, how in ((unquote(f"{page.url} {page.canonical}"), "url_key"), (_content(page), "text_key")):
        keys = sorted(set(_KEY.findall(text)))
        if keys:
            return (keys[0], how) if len(keys) == 1 else None
    return None


def _content(page: PageFacts) -> str:
    return "\n".join(block.text for block in page.blocks if block.region in CONTENT)
