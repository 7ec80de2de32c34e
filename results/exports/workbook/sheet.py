"""A sheet: title, told line, head, rows; frozen, filtered, ready to print. Rows are written in order and not kept."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from results.exports.hostile import defused, safe_link
from results.exports.workbook.look import HIGH, LEVELS, LOW, MIDDLE, Look

HEAD = 3
"""Row of the head, counted from 0; the first row of values is the one below."""
MOST_ROWS = 1_048_576
MOST_LINKS = 65_000  # of the 65,530 that a sheet may have
MOST_BREAKS = 1_000  # of the 1,023 page breaks
LONGEST_CELL = 32_000  # of 32,767 code units
_LINE, _TURNED, _TALLEST = 13.5, 6.4, 400.0  # points of a line, of a sign that stands upright, of the tallest row
_PER_WIDTH = 1.05  # signs that a unit of a column's width holds
_WRAPPED = ("wrap", "part")
Cell = str | int | float | datetime | None


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere, if the address may be a link; else its text alone. `short` ones end with their column."""

    url: str
    short: bool = False


@dataclass(frozen=True)
class Col:
    """A column: head, width in characters, kind of its cells; `turned` heads stand upright. `colour` marks its values.

    `colour` is empty, share (0..1), points (0..100), change, level (0..4) or bar (0..100).
    """

    head: str
    width: float = 10
    kind: str = "text"
    turned: bool = False
    colour: str = ""


class Sheet:
    """Writes one sheet.

    Args:
        book: the workbook.
        look: its formats.
        name: of the sheet.
        title: first line; `told` stands below it, `draft` above everything on each printed page, empty for none.
    """

    def __init__(self, book: Workbook, look: Look, name: str, *, title: str, told: str, draft: str) -> None:
        self._book, self._look, self.name = book, look, name
        self.paper: Worksheet = book.add_worksheet(name)
        self._links = 0
        self._row = HEAD
        self._columns: Sequence[Col] = ()
        self.cut = False
        for row, height in enumerate((21, 16, 16)):
            self.paper.set_row(row, height)
        self.paper.write_string(0, 0, title, look.of("title"))
        if draft:
            self.paper.write_string(1, 0, draft, look.of("draft"))
        self.paper.write_string(2, 0, told, look.of("told"))

    def table(self, columns: Sequence[Col], rows: Iterable[Sequence[Cell | Link]], *, frozen: int = 1) -> None:
        """Write head and rows; freeze the head and the first columns, filter, colour, name the range."""
        self._columns = columns
        self.paper.set_row(HEAD, self._head_height())
        for at, column in enumerate(columns):
            self.paper.set_column(at, at, column.width)
            self.paper.write_string(HEAD, at, column.head, self._look.of("turned" if column.turned else "head"))
        self.paper.freeze_panes(HEAD + 1, frozen)
        for row in rows:
            if self._row + 1 >= MOST_ROWS:
                self.cut = True
                break
            self._row += 1
            self.paper.set_row(self._row, self._height(row))
            for at, value in enumerate(row):
                self._cell(at, value)
        self._finish()

    def _height(self, row: Sequence[Cell | Link]) -> float:
        """Return the height that the longest wrapped text needs; programs do not all measure it themselves."""
        lines = [
            sum(1 + len(line) // max(1, int(column.width * _PER_WIDTH)) for line in value.split("\n"))
            for column, value in zip(self._columns, row, strict=True)
            if column.kind in _WRAPPED and isinstance(value, str)
        ]
        return min(_TALLEST, _LINE * max(lines, default=1))

    def _head_height(self) -> float:
        turned = max((len(column.head) for column in self._columns if column.turned), default=0)
        lines = max(
            (1 + len(column.head) // max(1, int(column.width)) for column in self._columns if not column.turned),
            default=1,
        )
        return min(_TALLEST, max(_LINE * lines + 2, turned * _TURNED + 6))

    @property
    def count(self) -> int:
        """How many rows there are below the head."""
        return self._row - HEAD

    def page_breaks(self, rows: Iterable[int]) -> None:
        """Begin a printed page below these rows, counted from the first one below the head; those after 1,000 don't count."""
        self.paper.set_h_pagebreaks([HEAD + 1 + row for row in rows][:MOST_BREAKS])

    def _cell(self, at: int, value: Cell | Link) -> None:
        kind = self._columns[at].kind
        if isinstance(value, Link):
            self._link(at, value)
        elif isinstance(value, str):
            self._text(at, value, "text" if kind not in ("wrap", "part") else kind)
        elif isinstance(value, datetime):
            self.paper.write_datetime(self._row, at, value.astimezone(UTC).replace(tzinfo=None), self._look.of("day"))
        elif value is not None and math.isfinite(value):
            self.paper.write_number(self._row, at, value, self._look.of(kind))
        else:
            # a dash and no empty cell, so that no text runs on from the cell before
            self.paper.write_string(self._row, at, "–", self._look.of("none"))

    def _text(self, at: int, text: str, kind: str) -> None:
        text = text[:LONGEST_CELL]
        self.paper.write_string(self._row, at, text, self._look.of(kind, quoted=defused(text) != text))

    def _link(self, at: int, link: Link) -> None:
        url = safe_link(link.url)
        width = int(self._columns[at].width)
        text = link.url if not link.short or len(link.url) <= width else link.url[: width - 1] + "…"
        if not url or self._links >= MOST_LINKS:
            self._text(at, text, "text")
            return
        self._links += 1
        self.paper.write_url(self._row, at, url, self._look.of("link"), string=text[:LONGEST_CELL])

    @property
    def links_cut(self) -> bool:
        """Whether the sheet has as many links as it may have, so that further addresses are text."""
        return self._links >= MOST_LINKS

    def _finish(self) -> None:
        last = max(self._row, HEAD + 1)
        self.paper.autofilter(HEAD, 0, last, len(self._columns) - 1)
        self.paper.repeat_rows(HEAD)
        for at, column in enumerate(self._columns):
            for rule in self._rules(column.colour):
                self.paper.conditional_format(HEAD + 1, at, last, at, rule)
        whole = xl_range_abs(HEAD, 0, last, len(self._columns) - 1)
        quoted = self.name.replace("'", "''")
        self._book.define_name(_identifier(self.name), f"='{quoted}'!{whole}")

    def _rules(self, colour: str) -> Iterator[dict[str, object]]:
        if colour in ("share", "points"):
            top = 1 if colour == "share" else 100
            yield {
                "type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num", "min_value": 0,
                "mid_value": top / 2, "max_value": top, "min_color": LOW, "mid_color": MIDDLE, "max_color": HIGH,
            }  # fmt: skip
        elif colour == "bar":
            yield {
                "type": "data_bar", "bar_color": "#97BCD6", "min_type": "num", "min_value": 0,
                "max_type": "num", "max_value": 100,
            }  # fmt: skip
        elif colour == "change":
            yield {"type": "cell", "criteria": ">=", "value": 0.05, "format": self._look.fill(HIGH)}
            yield {"type": "cell", "criteria": "<=", "value": -0.05, "format": self._look.fill(LOW)}
        elif colour == "level":
            for level, fill in enumerate(LEVELS):
                # an empty cell equals 0 for a spreadsheet, so that the rule asks for a number
                first = "INDIRECT(ADDRESS(ROW(),COLUMN()))"
                formula = f"=AND(ISNUMBER({first}),{first}={level})"
                yield {"type": "formula", "criteria": formula, "format": self._look.fill(fill)}


def _identifier(name: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in name)
