"""What changed in a municipality from one survey to a later one, and by which causes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from results.compare.relation import Relation


class Level(StrEnum):
    """What a change is about."""

    TOTAL = "total"
    CATEGORY = "category"
    CRITERION = "criterion"
    SERVICE = "service"


class Move(StrEnum):
    """What happened. APART stands side by side without a difference, UNSEEN has a side that was not seen."""

    ROSE = "rose"
    FELL = "fell"
    SAME = "same"
    CAME = "came"  # applies, is asked or is offered now, and did not or was not before
    WENT = "went"  # the reverse
    APART = "apart"
    UNSEEN = "unseen"


class Cause(StrEnum):
    """What a change may come from; where several are named, nothing stored tells them apart."""

    SITE = "site"  # the website is another
    RULES = "rules"  # other criteria, words, catalogue or platforms, or a survey by other rules
    SCANNER = "scanner"  # another version of the scanner
    COVERAGE = "coverage"  # a side was not testable or reachable, or seen only in part
    REVIEW = "review"  # a person's word over a verdict, on one side


@dataclass(frozen=True, slots=True)
class Change:
    """One number of a municipality in two surveys.

    `id` is empty for the total, else the letter of a category, or the id of a criterion or service. `before` and `after`
    are what each survey shows: 0..100 of a total, category or criterion, the OZG level 0..4 of a service, None where there
    is none. `gain` is the difference in the same unit over what was scored in both (METHOD.md 1.5), so it need not be
    `after - before` where coverage differs; None where no difference may be given. `shared` counts the criteria it rests
    on. `causes` is empty where nothing moved or nothing can be compared.
    """

    level: Level
    id: str
    move: Move
    before: float | None
    after: float | None
    gain: float | None = None
    relation: Relation = Relation.SAME
    causes: tuple[Cause, ...] = ()
    shared: int = 0

    @property
    def moved(self) -> bool:
        """Whether it is worth telling: it rose, fell, came, went, or could be seen in one of the two only."""
        return self.move not in (Move.SAME, Move.APART)


@dataclass(frozen=True)
class Step:
    """All changes of a municipality between two surveys, given by their places in `Comparison.surveys`."""

    start: int
    end: int
    total: Change
    categories: tuple[Change, ...]
    criteria: tuple[Change, ...]
    services: tuple[Change, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All of them, from the total to the services."""
        return (self.total, *self.categories, *self.criteria, *self.services)
