"""A table of an export: named columns with types, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from results.exports.source import Source

Value = str | int | float | bool | datetime | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Column:
    """A column. `type` is one of Table Schema (string, integer, number, boolean, datetime), `unit` what a number counts in.

    `key` tells the texts that describe it, the name where it is empty; `values` are all that it may hold, if that is known.
    """

    name: str
    type: str = "string"
    unit: str = ""
    required: bool = False
    least: float | None = None
    most: float | None = None
    values: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Table:
    """A table. `keys` tell a row, `refers` which columns lead to which table's columns of which names."""

    name: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    rows: Callable[[Source], Iterable[Row]]
    refers: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()


def rounded(value: float | None, digits: int = 4) -> float | None:
    """Return a number without the noise behind it; whole ones stay as they are."""
    return None if value is None else round(value, digits)


def moment(when: datetime | None) -> datetime | None:
    """Return a moment in UTC, to the second."""
    return None if when is None else when.astimezone(UTC).replace(microsecond=0)


def numbered(items: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Yield items with their numbers from 1."""
    return enumerate(items, 1)
