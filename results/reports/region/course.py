"""The course over the surveys: medians by league, every municipality, where the line breaks, and what may be said of it."""

from __future__ import annotations

from dataclasses import dataclass

from results.compare.breaks import Break
from results.reports.region.scope import Entry, Scope
from results.reports.region.standing import change_of, why_no_gain

_LISTED = 12


@dataclass(frozen=True)
class Path:
    """The totals of a municipality, one for each survey; `gain` is the change from the first to the last."""

    name: str
    values: tuple[float | None, ...]
    gain: float | None
    no_gain: str


@dataclass(frozen=True)
class Course:
    """A league over the surveys; `medians` are those of all its members that count."""

    league: str
    name: str
    medians: tuple[float | None, ...]
    paths: tuple[Path, ...]


def courses(scope: Scope) -> tuple[Course, ...]:
    """Return the course of each league; none where there is one survey only."""
    if scope.count == 1:
        return ()
    return tuple(
        Course(league, scope.league(league), _medians(scope, league), tuple(_path(scope, one) for one in entries))
        for league, entries in scope.leagues.items()
    )


def _medians(scope: Scope, league: str) -> tuple[float | None, ...]:
    found = [scope.found.league(league, at) for at in range(scope.count)]
    return tuple(one.total.median if one and one.total else None for one in found)


def _path(scope: Scope, entry: Entry) -> Path:
    change = change_of(entry, 0, scope.count - 1)
    values = tuple(year.totals.total.value if year.totals else None for year in entry.line.years)
    return Path(scope.name(entry.scan), values, change.gain if change else None, why_no_gain(scope, change))


def told_break(scope: Scope, one: Break) -> str:
    """Return where and why the line breaks, and what may be compared all the same."""
    kinds = " ".join(scope.say(f"break.{kind.value}") for kind in one.kinds)
    what = [
        scope.say(f"break.{key}", count=len(ids)) + (f" ({', '.join(ids)})." if len(ids) <= _LISTED else ".")
        for key, ids in (("points", one.points), ("beside", one.beside), ("apart", one.apart))
        if ids
    ]
    head = scope.say("break.between", start=scope.label(one.start), end=scope.label(one.end))
    return " ".join([head, kinds, *what])
