"""How the verdicts of two surveys relate: by version where both were scanned, by what was declared where one is a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from results.compare.relation import Declared, Relation, between, declared
from results.queries import SHEET, RunInfo
from scanner.model.verdict import Verdict

STRENGTH = (Relation.NONE, Relation.CATEGORY, Relation.ANALOGOUS, Relation.EXACT, Relation.SAME)
"""Relations from the weakest to the strongest."""


@dataclass(frozen=True)
class Pairing:
    """Two surveys, the earlier first."""

    before: RunInfo
    after: RunInfo

    @cached_property
    def _declared(self) -> tuple[dict[str, Declared], dict[str, Declared]]:
        return declared(self.before.settings), declared(self.after.settings)

    @cached_property
    def by_hand(self) -> tuple[bool, bool]:
        """Which of the two was made by hand."""
        return self.before.source == SHEET, self.after.source == SHEET

    def relation(self, old: Verdict, new: Verdict, *, same_rules: bool) -> Relation:
        """Return how two verdicts of the same id relate.

        Args:
            old: of the earlier survey.
            new: of the later one.
            same_rules: whether both stand under the same criteria set, or under sheets whose columns mean the same.
        """
        if not any(self.by_hand) or (same_rules and all(self.by_hand)):
            return Relation.SAME if old.version == new.version else Relation.CATEGORY
        if all(self.by_hand):
            return self._between_sheets(old, new)
        sheet, ours = (old, new) if self.by_hand[0] else (new, old)
        return between(self._told(sheet, later=self.by_hand[1]), ours)

    def alone(self, verdict: Verdict, *, later: bool) -> Relation:
        """Return how a verdict that only one of the two surveys has relates to the other one: to its category at most.

        Beside a sheet our own criteria have no counterpart; a column of a sheet belongs where its import said.
        """
        if not any(self.by_hand):
            return Relation.CATEGORY
        if not self.by_hand[later]:
            return Relation.NONE
        return _weaker(self._told(verdict, later=later).relation, Relation.CATEGORY)

    def _told(self, verdict: Verdict, *, later: bool) -> Declared:
        """Return what was declared of a column; a criterion that the sheet does not ask has no counterpart there."""
        return self._declared[later].get(verdict.criterion, Declared(Relation.NONE))

    def _between_sheets(self, old: Verdict, new: Verdict) -> Relation:
        """Return how columns of two sheets relate through our criterion: as the weaker of the two does."""
        one, other = self._told(old, later=False), self._told(new, later=True)
        weaker = _weaker(one.relation, other.relation)
        alike = bool(one.ours) and (one.ours, one.version) == (other.ours, other.version)
        return weaker if alike else _weaker(weaker, Relation.CATEGORY)


def _weaker(one: Relation, other: Relation) -> Relation:
    return min(one, other, key=STRENGTH.index)
