"""Totals, computed on reading: never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scanner.model.verdict import State, Verdict

CRITERIA = 32


@dataclass(frozen=True)
class Range:
    """A number on 0..100 with the range it could have if everything had been testable."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Totals:
    """Categories by letter, the total, and the share of criteria scored."""

    categories: Mapping[str, Range]
    total: Range
    coverage: float


def totals(
    verdicts: Iterable[Verdict], weights: Mapping[str, float] | None = None, *, asked: int | None = None
) -> Totals:
    """Compute categories, total and coverage by METHOD.md 1.5.

    Category = 100 x weighted mean of its scored criteria, total = mean of the categories, coverage = scored /
    (32 - not applicable). A criterion that was not testable or reachable widens the range from 0 to 1.

    Args:
        verdicts: of one judgement; one whose criterion is a letter alone is the total of a category that a sheet gives
            without its criteria: it counts for the category, and for no criterion in the coverage.
        weights: weight of a criterion where it is not 1.
        asked: how many criteria count in the coverage at least, else those that the verdicts have.
    """
    verdicts = tuple(verdicts)
    weights = weights or {}
    letters = sorted({verdict.criterion[0] for verdict in verdicts}, key="SUAFE".index)
    categories = {letter: _category([v for v in verdicts if v.criterion[0] == letter], weights) for letter in letters}
    criteria = [v for v in verdicts if len(v.criterion) > 1]
    scored = sum(v.state is State.SCORED for v in criteria)
    applicable = max(len(criteria), asked or 0) - sum(v.state is State.NOT_APPLICABLE for v in criteria)
    return Totals(categories, _mean(list(categories.values())), scored / applicable if applicable else 0.0)


def worths(verdicts: Iterable[Verdict]) -> dict[str, float]:
    """Return how many points of the total (of 100) the whole score of each scored criterion is.

    Category = mean of its scored criteria, total = mean of the categories that have one (METHOD.md 1.5).
    """
    scored: defaultdict[str, list[str]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.state is State.SCORED and verdict.score is not None:
            scored[verdict.criterion[0]].append(verdict.criterion)
    return {one: 100.0 / len(scored) / len(members) for members in scored.values() for one in members}


def _category(verdicts: list[Verdict], weights: Mapping[str, float]) -> Range:
    applicable = [v for v in verdicts if v.state is not State.NOT_APPLICABLE]
    weight = {v.criterion: weights.get(v.criterion, 1.0) for v in applicable}
    scored = [v for v in applicable if v.state is State.SCORED and v.score is not None]
    whole = sum(weight.values())
    part = sum(weight[v.criterion] for v in scored)
    value = sum(weight[v.criterion] * (v.score or 0.0) for v in scored) / part * 100 if part else None
    low = sum(weight[v.criterion] * (v.low if v.state is State.SCORED else 0.0) for v in applicable)
    high = sum(weight[v.criterion] * (v.high if v.state is State.SCORED else 1.0) for v in applicable)
    return Range(value, low / whole * 100, high / whole * 100) if whole else Range(None, 0.0, 0.0)


def _mean(ranges: list[Range]) -> Range:
    values = [r.value for r in ranges if r.value is not None]
    shown = [r for r in ranges if r.value is not None or r.high > 0]
    if not shown:
        return Range(None, 0.0, 0.0)
    return Range(
        sum(values) / len(values) if values else None,
        sum(r.low for r in shown) / len(shown),
        sum(r.high for r in shown) / len(shown),
    )
