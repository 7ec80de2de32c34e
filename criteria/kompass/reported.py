"""What PVOG and its open data report of a municipality: which services it announces, and with which link."""

from __future__ import annotations

from dataclasses import dataclass

from criteria.kompass.record import Known, Source
from criteria.municipality import Municipality, same_ags

_KREIS_OF_ARS, _TOWN_OF_ARS = slice(0, 5), slice(9, 12)


@dataclass(frozen=True)
class Reported:
    """One service that is reported for an area.

    `ars` has 12 digits (those of a Kreis or of the state end in zeros); `works` is whether the online service was found
    working when it was reported, `active` whether it is switched on, `coverage` in words how the area is covered.
    """

    source: Source
    line: int
    ars: str
    key: str
    name: str = ""
    ozg_id: str = ""
    ozg_name: str = ""
    url: str = ""
    works: Known = Known.UNKNOWN
    active: Known = Known.UNKNOWN
    coverage: str = ""

    def is_of(self, town: Municipality) -> bool:
        """Whether it is reported for a municipality itself, not for what lies above or below it."""
        return same_ags(ags_of(self.ars), town.ags)


def ags_of(ars: str) -> str:
    """Return the AGS (8 digits) that an ARS (12 digits) stands for; without the four of its association."""
    return ars[_KREIS_OF_ARS] + ars[_TOWN_OF_ARS]


def ars_of(town: Municipality) -> str:
    """Return the ARS (12 digits) of a municipality of NRW, where none belongs to an association."""
    kreis, number = town.ags[:5], town.ags[5:8]
    return f"{kreis}0{number}{number}" if number.strip("0") else kreis.ljust(12, "0")
