"""Which pages describe which services (METHOD.md: service page, referral)."""

from __future__ import annotations

from dataclasses import dataclass, field

from scanner.reading.seen import Seen
from scanner.reading.site_types import ServicePage


@dataclass(frozen=True)
class Described:
    """Service pages by service id, and the keys of pages that only refer to another authority by service id."""

    services: dict[str, tuple[ServicePage, ...]] = field(default_factory=dict)
    referrals: dict[str, tuple[str, ...]] = field(default_factory=dict)


def find_services(seen: Seen) -> Described:
    """Return what the pages describe; needs kinds and repeated texts."""
    raise NotImplementedError
