"""Reads a table as people save it: comma or semicolon, UTF-8 with or without BOM, or what Excel writes on Windows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from criteria.errors import UserError
from criteria.mistakes import nearest

_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class TableRow:
    """One row: its cells by column, stripped, empty where the column is missing; and its line (from 1)."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, column: str, what: str, hint: str = "") -> UserError:
        """Return the error for a cell."""
        return UserError(f"{column}: {what}", where=f"{self.path}:{self.line}", hint=hint)


class Row(Protocol):
    """A row of any table that can say what is wrong with a cell."""

    def problem(self, column: str, what: str, hint: str = "", /) -> UserError:
        """Return the error for a cell."""
        ...


def day_of(row: Row, column: str, written: str) -> date | None:
    """Return the day of a cell, None where it is empty; UserError where it holds something else."""
    if not written:
        return None
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(written, shape).date()
        except ValueError:
            continue
    raise row.problem(column, f"{written!r} is no date", "write it as 2026-12-31 or 31.12.2026")


def read_table(path: Path, needed: Sequence[str], known: Sequence[str]) -> list[TableRow]:
    """Return the rows of a table, empty ones left out.

    Args:
        path: the file.
        needed: columns that must be there.
        known: all columns that are understood; others are a person's notes, unless one looks like a known one misspelt.

    Raises:
        UserError: the file can't be read, or a column is wrong or missing.
    """
    lines = csv.reader(io.StringIO(read_text(path), newline=""), delimiter=_delimiter(path))
    try:
        header = [cell.strip().lower() for cell in next(lines, [])]
        _check_header(path, header, needed, known)
        return list(_rows(path, header, lines))
    except csv.Error as error:
        raise UserError(f"is no table: {error}", where=f"{path}:{lines.line_num}") from error


def _rows(path: Path, header: list[str], lines: Iterator[list[str]]) -> Iterator[TableRow]:
    before = 1
    for cells in lines:
        line, before = before + 1, lines.line_num  # type: ignore[attr-defined]
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            if len(stripped) > len(header) and any(stripped[len(header) :]):
                what = f"there are {len(stripped)} cells for {len(header)} columns"
                raise UserError(what, where=f"{path}:{line}", hint="put quotes around a cell that holds the separator")
            yield TableRow(path, line, dict(zip(header, stripped, strict=False)))


def read_text(path: Path) -> str:
    """Return the text of a table as people save it; UserError where it can't be read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(f"can't be read: {error.strerror}", where=str(path)) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("windows-1252", errors="replace")


def _delimiter(path: Path) -> str:
    first = next((line for line in read_text(path).splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _check_header(path: Path, header: list[str], needed: Sequence[str], known: Sequence[str]) -> None:
    absent = [column for column in needed if column not in header]
    strange = [column for column in header if column and column not in known]
    if absent:
        hint = next((f"is {close!r} meant?" for close in strange if nearest(close, [absent[0]])), "")
        what = f"the column {absent[0]} is missing"
        raise UserError(what, where=f"{path}:1", hint=hint or f"needed are {', '.join(needed)}")
    for column in strange:
        close = nearest(column, [name for name in known if name not in header])
        if close:
            raise UserError(f"the column {column!r} is not known", where=f"{path}:1", hint=close)
    doubled = next((column for column in header if column and header.count(column) > 1), "")
    if doubled:
        raise UserError(f"the column {doubled!r} stands there twice", where=f"{path}:1")
