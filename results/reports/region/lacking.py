"""What most municipalities lack: losses of points grouped by their cause, and by who can change it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from results.reports.region.scope import Entry, Scope
from scanner.model.totals import worths
from scanner.model.verdict import Changer, Loss

_MOST = 12


@dataclass(frozen=True)
class Lack:
    """A cause that costs points.

    `points` are those of the total (0..100) that a municipality would gain on average over all that were scored, if nobody
    lost anything by it; `towns` counts those who do, `times` how often; `criteria` are where, the costliest first.
    """

    cause: str
    changer: Changer
    points: float
    towns: int
    times: int
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """How many points of the total someone could change, on average over the municipalities that were scored."""

    changer: Changer
    points: float


def lacks(scope: Scope) -> tuple[Lack, ...]:
    """Return the causes that cost most, the costliest first; none where the verdicts hold no losses."""
    counted = [entry for entry in scope.entries if entry.totals.total.value is not None]
    points: dict[tuple[str, Changer], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    towns: dict[tuple[str, Changer], set[str]] = defaultdict(set)
    times: Counter[tuple[str, Changer]] = Counter()
    for entry in counted:
        for criterion, loss, worth in _losses(entry):
            key = (loss.cause, loss.changer)
            points[key][criterion] += worth
            towns[key].add(entry.scan.ags)
            times[key] += 1
    found = [
        Lack(cause, by, sum(parts.values()) / len(counted), len(towns[cause, by]), times[cause, by], _costliest(parts))
        for (cause, by), parts in points.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.points, one.cause, one.changer))[:_MOST])


def shares(scope: Scope) -> tuple[Share, ...]:
    """Return who could change how much, in the order municipality, data centre, state; none without losses."""
    counted = [entry for entry in scope.entries if entry.totals.total.value is not None]
    sums = dict.fromkeys(Changer, 0.0)
    for entry in counted:
        for _, loss, worth in _losses(entry):
            sums[loss.changer] += worth
    return tuple(Share(changer, sums[changer] / len(counted)) for changer in Changer) if any(sums.values()) else ()


def _losses(entry: Entry) -> Iterator[tuple[str, Loss, float]]:
    """Yield criterion, loss, and what it costs in points of the total (METHOD.md 1.5, equal weights)."""
    worth = worths(entry.scan.verdicts)
    for verdict in entry.scan.verdicts:
        if verdict.criterion in worth:
            for loss in verdict.losses:
                yield verdict.criterion, loss, loss.score * worth[verdict.criterion]


def _costliest(parts: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=lambda one: (-parts[one], one)))
