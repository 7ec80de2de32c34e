"""What the municipality says about logging in, paying, inboxes, secure channels and booking."""

from __future__ import annotations

from collections.abc import Mapping

from scanner.reading.seen import Seen
from scanner.reading.site_types import Access, Offer


def read_accesses(seen: Seen, offers: Mapping[str, tuple[Offer, ...]]) -> tuple[Access, ...]:
    """Return the statements on access, each with its place, whether it is denied, and its scope (see `Access`)."""
    raise NotImplementedError
