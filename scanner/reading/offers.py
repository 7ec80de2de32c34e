"""The ways to apply for each service: form PDFs, online forms, deep links into state portals."""

from __future__ import annotations

from scanner.reading.seen import Seen
from scanner.reading.site_types import Offer


def find_offers(seen: Seen) -> dict[str, tuple[Offer, ...]]:
    """Return the offers by service id, from service pages and forms overviews; one offer per service and target."""
    raise NotImplementedError
