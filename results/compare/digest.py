"""What a run says beside the run before, in short: for the message that is sent when it is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from results.compare.changes import Move, Step
from results.compare.comparison import Comparison, compare
from results.compare.flips import flips
from results.compare.lines import Line
from results.compare.survey import surveys
from results.queries import Results, ScanInfo
from scanner.model.verdict import Doubt

DONE = "done"


@dataclass(frozen=True)
class Failed:
    """A municipality that did not come through: unreachable with its problem, or `lost` without any scan."""

    ags: str
    name: str
    state: str
    problem: str = ""


@dataclass(frozen=True)
class Moved:
    """A municipality whose total moved, in points of 100; `gain` is over what was scored in both runs."""

    ags: str
    name: str
    before: float | None
    after: float | None
    gain: float


@dataclass(frozen=True)
class Turned:
    """Something that appeared or vanished: a criterion or a service, by id, of a municipality."""

    ags: str
    name: str
    kind: str
    id: str
    unconfirmed: bool = False


@dataclass(frozen=True)
class Digest:
    """A run beside the run `before` (empty: there is none); every list is in the order it should be read."""

    label: str
    before: str
    scanned: int
    asked: int
    failed: tuple[Failed, ...] = ()
    gone: tuple[str, ...] = ()  # names of those that could be had before
    back: tuple[str, ...] = ()
    fell: tuple[Moved, ...] = ()
    rose: tuple[Moved, ...] = ()
    vanished: tuple[Turned, ...] = ()
    appeared: tuple[Turned, ...] = ()
    joined: tuple[str, ...] = ()  # names of those that the run before did not have
    left: tuple[str, ...] = ()
    again: tuple[str, ...] = ()  # names of those that were scanned more than once
    other_rules: bool = False
    unconfirmed: int = 0

    @property
    def moved(self) -> bool:
        """Whether anything differs from the run before."""
        return any((self.gone, self.back, self.fell, self.rose, self.vanished, self.appeared, self.joined, self.left))


@dataclass
class _Sides:
    gone: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def digest(results: Results, label: str, before: str, lost: Iterable[Failed] = ()) -> Digest:
    """Return what a run says beside another one.

    Args:
        results: where the runs are.
        label: of the run.
        before: label of the run before, empty for none.
        lost: municipalities that were to be scanned and have no scan.
    """
    scans, lost = results.scans(label), tuple(lost)
    failed = (*lost, *(Failed(s.ags, s.name, s.state, s.problem) for s in scans if s.state != DONE))
    told = Digest(
        label,
        before,
        sum(scan.state == DONE for scan in scans),
        len(scans) + len(lost),
        failed,
        again=tuple(scan.name for scan in scans if scan.number > 1),
        unconfirmed=sum(Doubt.UNCONFIRMED in v.doubts for scan in scans for v in scan.judgement.verdicts),
    )
    return _beside(told, compare(surveys(results, [before, label]))) if before else told


def _beside(told: Digest, found: Comparison) -> Digest:
    sides, steps = _Sides(), [(line, step) for line in found.lines if (step := line.step(0, 1)) is not None]
    for line in found.lines:
        _side(sides, line)
    moved = sorted(_moved(steps), key=lambda one: (-abs(one.gain), one.name))
    turned = sorted({*_services(steps), *_criteria(found)}, key=lambda one: (one[1].name, one[1].kind, one[1].id))
    return Digest(
        told.label, told.before, told.scanned, told.asked, told.failed,
        tuple(sides.gone), tuple(sides.back),
        tuple(one for one in moved if one.gain < 0),
        tuple(one for one in moved if one.gain > 0),
        tuple(one for appeared, one in turned if not appeared),
        tuple(one for appeared, one in turned if appeared),
        tuple(sides.joined), tuple(sides.left), told.again,
        any(_rules(line) for line, _ in steps),
        told.unconfirmed,
    )  # fmt: skip


def _side(sides: _Sides, line: Line) -> None:
    old, new = line.years[0].scan, line.years[-1].scan
    if old is None:
        sides.joined.append(line.name)
    elif new is None:
        sides.left.append(line.name)
    elif (old.state == DONE) is not (new.state == DONE):
        (sides.back if new.state == DONE else sides.gone).append(line.name)


def _moved(steps: Iterable[tuple[Line, Step]]) -> Iterator[Moved]:
    for line, step in steps:
        total = step.total
        if total.gain is not None and total.move in (Move.ROSE, Move.FELL) and _both(line):
            yield Moved(line.ags, line.name, total.before, total.after, total.gain)


def _services(steps: Iterable[tuple[Line, Step]]) -> Iterator[tuple[bool, Turned]]:
    for line, step in steps:
        for change in step.services if _both(line) else ():
            if change.move in (Move.CAME, Move.WENT):
                yield change.move is Move.CAME, Turned(line.ags, line.name, "service", change.id)


def _criteria(found: Comparison) -> Iterator[tuple[bool, Turned]]:
    for flip in flips(found):
        unsure = Doubt.UNCONFIRMED in flip.new.doubts
        yield (
            bool(flip.new.score),
            Turned(flip.after.ags, flip.after.name, "criterion", flip.criterion, unsure),
        )


def _scans(line: Line) -> tuple[ScanInfo, ...]:
    return tuple(year.scan for year in line.years if year.scan is not None)


def _both(line: Line) -> bool:
    return all(scan.state == DONE for scan in _scans(line))


def _rules(line: Line) -> bool:
    return len({scan.judgement.criteria_hash for scan in _scans(line)}) > 1
