"""The report as an XLSX workbook: one sheet per table, heads frozen, filters set, levels coloured and written."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from results.audience import Audience
from results.exports.hostile import clean, safe_link
from results.reports.cooperation.model import Cooperation
from results.reports.cooperation.pages import lead, method_told
from results.reports.cooperation.tables import Column, Link, Sheet, Value, sheets
from results.reports.cooperation.words import Words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_SHEET_NAME = 31
_SCALE = {"0": "#F6E3DF", "1": "#FBF0DD", "2": "#F3F3D9", "3": "#DDEBDD", "4": "#C9E2D6"}
_LINE, _MOST_LINES = 14.5, 12  # points, lines


def as_xlsx(report: Cooperation, audience: Audience) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    words, file = Words(report, audience.language), BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    title = words.say("title", group=report.group)
    book.set_properties({"title": clean(title), "author": "", "created": report.run.as_of.replace(tzinfo=None)})
    formats = _formats(book)
    for sheet in sheets(report, words):
        told = {"members": lead(report, words), "method": method_told(report, words), "matrix": [words.say("reading")]}
        _add(book, sheet, formats, _head(report, words, sheet, told.get(sheet.key, [])))
    book.close()
    return file.getvalue()


def _head(report: Cooperation, words: Words, sheet: Sheet, told: list[str]) -> list[str]:
    """Return the lines above a table: the draft mark first, so that it is on every sheet."""
    draft = [words.say("doc.draft.told")] if report.run.stage.is_draft else []
    return [*draft, sheet.about, *told]


def _formats(book: Workbook) -> dict[str, Format]:
    base = {"valign": "top", "text_wrap": True}
    made = {
        "text": book.add_format(base),
        "name": book.add_format({**base, "bold": True}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#E3EAF0", "bottom": 1}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "told": book.add_format({"font_color": "#55636F"}),
        "draft": book.add_format({"bold": True, "font_color": "#A6301F"}),
        "link": book.add_format({**base, "font_color": "#00558C", "underline": 1}),
    }
    for digits in range(3):
        shape = "#,##0" + ("." + "0" * digits if digits else "")
        made[f"number{digits}"] = book.add_format({**base, "num_format": shape})
    return made


def _add(book: Workbook, sheet: Sheet, formats: Mapping[str, Format], told: list[str]) -> None:
    page = book.add_worksheet(sheet.title[:_SHEET_NAME])
    for at, line in enumerate(told):
        draft = at == 0 and len(told) > 1 and line != sheet.about
        page.write_string(at, 0, clean(line), formats["draft" if draft else "title" if line == sheet.about else "told"])
    top = len(told) + 1
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(top, at, clean(column.title), formats["head"])
    page.set_row(top, _LINE * max(-(-len(column.title) // column.width) for column in sheet.columns))
    for down, row in enumerate(sheet.rows, top + 1):
        page.set_row(down, _LINE * _lines(row, sheet.columns))
        for at, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write(page, (down, at), value, column, formats)
    page.freeze_panes(top + 1, 1)
    last = len(sheet.columns) - 1
    page.autofilter(top, 0, max(top + len(sheet.rows), top + 1), last)
    _print(page, top, told[0] if len(told) > 1 and told[0] != sheet.about else "")
    if sheet.key in ("matrix", "details"):
        _colour(book, page, sheet, top)


def _lines(row: tuple[Value, ...], columns: tuple[Column, ...]) -> int:
    """Return how many lines a row needs: not every program finds the height by itself."""
    texts = [(value, column.width) for value, column in zip(row, columns, strict=True) if isinstance(value, str)]
    return min(max((-(-len(text) * 11 // (width * 10)) for text, width in texts), default=1), _MOST_LINES)


def _print(page: Worksheet, top: int, draft: str) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_header(f"&R&B{draft}" if draft else "")
    page.set_footer("&L&A&R&P / &N")


def _write(page: Worksheet, at: tuple[int, int], value: Value, column: Column, formats: Mapping[str, Format]) -> None:
    down, right = at
    if value is None:
        page.write_blank(down, right, None, formats["text"])
    elif isinstance(value, (int, float)):
        page.write_number(down, right, value, formats[f"number{column.digits or 0}"])
    elif isinstance(value, Link) and safe_link(value.url):
        page.write_url(down, right, safe_link(value.url), formats["link"], clean(value.text))
    else:
        text = value.text if isinstance(value, Link) else value
        page.write_string(down, right, clean(text), formats["name" if right == 0 else "text"])


def _colour(book: Workbook, page: Worksheet, sheet: Sheet, top: int) -> None:
    """Colour levels by what a cell begins with; the level stands in it too, so that no colour speaks alone."""
    keys = [column.key for column in sheet.columns]
    first, last = (2, len(keys) - 1) if sheet.key == "matrix" else (keys.index("level"), keys.index("level"))
    if last < first or not sheet.rows:
        return
    for level, colour in _SCALE.items():
        shape = book.add_format({"bg_color": colour})
        rule: dict[str, object] = {"type": "text", "criteria": "begins with", "value": f"{level} ·", "format": shape}
        if sheet.key == "details":
            at = xl_rowcol_to_cell(top + 1, first)
            rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({at}),{at}={level})", "format": shape}
        page.conditional_format(top + 1, first, top + len(sheet.rows), last, rule)
