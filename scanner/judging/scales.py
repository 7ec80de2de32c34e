"""The four scales: steps, sum, mean and median, over outcomes that may be unknown (METHOD.md 1.4).

Every scale keeps this: whatever the unknown parts turn out to be, the number stays inside its range.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean, median

from scanner.judging.outcome import Outcome, first_reason, flags_of, least_sure, places_of
from scanner.model.place import Place

MOST_UNSEEN = 0.2
_GRAIN = 1e-9
_SHOWN = 2  # places of a member: enough to look it up, and a verdict over 13 services stays readable


def steps(conditions: Sequence[Outcome]) -> Outcome:
    """Return the worth of the first step that holds, 0 where none does.

    A step counts if it holds and no step before it is unknown, unless that one would give the same. A condition
    without a worth of its own is worth its value.
    """
    open_worths: set[float] = set()
    held: Outcome | None = None
    for condition in conditions:
        if condition.value is None:
            open_worths |= _if_held(condition)
        elif condition.holds:
            held = condition
            break
    result = _worth(held, held.value or 0.0) if held is not None else 0.0
    possible = _possible(conditions)
    known = open_worths <= {result}
    decided = [held] if held is not None else list(conditions)
    return Outcome(
        result if known else None,
        min(possible),
        max(possible),
        "steps",
        places=held.places if held is not None and known else (),
        flags=held.flags if held is not None and known else (),
        reason="" if known else first_reason(conditions),
        confidence=least_sure(decided) if known else least_sure(conditions),
        children=tuple(conditions),
    )


def _worth(condition: Outcome, value: float) -> float:
    if value <= 0:
        return 0.0
    return value if condition.worth is None else condition.worth


def _possible(conditions: Sequence[Outcome]) -> set[float]:
    possible: set[float] = set()
    for condition in conditions:
        possible |= _if_held(condition)
        if condition.low > 0:
            return possible
    return possible | {0.0}


def _if_held(condition: Outcome) -> set[float]:
    """What a condition may give if it holds."""
    return {_worth(condition, end) for end in (condition.low, condition.high) if end > 0}


def total(parts: Sequence[Outcome]) -> Outcome:
    """Return the sum of what the parts give; a part without a worth of its own gives its value.

    Parts that were not seen give the least they can; if they are more than 20 % of the whole, the sum is unknown.
    """
    given = [(_part(part, part.value), _part(part, part.low) or 0.0, _part(part, part.high) or 0.0) for part in parts]
    whole = sum(_most(part) for part in parts)
    missed = sum(high - low for value, low, high in given if value is None)
    held = [part for part in parts if part.holds]
    known = missed <= MOST_UNSEEN * whole + _GRAIN
    return Outcome(
        sum(low if value is None else value for value, low, _ in given) if known else None,
        sum(low for _, low, _ in given),
        sum(high for _, _, high in given),
        "sum",
        places=places_of(held),
        flags=flags_of(held),
        reason="" if known else first_reason(parts),
        confidence=least_sure(parts),
        children=tuple(parts),
    )


def _part(part: Outcome, value: float | None) -> float | None:
    return None if value is None else _worth(part, value)


def _most(part: Outcome) -> float:
    return part.worth if part.worth is not None else max(part.high, 1.0)


def mean(members: Sequence[Outcome]) -> Outcome:
    """Return the mean over the members that were seen; unknown if more than 20 % were not."""
    return _over(members, "mean", fmean)


def middle(members: Sequence[Outcome]) -> Outcome:
    """Return the median over the members that were seen; unknown if more than 20 % were not."""
    return _over(members, "median", median)


def _over(members: Sequence[Outcome], core: str, sums: Callable[[Sequence[float]], float]) -> Outcome:
    seen = [member.value for member in members if member.value is not None]
    low, high = sums([member.low for member in members]), sums([member.high for member in members])
    known = len(seen) >= (1 - MOST_UNSEEN) * len(members) - _GRAIN and bool(seen)
    share = len(seen) / len(members)
    return Outcome(
        min(max(sums(seen), low), high) if known else None,
        low,
        high,
        core,
        places=_shown(members),
        flags=tuple(f"{flag}:{member.label}" for member in members for flag in member.flags),
        reason="" if known else first_reason(members),
        confidence=fmean(member.confidence for member in members) * (share if known else 1.0),
        children=tuple(members),
    )


def _shown(members: Sequence[Outcome]) -> tuple[Place, ...]:
    return places_of((member for member in members if member.holds), _SHOWN)
