"""Which pages describe which services (METHOD.md: service page, referral)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from criteria.words import Lexicon
from scanner.reading.facts import CONTENT, PageFacts, Quality, Region, Section
from scanner.reading.kinds import heading_of
from scanner.reading.namer import Namer
from scanner.reading.naming import readable
from scanner.reading.seen import Seen
from scanner.reading.site_types import NOISE, Kind, ServicePage

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
_SECTION_LEVELS = range(2, 7)
_REFERRAL_WORDS = 90


@dataclass(frozen=True)
class Described:
    """Service pages by service id, and the keys of pages that only refer to another authority by service id."""

    services: dict[str, tuple[ServicePage, ...]] = field(default_factory=dict)
    referrals: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Passage:
    """What is said under a heading: the whole page (section -1) or one section; blocks first to last."""

    heading: str
    section: int
    first: int
    last: int
    words: int
    text: str


def find_services(seen: Seen) -> Described:
    """Return what the pages describe; needs kinds and repeated texts."""
    namer = Namer(seen)
    services: dict[str, list[ServicePage]] = {}
    referrals: dict[str, list[str]] = {}
    for key, page in seen.pages.items():
        if page.quality is not Quality.CONTENT or page.pdf is not None or seen.is_kind(key, *_NO_DESCRIPTION):
            continue
        for service, passage in _told(page, namer):
            if passage.words < _REFERRAL_WORDS and _refers(passage, seen.set.lexicon):
                referrals.setdefault(service, []).append(key)
            elif passage.words >= WORDS:
                services.setdefault(service, []).append(_service_page(service, key, page, passage))
    return Described(
        {service: tuple(pages) for service, pages in sorted(services.items())},
        {service: tuple(dict.fromkeys(keys)) for service, keys in sorted(referrals.items())},
    )


def _told(page: PageFacts, namer: Namer) -> Iterator[tuple[str, _Passage]]:
    """Yield the services of the page as a whole, then those of its sections that the page does not name."""
    whole = namer.find(heading_of(page))
    yield from ((service, _whole(page)) for service in sorted(whole))
    named: set[str] = set(whole)
    for index, section in enumerate(page.sections):
        if section.region is not Region.MAIN or section.level not in _SECTION_LEVELS:
            continue
        for service in sorted(namer.find(section.heading) - named):
            passage = _section(page, index, section)
            if passage.words >= WORDS:
                named.add(service)
            yield service, passage


def _whole(page: PageFacts) -> _Passage:
    blocks = [block for block in page.blocks if block.region is Region.MAIN]
    text = " ".join(block.text for block in blocks if block.kind != "heading")
    return _Passage(heading_of(page), -1, 0, len(page.blocks), _said(page, 0, len(page.blocks)), text)


def _section(page: PageFacts, index: int, section: Section) -> _Passage:
    blocks = page.blocks[section.first : section.last]
    text = " ".join(block.text for block in blocks)
    words = _said(page, section.first, section.last)
    return _Passage(section.heading, index, section.first, section.last, words, text)


def _said(page: PageFacts, first: int, last: int) -> int:
    """Return the words of the main content that are not just links or headings."""
    blocks = [block for block in page.blocks[first:last] if block.region in CONTENT and block.kind != "heading"]
    linked = sum(len(link.text.split()) for link in page.links if first <= link.block < last and link.region in CONTENT)
    return sum(len(block.text.split()) for block in blocks) - linked


def _refers(passage: _Passage, lexicon: Lexicon) -> bool:
    return lexicon.expression("refers").search(readable(passage.text)) is not None


def _service_page(service: str, key: str, page: PageFacts, passage: _Passage) -> ServicePage:
    whole = passage.section < 0
    return ServicePage(
        service=service,
        page=key,
        section=passage.section,
        first=passage.first,
        last=passage.last,
        shared=() if whole else _shared(page),
        named_in="title" if whole else "heading",
        heading=passage.heading,
        words=passage.words,
    )


def _shared(page: PageFacts) -> tuple[tuple[int, int], ...]:
    """Return the ranges of blocks that a page has for all its services: side column, and what is above any heading."""
    shared = [
        at
        for at, block in enumerate(page.blocks)
        if block.region is Region.ASIDE or (block.region is Region.MAIN and block.section < 0)
    ]
    return tuple((at, at + 1) for at in shared)
