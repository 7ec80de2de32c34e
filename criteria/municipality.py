"""A municipality as it was on a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LEAGUES = ("kreis", "stadt", "gemeinde")


@dataclass(frozen=True)
class Municipality:
    """One row of the registry as it was on a date.

    `ags` is text of 5 (Kreis) or 8 digits; `slot` names the hosting provider that shares one delay; `not_competent`
    maps a service id to who carries it; `robots_consent` says who allowed to read past robots.txt, when, and what.
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
