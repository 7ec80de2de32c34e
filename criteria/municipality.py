"""A municipality as it was on a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
