"""Worksheets of a theme for a sponsoring town: they go out as XLSX, are filled in, and come back merged.

Each state is kept as a file of its own under the home folder, ``kompass-worksheets/<name>/<number>.json``, and never written
over. A workbook bears name and number of the state that it was made from, so that what comes back is merged with that as its base.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from criteria.errors import UserError
from criteria.kompass.record import Known
from criteria.sheets.cells import Cell, read_sheet
from criteria.words import fold
from criteria.yaml_file import read_yaml
from results.exports.hostile import clean
from results.kompass.merging import Cells, Conflict, Merged, merge
from results.kompass.rows import Gap, Match, MatchRow
from results.kompass.sheets import Sheet
from results.kompass.weights import COLUMNS, worksheet_fields
from results.kompass.words import TEXTS
from results.kompass.writing import LONGEST_CELL

FOLDER = "kompass-worksheets"
FORMAT = 1
_MARK = re.compile(r"g2b-worksheet ([a-z0-9-]+) (\d+)")


@dataclass(frozen=True)
class State:
    """What a working group has written so far: name and number, theme and sponsor, rows by key or id of the service.

    `conflicts` are cells that two sides changed and nobody has settled; the kept word stands in the row.
    """

    name: str
    number: int
    theme: str
    sponsor: str
    rows: Mapping[str, Cells]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def mark(self) -> str:
        """What a workbook bears."""
        return f"g2b-worksheet {self.name} {self.number}"


@cache
def filled() -> tuple[str, ...]:
    """Return the columns that a working group fills in."""
    data: Any = read_yaml(COLUMNS).data
    return tuple(data["filled"])


def name_of(theme: str, sponsor: str) -> str:
    """Return the name of the worksheets of a theme, as it stands in the folder."""
    return "-".join(re.findall(r"[a-z0-9]+", f"{fold(theme)} {fold(sponsor)}"))[:80] or "worksheet"


def rows_of(match: Match, theme: str, language: str) -> dict[str, Cells]:
    """Return the rows of a theme: every service that one of the municipalities is competent for.

    Raises:
        UserError: no service has that theme; the themes are named.
    """
    mine = [row for row in match.rows if row.competent is Known.YES]
    chosen = [row for row in mine if fold(row.wanted.theme) == fold(theme)]
    if not chosen:
        themes = sorted({row.wanted.theme for row in mine if row.wanted.theme})
        raise UserError(f"no service of these municipalities has the theme {theme!r}", hint="; ".join(themes))
    by_service: dict[str, list[MatchRow]] = {}
    for row in chosen:
        by_service.setdefault(row.wanted.id, []).append(row)
    return {name: _cells(rows, language) for name, rows in sorted(by_service.items(), key=_by_name)}


def _by_name(item: tuple[str, list[MatchRow]]) -> str:
    return fold(item[1][0].wanted.name)


def _cells(rows: list[MatchRow], language: str) -> Cells:
    counts = {gap: sum(row.gap is gap for row in rows) for gap in Gap}
    told = [f"{count} {TEXTS.say(f'gap.{gap.value}', language)}" for gap, count in counts.items() if count]
    wanted = rows[0].wanted
    shown = {"key": wanted.key, "service": wanted.service, "name": wanted.name, "ozg_id": wanted.ozg_id}
    return {**shown, "state": ", ".join(told)}


def sheet_of(state: State, language: str) -> Sheet:
    """Return the worksheet to fill in; the line above it says which state it was made from."""
    shown = ("key", "service", "name", "ozg_id", "state")
    extra = tuple(dict.fromkeys(column for cells in state.rows.values() for column in cells if column not in _known()))
    columns = (*shown, *filled(), *extra)
    heads = tuple(_head(column) for column in columns)
    rows = tuple(tuple(cells.get(column, "") for column in columns) for cells in state.rows.values())
    about = TEXTS.say("worksheet.about", language, theme=state.theme, sponsor=state.sponsor or "–")
    return Sheet("worksheet", TEXTS.say("sheet.worksheet", language), columns, heads, rows, (about, state.mark))


def _known() -> frozenset[str]:
    return frozenset(worksheet_fields().words)


def _head(column: str) -> str:
    words = worksheet_fields().words
    return str(words[column][0]) if column in words else column


def conflict_sheet(state: State, language: str) -> Sheet:
    """Return the conflicts cell by cell: what went out, what is kept, what came back."""
    keys = ("service", "column", "base", "ours", "theirs")
    heads = tuple(TEXTS.say(f"conflict.{key}", language) for key in keys)
    rows = tuple(
        (state.rows.get(one.row, {}).get("name", "") or one.row, _head(one.column), one.base, one.ours, one.theirs)
        for one in state.conflicts
    )
    return Sheet("conflicts", TEXTS.say("sheet.conflicts", language), keys, heads, rows)


@dataclass(frozen=True)
class Returned:
    """A workbook that came back: which state it was made from, and its rows by key or id."""

    name: str
    number: int
    rows: Mapping[str, Cells]


def read_returned(path: Path) -> Returned:
    """Read a workbook that was filled in.

    Columns that we did not write are kept under their header, rows that we did not write under what they are called.

    Raises:
        UserError: it is none of ours, or a cell holds an error.
    """
    sheet = read_sheet(path)
    lines = [[cell.text for cell in row] for row in sheet.rows]
    mark = next((found for row in lines[:10] for text in row if (found := _MARK.fullmatch(text.strip()))), None)
    if mark is None:
        what = "is no worksheet of ours: the line with g2b-worksheet is gone"
        raise UserError(what, where=str(path), hint="put it back above the table, or export the worksheet once more")
    at = next(
        (n for n, row in enumerate(lines[:30]) if sum(bool(worksheet_fields().named(text)) for text in row) > 2), None
    )
    if at is None:
        raise UserError("no row of headers was found", where=str(path))
    columns = [worksheet_fields().named(text) or text for text in lines[at]]
    rows: dict[str, Cells] = {}
    for row in sheet.rows[at + 1 :]:
        cells = {column: _word(cell, path) for column, cell in zip(columns, row, strict=False) if column}
        if any(cells.values()):
            name = _row_name(cells)
            if name in rows:
                raise UserError(f"{name} stands there twice", where=f"{path}: row {row[0].row}", hint="join the rows")
            rows[name] = cells
    return Returned(mark[1], int(mark[2]), rows)


def _word(cell: Cell, path: Path) -> str:
    """Return what stands in a cell, its lines kept."""
    if cell.trouble:
        raise UserError(f"{cell.address}: {cell.trouble}", where=str(path), hint="write the value itself into the cell")
    return clean(cell.content, LONGEST_CELL).strip() if isinstance(cell.content, str) else cell.text


def _row_name(cells: Cells) -> str:
    return (
        cells.get("key") or cells.get("service") or f"+{fold(cells.get('name', '')) or ' '.join(cells.values())[:60]}"
    )


def merged_with(returned: Returned, base: State, ours: State) -> tuple[State, Merged]:
    """Return the next state of a worksheet, and what the merge did.

    Only what a working group fills in is merged; what the scanner shows stays as it is kept. Conflicts that were open stay
    open, unless the cell is no longer in question.
    """
    shown = _known() - frozenset(filled())
    theirs = {
        name: _without(cells, shown if name in ours.rows else frozenset()) for name, cells in returned.rows.items()
    }
    found = merge(base.rows, ours.rows, theirs)
    still = [one for one in ours.conflicts if found.rows.get(one.row, {}).get(one.column, "") == one.ours]
    conflicts = tuple(dict.fromkeys((*still, *found.conflicts)))
    return replace(ours, number=ours.number + 1, rows=found.rows, conflicts=conflicts), found


def _without(cells: Cells, columns: Iterable[str]) -> Cells:
    return {column: word for column, word in cells.items() if column not in set(columns)}


def keep(folder: Path, state: State) -> Path:
    """Write a state beside those before; UserError where it is there already or can't be written."""
    path = folder / state.name / f"{state.number:04}.json"
    data = {"format": FORMAT, **{name: getattr(state, name) for name in ("name", "number", "theme", "sponsor")}}
    data |= {"rows": state.rows, "conflicts": [vars(one) for one in state.conflicts]}
    waiting = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
        os.link(waiting, path)
    except FileExistsError as error:
        raise UserError("somebody else merged at the same time", where=str(path), hint="import once more") from error
    except OSError as error:
        raise UserError(error.strerror or str(error), where=str(path), hint="nothing was kept") from error
    finally:
        waiting.unlink(missing_ok=True)
    return path


def load(folder: Path, name: str, number: int | None = None) -> State | None:
    """Return a state, the newest where no number is asked for; None where there is none. UserError where it is damaged."""
    found = sorted((folder / name).glob("[0-9]*.json")) if (folder / name).is_dir() else []
    path = found[-1] if found and number is None else folder / name / f"{number or 0:04}.json"
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text("utf-8"))
        conflicts = tuple(Conflict(**one) for one in data["conflicts"])
        return State(data["name"], data["number"], data["theme"], data["sponsor"], data["rows"], conflicts)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"is damaged ({type(error).__name__})", where=str(path)) from error
