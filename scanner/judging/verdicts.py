"""From the outcome of a rule to a verdict: state, score, evidence, reason code with values, confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from criteria.language import Criterion, Node
from criteria.phrases import is_share, member_kind
from scanner.judging.lacking import LET, deciding
from scanner.judging.outcome import Outcome
from scanner.model.place import Place
from scanner.model.verdict import Doubt, State, Verdict

MOST_PLACES = 60
MOST_SEARCHED = 60
_SHARES = ("mean", "median")
_DIGITS = 6
_GRAIN = 1e-6
_DOUBTS = frozenset(doubt.value for doubt in Doubt)


def verdict_of(criterion: Criterion, outcome: Outcome, league: str) -> Verdict:
    """Return the verdict of a criterion; a score above 0 without evidence is not testable rather than believed."""
    scale = criterion.scale(league)
    decided = deciding(outcome)
    base = Verdict(
        criterion.id,
        criterion.version,
        State.NOT_TESTABLE,
        max=scale,
        low=_score(outcome.low, scale),
        high=_score(outcome.high, scale),
        searched=searched_in(outcome),
        reason=outcome.reason or "unseen",
        values=tuple(_values(decided, outcome, scale)),
        confidence=round(outcome.confidence, 3),
    )
    if outcome.state is not None:
        return replace(base, state=outcome.state, reason="too_few", low=0.0, high=1.0)
    if outcome.value is None:
        return base
    score = _score(outcome.value, scale)
    places = tuple(place for place in outcome.places if place.url)[:MOST_PLACES]
    if score > 0 and not places:
        return replace(base, reason="no_evidence")
    doubts, flags = _sorted(outcome.flags)
    reason = _reason(decided, score)
    return replace(
        base,
        state=State.SCORED,
        score=score,
        evidence=_said(places),
        reason=reason,
        flags=flags,
        doubts=doubts + _of_range(base),
    )


def _sorted(flags: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what of the flags of an outcome is doubt, and the other flags."""
    distinct = dict.fromkeys(flags)
    doubts = tuple(flag for flag in distinct if flag.partition(":")[0] in _DOUBTS)
    return doubts, tuple(flag for flag in distinct if flag not in doubts)


def _of_range(base: Verdict) -> tuple[str, ...]:
    return (Doubt.PART_UNSEEN,) if base.high - base.low > _GRAIN else ()


def closed(criterion: Criterion, league: str, state: State, reason: str, homepage: str) -> Verdict:
    """Return the verdict of a criterion where the homepage could not be read."""
    return Verdict(
        criterion.id,
        criterion.version,
        state,
        max=criterion.scale(league),
        searched=(f"page:{homepage}",),
        reason="unreachable" if state is State.UNREACHABLE else reason,
        values=(("failure", reason),),
    )


def searched_in(outcome: Outcome) -> tuple[str, ...]:
    """Return what was looked at anywhere in the tree, in order."""
    every = dict.fromkeys(code for part in outcome.walk() for code in part.searched)
    return tuple(every)[:MOST_SEARCHED]


def _score(value: float, scale: float) -> float:
    return round(min(max(value / scale, 0.0), 1.0), _DIGITS)


def _said(places: tuple[Place, ...]) -> tuple[Place, ...]:
    return tuple(place if place.snippet else replace(place, snippet=place.url) for place in places)


def _reason(decided: Outcome, score: float) -> str:
    if decided.core == "else":
        return "no_members" if score == 0 else "instead"
    if decided.core in _SHARES:
        return decided.core
    return decided.core if score > 0 else "nothing_found"


def _values(decided: Outcome, outcome: Outcome, scale: float) -> Iterator[tuple[str, str]]:
    if outcome.value is not None:
        yield "points", shown(outcome.value)
    yield "max", shown(scale)
    number = next((child for child in decided.children if child.label == LET), None)
    share = number if number is not None else decided
    if number is not None and number.value is not None and _by_number(decided):
        yield "number", shown(number.value)
        yield "scale", number.core
    if share.core in (*_SHARES, "else"):
        yield from _counted_over(share.node)
    if share.core in _SHARES:
        yield from _of_members(share)
    better = next_worth(decided, outcome.value)
    if better is not None:
        yield "next", shown(better)


def _by_number(decided: Outcome) -> bool:
    """Whether the step that held compares the number of a ``let``; where none held, the number says why."""
    held = next((step for step in decided.children if step.label != LET and step.holds), None)
    return held is None or held.node is None or not held.node.core


def _counted_over(node: Node | None) -> Iterator[tuple[str, str]]:
    over = (node.mean or node.median) if node is not None else None
    if over is not None:
        yield "over", ".".join(part for part in member_kind(over) if part)


def _of_members(share: Outcome) -> Iterator[tuple[str, str]]:
    yield "members", str(len(share.children))
    seen = [member for member in share.children if member.value is not None]
    yield "seen", str(len(seen))
    yield "sum", shown(sum(member.value or 0.0 for member in seen))
    if is_share(share.node):
        yield "met", str(sum(member.holds for member in seen))
    missed = [member.label for member in share.children if member.value is None]
    if missed:
        yield "unseen", ", ".join(missed)
    for member in seen:
        yield f"member:{member.label}", shown(member.value or 0.0)


def next_worth(decided: Outcome, value: float | None) -> float | None:
    """Return the worth of the step above the one that held, None where there is none."""
    if decided.core != "steps":
        return None
    above = [part.worth for part in decided.children if part.worth is not None and part.worth > (value or 0.0)]
    return min(above, default=None)


def shown(number: float) -> str:
    """Return a number as short text."""
    return f"{round(number, 3):g}"
