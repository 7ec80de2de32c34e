"""Which hosts are the municipality's own: homepage, portal, microsite for business (METHOD.md 1.1)."""

from __future__ import annotations

from dataclasses import dataclass

from criteria.loading import CriteriaSet
from criteria.registry import Municipality
from scanner.archive.records import Manifest
from scanner.reading.captures import Readings


@dataclass(frozen=True)
class Hosts:
    """Hosts without ``www.``: `own` holds all of them, `portal` those of the own portal, `business` microsites."""

    own: frozenset[str]
    portal: frozenset[str] = frozenset()
    business: frozenset[str] = frozenset()


def own_hosts(readings: Readings, manifest: Manifest, municipality: Municipality, criteria: CriteriaSet) -> Hosts:
    """Return the hosts that the homepage leads to within two clicks and that name the municipality."""
    raise NotImplementedError
