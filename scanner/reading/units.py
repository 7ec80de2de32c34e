"""Pages of the competent unit that a service page links in its main content."""

from __future__ import annotations

from scanner.reading.facts import CONTENT
from scanner.reading.seen import Seen
from scanner.reading.site_types import Kind


def unit_pages(seen: Seen) -> dict[str, tuple[str, ...]]:
    """Return for each service page the keys of the unit pages that its main content links."""
    described = {page.page for pages in seen.services.values() for page in pages}
    return {key: units for key in sorted(described) if (units := _linked_units(seen, key))}


def _linked_units(seen: Seen, key: str) -> tuple[str, ...]:
    links = (link for link in seen.pages[key].links if link.region in CONTENT and not link.depth)
    keys = dict.fromkeys(seen.key(link.url) for link in links)
    return tuple(unit for unit in keys if unit != key and unit in seen.pages and seen.is_kind(unit, Kind.UNIT))
