"""Scores and states, and the sums behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

State = Literal["scored", "not_applicable", "not_testable", "unreachable"]


@dataclass(frozen=True, slots=True)
class Worth:
    """What one criterion is worth: a score of 0..1, or the state why there is none."""

    score: float | None
    state: State = "scored"

    @property
    def shown(self) -> str:
        """The score, or the state."""
        return f"{self.score:.3f}" if self.score is not None else self.state


NOT_TESTABLE = Worth(None, "not_testable")
NOT_APPLICABLE = Worth(None, "not_applicable")
UNREACHABLE = Worth(None, "unreachable")


def points(reached: float, most: int) -> Worth:
    """Return points of a scale as a score."""
    return Worth(round(reached / most, 4))


def share(members: Iterable[float]) -> Worth:
    """Return the mean of members."""
    exact = [Fraction(member).limit_denominator(1000) for member in members]
    return Worth(round(float(sum(exact) / len(exact)), 4))
