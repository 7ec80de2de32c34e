"""How far the search for each service was complete: a "no" needs it (METHOD.md 1.4)."""

from __future__ import annotations

from collections.abc import Iterable

from scanner.model.answer import Answer
from scanner.reading.seen import Seen
from scanner.reading.site_types import SearchEngine


def searched(seen: Seen, engines: Iterable[SearchEngine], listed: Iterable[str]) -> dict[str, Answer]:
    """Return by service id yes, or unknown where an A-Z, search, link or sitemap could not be followed to the end."""
    raise NotImplementedError
