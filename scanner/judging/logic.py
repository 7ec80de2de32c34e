"""Logic over three-valued conditions, after Kleene: unknown stays unknown unless the others decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scanner.judging.outcome import (
    Outcome,
    first_reason,
    flags_of,
    least_sure,
    places_of,
    truth_of,
)


def all_of(parts: Sequence[Outcome]) -> Outcome:
    """Return whether all parts hold: no as soon as one does not."""
    truths = [truth_of(part) for part in parts]
    values = [value for value, _, _ in truths]
    value = 0.0 if 0.0 in values else None if None in values else 1.0
    deciding = [part for part in parts if not part.holds] if value == 0.0 else list(parts)
    return Outcome(
        value,
        min((low for _, low, _ in truths), default=1.0),
        min((high for _, _, high in truths), default=1.0),
        "all",
        places=places_of(parts) if value else (),
        flags=flags_of(parts) if value else (),
        reason=first_reason(parts) if value is None else "",
        confidence=least_sure(deciding),
        children=tuple(parts),
    )


def any_of(parts: Sequence[Outcome]) -> Outcome:
    """Return whether any part holds: yes as soon as one does."""
    truths = [truth_of(part) for part in parts]
    values = [value for value, _, _ in truths]
    value = 1.0 if 1.0 in values else None if None in values else 0.0
    held = [part for part in parts if part.holds]
    sure = max((part.confidence for part in held), default=least_sure(parts))
    return Outcome(
        value,
        max((low for _, low, _ in truths), default=0.0),
        max((high for _, _, high in truths), default=0.0),
        "any",
        places=places_of(held),
        flags=flags_of(part for part in held if part.confidence >= sure),  # who is less sure decides nothing
        reason=first_reason(parts) if value is None else "",
        confidence=sure,
        children=tuple(parts),
    )


def negation(part: Outcome) -> Outcome:
    """Return whether the part does not hold; what was looked at is its evidence, its flags say what stands against."""
    value, low, high = truth_of(part)
    return Outcome(
        None if value is None else 1.0 - value,
        1.0 - high,
        1.0 - low,
        "not",
        places=part.places,
        flags=part.flags,
        reason=part.reason,
        confidence=part.confidence,
        children=(part,),
    )


def best(candidates: Sequence[Outcome]) -> Outcome:
    """Return the best of some alternatives (METHOD.md: where several levels apply, the highest counts).

    One that was not seen keeps the whole unknown only if it could be better than the best that was.
    """
    seen = [one for one in candidates if one.value is not None]
    top = max(seen, key=lambda one: one.value or 0.0, default=None)
    unsure = [one for one in candidates if one.value is None and (top is None or one.high > (top.value or 0.0))]
    low = max(one.low for one in candidates)
    high = max(one.high for one in candidates)
    if unsure or top is None:
        reason, sure = first_reason(unsure), least_sure(unsure)
        return Outcome(None, low, high, "best", reason=reason, confidence=sure, children=tuple(candidates))
    return Outcome(
        top.value,
        low,
        high,
        "best",
        label=top.label,
        places=top.places,
        flags=top.flags,
        state=top.state,
        confidence=top.confidence,
        children=(top, *(one for one in candidates if one is not top)),
    )


def compared(number: Outcome, bounds: Mapping[str, float]) -> Outcome:
    """Return whether a number keeps its bounds (at_least, at_most, more_than, less_than).

    A range holds for certain if both its ends do, and may hold if it reaches into what the bounds allow.
    """
    may = all(_TESTS[name](number.high if name in _FLOORS else number.low, bound) for name, bound in bounds.items())
    sure = _keeps(number.low, bounds) and _keeps(number.high, bounds)
    return Outcome(
        None if number.value is None else float(_keeps(number.value, bounds)),
        float(sure),
        float(may),
        "measure",
        places=number.places,
        flags=number.flags,
        reason=number.reason,
        confidence=number.confidence if number.low == number.high else number.confidence * _NEAR,
        children=(number,),
    )


_GRAIN = 1e-9  # a share of thirteenths that is meant to be equal to a bound is off by less
_NEAR = 0.9
_FLOORS = frozenset({"at_least", "more_than"})
_TESTS: dict[str, Callable[[float, float], bool]] = {
    "at_least": lambda value, bound: value >= bound - _GRAIN,
    "at_most": lambda value, bound: value <= bound + _GRAIN,
    "more_than": lambda value, bound: value > bound + _GRAIN,
    "less_than": lambda value, bound: value < bound - _GRAIN,
}


def _keeps(value: float, bounds: Mapping[str, float]) -> bool:
    return all(_TESTS[name](value, bound) for name, bound in bounds.items())
