"""Parallel pages of one service that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

from scanner.reading.seen import Seen
from scanner.reading.site_types import Offer, Twin


def find_twins(seen: Seen, offers: Mapping[str, tuple[Offer, ...]]) -> dict[str, tuple[Twin, ...]]:
    """Return by service id the pairs of pages whose fee, online target or contact differ."""
    raise NotImplementedError
