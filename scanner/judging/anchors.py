"""Which services an entry means that leads to one part of a page (``/strasse#geruest``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from scanner.judging.context import Context
from scanner.reading.facts import Link, PageFacts

_ID = re.compile(r"#([^ >:]+)")
_Anchors = Mapping[str, frozenset[str]]


def at_anchor(context: Context, link: Link) -> frozenset[str] | None:
    """Return the services that the part of the page tells of; None where the link leads to no part that is known."""
    anchor = unquote(urlsplit(link.raw).fragment)
    if not anchor:
        return None
    index = context.memory.once("anchors", lambda: _by_page(context))
    key = context.site.key(link.url)
    page = context.site.pages.get(key)
    if page is None or key not in index:
        return None
    anchors = context.memory.once(("anchors", key), lambda: _anchors(page, index[key]))
    return anchors.get(anchor)


def _by_page(context: Context) -> Mapping[str, list[tuple[str, int, int]]]:
    """Return by page the services of its sections, each with the blocks it stands in, its heading included."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for service, pages in context.site.services.items():
        for own in (page for page in pages if page.section >= 0):
            found.setdefault(own.page, []).append((service, own.first - 1, own.last))
    return found


def _anchors(page: PageFacts, services: list[tuple[str, int, int]]) -> _Anchors:
    """Return by id the services told where it stands."""
    found: dict[str, set[str]] = {}
    for at, anchor in _ids(page):
        found.setdefault(anchor, set()).update(name for name, first, last in services if first <= at < last)
    return {anchor: frozenset(names) for anchor, names in found.items()}


def _ids(page: PageFacts) -> Iterator[tuple[int, str]]:
    for at, block in enumerate(page.blocks):
        if (named := _ID.search(block.path)) is not None:
            yield at, named.group(1)
