"""Ranks within a league: who gets one, who is level with whom, and how much hangs on the weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from results.queries import ScanInfo

LEAST_MEMBERS = 5
"""Fewer ranked members have no ranks (METHOD.md 1.2)."""
LEAST_COVERAGE = 0.8
"""Share of criteria scored that a rank needs (METHOD.md 1.5)."""
TIE_WIDTH = 1.0
"""Points of 100 within which totals are level ("gleichauf")."""


class NoRank(StrEnum):
    """Why there is no rank."""

    MISSING = "missing"  # not in this survey
    UNREACHABLE = "unreachable"  # nothing was scored
    COVERAGE = "coverage"  # fewer than 0.8 of the criteria were scored
    RANGE = "range"  # what could not be tested would change the rank
    SMALL_LEAGUE = "small_league"  # fewer than 5 members could be ranked


@dataclass(frozen=True)
class Rank:
    """Place of a municipality in its league in one survey.

    `place` is 1 + the number of members that are ahead by more than the tie width; None where `missing` says why not.
    `tied` are the AGS of those within it (on screen: gleichauf). `of` counts the members that have a rank, `members` all
    of the league. `best` and `worst` are the places it takes under other weightings of the categories, its own included.
    """

    place: int | None
    of: int
    members: int
    tied: tuple[str, ...] = ()
    best: int | None = None
    worst: int | None = None
    missing: NoRank | None = None


def ranks(scans: Sequence[ScanInfo], tie_width: float = TIE_WIDTH) -> dict[str, Rank]:
    """Return the rank of each member of one league in one survey, by AGS.

    Args:
        scans: of the whole league.
        tie_width: points of 100 within which two totals are level.
    """
    raise NotImplementedError
