"""From a sheet to a survey: each row a municipality with its verdicts, or every cell that is refused, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Counts
from dataclasses import dataclass
from typing import Any

from criteria.errors import UserError
from criteria.hashing import digest
from criteria.loading import CriteriaSet
from criteria.registry import Municipality, Roll
from criteria.sheets.cells import Cell, Sheet
from results.compare.relation import Relation
from results.imports.columns import Column, Columns
from results.imports.mapping import Mapping
from results.imports.problems import Problem, RefusedError, problem
from results.imports.values import NoValueError, Reader, Value
from scanner.model.place import Place, clip
from scanner.model.verdict import State, Verdict


@dataclass(frozen=True)
class Surveyed:
    """What a survey says of one municipality."""

    municipality: Municipality
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Survey:
    """A sheet as it was understood.

    `empty` are rows that name a municipality and nothing else, `skipped` totals of categories that were left out because
    the criteria stand beside them, `unread` headers of columns that mean nothing to us.
    """

    sheet: Sheet
    columns: Columns
    mapping: Mapping
    towns: tuple[Surveyed, ...]
    empty: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def rules(self) -> dict[str, Any]:
        """What its numbers mean: each column with scale and relation, as it is kept with the run."""
        return {column.id: _declared(column) for column in self.columns.scores}

    @property
    def rules_hash(self) -> str:
        """Hash of what its numbers mean: the criteria set of the survey."""
        return digest([self.mapping.name, self.rules])

    @property
    def content_hash(self) -> str:
        """Hash of what it says; how the file is saved does not matter."""
        return digest([self.rules, [[one.municipality.ags, [_told(v) for v in one.verdicts]] for one in self.towns]])

    @property
    def relations(self) -> Counts[Relation, int]:
        """How many columns relate to ours in which way."""
        return Counter(column.relation for column in self.columns.scores)


def _declared(column: Column) -> dict[str, Any]:
    told = {"relation": column.relation.value, "ours": column.ours, "version": column.version, "column": column.header}
    return told | {"title": column.title, "scale": column.scale}


def _told(verdict: Verdict) -> list[object]:
    return [verdict.criterion, verdict.state.value, verdict.score, verdict.max, verdict.reason]


class SurveyReader:
    """Reads the rows of a sheet.

    Args:
        sheet: its cells.
        columns: what stands in which column.
        mapping: how cells are read.
        criteria: our criteria.
        roll: the municipalities on the date of the survey.
    """

    def __init__(self, sheet: Sheet, columns: Columns, mapping: Mapping, criteria: CriteriaSet, roll: Roll) -> None:
        self._sheet, self._columns, self._mapping = sheet, columns, mapping
        self._criteria, self._roll = criteria, roll
        self._values = Reader(mapping.words)
        self._problems: list[Problem] = []
        self._rows: dict[str, int] = {}
        self._empty: list[str] = []
        self._skipped: set[str] = set()

    def read(self) -> Survey:
        """Return the survey.

        Raises:
            RefusedError: cells can't be understood; all of them are named.
            UserError: there is no row with a value.
        """
        towns = [town for row in self._sheet.rows[self._columns.row :] if (town := self._town(row)) is not None]
        if self._problems:
            raise RefusedError(self._sheet.file, self._problems)
        if not towns:
            raise UserError("no row has a value", where=self._sheet.file, hint="fill in the sheet and import it again")
        towns.sort(key=lambda one: one.municipality.ags)
        skipped = tuple(sorted(self._skipped))
        return Survey(self._sheet, self._columns, self._mapping, tuple(towns), tuple(self._empty), skipped)

    def _town(self, row: tuple[Cell, ...]) -> Surveyed | None:
        cells = [self._cell(row, column.index) for column in self._columns.scores]
        ags, name = self._cell(row, self._columns.ags), self._cell(row, self._columns.name)
        self._refuse_stray(row)
        if ags.blank and name.blank:
            for cell, column in zip(cells, self._columns.scores, strict=True):
                if not cell.blank:
                    self._refuse(cell, column.header, "no_municipality")
                    break
            return None
        if all(cell.blank for cell in cells):
            self._empty.append(name.text or ags.text)
            return None
        town = self._municipality(ags, name)
        league = town.league if town is not None else "gemeinde"
        verdicts = tuple(self._verdicts(row, league, town))
        return Surveyed(town, verdicts) if town is not None else None

    def _cell(self, row: tuple[Cell, ...], index: int) -> Cell:
        return row[index] if 0 <= index < len(row) else Cell(row[0].row if row else 1, max(index, 0) + 1)

    def _refuse(self, cell: Cell, header: str, code: str, **values: str) -> None:
        self._problems.append(problem(self._sheet, cell, header, code, **values))

    def _refuse_stray(self, row: tuple[Cell, ...]) -> None:
        """Refuse what stands right of the headers: in CSV a separator inside a cell moves a whole row."""
        width = len(self._sheet.rows[self._columns.row - 1])
        if not self._sheet.title and (stray := next((cell for cell in row[width:] if not cell.blank), None)):
            self._refuse(stray, "", "too_wide")

    def _municipality(self, ags: Cell, name: Cell) -> Municipality | None:
        """Return the municipality that a row names; by AGS and name they must agree."""
        by_ags = self._named("".join(ags.text.split()), ags) if not ags.blank else None
        by_name = None
        if not name.blank and (ags.blank or by_ags is not None):
            by_name = self._named(name.text, name, refuse=ags.blank)
        if by_ags is not None and by_name is not None and by_ags.ags != by_name.ags:
            named = {"one": f"{by_name.name} ({by_name.ags})", "other": f"{by_ags.name} ({by_ags.ags})"}
            self._refuse(name, self._header(self._columns.name), "two_municipalities", **named)
            return None
        town = by_ags or by_name
        return town if town is None or self._first_time(town, ags if by_ags else name) else None

    def _named(self, text: str, cell: Cell, *, refuse: bool = True) -> Municipality | None:
        try:
            return self._roll.select([text])[0]
        except UserError as error:
            if refuse:
                hint = f"({error.hint})" if error.hint else ""
                self._refuse(cell, self._header(cell.column - 1), "unknown_municipality", hint=hint)
            return None

    def _header(self, index: int) -> str:
        header = self._sheet.rows[self._columns.row - 1]
        return header[index].text if 0 <= index < len(header) else ""

    def _first_time(self, town: Municipality, cell: Cell) -> bool:
        if town.ags in self._rows:
            header, first = self._header(cell.column - 1), str(self._rows[town.ags])
            self._refuse(cell, header, "twice", name=f"{town.name} ({town.ags})", first=first)
            return False
        self._rows[town.ags] = cell.row
        return True

    def _verdicts(self, row: tuple[Cell, ...], league: str, town: Municipality | None) -> Iterator[Verdict]:
        """Yield the verdicts of a row: criteria; the total of a category only where its criteria are all empty."""
        for letter in "SUAFE":
            own = [column for column in self._columns.criteria if column.letter == letter]
            totals = [column for column in self._columns.totals if column.letter == letter]
            bare = all(self._cell(row, column.index).blank for column in own)
            given = any(not self._cell(row, column.index).blank for column in totals)
            shown = totals if bare and (given or not own) else own
            self._skipped |= {column.header for column in totals if given and not bare}
            for column in shown:
                yield from self._verdict(row, column, league, town)
            if shown is own:
                yield from self._not_in_sheet(letter, own, league)

    def _not_in_sheet(self, letter: str, own: list[Column], league: str) -> Iterator[Verdict]:
        """Yield our criteria that a sheet of our criteria leaves out: not tested, so that they make a range."""
        if not own or not all(column.ours for column in own):
            return
        known = {column.ours for column in own}
        for one in self._criteria.criteria:
            if one.id.startswith(letter) and one.id not in known and league in one.leagues:
                yield Verdict(one.id, one.version, State.NOT_TESTABLE, max=one.scale(league), reason="not_in_sheet")

    def _verdict(
        self, row: tuple[Cell, ...], column: Column, league: str, town: Municipality | None
    ) -> Iterator[Verdict]:
        cell = self._cell(row, column.index)
        ours = self._criteria.criterion(column.ours) if column.ours else None
        if ours is not None and league not in ours.leagues and town is not None:
            if not cell.blank:
                self._refuse(cell, column.header, "not_asked", name=town.name)
            return
        scale = column.scale or (ours.scale(league) if ours is not None else 1.0)
        try:
            value = self._values.value(cell, scale, column.blank)
        except NoValueError as error:
            self._refuse(cell, column.header, error.code, **error.values)
            return
        yield self._kept(cell, column, scale, value)

    def _kept(self, cell: Cell, column: Column, scale: float, value: Value) -> Verdict:
        where = self._sheet.where(cell)
        scored = value.score is not None
        place = Place(self._sheet.file, None, where, clip(cell.text or "–"))
        points = f"{(value.score or 0.0) * scale:.6g}"
        values = (("points", points), ("max", f"{scale:g}")) if scored else ()
        return Verdict(
            criterion=column.id,
            version=_version(column),
            state=value.state,
            score=value.score,
            max=scale,
            low=value.score if value.score is not None else 0.0,
            high=value.score if value.score is not None else 1.0,
            evidence=(place,) if scored else (),
            searched=(f"cell:{where}",),
            reason="sheet_share" if value.reason == "sheet" and scale == 1 else value.reason,
            values=(*values, ("title", column.title)) if column.title else values,
        )


def _version(column: Column) -> str:
    """Return the version of a verdict: ours only where the rule is the same, so that (id, version) keeps its meaning."""
    return column.version if column.relation is Relation.SAME else f"sheet:{column.relation.value}"
