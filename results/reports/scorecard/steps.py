"""The five steps that would raise the total most, and who has taken each of them already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from results.queries import ScanInfo
from results.reports.scorecard.gains import BEYOND, Lost
from scanner.model.cause import Cause
from scanner.model.verdict import Changer, ServiceFinding, State, Verdict

FIVE = 5
_SHOWN = 3
_NO_STEP = frozenset({BEYOND, Cause.NOT_SEEN, Cause.NOTHING_TO_COUNT, Cause.STATE_SERVICE_ONLY, Cause.BY_HAND})
_WHOLE = 0.999
_NEARLY = 0.25


@dataclass(frozen=True)
class Solver:
    """A municipality that has solved a step, or nearly so.

    `url` shows how, empty where there is nothing to open or it is not named; `service` is the id of the service that the
    page is about, empty where it is about the site.
    """

    scan: ScanInfo
    url: str
    service: str = ""


@dataclass(frozen=True)
class Step:
    """A step: what is lost now, and who has solved it, own league first; `solved` counts all of them."""

    lost: Lost
    solvers: tuple[Solver, ...]
    solved: int

    @property
    def criterion(self) -> str:
        """The criterion in which it brings most."""
        return self.lost.criteria[0]


def best_steps(
    scan: ScanInfo, losses: Sequence[Lost], others: Sequence[ScanInfo], most: int = FIVE
) -> tuple[Step, ...]:
    """Return the steps that bring most points of the total, the greatest first.

    What only the state can change is none, nor is what was not seen, what a person decided without a cause, or what lies above the
    next step of a scale.

    Args:
        scan: of the municipality.
        losses: its lost points by cause.
        others: scans of the same run; those of other leagues stand behind.
        most: how many steps.
    """
    open_to_us = [one for one in losses if one.changer is not Changer.STATE and one.cause not in _NO_STEP]
    return tuple(_step(one, scan, others) for one in open_to_us[:most])


def _step(lost: Lost, scan: ScanInfo, others: Sequence[ScanInfo]) -> Step:
    solved = [other for other in others if other.ags != scan.ags and _has_solved(lost, scan, other)]
    solved.sort(
        key=lambda other: (other.league != scan.league, -_score(other, lost.criteria[0]), other.name, other.ags)
    )
    shown = tuple(Solver(other, *_how(lost, scan, other)) for other in solved[:_SHOWN])
    return Step(lost, shown, len(solved))


def _has_solved(lost: Lost, scan: ScanInfo, other: ScanInfo) -> bool:
    """Whether another one is ahead where it costs us most, and loses at most a quarter of what we lose for this cause."""
    ours, theirs = _verdict(scan, lost.criteria[0]), _verdict(other, lost.criteria[0])
    if ours is None or theirs is None or theirs.state is not State.SCORED:
        return False
    known = bool(theirs.losses) or (theirs.score or 0.0) >= _WHOLE
    return known and (theirs.score or 0.0) > (ours.score or 0.0) and _lost(other, lost) <= _NEARLY * _lost(scan, lost)


def _lost(scan: ScanInfo, lost: Lost) -> float:
    """Return what a municipality loses for a cause in the criteria where it costs us points, in whole scores."""
    verdicts = filter(None, (_verdict(scan, criterion) for criterion in lost.criteria))
    return sum(one.score for verdict in verdicts for one in verdict.losses if one.cause == lost.cause)


def _how(lost: Lost, scan: ScanInfo, other: ScanInfo) -> tuple[str, str]:
    """Return the page that shows how, and the service that it is about."""
    ours = {finding.service: finding for finding in scan.judgement.services}
    theirs = {finding.service: finding for finding in other.judgement.services}
    for member in lost.members:
        if member in theirs and _is_ahead(theirs[member], ours.get(member)):
            return theirs[member].pages[0], member
    verdict = _verdict(other, lost.criteria[0])
    return next(_addresses(verdict), "") if verdict else "", ""


def _is_ahead(theirs: ServiceFinding, ours: ServiceFinding | None) -> bool:
    return bool(theirs.pages) and (theirs.level or 0) > ((ours.level if ours else 0) or 0)


def _addresses(verdict: Verdict) -> Iterator[str]:
    return (place.url for place in verdict.evidence if place.url.startswith(("http://", "https://")))


def _verdict(scan: ScanInfo, criterion: str) -> Verdict | None:
    return next((one for one in scan.verdicts if one.criterion == criterion), None)


def _score(scan: ScanInfo, criterion: str) -> float:
    verdict = _verdict(scan, criterion)
    return (verdict.score if verdict else 0.0) or 0.0
