"""Three-valued answers: what was looked at and is there, is not there, or was never seen."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Answer(Enum):
    """Yes, no or unknown, joined as in Kleene's strong logic (1938)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("an answer has three values: compare with Answer.YES")

    def negated(self) -> Answer:
        """Return yes for no and no for yes; unknown stays."""
        return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(self, Answer.UNKNOWN)

    @classmethod
    def of(cls, truth: bool | None) -> Answer:
        """Return the answer for a truth value, unknown for None."""
        return cls.UNKNOWN if truth is None else cls.YES if truth else cls.NO


def all_of(answers: Iterable[Answer]) -> Answer:
    """Return no if any is no, else unknown if any is unknown, else yes."""
    seen = set(answers)
    return Answer.NO if Answer.NO in seen else Answer.UNKNOWN if Answer.UNKNOWN in seen else Answer.YES


def any_of(answers: Iterable[Answer]) -> Answer:
    """Return yes if any is yes, else unknown if any is unknown, else no."""
    seen = set(answers)
    return Answer.YES if Answer.YES in seen else Answer.UNKNOWN if Answer.UNKNOWN in seen else Answer.NO
