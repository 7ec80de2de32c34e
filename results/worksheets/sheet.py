"""The worksheet as a file: what stands in which column, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from results.exports.hostile import clean, safe_link
from scanner.model.texts import Texts

TEXTS = Texts(__package__)
META = "g2b"
"""Title of the hidden worksheet that says what the file is."""
FILLED = ("points", "url", "seen", "initials", "remark")
"""Columns that people fill in."""
_WIDTHS = {
    "key": 10, "name": 22, "id": 5, "title": 24, "question": 32, "rule": 60, "scale": 7, "why": 22, "given": 36,
    "worth": 9, "link": 28, "snippet": 40, "shot": 7, "points": 8, "url": 28, "seen": 15, "initials": 8, "remark": 34,
}  # fmt: skip
_HEAD_ROW, _FIRST = 2, 3
_SHOT_ROWS, _SHOT_SCALE = 26, 0.5
_LONGEST_SHOWN = 250
_LINE, _MOST_LINES = 15.0, 25  # a spreadsheet takes rows of 409 points at most


@dataclass(frozen=True)
class Line:
    """One row to fill in. `key` says what it is about; `shot` is a PNG, empty for none; `most` the points of the scale."""

    key: str
    most: float
    values: dict[str, str | float]
    link: str = ""
    shot: bytes = b""


@dataclass(frozen=True)
class Form:
    """A worksheet: its columns before those to fill in, its lines, and what identifies it.

    `meta` is written to the hidden worksheet; `made` is the moment that the file carries.
    """

    kind: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    meta: dict[str, str]
    made: datetime
    language: str
    draft: bool = True
    named: str = ""


def write(form: Form) -> bytes:
    """Return the worksheet as XLSX; the same bytes for the same form."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": form.made.replace(tzinfo=None), "title": form.named})
    sheet = book.add_worksheet(_say(form, f"title.{form.kind}"))
    looks = {name: book.add_format({"text_wrap": True, "valign": "top"} | more) for name, more in _LOOKS.items()}
    _heads(sheet, form, looks)
    pictures = book.add_worksheet(_say(form, "title.pictures")) if any(line.shot for line in form.lines) else None
    for at, line in enumerate(form.lines):
        _line(sheet, form, line, _FIRST + at, looks)
    if pictures is not None:
        _pictures(sheet, pictures, form, looks)
    _validate(sheet, form)
    _meta(book.add_worksheet(META), form)
    book.close()
    return target.getvalue()


_LOOKS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bg_color": "#DDE6EF", "border": 1},
    "fill_head": {"bold": True, "bg_color": "#FFE8A3", "border": 1},
    "text": {},
    "number": {"num_format": "0.0"},
    "whole": {"num_format": "0"},
    "fill": {"bg_color": "#FFFBEA", "border": 1, "border_color": "#C8B560", "locked": False},
    "moment": {
        "bg_color": "#FFFBEA",
        "border": 1,
        "border_color": "#C8B560",
        "locked": False,
        "num_format": "yyyy-mm-dd hh:mm",
    },
    "link": {"font_color": "#0B5394", "underline": 1},
    "big": {"bold": True, "font_size": 14, "text_wrap": False},
    "note": {"text_wrap": False, "italic": True},
}


def heads(kind: str, form_columns: Sequence[str], language: str) -> dict[str, str]:
    """Return the header of each column, those to fill in at the end; a kind of form may have headers of its own."""
    own = TEXTS.keys(language)
    keys = {name: f"head.{kind}.{name}" for name in ("key", *form_columns, *FILLED)}
    return {name: TEXTS.say(key if key in own else f"column.{name}", language) for name, key in keys.items()}


def _say(form: Form, key: str, **values: object) -> str:
    return TEXTS.say(key, form.language, **values)


def _heads(sheet: Worksheet, form: Form, looks: dict[str, Any]) -> None:
    sheet.write_string(0, 1, form.named, looks["big"])
    sheet.write_string(1, 1, _say(form, f"how.{form.kind}"), looks["note"])
    names = heads(form.kind, form.columns, form.language)
    for column, (name, text) in enumerate(names.items()):
        sheet.write_string(_HEAD_ROW, column, text, looks["fill_head" if name in FILLED else "head"])
        sheet.set_column(column, column, _WIDTHS[name], None, {"hidden": name == "key"})
    sheet.set_row(_HEAD_ROW, 2 * _LINE + 2)
    sheet.freeze_panes(_FIRST, 3)
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(len(form.lines), 1), len(names) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_header("&L&A&R" + (_say(form, "draft") if form.draft else ""))
    sheet.set_footer(f"&L&F&R{_say(form, 'page')} &P / &N")


def _line(sheet: Worksheet, form: Form, line: Line, row: int, looks: dict[str, Any]) -> None:
    sheet.set_row(row, _height(form, line))
    sheet.write_string(row, 0, line.key, looks["text"])
    for column, name in enumerate(form.columns, 1):
        value = line.values.get(name, "")
        if name == "link" and safe_link(line.link):
            sheet.write_url(row, column, safe_link(line.link), looks["link"], clean(line.link, _LONGEST_SHOWN))
        elif isinstance(value, str):
            sheet.write_string(row, column, clean(value), looks["text"])
        else:
            sheet.write_number(row, column, value, looks["whole" if float(value).is_integer() else "number"])
    for column, name in enumerate(FILLED, 1 + len(form.columns)):
        sheet.write_blank(row, column, None, looks["moment" if name == "seen" else "fill"])


def _height(form: Form, line: Line) -> float:
    """Return how high a row must be to show its texts, in points: not every program finds out by itself."""
    texts = {name: str(line.values.get(name, "")) for name in form.columns} | {"link": line.link[:_LONGEST_SHOWN]}
    lines = max(
        sum(1 + len(part) // _WIDTHS[name] for part in text.split("\n"))
        for name, text in texts.items()
        if name in form.columns
    )
    return _LINE * min(lines, _MOST_LINES) + 2


def _pictures(sheet: Worksheet, pictures: Worksheet, form: Form, looks: dict[str, Any]) -> None:
    """Put the screenshots on a worksheet of their own, so that rows stay as high as their text, and link to them."""
    at, column = 0, 1 + form.columns.index("shot")
    pictures.set_column(0, 0, 120)
    for number, line in enumerate(form.lines):
        if line.shot:
            pictures.write_string(at, 0, f"{line.values['name']} · {line.values['id']}", looks["head"])
            scale = {"x_scale": _SHOT_SCALE, "y_scale": _SHOT_SCALE, "description": str(line.values["title"])}
            pictures.insert_image(at + 1, 0, f"{number}.png", {"image_data": BytesIO(line.shot)} | scale)
            target = f"internal:'{_say(form, 'title.pictures')}'!A{at + 1}"
            sheet.write_url(_FIRST + number, column, target, looks["link"], _say(form, "picture"))
            at += _SHOT_ROWS


def _validate(sheet: Worksheet, form: Form) -> None:
    """Let the spreadsheet program warn of points beyond the scale; what is read back is checked again."""
    column = 1 + len(form.columns)
    for at, line in enumerate(form.lines):
        rule = {
            "validate": "any",
            "input_title": _say(form, "scale"),
            "input_message": _say(form, "points", most=f"{line.most:g}"),
        }
        sheet.data_validation(_FIRST + at, column, _FIRST + at, column, rule)


def _meta(sheet: Worksheet, form: Form) -> None:
    for row, (key, value) in enumerate({"kind": form.kind, "language": form.language, **form.meta}.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()
