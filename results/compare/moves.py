"""What happened to a number: it rose, fell, came, went, or can't be said."""

from __future__ import annotations

from results.compare.changes import Move
from results.compare.relation import Relation
from scanner.model.verdict import State, Verdict

SHOWN = 0.05
"""A smaller difference is none: numbers are shown with one decimal."""


def percent(verdict: Verdict) -> float:
    """Return the score as 0..100, 0 where there is none."""
    return (verdict.score or 0.0) * 100


def value(verdict: Verdict | None) -> float | None:
    """Return the score as 0..100, None where there is none."""
    scored = verdict is not None and verdict.state is State.SCORED and verdict.score is not None
    return percent(verdict) if verdict is not None and scored else None


def by_gain(gain: float) -> Move:
    """Return what a difference in points says."""
    return Move.SAME if abs(gain) < SHOWN else Move.ROSE if gain > 0 else Move.FELL


def by_state(old: Verdict, new: Verdict, relation: Relation, gain: float | None) -> Move:
    """Return what happened to a criterion that both sides have.

    Args:
        old: the earlier verdict.
        new: the later one.
        relation: how the two relate.
        gain: their difference, None where none may be given.
    """
    if gain is not None:
        return by_gain(gain)
    if not relation.in_points:
        return Move.APART
    scored = [verdict.state is State.SCORED for verdict in (old, new)]
    applies = [verdict.state is not State.NOT_APPLICABLE for verdict in (old, new)]
    if not any(scored):
        return Move.SAME if applies[0] == applies[1] else Move.UNSEEN
    if all(applies):
        return Move.UNSEEN
    return Move.CAME if scored[1] else Move.WENT


def by_level(old: float | None, new: float | None) -> Move:
    """Return what happened to the level of a service: it came or went where it is 0 on one side."""
    if old is None or new is None:
        return Move.SAME if old is new else Move.UNSEEN
    if (old > 0) is not (new > 0):
        return Move.CAME if new > 0 else Move.WENT
    return by_gain(new - old)
