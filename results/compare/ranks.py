"""Ranks within a league: who gets one, who is level with whom, and how much hangs on the weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from results.compare.weightings import LETTERS, weightings
from scanner.model.totals import Totals

LEAST_MEMBERS = 5
"""Fewer ranked members have no ranks (METHOD.md 1.2)."""
LEAST_COVERAGE = 0.8
"""Share of criteria scored that a rank needs (METHOD.md 1.5)."""
TIE_WIDTH = 2.0
"""Points of 100 within which totals are level ("gleichauf"), until a second look by people gives the real figure.

Measured on labelled, invented sites: how far the difference between two totals lies from the difference that the labels
give. In the practice region (35 towns in each of three years) 95 of 100 pairs are within 2.0 points, on 14 sites by other
authors all are within 0.9.
"""
_GRAIN = 1e-9
Numbers = NDArray[np.float64]


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

    `place` is 1 + the number of ranked members that are ahead by more than the tie width; None where `missing` says why
    not. `tied` are the AGS of those within it (on screen: gleichauf). `of` counts the members that have a rank, `members`
    all of the league. `best` and `worst` are the places it takes under other weightings of the categories, its own included.
    """

    place: int | None
    of: int
    members: int
    tied: tuple[str, ...] = ()
    best: int | None = None
    worst: int | None = None
    missing: NoRank | None = None


def ranks(members: Mapping[str, Totals], tie_width: float = TIE_WIDTH) -> dict[str, Rank]:
    """Return the rank of each member of one league in one survey.

    Who has no total, too little coverage, or a range that would change its place among those that have enough of it, gets
    none, and does not count for the others. Being level is no chain: A may be level with B and B with C, and C behind A.

    Args:
        members: the totals of the whole league by AGS.
        tie_width: points of 100 within which two totals are level.
    """
    reasons = {ags: _unfit(totals) for ags, totals in members.items()}
    fit = sorted(ags for ags, reason in reasons.items() if reason is None)
    values = _values(members, fit)
    for ags, moves in zip(fit, _moved_by_range([members[ags] for ags in fit], values, tie_width), strict=True):
        reasons[ags] = NoRank.RANGE if moves else None
    ranked = [ags for ags in fit if reasons[ags] is None]
    if len(ranked) < LEAST_MEMBERS:
        few = {ags: reason or NoRank.SMALL_LEAGUE for ags, reason in reasons.items()}
        return {ags: Rank(None, 0, len(members), missing=reason) for ags, reason in few.items()}
    given = _given(members, ranked, tie_width)
    return {
        ags: given.get(ags) or Rank(None, len(ranked), len(members), missing=reason) for ags, reason in reasons.items()
    }


def _unfit(totals: Totals) -> NoRank | None:
    if totals.total.value is None:
        return NoRank.UNREACHABLE
    return NoRank.COVERAGE if totals.coverage < LEAST_COVERAGE - _GRAIN else None


def _values(members: Mapping[str, Totals], chosen: Sequence[str]) -> Numbers:
    return np.array([members[ags].total.value or 0.0 for ags in chosen])


def _moved_by_range(members: Sequence[Totals], values: Numbers, width: float) -> list[bool]:
    """Return for each whether its place at the low end of its range is another than at the high end."""
    low, high = (np.array([getattr(one.total, end) for one in members]) for end in ("low", "high"))
    wide = high - low > _GRAIN
    # a town is never ahead of itself by more than the width unless its low end is: count the others only
    at_low = _ahead(values, low, width) - (values - low > width + _GRAIN)
    return list((wide & (at_low != _ahead(values, high, width))).tolist())


def _ahead(values: Numbers, at: Numbers, width: float) -> NDArray[np.int64]:
    """Return how many of the values are ahead of each place by more than the width."""
    ordered = np.sort(values)
    return np.asarray(len(ordered) - np.searchsorted(ordered, at + width + _GRAIN, side="right"), dtype=np.int64)


def _given(members: Mapping[str, Totals], ranked: Sequence[str], width: float) -> dict[str, Rank]:
    values = _values(members, ranked)
    places = 1 + _ahead(values, values, width)
    best, worst = _tried([members[ags] for ags in ranked], width)
    tied = _tied(ranked, values, width)
    return {
        ags: Rank(
            int(places[at]),
            len(ranked),
            len(members),
            tied[at],
            min(int(best[at]), int(places[at])),
            max(int(worst[at]), int(places[at])),
        )
        for at, ags in enumerate(ranked)
    }


def _tied(ranked: Sequence[str], values: Numbers, width: float) -> list[tuple[str, ...]]:
    near = np.abs(values[:, None] - values[None, :]) <= width + _GRAIN
    np.fill_diagonal(near, val=False)
    return [tuple(ranked[other] for other in np.flatnonzero(row).tolist()) for row in near]


def _tried(members: Sequence[Totals], width: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the best and the worst place of each over all weightings of the categories."""
    parts = np.array([[_category(one, letter) for letter in LETTERS] for one in members])
    there = ~np.isnan(parts)
    weights = weightings()
    shares = there @ weights.T  # a category that a town does not have leaves its total, as in the usual one
    sums = np.divide(np.nan_to_num(parts) @ weights.T, shares, out=np.zeros_like(shares), where=shares > 0)
    places = np.column_stack([1 + _ahead(column, column, width) for column in sums.T])
    return places.min(axis=1), places.max(axis=1)


def _category(totals: Totals, letter: str) -> float:
    part = totals.categories.get(letter)
    return np.nan if part is None or part.value is None else part.value
