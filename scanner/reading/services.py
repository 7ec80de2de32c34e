"""Which pages describe which services (METHOD.md: service page, referral)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from criteria.words import fold
from scanner.reading.facts import PageFacts, Quality, Region
from scanner.reading.namer import Namer
from scanner.reading.referring import Referrer
from scanner.reading.seen import Seen
from scanner.reading.site_types import NOISE, Kind, ServicePage
from scanner.reading.told import Teller, Told

WORDS = 40  # what a service page says at least about its service
_NO_DESCRIPTION = NOISE | {
    Kind.HOMEPAGE,
    Kind.SITEMAP,
    Kind.SEARCH,
    Kind.LOGIN,
    Kind.LEGAL,
    Kind.ONLINE_FORM,
    Kind.BOOKING,
    Kind.CONTACT,
    Kind.FAQ,
}
_PARTS = 2  # a description in parts is no referral
_TEASER = 80  # words: a section that leads to the page of its service says less


@dataclass(frozen=True)
class Described:
    """Service pages by service id, and the keys of pages that only refer to another authority by service id."""

    services: dict[str, tuple[ServicePage, ...]] = field(default_factory=dict)
    referrals: dict[str, tuple[str, ...]] = field(default_factory=dict)


def find_services(seen: Seen) -> Described:
    """Return what the pages describe; needs kinds and repeated texts."""
    finder = _Finder(seen)
    for key, page in seen.pages.items():
        if page.quality is Quality.CONTENT and page.pdf is None and not seen.is_kind(key, *_NO_DESCRIPTION):
            finder.read(key, page)
    return finder.described()


class _Finder:
    """Collects what page after page describes."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._namer = Namer(seen)
        self._referrer = Referrer(seen.municipality, seen.set.lexicon)
        self._services: dict[str, list[ServicePage]] = {}
        self._referrals: dict[str, list[str]] = {}

    def read(self, key: str, page: PageFacts) -> None:
        """Take what one page describes."""
        teller = Teller(page, self._seen.set.lexicon, self._seen.repeated)
        named: set[str] = set()
        for service, told in self._named(key, page, teller):
            if service in named:
                continue
            if self._refers(service, told, teller):
                self._referrals.setdefault(service, []).append(key)
            elif told.words >= WORDS:
                named.add(service)
                self._services.setdefault(service, []).append(_service_page(service, key, teller, told))

    def described(self) -> Described:
        """Return what was found; sections that only lead to the page of their service are list entries."""
        services = {name: self._without_teasers(pages) for name, pages in sorted(self._services.items())}
        return Described(
            {service: pages for service, pages in services.items() if pages},
            {service: tuple(dict.fromkeys(keys)) for service, keys in sorted(self._referrals.items())},
        )

    def _named(self, key: str, page: PageFacts, teller: Teller) -> Iterator[tuple[str, Told]]:
        """Yield the services of the page as a whole, then those of its sections that the page does not name."""
        headings = headings_of(page, self._seen.repeated)
        heading = next((each for each in headings if self._namer.find(each)), headings[0] if headings else "")
        whole = teller.whole(heading)
        on_top = self._services_of(whole)
        yield from ((service, whole) for service in sorted(on_top))
        for index in teller.sections():
            if not self._leads_away(key, page, page.sections[index].first - 1):
                told = teller.section(index)
                yield from ((service, told) for service in sorted(self._services_of(told) - on_top))

    def _services_of(self, told: Told) -> frozenset[str]:
        """Return what a heading names; an everyday word counts where the text below names the service, too."""
        maybe = self._namer.maybe(told.heading)
        return self._namer.find(told.heading) | {s for s in maybe if self._namer.named_in(told.text, s)}

    def _leads_away(self, key: str, page: PageFacts, heading: int) -> bool:
        """Whether a heading is a link to another page: an entry of a list, not the heading of a text."""
        return any(link.block == heading and self._seen.key(link.url) != key for link in page.links)

    def _refers(self, service: str, told: Told, teller: Teller) -> bool:
        if teller.parts(told) >= _PARTS:
            return False
        return self._referrer.refers(service, told.text, told.words, self._namer.find)

    def _without_teasers(self, pages: list[ServicePage]) -> tuple[ServicePage, ...]:
        whole = {own.page for own in pages if own.section < 0}
        return tuple(own for own in pages if not (own.section >= 0 and self._is_teaser(own, whole)))

    def _is_teaser(self, own: ServicePage, whole: set[str]) -> bool:
        if own.words >= _TEASER or self._tells_more(own):
            return False
        links = (link for link in self._seen.pages[own.page].links if own.first <= link.block < own.last)
        return any(self._seen.key(link.url) in whole - {own.page} for link in links)

    def _tells_more(self, own: ServicePage) -> bool:
        """Whether a section says of its own what one has to know: a fee, or whom to reach."""
        page = self._seen.pages[own.page]
        inside = {n for n, each in enumerate(page.sections) if own.first <= each.first <= each.last <= own.last}
        fees = (value.section for value in page.values if value.kind == "fee")
        return any(section in inside for section in (*fees, *(contact.section for contact in page.contacts)))


def headings_of(page: PageFacts, repeated: frozenset[str]) -> list[str]:
    """Return what a page calls itself, best first: its h1, its title, its first heading; the town's name is none."""
    first = next((block.text for block in page.blocks if block.kind == "heading" and block.region is Region.MAIN), "")
    h1 = page.h1 if fold(page.h1) not in repeated else ""
    return list(dict.fromkeys(text for text in (h1, _title(page), first) if text))


def _title(page: PageFacts) -> str:
    for separator in (" | ", " – ", " - ", " / ", " :: ", " » ", " · "):
        if separator in page.title:
            return page.title.split(separator)[0]
    return page.title


def _service_page(service: str, key: str, teller: Teller, told: Told) -> ServicePage:
    whole = told.section < 0
    return ServicePage(
        service=service,
        page=key,
        section=told.section,
        first=told.first,
        last=told.last,
        shared=() if whole else teller.shared(told),
        named_in="title" if whole else "heading",
        heading=told.heading,
        words=told.words,
    )
