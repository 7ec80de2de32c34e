"""Pages of the competent unit that a service page links in its main content."""

from __future__ import annotations

from scanner.reading.seen import Seen


def unit_pages(seen: Seen) -> dict[str, tuple[str, ...]]:
    """Return for each service page the keys of the unit pages that its main content links."""
    raise NotImplementedError
