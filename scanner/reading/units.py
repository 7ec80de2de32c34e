"""Pages of the competent unit that a service page links in its main content."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.words import fold
from scanner.reading.facts import CONTENT, Link, PageFacts, Quality
from scanner.reading.kinds import heading_of
from scanner.reading.seen import Seen
from scanner.reading.site_types import NOISE, Kind

_NO_UNIT = (NOISE - {Kind.STAFF}) | {
    Kind.HOMEPAGE,
    Kind.SITEMAP,
    Kind.SEARCH,
    Kind.LEGAL,
    Kind.BOOKING,
    Kind.ONLINE_FORM,
    Kind.FORMS,
}
_LONGEST_HEADING = 6  # words; a longer heading speaks of more than the unit
_SHORTEST_NAME = 4


def unit_pages(seen: Seen) -> dict[str, tuple[str, ...]]:
    """Return for each service page the keys of the unit pages that its main content links."""
    whole = {own.page for pages in seen.services.values() for own in pages if own.section < 0}
    described = {own.page for pages in seen.services.values() for own in pages}
    return {key: units for key in sorted(described) if (units := tuple(_linked_units(seen, key, whole)))}


def _linked_units(seen: Seen, key: str, whole: set[str]) -> Iterator[str]:
    page = seen.pages[key]
    named = [fold(value.text) for value in page.values if value.kind == "unit" and value.region in CONTENT]
    tried: set[tuple[str, str]] = set()
    found: dict[str, None] = {}
    for link in page.links:
        if link.region not in CONTENT or link.depth or (link.url, link.text) in tried:
            continue
        tried.add((link.url, link.text))
        unit = seen.key(link.url)
        if unit in found or unit == key or unit not in seen.pages:
            continue
        if seen.is_kind(unit, Kind.UNIT) or (unit not in whole and _is_unit(seen, unit, link, named)):
            found[unit] = None
    yield from found


def _is_unit(seen: Seen, unit: str, link: Link, named: list[str]) -> bool:
    """Whether a page is a unit's: by its heading, by the words of the link, or because the text calls the unit so."""
    page = seen.pages[unit]
    if page.quality is not Quality.CONTENT or page.pdf is not None or seen.is_kind(unit, *_NO_UNIT):
        return False
    lexicon = seen.set.lexicon
    pointed = lexicon.expression("unit_link").search(fold(link.text)) is not None
    pointed = pointed or lexicon.expression("unit_title").search(fold(heading_of(page))) is not None
    return pointed or _is_headed_so(page) or _is_called(link, named)


def _is_headed_so(page: PageFacts) -> bool:
    heading = fold(heading_of(page))
    if len(heading.split()) > _LONGEST_HEADING:
        return False
    names = (fold(value.text) for value in page.values if value.kind == "unit")
    return any(heading.startswith(name) or heading.endswith(name) for name in names if name)


def _is_called(link: Link, named: list[str]) -> bool:
    text = fold(link.text)
    return len(text) >= _SHORTEST_NAME and any(text in name or name in text for name in named)
