"""The municipalities: who they are, where their pages stand, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Municipality:
    """One row of the registry as it was on a date.

    `ags` is text of 5 (Kreis) or 8 digits; `slot` names the hosting provider that shares one delay; `not_competent`
    maps a service id to who carries it.
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
