"""What a municipality objects to in its scorecard, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What came of an objection."""

    OPEN = "open"
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


@dataclass(frozen=True)
class ObjectionAnswer:
    """An answer to an objection; `review` is the number of the review that follows from it, None for none."""

    outcome: Outcome
    text: str
    by: str
    at: datetime
    review: int | None = None


@dataclass(frozen=True)
class Objection:
    """An objection: by whom in the municipality, when it came in, to which criterion (empty: to all), and its answers.

    `by` entered it `at` that moment. Of several answers the last counts; all are kept.
    """

    id: int
    run: str
    ags: str
    criterion: str
    who: str
    received: date
    text: str
    by: str
    at: datetime
    answers: tuple[ObjectionAnswer, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The outcome of the last answer, open where there is none."""
        return self.answers[-1].outcome if self.answers else Outcome.OPEN
