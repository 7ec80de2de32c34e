"""Works out the changes of one municipality between two surveys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from results.compare.changes import Cause, Change, Level, Move, Step
from results.compare.lines import Year
from results.compare.moves import by_gain, by_level, by_state, percent, value
from results.compare.pairing import Pairing
from results.compare.relation import Relation
from results.compare.sums import Sums
from scanner.model.verdict import ServiceFinding, State, Verdict

_LETTERS = "SUAFE"


def step(pairing: Pairing, before: Year, after: Year) -> Step | None:
    """Return all changes between two years of a municipality, None where one of them has no scan."""
    if before.scan is None or after.scan is None:
        return None
    return _Pair(pairing, before, after).step()


@dataclass(frozen=True)
class _Pair:
    """Two years of a municipality that both have a scan."""

    pairing: Pairing
    before: Year
    after: Year

    def step(self) -> Step:
        criteria = tuple(self._criterion(name) for name in self._ids)
        sums = Sums(self.pairing, self.before, self.after, criteria)
        categories = tuple(sums.category(letter) for letter in sums.letters)
        total = sums.total(categories)
        return Step(self.before.survey, self.after.survey, total, categories, criteria, tuple(self._services()))

    @property
    def _ids(self) -> list[str]:
        names = {name for name in (*self.before.verdicts, *self.after.verdicts) if len(name) > 1}
        return sorted(names, key=lambda name: (_LETTERS.find(name[0]), name))

    @cached_property
    def _same_rules(self) -> bool:
        hashes = {year.scan.judgement.criteria_hash for year in (self.before, self.after) if year.scan}
        return len(hashes) == 1

    @cached_property
    def _general(self) -> tuple[Cause, ...]:
        """The causes that may lie behind any change of what was seen on both sides."""
        scans = [year.scan for year in (self.before, self.after) if year.scan]
        rules = not self._same_rules or len({scan.league for scan in scans}) > 1  # each league has its own basket
        scanner = len({scan.judgement.scanner_version for scan in scans}) > 1 and not any(self.pairing.by_hand)
        return (Cause.SITE, *([Cause.RULES] if rules else []), *([Cause.SCANNER] if scanner else []))

    def _criterion(self, name: str) -> Change:
        old, new = self.before.verdicts.get(name), self.after.verdicts.get(name)
        if old is None or new is None:
            return self._one_sided(name, old, new)
        relation = self.pairing.relation(old, new, same_rules=self._same_rules)
        before, after = value(old), value(new)
        gain = None if before is None or after is None or not relation.in_points else after - before
        move = by_state(old, new, relation, gain)
        causes = self._causes(name, old, new, move)
        return Change(Level.CRITERION, name, move, before, after, gain, relation, causes, int(gain is not None))

    def _one_sided(self, name: str, old: Verdict | None, new: Verdict | None) -> Change:
        """Return the change of a criterion that one side does not have: by other rules, or because nothing was judged."""
        before, after = value(old), value(new)
        if not (self.before.verdicts and self.after.verdicts):
            return Change(Level.CRITERION, name, Move.UNSEEN, before, after, causes=(Cause.COVERAGE,))
        there = new if old is None else old
        relation = Relation.NONE if there is None else self.pairing.alone(there, later=old is None)
        if any(self.pairing.by_hand) or (before is None and after is None):
            return Change(Level.CRITERION, name, Move.APART, before, after, relation=relation)
        move = Move.CAME if old is None else Move.WENT
        return Change(Level.CRITERION, name, move, before, after, relation=relation, causes=(Cause.RULES,))

    def _causes(self, name: str, old: Verdict, new: Verdict, move: Move) -> tuple[Cause, ...]:
        if move in (Move.SAME, Move.APART):
            return ()
        seen = self.before.judged.get(name), self.after.judged.get(name)
        reviewed = [Cause.REVIEW] if seen != (old, new) else []
        if reviewed and _alike(*seen):
            return (Cause.REVIEW,)  # without the review nothing moved
        if move is Move.UNSEEN:
            return (Cause.COVERAGE, *reviewed)
        partly = [Cause.COVERAGE] if _partly(old) or _partly(new) else []
        return (*self._general, *partly, *reviewed)

    def _services(self) -> Iterator[Change]:
        if any(self.pairing.by_hand):
            return
        for name in dict.fromkeys([*self.before.services, *self.after.services]):
            old, new = _level(self.before, name), _level(self.after, name)
            move = by_level(old, new)
            gain = None if old is None or new is None else new - old
            causes = (Cause.COVERAGE,) if move is Move.UNSEEN else () if move is Move.SAME else self._general
            yield Change(Level.SERVICE, name, move, old, new, gain, causes=causes)


def _alike(one: Verdict | None, other: Verdict | None) -> bool:
    if one is None or other is None or one.state is not other.state:
        return False
    return by_gain(percent(other) - percent(one)) is Move.SAME


def _partly(verdict: Verdict) -> bool:
    """Whether a part of a scored criterion was not seen."""
    return verdict.state is State.SCORED and verdict.high > verdict.low


def _level(year: Year, name: str) -> float | None:
    """Return the level of a service: 0 where others were found and it was not, None where nothing was seen."""
    finding: ServiceFinding | None = year.services.get(name)
    if finding is not None:
        return None if finding.level is None else float(finding.level)
    return 0.0 if any(one.level is not None for one in year.services.values()) else None
