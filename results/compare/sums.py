"""Changes of categories and of the total: over the criteria that were scored in both surveys (METHOD.md 1.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from results.compare.changes import Cause, Change, Level, Move
from results.compare.lines import Year
from results.compare.moves import SHOWN, by_gain
from results.compare.pairing import STRENGTH, Pairing
from results.compare.relation import Relation
from scanner.model.totals import Range, Totals, totals

_LETTERS = "SUAFE"
_ORDER = tuple(Cause)
_LEAST_SHARED = 0.5
"""Share of the criteria of a category that a sheet must have in common with a run for a difference of the category."""
_NO_TOTALS = Totals({}, Range(None, 0.0, 0.0), 0.0)


@dataclass(frozen=True)
class Sums:
    """Two years of a municipality with the changes of its criteria."""

    pairing: Pairing
    before: Year
    after: Year
    criteria: tuple[Change, ...]

    @cached_property
    def letters(self) -> list[str]:
        """The categories that one of the two has."""
        return sorted({letter for sums in self._shown for letter in sums.categories}, key=_LETTERS.find)

    @cached_property
    def _shown(self) -> tuple[Totals, Totals]:
        return self.before.totals or _NO_TOTALS, self.after.totals or _NO_TOTALS

    @cached_property
    def _common(self) -> tuple[Totals, Totals]:
        """Totals over what was scored in both and may be compared in points."""
        names = [one.id for one in self.criteria if one.gain is not None]
        return _over(self.before, names), _over(self.after, names)

    def category(self, letter: str) -> Change:
        """Return the change of a category."""
        own = [one for one in self.criteria if one.id[0] == letter]
        shown = [sums.categories[letter].value if letter in sums.categories else None for sums in self._shown]
        common = [sums.categories[letter].value if letter in sums.categories else None for sums in self._common]
        gain = _difference(common) if self._enough(own) else None
        relation = Relation.SAME if gain is not None else self._relation(letter, own)
        return _change(Level.CATEGORY, letter, shown, gain, relation, own)

    def _enough(self, own: Sequence[Change]) -> bool:
        """Whether a category as a whole may have a difference: not on the strength of a few columns of a sheet."""
        return not any(self.pairing.by_hand) or sum(one.shared for one in own) >= _LEAST_SHARED * len(own)

    def total(self, categories: Sequence[Change]) -> Change:
        """Return the change of the total; it has a difference only where every category that both show has one."""
        shown = [sums.total.value for sums in self._shown]
        both = [one for one in categories if one.before is not None and one.after is not None]
        whole = bool(both) and all(one.gain is not None for one in both)
        gain = _difference([sums.total.value for sums in self._common]) if whole else None
        relation = min((one.relation for one in both or categories), key=STRENGTH.index, default=Relation.NONE)
        return _change(Level.TOTAL, "", shown, gain, relation, categories)

    def _relation(self, letter: str, own: Iterable[Change]) -> Relation:
        """Return how a category without a common criterion relates: as far as one of its criteria does."""
        found = [one.relation for one in own]
        for later, year in enumerate((self.before, self.after)):
            if letter in year.verdicts:  # a sheet that gives the category alone
                found.append(self.pairing.alone(year.verdicts[letter], later=bool(later)))
        best = max(found, key=STRENGTH.index, default=Relation.NONE)
        whole = not any(self.pairing.by_hand) and best.in_points  # then nothing but what was seen stands in the way
        return best if whole or best is Relation.NONE else Relation.CATEGORY


def _over(year: Year, names: Iterable[str]) -> Totals:
    """Return the totals over some criteria."""
    return totals(year.verdicts[name] for name in names)


def _difference(values: Sequence[float | None]) -> float | None:
    before, after = values
    return None if before is None or after is None else after - before


def _change(
    level: Level,
    name: str,
    shown: Sequence[float | None],
    gain: float | None,
    relation: Relation,
    parts: Sequence[Change],
) -> Change:
    move = by_gain(gain) if gain is not None else _without_gain(shown, relation)
    causes = tuple(sorted(_causes(move, shown, gain, parts), key=_ORDER.index))
    return Change(level, name, move, shown[0], shown[1], gain, relation, causes, sum(part.shared for part in parts))


def _without_gain(shown: Sequence[float | None], relation: Relation) -> Move:
    if shown[0] is None and shown[1] is None:
        return Move.SAME
    return Move.UNSEEN if relation.in_points else Move.APART


def _causes(move: Move, shown: Sequence[float | None], gain: float | None, parts: Iterable[Change]) -> set[Cause]:
    """Return the causes of the parts that moved, and coverage where what is shown differs by something else too."""
    causes: set[Cause] = set()
    if move in (Move.ROSE, Move.FELL):
        causes |= {
            cause for part in parts if part.gain and by_gain(part.gain) is not Move.SAME for cause in part.causes
        }
    plain = _difference(shown)
    if move is Move.UNSEEN or (gain is not None and plain is not None and abs(plain - gain) >= SHOWN):
        causes.add(Cause.COVERAGE)
    return causes
