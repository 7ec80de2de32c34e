"""What evaluating a node gives: a number with its range, the places that prove it, and the outcomes below it.

A condition is a number too: 1 holds, 0 does not. `value` is None where it could not be seen. `low` and `high` bound
what the value could be if everything had been seen; a value may leave out members that were not seen, its range never
does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from criteria.language import Node, PlaceQuery
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.model.verdict import State


@dataclass(frozen=True)
class Finding:
    """What an observation answers.

    Args:
        answer: yes, no, or unknown where it was not seen.
        places: what the answer rests on.
        searched: what was looked at, as ``code:detail`` (sentences are made on output).
        number: where the observation counts something.
        reason: code that says why it is unknown.
        confidence: 0..1, below 1 where the observation leaves room.
        flags: codes of what should be noted beside the answer.
    """

    answer: Answer
    places: tuple[Place, ...] = ()
    searched: tuple[str, ...] = ()
    number: float | None = None
    reason: str = ""
    confidence: float = 1.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The value of a node and how it came about; the tree of outcomes is the trace of a verdict.

    `core` names the scale, logic or observation, `label` the member, step or place it stands for, `worth` what a step
    or part gives when it holds, `node` what was asked and `place` where, as the rule says.
    """

    value: float | None
    low: float
    high: float
    core: str = ""
    label: str = ""
    worth: float | None = None
    node: Node | None = field(default=None, repr=False)
    place: PlaceQuery | None = None
    places: tuple[Place, ...] = ()
    searched: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    reason: str = ""
    state: State | None = None
    confidence: float = 1.0
    children: tuple[Outcome, ...] = field(default=())

    @property
    def known(self) -> bool:
        """Whether it could be seen."""
        return self.value is not None

    @property
    def holds(self) -> bool:
        """Whether it is a condition that holds, or a number above 0."""
        return self.value is not None and self.value > 0

    @property
    def truth(self) -> Answer:
        """The answer of a condition."""
        return Answer.of(None if self.value is None else self.value > 0)

    def walk(self) -> Iterator[Outcome]:
        """Yield this outcome and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def labelled(self, label: str) -> Outcome:
        """Return it with a label."""
        return replace(self, label=label)


def of_finding(core: str, finding: Finding, node: Node | None = None) -> Outcome:
    """Return the outcome of an observation as a condition."""
    value, low, high = {Answer.YES: (1.0, 1.0, 1.0), Answer.NO: (0.0, 0.0, 0.0)}.get(finding.answer, (None, 0.0, 1.0))
    return Outcome(
        value,
        low,
        high,
        core,
        node=node,
        places=finding.places,
        searched=finding.searched,
        flags=finding.flags,
        reason=finding.reason,
        confidence=finding.confidence,
    )


def fixed(value: float, core: str = "worth") -> Outcome:
    """Return a number that is certain."""
    return Outcome(value, value, value, core)


def unseen(high: float, reason: str, core: str = "unseen") -> Outcome:
    """Return a number between 0 and `high` that could not be seen."""
    return Outcome(None, 0.0, high, core, reason=reason)


def truth_of(outcome: Outcome) -> tuple[float | None, float, float]:
    """Return value and range of an outcome as a condition."""
    value = None if outcome.value is None else float(outcome.value > 0)
    return value, float(outcome.low > 0), float(outcome.high > 0)


def places_of(outcomes: Iterable[Outcome], limit: int | None = None) -> tuple[Place, ...]:
    """Return the distinct places of some outcomes in order, at most `limit` of each."""
    return tuple(dict.fromkeys(place for outcome in outcomes for place in outcome.places[:limit]))


def flags_of(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """Return the distinct flags of some outcomes in order."""
    return tuple(dict.fromkeys(flag for outcome in outcomes for flag in outcome.flags))


def least_sure(outcomes: Iterable[Outcome]) -> float:
    """Return the lowest confidence of some outcomes, 1 for none."""
    return min((outcome.confidence for outcome in outcomes), default=1.0)


def first_reason(outcomes: Iterable[Outcome]) -> str:
    """Return the reason that most of the unseen outcomes at the bottom give, the first of equals."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        for part in outcome.walk():
            if part.value is None and part.reason and not any(child.value is None for child in part.children):
                counts[part.reason] = counts.get(part.reason, 0) + 1
    return max(counts, key=lambda reason: counts[reason], default="")
