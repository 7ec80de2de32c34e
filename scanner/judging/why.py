"""Why a criterion got its score: the verdict, what would have earned more, the trace. Plain data, told on output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from criteria.language import Criterion, Node
from scanner.judging.context import Context
from scanner.judging.judge import verdict, why_closed
from scanner.judging.lacking import Lack, deciding, gain_of, lack_of, next_step, parts_of, placed
from scanner.judging.outcome import Outcome
from scanner.model.verdict import Verdict
from scanner.reading.site_types import Site
from scanner.reading.urls import identity


@dataclass(frozen=True)
class Wanting:
    """What would have earned more: a step, part or member.

    `label` names the member of a share, empty for steps and parts; `gain` is what it would add in points of the
    criterion, 0 where that can't be told for one alone; `has` is what the member has so far. `seen` are addresses of
    what stands against it.
    """

    label: str
    gain: float
    lack: Lack
    has: float | None = None
    seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of the trace: how deep, what was asked, and what came out."""

    depth: int
    core: str
    label: str
    worth: float | None
    value: float | None
    low: float
    high: float
    reason: str
    node: Node | None


@dataclass(frozen=True)
class Why:
    """A verdict with how it came about."""

    criterion: Criterion
    verdict: Verdict
    wanting: tuple[Wanting, ...] = ()
    trace: tuple[Line, ...] = ()


def why_criterion(site: Site, wanted: str) -> Why:
    """Return why a criterion got its score: verdict, what would have earned more, and the trace.

    Raises:
        UserError: the set has no such criterion.
    """
    criterion = site.set.criterion(wanted)
    given, outcome = verdict(Context(site), criterion, why_closed(site))
    if outcome is None:
        return Why(criterion, given)
    return Why(criterion, given, tuple(wanting(outcome)), tuple(_lines(outcome, 0)))


def _lines(outcome: Outcome, depth: int) -> Iterator[Line]:
    yield Line(
        depth,
        outcome.core,
        outcome.label,
        outcome.worth,
        outcome.value,
        outcome.low,
        outcome.high,
        outcome.reason,
        outcome.node,
    )
    for child in outcome.children:
        yield from _lines(child, depth + 1)


def wanting(outcome: Outcome) -> Iterator[Wanting]:
    """Yield what would have earned more, in the order of the rule: the next step, open parts, or weak members."""
    scale = deciding(outcome)
    if scale.core == "steps":
        lack, gain = next_step(scale)
        if gain > 0:
            yield Wanting("", round(gain, 3), placed(lack, scale.place))
    elif scale.core == "sum":
        yield from (Wanting("", round(gain_of(part), 3), placed(lack_of(part), scale.place)) for part in _open(scale))
    elif scale.core in ("mean", "median"):
        yield from _weak(scale)
    elif scale.core == "else" and scale.state is None and not scale.holds:
        yield Wanting("", 0.0, lack_of(scale))


def _open(scale: Outcome) -> Iterator[Outcome]:
    return (part for part in scale.children if gain_of(part) > 0)


def _weak(scale: Outcome) -> Iterator[Wanting]:
    share = len(scale.children) if scale.core == "mean" else 0
    for member in _open(scale):
        for part, lack in parts_of(member):
            added = round(gain_of(part) / share, 6) if share else 0.0
            has = member.value if part is member else None
            seen = _seen(part, member.label) if lack.core == "against" else ()
            yield Wanting(member.label, added, placed(lack, scale.place), has, seen)


def _seen(part: Outcome, label: str) -> tuple[str, ...]:
    """Return where a part was seen, the member's own address left out."""
    return tuple(dict.fromkeys(place.url for place in part.places if identity(place.url) != label))
