"""From the outcome of a rule to a verdict: state, score, evidence, reason code with values, confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from criteria.language import Criterion
from scanner.judging.outcome import Outcome
from scanner.model.place import Place
from scanner.model.verdict import State, Verdict

MOST_PLACES = 60
MOST_SEARCHED = 60
_SHARES = ("mean", "median")
_DIGITS = 6


def verdict_of(criterion: Criterion, outcome: Outcome, league: str) -> Verdict:
    """Return the verdict of a criterion; a score above 0 without evidence is not testable rather than believed."""
    scale = criterion.scale(league)
    deciding = deciding_part(outcome)
    base = Verdict(
        criterion.id,
        criterion.version,
        State.NOT_TESTABLE,
        max=scale,
        low=_score(outcome.low, scale),
        high=_score(outcome.high, scale),
        searched=searched_in(outcome),
        reason=outcome.reason or "unseen",
        values=tuple(_values(deciding, outcome, scale)),
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
    flags = tuple(dict.fromkeys(outcome.flags))
    reason = _reason(deciding, score)
    return replace(base, state=State.SCORED, score=score, evidence=_said(places), reason=reason, flags=flags)


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


def deciding_part(outcome: Outcome) -> Outcome:
    """Return the scale that gave the number: below the choice of the best page and below comparisons."""
    while outcome.core in ("best", "measure") and outcome.children:
        outcome = outcome.children[0]
    return outcome


def searched_in(outcome: Outcome) -> tuple[str, ...]:
    """Return what was looked at anywhere in the tree, in order."""
    every = dict.fromkeys(code for part in outcome.walk() for code in part.searched)
    return tuple(every)[:MOST_SEARCHED]


def _score(value: float, scale: float) -> float:
    return round(min(max(value / scale, 0.0), 1.0), _DIGITS)


def _said(places: tuple[Place, ...]) -> tuple[Place, ...]:
    return tuple(place if place.snippet else replace(place, snippet=place.url) for place in places)


def _reason(deciding: Outcome, score: float) -> str:
    if deciding.core == "else":
        return "no_members" if score == 0 else "instead"
    if deciding.core in _SHARES:
        return deciding.core
    return deciding.core if score > 0 else "nothing_found"


def _values(deciding: Outcome, outcome: Outcome, scale: float) -> Iterator[tuple[str, str]]:
    if outcome.value is not None:
        yield "points", shown(outcome.value)
    yield "max", shown(scale)
    number = next((child for child in deciding.children if child.label == "let"), None)
    share = number if number is not None else deciding
    if number is not None and number.value is not None:
        yield "number", shown(number.value)
    if share.core in _SHARES:
        yield from _of_members(share)
    better = next_worth(deciding, outcome.value)
    if better is not None:
        yield "next", shown(better)


def _of_members(share: Outcome) -> Iterator[tuple[str, str]]:
    yield "members", str(len(share.children))
    seen = [member for member in share.children if member.value is not None]
    yield "sum", shown(sum(member.value or 0.0 for member in seen))
    missed = [member.label for member in share.children if member.value is None]
    if missed:
        yield "unseen", ", ".join(missed)
    for member in seen:
        yield f"member:{member.label}", shown(member.value or 0.0)


def next_worth(deciding: Outcome, value: float | None) -> float | None:
    """Return the worth of the step above the one that held, None where there is none."""
    if deciding.core != "steps":
        return None
    above = [part.worth for part in deciding.children if part.worth is not None and part.worth > (value or 0.0)]
    return min(above, default=None)


def shown(number: float) -> str:
    """Return a number as short text."""
    return f"{round(number, 3):g}"
