"""A plain list as a file: CSV, XLSX or JSON, with the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from criteria.errors import UserError
from results.exports.hostile import clean, defused

FORMS = ("csv", "xlsx", "json")
_LONG_AGO = datetime(2000, 1, 1)
_WIDEST, _MARGIN = 60, 2
Cell = str | int | float | None


@dataclass(frozen=True)
class Listing:
    """A list: title, names of the columns (for programs) with headers (for people), rows, and notes below."""

    title: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def form_of(path: Path | None, asked: str) -> str:
    """Return the form that is asked for, else that of the file's ending; UserError where it is none of `FORMS`."""
    form = asked or (path.suffix.lower().removeprefix(".") if path else "")
    if form not in FORMS:
        raise UserError(f"{form or 'no ending'!r} is no form of a list", hint=f"forms are {', '.join(FORMS)}")
    return form


def as_bytes(listing: Listing, form: str) -> bytes:
    """Return the list in a form of `FORMS`; text of others is cleaned, and defused where a spreadsheet reads it."""
    makers = {"csv": _csv, "xlsx": _xlsx, "json": _json}
    return makers[form](listing)


def _csv(listing: Listing) -> bytes:
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(listing.columns.values())
    for row in listing.rows:
        lines.writerow([defused(clean(cell)) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _json(listing: Listing) -> bytes:
    cleaned = ([clean(cell) if isinstance(cell, str) else cell for cell in row] for row in listing.rows)
    rows = [dict(zip(listing.columns, row, strict=True)) for row in cleaned]
    data = {"title": listing.title, "notes": list(listing.notes), "rows": rows}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _xlsx(listing: Listing) -> bytes:
    out = io.BytesIO()
    # Text stays text: no formulas, no numbers made of keys, no links that open by themselves.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = Workbook(out, plain)
    book.set_properties({"title": listing.title, "created": _LONG_AGO})
    bold = book.add_format({"bold": True, "bg_color": "#DDE6EF", "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(listing.title.translate(dict.fromkeys(map(ord, "[]:*?/\\"), " "))[:31])
    for column, header in enumerate(listing.columns.values()):
        sheet.write_string(0, column, header, bold)
        longest = max([len(header), *(len(str(row[column] or "")) for row in listing.rows)])
        sheet.set_column(column, column, min(_WIDEST, longest + _MARGIN))
    for at, row in enumerate(listing.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, clean(cell), wrapped)
            elif cell is not None:
                sheet.write_number(at, column, cell, wrapped)
    for below, note in enumerate(listing.notes, len(listing.rows) + 2):
        sheet.write_string(below, 0, note)
    sheet.freeze_panes(1, 0)
    if listing.rows:
        sheet.autofilter(0, 0, len(listing.rows), len(listing.columns) - 1)
    book.close()
    return out.getvalue()
