"""Reads a filled worksheet back: every cell that can't be taken is named, and then nothing is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from criteria.errors import UserError
from criteria.sheets.cells import Cell, Sheet, read_sheet
from results.imports.problems import Problem, RefusedError, problem
from results.imports.values import NoValueError, Reader, Value
from results.worksheets.sheet import FILLED, META, heads
from scanner.model.verdict import State

ZONE = ZoneInfo("Europe/Berlin")
_NOON = time(12)
_SHAPES = ("%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y-%m-%d %H:%M", "%Y-%m-%d")
_HEADER_ROWS = 30

REQUIRED = frozenset({"points", "url", "seen", "initials"})
"""What a row needs that is filled in at all; the address only where it gives points."""
OBJECTION = frozenset({"seen", "initials", "remark"})
"""What an objection needs."""

Known = Callable[[str], "Asked | str"]
"""From the key of a row to what it asks, or the code of the sentence that says why it can't be answered."""


@dataclass(frozen=True)
class Asked:
    """What a row asks: the municipality, the criterion, and the points of its scale."""

    ags: str
    name: str
    criterion: str
    scale: float


@dataclass(frozen=True)
class Answered:
    """A row that was filled in. `points` are None where the state is not scored."""

    asked: Asked
    state: State
    points: float | None
    url: str
    seen: datetime
    by: str
    remark: str


@dataclass(frozen=True)
class Taken:
    """A worksheet as it was read: what identifies it, its answers, and how many rows were left open."""

    meta: Mapping[str, str]
    answers: tuple[Answered, ...]
    open: int


def read_meta(path: Path) -> dict[str, str]:
    """Return what identifies a worksheet; UserError where the file is none that g2b wrote."""
    try:
        sheet = read_sheet(path, META)
    except UserError as error:
        if path.is_file() and "worksheet" in error.what:
            raise UserError(
                "is no worksheet that g2b wrote", where=str(path), hint="g2b review worksheet RUN makes one"
            ) from error
        raise
    return {row[0].text: row[1].text for row in sheet.rows if len(row) > 1}


class Taking:
    """Reads the rows of a worksheet.

    Args:
        path: the XLSX file.
        meta: from `read_meta`.
        columns: columns before those to fill in.
        known: what the key of a row stands for.
        required: columns that a row must have, `REQUIRED` or `OBJECTION`.
    """

    def __init__(
        self,
        path: Path,
        meta: Mapping[str, str],
        columns: tuple[str, ...],
        known: Known,
        required: frozenset[str] = REQUIRED,
    ) -> None:
        self._sheet: Sheet = read_sheet(path)
        self._meta, self._known, self._required = meta, known, required
        self._heads = heads(meta["kind"], columns, meta["language"])
        self._reader = Reader()
        self._problems: list[Problem] = []

    def read(self) -> Taken:
        """Return what was filled in.

        Raises:
            RefusedError: cells can't be taken; all of them are named.
            UserError: a column is missing.
        """
        start, places = self._columns()
        answers: dict[str, Answered] = {}
        left = 0
        for row in self._sheet.rows[start:]:
            cells = {name: row[at] if at < len(row) else Cell(row[0].row, at + 1) for name, at in places.items()}
            if cells["key"].blank:
                continue
            if all(cells[name].blank for name in FILLED):
                left += 1
            elif answer := self._answer(cells):
                if cells["key"].text in answers:
                    self._refuse(cells["key"], "key", "same_row_twice")
                answers[cells["key"].text] = answer
        if self._problems:
            raise RefusedError(self._sheet.file, self._problems)
        return Taken(self._meta, tuple(answers.values()), left)

    def _columns(self) -> tuple[int, dict[str, int]]:
        """Return the row after the headers, and where each column stands: they may have been moved."""
        wanted = {text: name for name, text in self._heads.items() if name in ("key", *FILLED)}
        for number, row in enumerate(self._sheet.rows[:_HEADER_ROWS], 1):
            found = {wanted[cell.text]: at for at, cell in enumerate(row) if cell.text in wanted}
            if "key" in found:
                missing = [self._heads[name] for name in FILLED if name not in found]
                if missing:
                    raise UserError(
                        f"the columns {', '.join(missing)} are missing", where=self._sheet.file, hint=_AGAIN
                    )
                return number, found
        raise UserError(f"the hidden column {self._heads['key']} is missing", where=self._sheet.file, hint=_AGAIN)

    def _answer(self, cells: Mapping[str, Cell]) -> Answered | None:
        before = len(self._problems)
        asked = self._known(cells["key"].text)
        if isinstance(asked, str):
            self._refuse(cells["key"], "key", asked)
            return None
        value = self._value(cells["points"], asked.scale)
        url = self._url(cells["url"], value)
        seen = self._seen(cells["seen"])
        by = cells["initials"].text
        for name in ("initials", "remark"):
            if name in self._required and cells[name].blank:
                self._refuse(cells[name], name, f"no_{name}")
        if value is None or seen is None or len(self._problems) > before:
            return None
        points = None if value.score is None else value.score * asked.scale
        return Answered(asked, value.state, points, url, seen, by, cells["remark"].text)

    def _value(self, cell: Cell, scale: float) -> Value | None:
        if cell.blank:
            if "points" not in self._required:
                return Value(State.NOT_TESTABLE)
            self._refuse(cell, "points", "no_points")
            return None
        try:
            return self._reader.value(cell, scale)
        except NoValueError as error:
            self._refuse(cell, "points", error.code, **error.values)
            return None

    def _url(self, cell: Cell, value: Value | None) -> str:
        """Return the address; whoever gives points says where they were seen (METHOD.md 1.6)."""
        if cell.blank:
            if "url" in self._required and value is not None and value.score:
                self._refuse(cell, "url", "no_url")
        elif urlsplit(cell.text).scheme not in ("http", "https"):
            self._refuse(cell, "url", "bad_url")
        return cell.text

    def _seen(self, cell: Cell) -> datetime | None:
        moment = next(_moments(cell), None)
        if moment is None:
            self._refuse(cell, "seen", "no_time")
        return moment

    def _refuse(self, cell: Cell, column: str, code: str, **values: str) -> None:
        self._problems.append(problem(self._sheet, cell, self._heads[column], code, **values))


_AGAIN = "fill in the file that g2b wrote; rows may be sorted and columns moved, but none deleted or renamed"


def _moments(cell: Cell) -> Iterator[datetime]:
    """Yield the moment that a cell names; a day alone is its noon, and what has no zone is told in Germany."""
    if isinstance(cell.content, datetime):
        yield cell.content.replace(tzinfo=ZONE)
        return
    for shape in _SHAPES:
        try:
            moment = datetime.strptime(cell.text, shape).replace(tzinfo=ZONE)
        except ValueError:
            continue
        yield moment if "%H" in shape else datetime.combine(moment.date(), _NOON, ZONE)
