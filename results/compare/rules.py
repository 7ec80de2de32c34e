"""What other rules did to a scan: two judgements of the same archive, criterion by criterion, each move with its cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from criteria.loading import CriteriaSet
from scanner.model.totals import Totals, totals
from scanner.model.verdict import Judgement, State, Verdict

_GRAIN = 1e-9
_MEMBER = "member:"
_RULE_FILES = frozenset(f"{letter}.yaml" for letter in "SUAFE")


class Cause(StrEnum):
    """Why a verdict moved; the archive is the same, so the site is none."""

    RULE = "rule"  # the criterion's own rule, its words or its definitions
    SET = "set"  # other files of the set: catalogue, platforms, reading lists, terms
    SCANNER = "scanner"  # another version of the scanner
    ADDED = "added"  # the old set does not ask it
    REMOVED = "removed"  # the new set does not ask it


@dataclass(frozen=True)
class RuleBook:
    """The rules of one side: hash of each criterion's rule, and the files of the set as text. Empty where not kept."""

    name: str
    version: str
    hash: str
    rules: Mapping[str, str]
    files: Mapping[str, str]

    @classmethod
    def of(cls, criteria: CriteriaSet) -> RuleBook:
        """Return the rule book of a criteria set."""
        return cls(criteria.name, criteria.version, criteria.hash, criteria.hashes, criteria.texts)

    def differing_files(self, other: RuleBook) -> tuple[str, ...]:
        """Return the names of the files that are not the same in both."""
        names = dict.fromkeys([*self.files, *other.files])
        return tuple(sorted(name for name in names if self.files.get(name) != other.files.get(name)))

    def shared_files(self, other: RuleBook) -> tuple[str, ...]:
        """Return those of them that may move a criterion whose own rule is the same."""
        return tuple(name for name in self.differing_files(other) if name not in _RULE_FILES)


@dataclass(frozen=True)
class Difference:
    """One criterion under old and new rules; `causes` are those that differ between the two, empty if it did not move."""

    criterion: str
    before: Verdict | None
    after: Verdict | None
    causes: tuple[Cause, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether state or score are others."""
        if self.before is None or self.after is None:
            return True
        if self.before.state is not self.after.state:
            return True
        return abs((self.before.score or 0.0) - (self.after.score or 0.0)) > _GRAIN

    @property
    def gain(self) -> float | None:
        """Difference of the scores (0..1), None where one of the two has none."""
        if self.before is None or self.after is None:
            return None
        if self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score

    @property
    def versions(self) -> tuple[str, str]:
        """Version of the criterion before and after, empty where it is not asked."""
        return self.before.version if self.before else "", self.after.version if self.after else ""

    @property
    def evidence(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Addresses that only the old verdict rests on, and those that only the new one does."""
        old, new = _addresses(self.before), _addresses(self.after)
        return tuple(url for url in old if url not in new), tuple(url for url in new if url not in old)

    @property
    def members(self) -> tuple[tuple[str, str, str], ...]:
        """Members of a share (services, terms) whose part is another: (member, before, after), empty where unseen."""
        old, new = _members(self.before), _members(self.after)
        names = {**old, **new} if old and new else {}
        return tuple((n, old.get(n, ""), new.get(n, "")) for n in names if old.get(n) != new.get(n))


@dataclass(frozen=True)
class RuleComparison:
    """Two judgements of one scan, and how they differ."""

    before: Judgement
    after: Judgement
    differences: tuple[Difference, ...]
    books: tuple[RuleBook, RuleBook]

    @property
    def moved(self) -> tuple[Difference, ...]:
        """The criteria whose state or score are others."""
        return tuple(one for one in self.differences if one.moved)

    @property
    def totals(self) -> tuple[Totals, Totals]:
        """Totals before and after."""
        return totals(self.before.verdicts), totals(self.after.verdicts)

    @property
    def common(self) -> tuple[Totals, Totals]:
        """Totals before and after over the criteria scored in both: what became untestable moves nothing here."""
        pairs = [(one.before, one.after) for one in self.differences if one.before and one.after]
        scored = [pair for pair in pairs if pair[0].state is pair[1].state is State.SCORED]
        return totals(old for old, _ in scored), totals(new for _, new in scored)


def compare_rules(before: Judgement, after: Judgement, books: tuple[RuleBook, RuleBook]) -> RuleComparison:
    """Compare two judgements of the same archive.

    Args:
        before: by the old rules.
        after: by the new ones.
        books: the rules of both.
    """
    old = {verdict.criterion: verdict for verdict in before.verdicts}
    new = {verdict.criterion: verdict for verdict in after.verdicts}
    scanner = before.scanner_version != after.scanner_version
    differences = tuple(_difference(name, old.get(name), new.get(name), books, scanner) for name in {**old, **new})
    return RuleComparison(before, after, differences, books)


def _difference(
    name: str, before: Verdict | None, after: Verdict | None, books: tuple[RuleBook, RuleBook], scanner: bool
) -> Difference:
    found = Difference(name, before, after)
    return Difference(name, before, after, tuple(_causes(found, books, scanner)) if found.moved else ())


def _causes(found: Difference, books: tuple[RuleBook, RuleBook], scanner: bool) -> Iterable[Cause]:
    if found.before is None:
        return [Cause.ADDED]
    if found.after is None:
        return [Cause.REMOVED]
    rules = [book.rules.get(found.criterion) for book in books]
    causes = []
    if rules[0] != rules[1] or found.versions[0] != found.versions[1]:
        causes.append(Cause.RULE)
    elif books[0].hash != books[1].hash:
        causes.append(Cause.SET)
    return [*causes, Cause.SCANNER] if scanner else causes


@dataclass(frozen=True)
class Tally:
    """What happened to one criterion over several municipalities; `other` are those whose state is another."""

    criterion: str
    better: int
    worse: int
    other: int
    mean: float


def tally(comparisons: Iterable[RuleComparison]) -> tuple[Tally, ...]:
    """Return what moved over all comparisons, the criteria in order of first appearance."""
    moved: dict[str, list[Difference]] = {}
    for comparison in comparisons:
        for one in comparison.moved:
            moved.setdefault(one.criterion, []).append(one)
    return tuple(_tally(name, moved[name]) for name in sorted(moved, key=_place))


def _place(criterion: str) -> tuple[int, str]:
    return "SUAFE".find(criterion[:1]), criterion


def _tally(name: str, moves: list[Difference]) -> Tally:
    gains = [one.gain for one in moves if one.gain is not None]
    better, worse = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    return Tally(name, better, worse, len(moves) - len(gains), sum(gains) / len(gains) if gains else 0.0)


def _members(verdict: Verdict | None) -> dict[str, str]:
    """Return the parts of the members of a share by name."""
    values = verdict.values if verdict is not None else ()
    return {key.removeprefix(_MEMBER): value for key, value in values if key.startswith(_MEMBER)}


def _addresses(verdict: Verdict | None) -> dict[str, None]:
    if verdict is None or verdict.state is not State.SCORED:
        return {}
    return dict.fromkeys(place.url for place in verdict.evidence)
