"""Reads the values of one worksheet of an XLSX file; hostile or damaged files end in a message."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import Any

from lxml.etree import XMLSyntaxError
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from criteria.errors import UserError
from criteria.mistakes import nearest

_MOST_BYTES = 100_000_000  # unpacked; a survey of 400 municipalities has less than 1 MB
_MOST_CELLS = 500_000
_BROKEN = (
    *(zipfile.BadZipFile, InvalidFileException, XMLSyntaxError, SyntaxError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError),
)
Row = list[tuple[Any, bool, str]]


def read_workbook(path: Path, wanted: str) -> tuple[str, list[Row]]:
    """Return title and rows of a worksheet; each cell as (content, shown as percent, trouble).

    Raises:
        UserError: the file can't be read, is too large, or has no such worksheet.
    """
    values, formulas = _loaded(path, data_only=True), _loaded(path, data_only=False)
    title = _title(values, wanted, path)
    shown, written = values[title], formulas[title]
    if shown.max_row * shown.max_column > _MOST_CELLS:
        raise UserError(
            "the sheet is too large", where=f"{path}: {title}", hint="delete rows and columns that are empty"
        )
    rows = [
        [_cell(cell, source) for cell, source in zip(*pair, strict=True)]
        for pair in zip(shown.iter_rows(), written.iter_rows(), strict=True)
    ]
    while rows and all(content is None and not trouble for content, _, trouble in rows[-1]):
        rows.pop()
    return title, rows


def _loaded(path: Path, *, data_only: bool) -> Workbook:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
                raise UserError("the file is too large when unpacked", where=str(path))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it does not know of styles and validations does not matter here
            return load_workbook(path, data_only=data_only)
    except OSError as error:
        raise UserError(f"can't be read: {error.strerror or error}", where=str(path)) from error
    except _BROKEN as error:
        hint = "open it in a spreadsheet program and save it as .xlsx once more"
        raise UserError(
            f"is no XLSX file, or a damaged one ({type(error).__name__})", where=str(path), hint=hint
        ) from error


def _title(book: Workbook, wanted: str, path: Path) -> str:
    sheets = [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]
    titles = [sheet.title for sheet in sheets]
    if wanted and wanted not in titles:
        hint = nearest(wanted, titles) or f"there are {', '.join(titles)}"
        raise UserError(f"there is no worksheet {wanted!r}", where=str(path), hint=hint)
    shown = [sheet.title for sheet in sheets if sheet.sheet_state == "visible"]
    if not shown:
        raise UserError("there is no worksheet", where=str(path))
    return wanted or shown[0]


def _cell(cell: Any, source: Any) -> tuple[Any, bool, str]:  # noqa: ANN401 - of openpyxl, merged or not
    if isinstance(cell, MergedCell):
        return None, False, "merged"
    if cell.value is None and isinstance(source.value, str) and source.data_type == "f":
        return source.value, False, "formula"
    trouble = "error" if cell.data_type == "e" else ""
    return cell.value, "%" in (cell.number_format or ""), trouble
