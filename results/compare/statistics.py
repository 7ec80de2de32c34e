"""What may be said of a region: the median change of its municipalities, how sure it is, and a test. Never of one town."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from results.compare.changes import Level

LEAST_PAIRS = 6
"""Fewer municipalities in both surveys give no statistics: with 5 no exact two-sided test can fall below 0.05."""
CONFIDENCE = 0.95
SEED = 2018


class ExactTest(StrEnum):
    """Which exact, two-sided test of "no change" was made."""

    WILCOXON = "wilcoxon"  # signed ranks
    SIGN = "sign"  # rises and falls counted; where ties or zeros make the other one inexact


class NoEstimate(StrEnum):
    """Why there is no statistic."""

    FEW_PAIRS = "few_pairs"  # fewer than 6 municipalities with a difference in points
    BREAK = "break"  # no difference in points may be given between these surveys


@dataclass(frozen=True)
class Estimate:
    """Change of one number between two surveys over the municipalities that have it in both.

    `league` is empty for all leagues. `median` is the median of the paired differences in points of 100, `low` and `high`
    its bootstrap interval (95 %), `p` the two-sided p-value of `test`; all None where `missing` says why. They are equal
    where all pairs changed alike.
    """

    level: Level
    id: str
    league: str
    start: int
    end: int
    pairs: int
    rose: int
    fell: int
    same: int
    median: float | None = None
    low: float | None = None
    high: float | None = None
    test: ExactTest | None = None
    p: float | None = None
    missing: NoEstimate | None = None
