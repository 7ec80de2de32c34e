"""What the observations share: how a hit and a miss become findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from scanner.judging.context import Scope
from scanner.judging.outcome import Finding
from scanner.model.answer import Answer
from scanner.model.place import Place

T = TypeVar("T")
MOST_PLACES = 5
EVERY = 0.9  # of the pages: error pages and print views go without a header


def found(places: Iterable[Place], scope: Scope, *, confidence: float = 1.0, flags: tuple[str, ...] = ()) -> Finding:
    """Return yes with its places."""
    shown = tuple(dict.fromkeys(places))[:MOST_PLACES]
    return Finding(Answer.YES, shown, scope.searched, confidence=confidence, flags=flags)


def missing(scope: Scope, *, confidence: float = 1.0) -> Finding:
    """Return no where the scope was seen in full, else unknown with the reason."""
    if scope.complete:
        return Finding(Answer.NO, (), scope.searched, confidence=confidence)
    return Finding(Answer.UNKNOWN, (), scope.searched, reason=scope.reason or "unseen")


def hidden(reason: str, searched: tuple[str, ...] = ()) -> Finding:
    """Return unknown with its reason."""
    return Finding(Answer.UNKNOWN, (), searched, reason=reason)


def hit_or_miss(hits: Iterable[tuple[str, Place]], scope: Scope, *, at_least: int = 1) -> Finding:
    """Return yes where enough was found: `hits` are pairs of what must be distinct and its place.

    A scope that means every page needs a hit on nearly all of them.
    """
    places: dict[str, Place] = {}
    for name, place in hits:
        places.setdefault(place.url if scope.every else name, place)
    needed = EVERY * len(scope.views) if scope.every else at_least
    if places and len(places) >= needed:
        return found(places.values(), scope)
    return missing(scope)


def wanted(given: T, asked: tuple[T, ...] | None) -> bool:
    """Whether a value is one of those asked for; nothing asked means any."""
    return asked is None or given in asked
