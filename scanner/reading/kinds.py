"""What each page is."""

from __future__ import annotations

from scanner.reading.seen import Seen
from scanner.reading.site_types import Kind


def kinds_of(seen: Seen) -> dict[str, frozenset[Kind]]:
    """Return the kinds of every page, by words, addresses and structure; needs hosts and pages only."""
    raise NotImplementedError


def kinds_by_entries(seen: Seen) -> dict[str, frozenset[Kind]]:
    """Return the kinds again with those that only services and entries can tell (bundle, forms overview, A-Z)."""
    raise NotImplementedError


