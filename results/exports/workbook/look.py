"""Formats of cells, made once each; colours as in the reports, dark enough to read."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

INK, QUIET, LINE, FAINT, ACCENT = "#1B2733", "#55636F", "#C9D1D8", "#EEF1F4", "#00558C"
LOW, MIDDLE, HIGH = "#F4B8A8", "#FFF3C9", "#A9D8B8"
LEVELS = ("#F4B8A8", "#FBE3B5", "#FFF3C9", "#CFE8D5", "#A9D8B8")
_FONT = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
_HEAD = {"bold": True, "bg_color": FAINT, "bottom": 2, "bottom_color": ACCENT, "valign": "bottom"}

_KINDS: dict[str, dict[str, Any]] = {
    "text": {"indent": 1},
    "none": {"indent": 1, "font_color": QUIET},
    "wrap": {"text_wrap": True, "indent": 1},
    "link": {"indent": 1, "font_color": ACCENT, "underline": 1},
    "points": {"num_format": "0.0"},
    "change": {"num_format": "+0.0;-0.0;±0.0"},
    "percent": {"num_format": "0%"},
    "share": {"num_format": "0"},
    "number": {"num_format": "0.##"},
    "whole": {"num_format": "0"},
    "day": {"num_format": "yyyy-mm-dd hh:mm"},
    "title": {"bold": True, "font_size": 14, "font_color": ACCENT},
    "draft": {"bold": True, "font_size": 11, "font_color": "#A6301F"},
    "told": {"font_color": QUIET, "italic": True},
    "head": {
        "bold": True,
        "text_wrap": True,
        "bg_color": FAINT,
        "bottom": 2,
        "bottom_color": ACCENT,
        "valign": "bottom",
    },
    "turned": {
        "bold": True,
        "rotation": 90,
        "bg_color": FAINT,
        "bottom": 2,
        "bottom_color": ACCENT,
        "align": "center",
        "valign": "bottom",
    },
    "part": {"bold": True, "bg_color": FAINT},
}


class Look:
    """The formats of one workbook.

    `quoted` is the same format for a text that would be a formula if somebody typed it: spreadsheets then show the text
    and keep it one when it is edited.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Format] = {}

    def of(self, kind: str, *, quoted: bool = False) -> Format:
        """Return the format of a kind of cell."""
        if (kind, quoted) not in self._made:
            values = {**_FONT, **_KINDS[kind], **({"quote_prefix": True} if quoted else {})}
            if kind not in ("title", "draft", "told"):
                values |= {"border": 1, "border_color": LINE} | {
                    k: v for k, v in values.items() if k.startswith("bottom")
                }
            self._made[kind, quoted] = self._book.add_format(values)
        return self._made[kind, quoted]

    def fill(self, colour: str) -> Format:
        """Return a format for a rule that colours cells."""
        return self._book.add_format({"bg_color": colour, "font_color": INK})
