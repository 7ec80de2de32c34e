"""Reads a sheet (XLSX or CSV) as cells that know where they stand; what a cell means is decided elsewhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl.utils import get_column_letter

from criteria.errors import UserError
from criteria.sheets.workbook import read_workbook
from criteria.table import read_text

Content = str | float | bool | date | datetime | time | timedelta | None
_DELIMITERS = "\t;,"
_MOST_BYTES = 50_000_000
_DECIMAL = re.compile(r"\d,\d")


@dataclass(frozen=True)
class Cell:
    """One cell: row and column from 1, what stands in it, whether it is shown as percent, and what is wrong with it.

    `trouble` is empty, or ``formula`` (its result is not stored), ``merged``, or ``error`` (such as #DIV/0!).
    """

    row: int
    column: int
    content: Content = None
    percent: bool = False
    trouble: str = ""

    @property
    def address(self) -> str:
        """The address as the spreadsheet shows it, such as C5."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What stands there as text, a whole number without a decimal part."""
        if self.content is None:
            return ""
        if isinstance(self.content, float):
            return f"{self.content * 100:.10g} %" if self.percent else f"{self.content:.10g}"
        if isinstance(self.content, datetime):
            return self.content.date().isoformat()
        return " ".join(str(self.content).split())

    @property
    def blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.text and not self.trouble


@dataclass(frozen=True)
class Sheet:
    """A sheet: name of its file, title of the worksheet (empty for CSV), rows of cells."""

    file: str
    title: str
    rows: tuple[tuple[Cell, ...], ...]

    def where(self, cell: Cell) -> str:
        """Return where a cell stands: worksheet and address."""
        return f"{self.title}!{cell.address}" if self.title else cell.address


def read_sheet(path: Path, wanted: str = "") -> Sheet:
    """Read a sheet.

    Args:
        path: an .xlsx or .csv file.
        wanted: title of the worksheet, the first one that is shown if empty.

    Raises:
        UserError: the file can't be read, is of another kind, too large or empty, or has no such worksheet.
    """
    kind = path.suffix.lower()
    if kind in (".csv", ".tsv", ".txt"):
        title, rows = "", _csv(path)
    elif kind in (".xlsx", ".xlsm"):
        title, rows = read_workbook(path, wanted)
    else:
        raise UserError(f"{kind or 'no ending'!s} is not understood", where=str(path), hint="save it as .xlsx or .csv")
    cells = tuple(_cells(rows))
    if not any(not cell.blank for row in cells for cell in row):
        raise UserError("the sheet is empty", where=str(path))
    return Sheet(path.name, title, cells)


def _cells(rows: Iterable[Iterable[tuple[Content, bool, str]]]) -> Iterable[tuple[Cell, ...]]:
    for at, row in enumerate(rows, 1):
        yield tuple(
            Cell(at, column, _plain(content), percent, trouble)
            for column, (content, percent, trouble) in enumerate(row, 1)
        )


def _plain(content: Content) -> Content:
    return float(content) if isinstance(content, int) and not isinstance(content, bool) else content


def _csv(path: Path) -> list[list[tuple[Content, bool, str]]]:
    if path.is_file() and path.stat().st_size > _MOST_BYTES:
        raise UserError("the file is too large", where=str(path))
    text = read_text(path)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return [[(cell.strip(), False, "") for cell in line] for line in lines]
    except csv.Error as error:
        raise UserError(f"is no table: {error}", where=f"{path}:{lines.line_num}") from error


def _delimiter(text: str) -> str:
    """Return the sign that separates cells; a comma between digits is a decimal one."""
    lines = _DECIMAL.sub("", text).splitlines() or [""]
    return max(_DELIMITERS, key=lambda sign: max(line.count(sign) for line in lines))
