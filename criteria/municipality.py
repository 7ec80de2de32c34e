"""A municipality as it was on a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

LEAGUES = ("kreis", "stadt", "gemeinde")


@dataclass(frozen=True)
class Municipality:
    """One row of the registry as it was on a date.

    `ags` is text of 8 digits, that of a Kreis may have 5, as the registry writes it; `slot` names the hosting provider
    that shares one delay; `not_competent` maps a service id to who carries it; `robots_consent` says who allowed to read
    past robots.txt, when, and what.
    """

    ags: str
    name: str
    kind: str
    league: str
    homepage: str
    kreis: str = ""
    population: int | None = None
    postcode: str = ""
    homepage_before: tuple[str, ...] = ()
    portal: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    slot: str = ""
    not_competent: tuple[tuple[str, str], ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    source: str = ""
    robots_consent: str = ""


def same_ags(one: str, other: str) -> bool:
    """Whether two AGS name the same municipality, compared on 8 digits: a Kreis is its 5 digits and 000."""
    return one.ljust(8, "0") == other.ljust(8, "0")


def municipality_of(kept: Mapping[str, Any]) -> Municipality:
    """Return a municipality from the plain values that its scan keeps."""
    values = dict(kept)
    for name in ("valid_from", "valid_to"):
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    for name in ("homepage_before", "portal", "groups"):
        values[name] = tuple(values.get(name) or ())
    values["not_competent"] = tuple((service, carrier) for service, carrier in values.get("not_competent") or ())
    known = {field.name for field in fields(Municipality)}
    return Municipality(**{name: value for name, value in values.items() if name in known})
