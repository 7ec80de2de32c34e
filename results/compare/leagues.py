"""A league in one survey: its median and its best, for the total, each category and each criterion."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from results.compare.moves import value
from results.compare.ranks import LEAST_COVERAGE
from results.queries import SHEET, ScanInfo
from scanner.model.totals import Totals

PAST = "past"
_UNSEEN = 5


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

    `survey` is its place in `Comparison.surveys`, `members` the AGS of all, `counted` of those whose numbers count in the
    spreads (coverage of 0.8; in hand-made surveys and web archives, which don't reach it, every one with a total). A
    spread is None or missing where no member has a value. `levels` has for each service how many members reach which OZG
    level (index 0..4), and at index 5 of how many it could not be seen.
    """

    league: str
    survey: int
    members: tuple[str, ...]
    counted: tuple[str, ...]
    total: Spread | None
    categories: Mapping[str, Spread]
    criteria: Mapping[str, Spread]
    levels: Mapping[str, tuple[int, ...]]


def league_year(league: str, survey: int, scans: Sequence[ScanInfo], totals: Mapping[str, Totals]) -> LeagueYear:
    """Return a league in one survey.

    Args:
        league: kreis, stadt or gemeinde.
        survey: its place.
        scans: of all members.
        totals: theirs, by AGS.
    """
    counted = [scan for scan in scans if _counts(scan, totals[scan.ags])]
    sums: dict[str, dict[str, float]] = defaultdict(dict)
    criteria: dict[str, dict[str, float]] = defaultdict(dict)
    for scan in counted:
        sums[""][scan.ags] = totals[scan.ags].total.value or 0.0
        for letter, part in totals[scan.ags].categories.items():
            if part.value is not None:
                sums[letter][scan.ags] = part.value
        for verdict in scan.verdicts:
            if (score := value(verdict)) is not None and len(verdict.criterion) > 1:
                criteria[verdict.criterion][scan.ags] = score
    spreads = {name: spread(values) for name, values in sums.items()}
    return LeagueYear(
        league,
        survey,
        tuple(scan.ags for scan in scans),
        tuple(scan.ags for scan in counted),
        spreads.pop("", None),
        spreads,
        {name: spread(values) for name, values in criteria.items()},
        _levels(scans),
    )


def spread(values: Mapping[str, float]) -> Spread:
    """Return how values are spread; they are by AGS, and at least one."""
    numbers = list(values.values())
    low, median, high = (float(one) for one in np.quantile(numbers, (0.25, 0.5, 0.75)))
    best = max(numbers)
    holders = tuple(sorted(ags for ags, one in values.items() if best - one < 1e-9))
    return Spread(len(numbers), min(numbers), low, median, high, best, holders)


def _counts(scan: ScanInfo, totals: Totals) -> bool:
    if totals.total.value is None:
        return False
    return scan.source in (SHEET, PAST) or totals.coverage >= LEAST_COVERAGE - 1e-9


def _levels(scans: Iterable[ScanInfo]) -> dict[str, tuple[int, ...]]:
    """Return for each service how many municipalities reach which level; one that others have and it has not is at 0."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    seen = [scan for scan in scans if any(one.level is not None for one in scan.judgement.services)]
    for scan in seen:
        for finding in scan.judgement.services:
            found[finding.service][_UNSEEN if finding.level is None else finding.level] += 1
    for counts in found.values():
        counts[0] += len(seen) - counts.total()
    return {service: tuple(found[service][level] for level in range(_UNSEEN + 1)) for service in sorted(found)}
