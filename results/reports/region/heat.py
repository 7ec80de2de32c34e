"""The heat map: municipality by criterion, one table for each league, every square a number or a sign with its word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from results.reports.region.scope import Entry, Scope, score_of
from results.reports.region.steps import step
from scanner.model.verdict import State, Verdict

SIGNS = {State.NOT_TESTABLE: "?", State.NOT_APPLICABLE: "–", State.UNREACHABLE: "×"}
NOT_ASKED = "·"


@dataclass(frozen=True)
class Square:
    """One square: what stands in it, its class of CSS, and what a sign means (empty for a number)."""

    text: str
    kind: str
    told: str = ""


@dataclass(frozen=True)
class HeatRow:
    """The squares of a municipality, in the order of the criteria."""

    name: str
    total: str
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class HeatMap:
    """The squares of a league; `means` are those of the criteria over the municipalities where they are scored."""

    league: str
    rows: tuple[HeatRow, ...]
    means: tuple[Square, ...]


def heat_maps(scope: Scope) -> tuple[HeatMap, ...]:
    """Return a heat map for each league; none where the survey has no criterion of ours."""
    ids = [one.id for one in scope.criteria.criteria]
    asked = {criterion for entry in scope.entries for criterion in entry.year.verdicts}
    if asked.isdisjoint(ids):
        return ()
    return tuple(_heat_map(scope, league, entries, ids) for league, entries in scope.leagues.items())


def _heat_map(scope: Scope, league: str, entries: Iterable[Entry], ids: list[str]) -> HeatMap:
    rows, scores = [], [list[float]() for _ in ids]
    for entry in entries:
        verdicts = entry.year.verdicts
        found = [verdicts.get(one) for one in ids]
        squares = tuple(square(verdict, scope) for verdict in found)
        rows.append(HeatRow(scope.name(entry.scan), scope.numbers.number(entry.totals.total.value), squares))
        for of_one, verdict in zip(scores, found, strict=True):
            of_one.extend(score for score in [score_of(verdict)] if score is not None)
    return HeatMap(league, tuple(rows), tuple(_shaded(mean(s)) if s else _sign(None, scope) for s in scores))


def square(verdict: Verdict | None, scope: Scope) -> Square:
    """Return the square of a verdict: the share of the points in per cent without the sign, or the sign of its state."""
    score = score_of(verdict)
    return _sign(verdict, scope) if score is None else _shaded(score)


def _shaded(score: float) -> Square:
    return Square(f"{score:.0f}", f"s{step(score)}")


def _sign(verdict: Verdict | None, scope: Scope) -> Square:
    if verdict is None or verdict.state not in SIGNS:
        return Square(NOT_ASKED, "not_asked", scope.say("state.not_asked"))
    return Square(SIGNS[verdict.state], verdict.state.value, scope.say(f"state.{verdict.state.value}"))


def legend(scope: Scope) -> tuple[Square, ...]:
    """Return a square for each sign with what it means."""
    signs = [Square(sign, state.value, scope.say(f"state.{state.value}")) for state, sign in SIGNS.items()]
    return (*signs, Square(NOT_ASKED, "not_asked", scope.say("state.not_asked")))


def key_of(scope: Scope) -> tuple[tuple[str, str, str], ...]:
    """Return id and title of each criterion, and its mean over all municipalities where it is scored."""
    return tuple((one.id, one.title.get(scope.lang), _mean_of(scope, one.id)) for one in scope.criteria.criteria)


def _mean_of(scope: Scope, criterion: str) -> str:
    scores = [s for one in scope.entries if (s := score_of(one.year.verdicts.get(criterion))) is not None]
    return scope.numbers.number(mean(scores) if scores else None, 0)
