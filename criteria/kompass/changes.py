"""What came, went and changed between two imports of a source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from criteria.kompass.local import LocalFact
from criteria.kompass.merging import identity
from criteria.kompass.record import Record
from criteria.kompass.reported import Reported
from criteria.kompass.snapshots import Content
from criteria.kompass.solutions import Solution

_OF_THE_TABLE = frozenset({"source", "line"})
Row = Record | LocalFact | Reported | Solution


class Kind(StrEnum):
    """What happened to a line."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """One line that came, went, or changed in a field; `about` is its key or id, with the town where it is of one."""

    kind: Kind
    about: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""


def changes(before: Content, after: Content) -> tuple[Change, ...]:
    """Return the changes between two contents, those that came first, each kind in order of keys.

    Lines are compared by what they are about; where several are about the same (twice in a list), as a whole.
    """
    old, new = dict(_lines(before)), dict(_lines(after))
    came = [Change(Kind.CAME, about[0], _name(new[about])) for about in sorted(new.keys() - old.keys())]
    went = [Change(Kind.WENT, about[0], _name(old[about])) for about in sorted(old.keys() - new.keys())]
    changed = [one for about in sorted(old.keys() & new.keys()) for one in _changed(about[0], old[about], new[about])]
    return (*came, *went, *changed)


def _lines(content: Content) -> Iterator[tuple[tuple[str, int], Row]]:
    """Yield the lines by what they are about, numbered where several are about the same."""
    counted: dict[str, int] = {}
    rows: tuple[Row, ...] = (*content.records, *content.local, *content.reported, *content.solutions)
    for row in rows:
        about = _about(row)
        counted[about] = counted.get(about, 0) + 1
        yield (about, counted[about]), row


def _about(row: Row) -> str:
    if isinstance(row, Record):
        return identity(row)
    if isinstance(row, LocalFact):
        return f"{row.key or row.service} {row.ags}"
    if isinstance(row, Solution):
        return f"{row.key or row.service or row.name} {row.product}"
    return f"{row.key} {row.ars} {row.url}".rstrip()


def _name(row: Row) -> str:
    return row.carrier if isinstance(row, LocalFact) else row.name


def _changed(about: str, old: Row, new: Row) -> Iterator[Change]:
    for part in fields(old):
        before, after = getattr(old, part.name), getattr(new, part.name)
        if part.name not in _OF_THE_TABLE and before != after:
            yield Change(Kind.CHANGED, about, _name(new), part.name, _shown(before), _shown(after))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(_shown(one) for one in value)
    said = getattr(value, "text", None) or getattr(value, "address", None)
    return "" if value is None else str(said or value)


def counted(found: tuple[Change, ...]) -> Mapping[Kind, int]:
    """Return how many lines came, went and changed; one that changed in two fields is one."""
    return {kind: len({one.about for one in found if one.kind is kind}) for kind in Kind}
