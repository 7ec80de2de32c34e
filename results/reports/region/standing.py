"""The tables of the leagues: total, rank or why there is none, what hangs on the weights, coverage, change."""

from __future__ import annotations

from dataclasses import dataclass

from results.compare.changes import Change, Move
from results.reports.region.scope import Entry, Scope
from scanner.model.totals import Range

_WIDE = 0.05


@dataclass(frozen=True)
class Standing:
    """A municipality in its league.

    `place` is its rank, or empty and `no_place` says why; `level` says that others are level with it; `places` are the
    ranks it takes under other weightings. `gain` is the change of the total in points since the survey before, None
    where `no_gain` says why; `causes` are what it may come from.
    """

    name: str
    place: str
    no_place: str
    level: str
    places: str
    total: str
    span: str
    parts: tuple[str, ...]
    coverage: str
    state: str
    gain: float | None
    no_gain: str
    causes: str


@dataclass(frozen=True)
class League:
    """A league with its municipalities: those with a rank first, then by their total."""

    league: str
    name: str
    rows: tuple[Standing, ...]


def leagues_of(scope: Scope) -> tuple[League, ...]:
    """Return the tables of all leagues; ranks never go across them."""
    return tuple(
        League(league, scope.league(league), tuple(_standing(scope, entry) for entry in sorted(entries, key=_order)))
        for league, entries in scope.leagues.items()
    )


def _order(entry: Entry) -> tuple[int, float]:
    value = entry.totals.total.value
    return entry.year.rank.place or 10**9, -value if value is not None else 1.0


def _standing(scope: Scope, entry: Entry) -> Standing:
    rank, total, numbers = entry.year.rank, entry.totals.total, scope.numbers
    change = change_of(entry, scope.at - 1, scope.at) if not scope.is_first else None
    return Standing(
        name=scope.name(entry.scan),
        place="" if rank.place is None else str(rank.place),
        no_place=scope.say(f"no_rank.{rank.missing}") if rank.missing else "",
        level=scope.say("level_with", count=len(rank.tied)) if rank.tied else "",
        places=_places(rank.best, rank.worst),
        total=numbers.number(total.value),
        span=span(scope, total),
        parts=tuple(numbers.number(entry.value(letter), 0) for letter in scope.letters),
        coverage=numbers.percent(entry.totals.coverage),
        state="" if entry.state == "done" else scope.say(f"scan.{entry.state}"),
        gain=change.gain if change else None,
        no_gain=why_no_gain(scope, change) if not scope.is_first else "",
        causes=told_causes(scope, change) if change else "",
    )


def _places(best: int | None, worst: int | None) -> str:
    if best is None or worst is None:
        return ""
    return str(best) if best == worst else f"{best}–{worst}"


def span(scope: Scope, part: Range) -> str:
    """Return from where to where a number may lie, empty where everything was testable."""
    if part.value is None or part.high - part.low <= _WIDE:
        return ""
    return f"{scope.numbers.number(part.low)}–{scope.numbers.number(part.high)}"


def change_of(entry: Entry, start: int, end: int) -> Change | None:
    """Return the change of the total between two surveys, None where one of them does not have the municipality."""
    step = entry.line.step(start, end)
    return step.total if step else None


def why_no_gain(scope: Scope, change: Change | None) -> str:
    """Return why there is no difference in points, empty where there is one."""
    if change is None:
        return scope.say("no_gain.missing")
    if change.gain is not None:
        return ""
    return scope.say("no_gain.apart" if change.move is Move.APART else "no_gain.unseen")


def told_causes(scope: Scope, change: Change) -> str:
    """Return what a change may come from, in words."""
    return ", ".join(scope.say(f"cause.{cause.value}") for cause in change.causes)
