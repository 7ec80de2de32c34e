"""Finds the row of headers of a sheet, and its columns by the text of their header or by their letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import CellCoordinatesException

from criteria.sheets.cells import Cell, Sheet

HEADER_ROWS = 30
_LOOSE = re.compile(r"[\s. ]")


def loose(text: str) -> str:
    """Return a text as it is compared: case, spaces and dots do not matter."""
    return _LOOSE.sub("", text.casefold())


def header_row(sheet: Sheet, tests: Sequence[Callable[[str], bool]]) -> int | None:
    """Return the first row (from 1) with several headers, one of which passes a test; None where there is none."""
    for row in sheet.rows[:HEADER_ROWS]:
        texts = [cell.text for cell in row if cell.text]
        if len(texts) > 1 and any(test(text) for test in tests for text in texts):
            return row[0].row
    return None


def columns_of(wanted: str, texts: Sequence[str]) -> list[int]:
    """Return the columns (from 0) of a header: those of the very text, else of a like one, else of that letter."""
    found = [at for at, text in enumerate(texts) if text == wanted]
    found = found or [at for at, text in enumerate(texts) if text and loose(text) == loose(wanted)]
    if not found and wanted.isascii() and wanted.isalpha() and wanted.isupper() and len(wanted) <= 3:
        return [at for at in _by_letter(wanted) if at < len(texts)]
    return found


def letter_of(cell: Cell) -> str:
    """Return the letter of a cell's column."""
    return cell.address.rstrip("0123456789")


def _by_letter(wanted: str) -> Iterator[int]:
    try:
        yield column_index_from_string(wanted) - 1
    except (ValueError, CellCoordinatesException):
        return
