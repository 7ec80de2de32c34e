"""Tables as data: a caption, header cells, rows. What has no caption can't be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell that is more than text.

    Args:
        text: what it says.
        href: where it leads to, empty for nowhere; followed only if it is http(s).
        kind: CSS class of the cell.
    """

    text: str
    href: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose first column names the row.

    Args:
        caption: what it shows.
        columns: header cells.
        rows: cells, as many as there are columns; texts or `Cell`s.
        numbers: columns (from 0) of numbers, set to the right.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | Cell]]
    numbers: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a table that a screen reader could not read out."""
        if not self.caption or not all(self.columns):
            raise ValueError("a table needs a caption and a name for each column")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.caption!r}: a row has more or fewer cells than there are columns")

    def cells(self) -> list[list[Cell]]:
        """Return all rows as cells."""
        return [[one if isinstance(one, Cell) else Cell(one) for one in row] for row in self.rows]
