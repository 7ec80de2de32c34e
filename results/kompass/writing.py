"""Writes sheets of the match as XLSX, CSV or JSON: text from the web defused, the same bytes for the same run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from results.exports.hostile import clean, defused
from results.kompass.sheets import Sheet, Value
from results.kompass.words import TEXTS
from results.queries import RunInfo

_WIDTHS = {"name": 48, "town": 26, "findings": 70, "page": 40, "form": 40, "state": 40, "theme": 26, "key": 17, "finding": 40,
           "product": 36, "terms": 36, "why": 40, "project": 36, "measure": 40}  # fmt: skip
_WIDTH = 14
LONGEST_CELL = 32_000  # characters; a spreadsheet holds 32,767
_LONGEST_NAME = 31  # of a worksheet


def as_xlsx(sheets: Sequence[Sheet], run: RunInfo | None, language: str) -> bytes:
    """Return a workbook; every sheet says above its table what it is, and so does each page on paper."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        day = run.as_of if run else datetime(2000, 1, 1, tzinfo=UTC)
        book.set_properties({"created": day.replace(tzinfo=None), "title": TEXTS.say("title", language)})
        bold, head = (
            book.add_format({"bold": True}),
            book.add_format({"bold": True, "bg_color": "#DDE6EF", "text_wrap": True}),
        )
        for sheet in sheets:
            _worksheet(book, sheet, (bold, head), draft=_draft(run, language))
    return file.getvalue()


def _draft(run: RunInfo | None, language: str) -> str:
    return TEXTS.say("draft", language) if run is not None and run.stage.is_draft else ""


def _worksheet(book: Any, sheet: Sheet, formats: tuple[Any, Any], draft: str) -> None:  # noqa: ANN401 - untyped library
    page = book.add_worksheet(sheet.title[:_LONGEST_NAME])
    for at, note in enumerate(sheet.notes):
        page.write_string(at, 0, clean(note), formats[0])
    top = len(sheet.notes) + 1 if sheet.notes else 0
    for column, (key, text) in enumerate(zip(sheet.keys, sheet.heads, strict=True)):
        page.write_string(top, column, text, formats[1])
        page.set_column(column, column, _WIDTHS.get(key, _WIDTH))
    for at, row in enumerate(sheet.rows, top + 1):
        for column, value in enumerate(row):
            _put(page, at, column, value)
    page.freeze_panes(top + 1, min(2, len(sheet.keys)))
    page.autofilter(top, 0, top + max(len(sheet.rows), 1), max(len(sheet.keys) - 1, 0))
    page.set_landscape()
    page.repeat_rows(top)
    if draft:
        page.set_header(f"&C&B{draft}")


def _put(page: Any, row: int, column: int, value: Value) -> None:  # noqa: ANN401 - untyped library
    if isinstance(value, bool) or value is None:
        page.write_blank(row, column, None) if value is None else page.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, clean(value, LONGEST_CELL))


def as_csv(sheets: Sequence[Sheet], run: RunInfo | None, language: str) -> bytes:
    """Return the first sheet as CSV (UTF-8 with a mark, so that spreadsheets read it); a draft says so in a column."""
    draft = _draft(run, language)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    sheet = sheets[0]
    writer.writerow([*sheet.keys, *(["draft"] if draft else [])])
    for row in sheet.rows:
        writer.writerow([*(_cell(value) for value in row), *([draft] if draft else [])])
    return buffer.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> Value:
    return defused(clean(value)) if isinstance(value, str) else value


def as_json(sheets: Sequence[Sheet], run: RunInfo | None, language: str) -> bytes:
    """Return all sheets as JSON: lists of objects by name of the sheet, with the run and whether it is a draft."""
    rows = {sheet.name: [dict(zip(sheet.keys, row, strict=True)) for row in sheet.rows] for sheet in sheets}
    about = {"run": run.label, "as_of": run.as_of.date().isoformat(), "draft": _draft(run, language)} if run else {}
    return (json.dumps({**about, **rows}, ensure_ascii=False, indent=1) + "\n").encode()


FORMATS: Mapping[str, Callable[[Sequence[Sheet], RunInfo | None, str], bytes]] = {
    "xlsx": as_xlsx,
    "csv": as_csv,
    "json": as_json,
}
