"""Who is competent: as a source says it, else derived by the rules of ``competence.yaml``; else it stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from criteria.kompass.keys import group_of
from criteria.kompass.levels import MUNICIPAL, Level
from criteria.kompass.record import Known, Record
from criteria.language.base import Part
from criteria.mistakes import validated
from criteria.words import WordList, fold
from criteria.yaml_file import read_yaml

FILE = Path(__file__).with_name("competence.yaml")
_ALL = frozenset(Level)


class Basis(StrEnum):
    """What a competence rests on."""

    STATED = "stated"
    AUTHORITY = "authority"
    RELATIVE = "relative"
    TYPE = "type"
    SUBJECT = "subject"
    LOCAL = "local"
    NONE = "none"


@dataclass(frozen=True)
class Competence:
    """Who is competent for a service.

    Args:
        levels: competent for sure, as far as the basis goes.
        open: may be competent.
        basis: what it rests on.
        source: id of the source whose word it is, or the line of the rules.
        digits: on how many digits of the key the source speaks of this service.
        somewhere: a municipality is competent for sure, though it is not known which.
    """

    levels: frozenset[Level] = frozenset()
    open: frozenset[Level] = _ALL
    basis: Basis = Basis.NONE
    source: str = ""
    digits: int = 14
    somewhere: bool = False

    def of(self, level: Level) -> Known:
        """Whether a level is competent."""
        return Known.YES if level in self.levels else Known.UNKNOWN if level in self.open else Known.NO

    @cached_property
    def municipal(self) -> Known:
        """Whether any municipality is competent."""
        if self.somewhere or any(level in self.levels for level in MUNICIPAL):
            return Known.YES
        return Known.UNKNOWN if any(level in self.open for level in MUNICIPAL) else Known.NO


NOT_KNOWN = Competence()


def _words(value: object) -> object:
    return WordList(tuple(value)) if isinstance(value, (list, tuple)) else value


Levels = tuple[Level, ...]
Words = Annotated[WordList, BeforeValidator(_words)]


class AuthorityRule(Part):
    """Words of an authority and the levels they mean; `last` looks no further."""

    words: Words
    levels: Levels = ()
    open: Levels = ()
    last: bool = False


class TypeRule(Part):
    """What a Typisierung says of who executes; `municipal`: municipalities do, whichever they are."""

    levels: Levels = ()
    open: Levels = ()
    municipal: bool = False


class SubjectRule(Part):
    """Levels by words of the name or the law, or by Leistungsgruppierung."""

    name: Words = WordList(())
    law: Words = WordList(())
    groups: tuple[str, ...] = ()
    levels: Levels = ()
    open: Levels = ()


class Rules(Part):
    """The file, its named lists put in."""

    authorities: tuple[AuthorityRule, ...]
    types: Mapping[str, TypeRule]
    subjects: tuple[SubjectRule, ...]


@dataclass
class Judge:
    """Derives competence by rules; the same words are looked up once."""

    rules: Rules
    _seen: dict[str, Competence | None] = field(default_factory=dict)
    _by_law: dict[str, int | None] = field(default_factory=dict)

    def stated(self, record: Record) -> Competence | None:
        """Return what a source says itself, by levels or by the words of an authority; None where it says nothing."""
        if record.levels is not None:
            levels = frozenset(Level(one) for one in record.levels)
            return Competence(levels, frozenset(), Basis.STATED, record.source.id)
        if not record.authority:
            return None
        found = self._of_words(record.authority)
        return found and Competence(found.levels, found.open, Basis.AUTHORITY, record.source.id)

    def _of_words(self, words: str) -> Competence | None:
        if words not in self._seen:
            self._seen[words] = self._looked_up(fold(words))
        return self._seen[words]

    def _looked_up(self, folded: str) -> Competence | None:
        levels: set[Level] = set()
        may: set[Level] = set()
        found = False
        for rule in self.rules.authorities:
            if rule.words.search_folded(folded):
                found = True
                levels.update(rule.levels)
                may.update(rule.open)
                if rule.last:
                    break
        return Competence(frozenset(levels), frozenset(may - levels)) if found else None

    def by_type(self, records: Iterable[Record]) -> Competence | None:
        """Return what the Typisierung of the first source that gives one says; None where it leaves it open."""
        record = next((one for one in records if one.types), None)
        rules = [self.rules.types.get(one) for one in record.types] if record else []
        if record is None or not rules or None in rules:
            return None
        known = [rule for rule in rules if rule is not None]
        levels = frozenset(level for rule in known for level in rule.levels)
        may = frozenset(level for rule in known for level in rule.open) - levels
        somewhere = any(rule.municipal for rule in known)
        return Competence(levels, may, Basis.TYPE, record.source.id, somewhere=somewhere)

    def by_subject(self, records: Iterable[Record]) -> Competence | None:
        """Return what the first rule on the name says, else on the law, else on the group; None where none speaks."""
        known = tuple(records)
        at = self._of_name(fold(" . ".join(one.name for one in known)))
        at = self._of_law(" . ".join(one.law for one in known if one.law)) if at is None else at
        at = self._of_group(next((group_of(one.key) for one in known if one.key), "")) if at is None else at
        if at is None:
            return None
        rule = self.rules.subjects[at]
        levels = frozenset(rule.levels)
        return Competence(levels, frozenset(rule.open) - levels, Basis.SUBJECT, f"{FILE.name}: subject {at + 1}")

    @cached_property
    def _any_name(self) -> WordList:
        return WordList(tuple(pattern for rule in self.rules.subjects for pattern in rule.name.patterns))

    def _of_name(self, folded: str) -> int | None:
        if self._any_name.search_folded(folded) is None:
            return None
        return next(at for at, rule in enumerate(self.rules.subjects) if rule.name.search_folded(folded))

    def _of_law(self, law: str) -> int | None:
        if law not in self._by_law:
            folded = fold(law)
            found = (at for at, rule in enumerate(self.rules.subjects) if rule.law.search_folded(folded))
            self._by_law[law] = next(found, None) if law else None
        return self._by_law[law]

    def _of_group(self, group: str) -> int | None:
        return next((at for at, rule in enumerate(self.rules.subjects) if group in rule.groups), None)


@cache
def load_rules(path: Path = FILE) -> Rules:
    """Load the rules; UserError with line and field of the first mistake."""
    file = read_yaml(path)
    data = dict(file.data)
    names: Mapping[str, Any] = data.pop("names", {})
    return validated(file, Rules, _put_in(data, names))


def _put_in(part: Any, names: Mapping[str, Any]) -> Any:  # noqa: ANN401 - raw YAML
    """Return the data with named lists in the place of their names, where levels stand."""
    if isinstance(part, dict):
        listed = {key: names.get(value, value) for key, value in part.items() if isinstance(value, str)}
        return {key: listed.get(key) if key in listed else _put_in(value, names) for key, value in part.items()}
    return [_put_in(one, names) for one in part] if isinstance(part, list) else part
