"""What may be said of the whole region: median changes with their interval and test, in words and as a table."""

from __future__ import annotations

from results.compare.changes import Level
from results.compare.statistics import Estimate
from results.reports.look.tables import Table
from results.reports.region.scope import TOTAL, Scope

_COLUMNS = ("who", "from", "pairs", "median", "interval", "moved", "test")


def told_estimates(scope: Scope) -> tuple[str, ...]:
    """Return the change of the total of all municipalities in words: each step, and the first survey to the last."""
    return tuple(told_estimate(scope, one) for one in _totals(scope) if not one.league)


def told_estimate(scope: Scope, one: Estimate) -> str:
    """Return a statistic in words: the median change with its interval, rises and falls, the test."""
    about = {"who": _who(scope, one), "start": scope.label(one.start), "end": scope.label(one.end), "pairs": one.pairs}
    if one.missing or one.median is None:
        return scope.say(f"estimate.{one.missing}", **about)
    signed = scope.numbers.signed
    sure = {"median": signed(one.median), "low": signed(one.low), "high": signed(one.high)}
    told = scope.say("estimate.told", **about, rose=one.rose, fell=one.fell, same=one.same, **sure)
    return f"{told} {scope.say('estimate.chance', chance=_chance(scope, one))}" if one.test else told


def estimates_table(scope: Scope) -> Table | None:
    """Return the changes of the total of all municipalities and of each league, and of the categories; None of one municipality."""
    found = scope.found.estimates
    if not found:
        return None
    columns = [scope.say(f"estimate.{key}") for key in _COLUMNS]
    return Table(
        scope.say("estimate.caption"),
        columns,
        [_row(scope, one) for one in found if _shown(scope, one)],
        frozenset({2, 3}),
    )


def _totals(scope: Scope) -> list[Estimate]:
    return [one for one in scope.found.estimates if one.level is Level.TOTAL]


def _shown(scope: Scope, one: Estimate) -> bool:
    """The totals of every step; categories from the first survey to the last only, else it were a table of fifty rows."""
    whole = (one.start, one.end) == (0, scope.count - 1)
    return one.level is Level.TOTAL or (whole and not one.league)


def _row(scope: Scope, one: Estimate) -> tuple[str, ...]:
    part = scope.part(TOTAL if one.level is Level.TOTAL else one.id)
    span = f"{scope.label(one.start)}–{scope.label(one.end)}"
    head = (f"{_who(scope, one)}: {part}", span, str(one.pairs))
    if one.missing or one.median is None:
        return (*head, "–", scope.say(f"estimate.short.{one.missing}"), "–", "–")
    signed = scope.numbers.signed
    interval = scope.say("estimate.to", low=signed(one.low), high=signed(one.high))
    moved = f"{one.rose} / {one.fell} / {one.same}"
    return (*head, signed(one.median), interval, moved, _chance(scope, one, "short."))


def _who(scope: Scope, one: Estimate) -> str:
    return scope.league(one.league) if one.league else scope.say("estimate.all")


def _chance(scope: Scope, one: Estimate, length: str = "") -> str:
    if one.test is None or one.p is None:
        return "–"
    p = scope.say("estimate.tiny") if one.p < 0.001 else f"= {scope.numbers.number(one.p, 3)}"
    return f"p {p} ({scope.say(f'estimate.{length}{one.test}')})"
