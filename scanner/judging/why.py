"""Why a criterion got its score, and why an address is counted or not: plain data, sentences are made on output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from criteria.language import Criterion, Node
from scanner.judging.context import Context
from scanner.judging.judge import verdict, why_closed
from scanner.judging.outcome import Outcome
from scanner.judging.verdicts import deciding_part
from scanner.model.verdict import Verdict
from scanner.reading.site_types import Site

_SHARES = ("mean", "median")
_MANY = ("mean", "median", "sum")
_INNER = ("all", "any", "not", "best", "measure", "steps", "sum", "mean", "median", "else")


@dataclass(frozen=True)
class Wanting:
    """What would have earned more: a step, part or member, what it would add in points, and what was missing.

    `asked` are the observations that did not hold, of which all are needed unless `any_of`; `reason` says why one was
    not seen. `label` names the member of a share, empty for steps and parts.
    """

    label: str
    gain: float
    asked: tuple[Node, ...] = ()
    any_of: bool = False
    reason: str = ""


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
    deciding = deciding_part(outcome)
    if deciding.core == "steps":
        yield from _next_steps(deciding)
    elif deciding.core in _MANY:
        yield from _open_parts(deciding)


def _next_steps(scale: Outcome) -> Iterator[Wanting]:
    has = scale.value or 0.0
    above = [step for step in scale.children if step.worth is not None and step.worth > has]
    lowest = min((step.worth or 0.0 for step in above), default=0.0)
    for step in above:
        if step.worth == lowest:
            yield _missing(step, "", lowest - has)


def _open_parts(scale: Outcome) -> Iterator[Wanting]:
    share = len(scale.children) if scale.core in _SHARES else 1
    for part in scale.children:
        most = part.worth if part.worth is not None else max(_most(part), part.high)
        has = part.value if part.worth is None else (part.worth if part.holds else 0.0)
        if (has or 0.0) < most:
            yield _missing(part, part.label, (most - (has or 0.0)) / share)


def _most(part: Outcome) -> float:
    """Return the most that a part could have given, from the worths below it."""
    inner = deciding_part(part)
    worths = [child.worth or 0.0 for child in inner.children]
    if inner.core == "steps":
        return max(worths, default=1.0)
    return sum(worths) if inner.core == "sum" and worths else 1.0


def _missing(part: Outcome, label: str, gain: float) -> Wanting:
    leaves = list(_not_held(part))
    reason = next((leaf.reason for leaf in leaves if leaf.reason), part.reason)
    asked = tuple(dict.fromkeys(leaf.node for leaf in leaves if leaf.node is not None))
    return Wanting(label, round(gain, 3), asked, deciding_part(part).core in ("any", "steps"), reason)


def _not_held(outcome: Outcome) -> Iterator[Outcome]:
    """Yield the observations below that do not hold, those of what holds already left out."""
    if outcome.core not in _INNER:
        if not outcome.holds:
            yield outcome
        return
    if outcome.core in ("all", "any", "best", "measure") and outcome.holds:
        return
    children = outcome.children[:1] if outcome.core == "best" else outcome.children
    for child in children:
        if child.label != "let":
            yield from _not_held(child)
