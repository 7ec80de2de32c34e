"""What of a run needs a person, those worth most points first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from results.queries import ScanInfo
from scanner.model.cause import Cause
from scanner.model.verdict import State, Verdict

_SURE = 1.0
_CATEGORIES = 5


class Why(StrEnum):
    """Why a verdict needs a person."""

    NOT_TESTABLE = "not_testable"
    UNSURE = "unsure"  # the rule leaves room, or parts were not seen
    FLIPPED = "flipped"  # something against nothing, other than in the run before
    ACCUSES = "accuses"  # says that somebody made a mistake


ACCUSING = frozenset(
    {Cause.DEAD_LINK, Cause.SOFT_404, Cause.WRONG_FILE, Cause.CONTRADICTION, Cause.OUTDATED, Cause.ENDED_OFFER}
)
"""Causes that say of a site that something on it is wrong, not only that something is missing."""


@dataclass(frozen=True)
class Need:
    """A verdict that needs a person; `worth` is how far it may move the total, in points of 100."""

    scan: ScanInfo
    verdict: Verdict
    why: tuple[Why, ...]
    worth: float


def needs(scans: Iterable[ScanInfo], before: Mapping[str, ScanInfo]) -> list[Need]:
    """Return what needs a person, those worth most first; what a person decided already is left out.

    Args:
        scans: of the run.
        before: the scans of the run before it by AGS, empty where there is none.
    """
    found = [need for scan in scans for need in _of_scan(scan, before.get(scan.ags))]
    return sorted(found, key=lambda one: (-one.worth, one.scan.ags, one.verdict.criterion))


def _of_scan(scan: ScanInfo, before: ScanInfo | None) -> Iterator[Need]:
    earlier = {verdict.criterion: verdict for verdict in before.verdicts} if before else {}
    counts = Counter(one.criterion[0] for one in scan.verdicts if one.state is not State.NOT_APPLICABLE)
    for verdict in scan.verdicts:
        if verdict.criterion in scan.by_hand or len(verdict.criterion) == 1:
            continue
        moved = _moved(verdict, earlier.get(verdict.criterion))
        why = tuple(_why(verdict, moved))
        if why:
            worth = max(_room(verdict), moved, _accused(verdict)) * 100 / _CATEGORIES / counts[verdict.criterion[0]]
            yield Need(scan, verdict, why, worth)


def _why(verdict: Verdict, moved: float) -> Iterator[Why]:
    if verdict.state is State.NOT_TESTABLE:
        yield Why.NOT_TESTABLE
    if verdict.state is State.SCORED and (verdict.confidence < _SURE or _room(verdict) > 0):
        yield Why.UNSURE
    if moved:
        yield Why.FLIPPED
    if _accused(verdict):
        yield Why.ACCUSES


def _room(verdict: Verdict) -> float:
    """Return how much of the score is open: all of it where the rule was not sure of itself."""
    if verdict.state is State.NOT_TESTABLE:
        return 1.0
    return max(verdict.high - verdict.low, 1.0 - verdict.confidence) if verdict.state is State.SCORED else 0.0


def _moved(verdict: Verdict, before: Verdict | None) -> float:
    """Return by how much a score went from nothing to something or back, 0 where it did not or the rule changed."""
    if before is None or before.version != verdict.version or verdict.score is None or before.score is None:
        return 0.0
    return abs(verdict.score - before.score) if (verdict.score > 0) != (before.score > 0) else 0.0


def _accused(verdict: Verdict) -> float:
    return sum(loss.score for loss in verdict.losses if loss.cause in ACCUSING)
