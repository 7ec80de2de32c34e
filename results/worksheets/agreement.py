"""How far scanner and person agree: shares, kappa, and the width within which totals can't be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from scanner.model.verdict import State

CATEGORIES = 5
SAME = 0.05
"""Scores that differ by no more count as the same: shares are rounded by people."""
_CLASSES = 5
_DRAWS = 2_000
_CONFIDENCE = 0.95
_NORMAL = 1.96

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """What scanner and person said of a verdict: state, and score 0..1 where scored."""

    criterion: str
    league: str
    scanner: tuple[State, float | None]
    person: tuple[State, float | None]

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        (state, score), (other, said) = self.scanner, self.person
        if state is not other:
            return False
        return score is None or said is None or abs(score - said) <= SAME


@dataclass(frozen=True)
class Interval:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Agreement:
    """The agreement of scanner and person.

    `share` is that of equal verdicts (Wilson interval), `kappa` is weighted (see `weighted_kappa`), None where fewer than
    two pairs are scored by both or all are of one class. `width` is how far two totals may be apart, in points of 100,
    by disagreement alone; None without a pair that both scored.
    """

    pairs: int
    scored: int
    share: Interval
    kappa: Interval | None
    width: float | None
    by_criterion: tuple[tuple[str, int, int], ...]  # id, pairs, of which agree


def agreement(pairs: Sequence[Pair], per_category: Sequence[int], seed: int = 1) -> Agreement | None:
    """Return the agreement, None for no pairs.

    Args:
        pairs: of one second look.
        per_category: number of criteria of each category.
        seed: of the bootstrap.
    """
    if not pairs:
        return None
    from scipy.stats import binomtest  # noqa: PLC0415 - takes longer to load than most commands to run

    equal = sum(pair.agrees for pair in pairs)
    interval = binomtest(equal, len(pairs)).proportion_ci(_CONFIDENCE, method="wilson")
    both = [(a, b) for a, b in ((pair.scanner[1], pair.person[1]) for pair in pairs) if a is not None and b is not None]
    scores: Scores = np.array(both, dtype=np.float64).reshape(-1, 2)
    share = Interval(equal / len(pairs), float(interval.low), float(interval.high))
    kappa, width = _kappa(scores, seed), tie_width(scores, per_category)
    return Agreement(len(pairs), len(both), share, kappa, width, _by_criterion(pairs))


def _by_criterion(pairs: Sequence[Pair]) -> tuple[tuple[str, int, int], ...]:
    ids = sorted({pair.criterion for pair in pairs}, key=lambda one: ("SUAFE".index(one[0]), one))
    of = {one: [pair for pair in pairs if pair.criterion == one] for one in ids}
    return tuple((one, len(group), sum(pair.agrees for pair in group)) for one, group in of.items())


def _kappa(scores: Scores, seed: int) -> Interval | None:
    """Return kappa with a percentile bootstrap interval over pairs (Efron and Tibshirani 1993, chapter 13)."""
    value = weighted_kappa(scores)
    if value is None:
        return None
    dice = np.random.default_rng(seed)
    drawn = (weighted_kappa(scores[dice.integers(0, len(scores), len(scores))]) for _ in range(_DRAWS))
    known = [one for one in drawn if one is not None]
    low, high = np.percentile(known, [2.5, 97.5])
    return Interval(value, float(low), float(high))


def weighted_kappa(scores: Scores) -> float | None:
    """Return Cohen's kappa with linear weights (Cohen 1968) over fifths of the scale.

    Args:
        scores: shape (n, 2), 0..1: scanner and person.

    Returns:
        At most 1; None for fewer than two pairs, or where chance alone can't disagree (all of one class).
    """
    if len(scores) < 2:
        return None
    classes = np.minimum((scores * _CLASSES).astype(int), _CLASSES - 1)
    seen = np.zeros((_CLASSES, _CLASSES))
    np.add.at(seen, (classes[:, 0], classes[:, 1]), 1.0)
    seen /= len(scores)
    at = np.arange(_CLASSES)
    apart = np.abs(at[:, None] - at[None, :]) / (_CLASSES - 1)
    by_chance = float((apart * np.outer(seen.sum(axis=1), seen.sum(axis=0))).sum())
    return None if by_chance == 0 else 1.0 - float((apart * seen).sum()) / by_chance


def tie_width(scores: Scores, per_category: Sequence[int]) -> float | None:
    """Return how far two totals may be apart by disagreement alone, in points of 100, with 95 % confidence.

    The root mean square of the differences stands for the error of one criterion; a total is the mean of category means,
    so its error is the sum of squares of the criteria's weights, and that of a difference of two totals twice as much.
    Errors are taken as independent, as the law of propagation of uncertainty does without covariances (JCGM 100:2008, 5.1).
    """
    if not len(scores):
        return None
    error = sqrt(float(np.mean((scores[:, 0] - scores[:, 1]) ** 2)))
    weights = sum(count * (1 / (CATEGORIES * count)) ** 2 for count in per_category if count)
    return _NORMAL * sqrt(2 * weights) * error * 100
