"""What may be said of a region: the median change of its municipalities, how sure it is, and a test. Never of one town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import scipy  # loads scipy.stats when first asked for: that takes longer than most commands
from numpy.typing import NDArray

from results.compare.changes import Change, Level, Move
from results.compare.moves import by_gain

LEAST_PAIRS = 6
"""Fewer municipalities in both surveys give no statistics: with 5 no exact two-sided test can fall below 0.05."""
CONFIDENCE = 0.95
RESAMPLES = 1999
SEED = 2018
_MOST_RANKED = 400  # beyond, the exact distribution of the signed ranks takes too long
_DIGITS = 6  # differences that agree so far are tied; scores are stored with six digits
_Numbers = NDArray[np.float64]


class ExactTest(StrEnum):
    """Which exact, two-sided test of "no change" was made."""

    WILCOXON = "wilcoxon"  # signed ranks
    SIGN = "sign"  # rises against falls; where ties or zeros make the other one inexact, or pairs are too many for it


class NoEstimate(StrEnum):
    """Why there is no statistic."""

    FEW_PAIRS = "few_pairs"  # fewer than 6 municipalities with a difference in points
    BREAK = "break"  # no difference in points may be given between these surveys


@dataclass(frozen=True)
class Estimate:
    """Change of one number between two surveys over the municipalities that have it in both.

    `league` is empty for all leagues. `rose`, `fell` and `same` count the pairs as they are shown (less than 0.05 points
    is the same). `median` is the median of the paired differences in points of 100, `low` and `high` its bootstrap
    interval (95 %), `p` the two-sided p-value of `test`; all None where `missing` says why.
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


def estimate(changes: Sequence[Change], league: str, start: int, end: int) -> Estimate:
    """Return what the changes of one number say of the municipalities together.

    Args:
        changes: one for each municipality that has a scan in both surveys; at least one.
        league: whose they are, empty for all.
        start: place of the earlier survey.
        end: place of the later one.
    """
    gains = [one.gain for one in changes if one.gain is not None]
    moves = [by_gain(gain) for gain in gains]
    rose, fell, same = (moves.count(move) for move in (Move.ROSE, Move.FELL, Move.SAME))
    bare = Estimate(changes[0].level, changes[0].id, league, start, end, len(gains), rose, fell, same)
    if len(gains) < LEAST_PAIRS:
        apart = not gains and any(one.move is Move.APART for one in changes)
        return replace(bare, missing=NoEstimate.BREAK if apart else NoEstimate.FEW_PAIRS)
    values = np.sort(np.round(np.array(gains), _DIGITS))  # sorted: the order of municipalities decides nothing
    low, high = interval(values)
    test, p = tested(values)
    return replace(bare, median=float(np.median(values)), low=low, high=high, test=test, p=p)


def interval(values: _Numbers) -> tuple[float, float]:
    """Return the bootstrap interval (95 %) of the median, by percentiles.

    BCa is left out on purpose: its acceleration comes from the jackknife, which fails for the median (Efron and Tibshirani,
    An Introduction to the Bootstrap, 1993, section 10.6). Where all values are the same, so are both ends.
    """
    if values.min() == values.max():
        return float(values[0]), float(values[0])
    found = scipy.stats.bootstrap(
        (values,),
        np.median,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return float(found.low), float(found.high)


def tested(values: _Numbers) -> tuple[ExactTest, float]:
    """Return an exact two-sided test of "no change" and its p-value.

    Wilcoxon's signed ranks are exact without zeros and without ties among the sizes of the differences; else rises are
    counted against falls (sign test, zeros left out).
    """
    sizes = np.abs(values)
    if sizes.min() > 0 and len(np.unique(sizes)) == len(sizes) <= _MOST_RANKED:
        return ExactTest.WILCOXON, float(scipy.stats.wilcoxon(values, method="exact").pvalue)
    rose, fell = int((values > 0).sum()), int((values < 0).sum())
    return ExactTest.SIGN, float(scipy.stats.binomtest(rose, rose + fell).pvalue) if rose + fell else 1.0
