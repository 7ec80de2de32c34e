"""A league in one survey: its median and its best, for the total, each category and each criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """How values (0..100) are spread over `count` municipalities; `best_ags` are those that have the best value."""

    count: int
    worst: float
    lower: float
    median: float
    upper: float
    best: float
    best_ags: tuple[str, ...]


@dataclass(frozen=True)
class LeagueYear:
    """A league in one survey.

    `survey` is its place in `Comparison.surveys`, `members` the AGS of all, `counted` of those whose totals count in the
    spreads (coverage of 0.8; in hand-made surveys and web archives every one with a total). A spread is None
    or missing where no member has a value. `levels` has for each service how many members reach which OZG level
    (index 0..4), and at index 5 of how many it could not be seen.
    """

    league: str
    survey: int
    members: tuple[str, ...]
    counted: tuple[str, ...]
    total: Spread | None
    categories: Mapping[str, Spread]
    criteria: Mapping[str, Spread]
    levels: Mapping[str, tuple[int, ...]]
