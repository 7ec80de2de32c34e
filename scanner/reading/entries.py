"""What list pages list: entries with their group, the services they name or lead to, and their mark."""

from __future__ import annotations

from scanner.reading.seen import Seen
from scanner.reading.site_types import Entry


def list_entries(seen: Seen) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of every page that may be a list; needs kinds and services."""
    raise NotImplementedError
