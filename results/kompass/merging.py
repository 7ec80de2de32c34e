"""Three-way merge of worksheets: what went out, what is kept by now, what came back. Nothing is lost.

A cell that one side alone changed is taken from it; one that both changed to different words is a conflict: the kept word
stays, and all three are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Cells = Mapping[str, str]
"""Words of a row by column."""


@dataclass(frozen=True)
class Conflict:
    """A cell that both sides changed."""

    row: str
    column: str
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """The rows after a merge: id -> cells, in the order of ours, new ones behind; `gone` are rows that did not come back."""

    rows: Mapping[str, Cells]
    conflicts: tuple[Conflict, ...] = ()
    taken: int = 0
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = field(default=())


def merge(base: Mapping[str, Cells], ours: Mapping[str, Cells], theirs: Mapping[str, Cells]) -> Merged:
    """Merge rows by their ids.

    Args:
        base: rows as they went out.
        ours: rows as they are kept by now.
        theirs: rows as they came back; a row or column that is not there says nothing about it.
    """
    rows: dict[str, Cells] = {}
    conflicts: list[Conflict] = []
    taken = 0
    for name in dict.fromkeys((*ours, *theirs)):
        merged, found, changed = _row(name, base.get(name, {}), ours.get(name, {}), theirs.get(name, {}))
        rows[name] = merged
        conflicts += found
        taken += changed
    added = tuple(name for name in theirs if name not in ours and name not in base)
    return Merged(rows, tuple(conflicts), taken, added, tuple(name for name in base if name not in theirs))


def _row(name: str, base: Cells, ours: Cells, theirs: Cells) -> tuple[Cells, list[Conflict], int]:
    merged = dict(ours)
    conflicts = []
    taken = 0
    for column, word in theirs.items():
        before, kept = base.get(column, ""), ours.get(column, "")
        if word in (before, kept):
            continue
        if kept == before:
            merged[column] = word
            taken += 1
        else:
            conflicts.append(Conflict(name, column, before, kept, word))
    return merged, conflicts, taken


def settled(merged: Merged, conflicts: Iterable[Conflict]) -> Merged:
    """Return a merge with the words that came back in the place of the kept ones, for some conflicts."""
    chosen = set(conflicts)
    rows = {name: dict(cells) for name, cells in merged.rows.items()}
    for one in chosen:
        rows[one.row][one.column] = one.theirs
    left = tuple(one for one in merged.conflicts if one not in chosen)
    return Merged(rows, left, merged.taken + len(chosen), merged.added, merged.gone)


def differences(before: Mapping[str, Cells], after: Mapping[str, Cells]) -> Iterator[tuple[str, str, str, str]]:
    """Yield row, column, word before and after of each cell that differs."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name, {}), after.get(name, {})
        for column in dict.fromkeys((*old, *new)):
            if old.get(column, "") != new.get(column, ""):
                yield name, column, old.get(column, ""), new.get(column, "")
