"""Finds the columns of a sheet: who it is about, which criteria, which totals; by the mapping, else by our own names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from criteria.errors import UserError
from criteria.loading import CriteriaSet
from criteria.mistakes import nearest
from criteria.sheets.cells import Sheet
from criteria.sheets.header import columns_of, header_row, letter_of, loose
from criteria.yaml_file import YamlFile
from results.compare.relation import CRITERION_RELATIONS, Relation
from results.imports.mapping import Blank, CategoryMeaning, ColumnMeaning, Mapping
from results.imports.words import words


@dataclass(frozen=True)
class Column:
    """A column of scores.

    `index` counts from 0, `id` is what its verdicts are stored under: a criterion of ours, ``S`` and its title where it is
    not one of ours, or a letter alone for the total of a category. `scale` is empty where ours decides by league.
    """

    index: int
    header: str
    id: str
    relation: Relation
    ours: str = ""
    version: str = ""
    scale: float | None = None
    title: str = ""
    blank: Blank = "not_testable"

    @property
    def letter(self) -> str:
        """The category."""
        return self.id[0]

    @property
    def total(self) -> bool:
        """Whether it holds the total of a category."""
        return len(self.id) == 1


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet: row of the headers (from 1), AGS and name (from 0, -1 if missing), scores, and the rest."""

    row: int
    ags: int
    name: int
    scores: tuple[Column, ...]
    unread: tuple[str, ...]

    @property
    def criteria(self) -> tuple[Column, ...]:
        """The columns that hold criteria."""
        return tuple(column for column in self.scores if not column.total)

    @property
    def totals(self) -> tuple[Column, ...]:
        """The columns that hold totals of categories."""
        return tuple(column for column in self.scores if column.total)


class Binder:
    """Lays a mapping on the header of a sheet.

    Args:
        sheet: the cells.
        mapping: what columns mean.
        criteria: our criteria.
        path: of the sheet, for messages.
        file: of the mapping, for messages.
    """

    def __init__(
        self, sheet: Sheet, mapping: Mapping, criteria: CriteriaSet, path: Path, file: YamlFile | None = None
    ) -> None:
        self._sheet, self._mapping, self._criteria, self._path, self._file = sheet, mapping, criteria, path, file
        self._row = self._header_row()
        self._header = sheet.rows[self._row - 1]
        self._texts = [cell.text for cell in self._header]

    def columns(self) -> Columns:
        """Return the columns.

        Raises:
            UserError: a column of the mapping is not in the sheet, two mean the same, or nothing says whom it is about.
        """
        ags = self._who("ags", self._mapping.ags)
        name = self._who("municipality", self._mapping.municipality)
        if ags < 0 and name < 0:
            raise UserError("no column names the municipality", where=f"{self._path}: row {self._row}", hint=_NEEDED)
        named = bool(self._mapping.criteria or self._mapping.categories)
        scores = tuple(self._mapped() if named else self._known())
        if not scores:
            raise UserError("no column holds a criterion", where=f"{self._path}: row {self._row}", hint=_NEEDED)
        self._refuse_doubles(scores)
        read = {ags, name, *(column.index for column in scores)}
        unread = tuple(text for at, text in enumerate(self._texts) if text and at not in read)
        return Columns(self._row, ags, name, scores, unread)

    def _header_row(self) -> int:
        """Return the row of the headers: as the mapping says, else the first that names the municipality and a score."""
        rows = self._sheet.rows
        if self._mapping.header is not None:
            if self._mapping.header <= len(rows):
                return self._mapping.header
            raise self._problem(("header",), f"the sheet has {len(rows)} rows")
        wanted = [_is(text) for text in (self._mapping.ags, self._mapping.municipality) if text]
        who = wanted or [lambda text: loose(text) in words()["ags"] | words()["name"]]
        found = header_row(self._sheet, who)
        if found is None:
            raise UserError("no row of headers was found", where=str(self._path), hint=_NEEDED)
        return found

    def _who(self, field: str, wanted: str) -> int:
        if wanted:
            return self._index(wanted, (field,))
        meaning = words()["ags" if field == "ags" else "name"]
        return next((at for at, text in enumerate(self._texts) if text and loose(text) in meaning), -1)

    def _index(self, wanted: str, at: Sequence[int | str]) -> int:
        """Return the column of a header, or of a letter where no header is called so."""
        found = columns_of(wanted, self._texts)
        if len(found) > 1:
            letters = ", ".join(letter_of(self._header[index]) for index in found)
            raise self._problem(
                at, f"{wanted!r} is the header of several columns", f"name one by its letter: {letters}"
            )
        if not found:
            known = [text for text in self._texts if text]
            hint = nearest(wanted, known) or f"headers in row {self._row} are {', '.join(known)}"
            raise self._problem(at, f"the sheet has no column {wanted!r}", hint)
        return found[0]

    def _problem(self, at: Sequence[int | str], what: str, hint: str = "") -> UserError:
        if self._file is None:
            return UserError(what, where=str(self._path), hint=hint)
        return self._file.problem(at, what, hint)

    def _mapped(self) -> Iterator[Column]:
        for at, meaning in enumerate(self._mapping.criteria):
            yield self._criterion(meaning, self._index(meaning.column, ("criteria", at, "column")), at)
        for at, total in enumerate(self._mapping.categories):
            yield self._total(total, self._index(total.column, ("categories", at, "column")))

    def _criterion(self, meaning: ColumnMeaning, index: int, at: int) -> Column:
        relation = meaning.relation or self._mapping.relation
        header = self._texts[index] or letter_of(self._header[index])
        title = meaning.title or header
        if relation in CRITERION_RELATIONS and meaning.ours is None:
            what = f"relation {relation} needs ours: the criterion that it relates to"
            raise self._problem(("criteria", at), what, "or say relation: category, or none, for this column")
        if meaning.ours is not None and meaning.ours not in {one.id for one in self._criteria.criteria}:
            known = ", ".join(one.id for one in self._criteria.criteria)
            what = f"the criteria set has no criterion {meaning.ours!r}"
            raise self._problem(("criteria", at, "ours"), what, f"known are {known}")
        ours = meaning.ours or ""
        own_id = ours or f"{meaning.category} {title}"
        version = meaning.version or (self._criteria.criterion(ours).version if ours else "")
        blank = meaning.blank or self._mapping.blank
        return Column(index, header, own_id, relation, ours, version, meaning.scale, title, blank)

    def _total(self, meaning: CategoryMeaning, index: int) -> Column:
        relation = Relation.NONE if self._mapping.relation is Relation.NONE else Relation.CATEGORY
        header = self._texts[index]
        titles: dict[str, str] = {one.letter: one.title.de for one in self._criteria.categories}
        title = titles.get(header, header)  # a letter alone tells a reader of the scorecard nothing
        return Column(index, header, meaning.category, relation, scale=meaning.scale, title=title)

    def _known(self) -> Iterator[Column]:
        """Yield the columns whose header is an id or title of ours, or a letter or title of a category."""
        for index, text in enumerate(self._texts):
            for column in (self._of_ours(index, text), self._of_category(index, text)):
                if column is not None:
                    yield column

    def _of_ours(self, index: int, text: str) -> Column | None:
        for one in self._criteria.criteria:
            names = {loose(one.id), loose(one.title.de), loose(one.title.en)}
            if text and (loose(text) in names or text.split(maxsplit=1)[0].strip(".:") == one.id):
                title, relation, blank = text if text != one.id else "", self._mapping.relation, self._mapping.blank
                return Column(index, text, one.id, relation, one.id, one.version, title=title, blank=blank)
        return None

    def _of_category(self, index: int, text: str) -> Column | None:
        for one in self._criteria.categories:
            if text and loose(text) in {loose(one.letter), loose(one.title.de), loose(one.title.en)}:
                return self._total(CategoryMeaning(column=text, category=one.letter), index)
        return None

    def _refuse_doubles(self, scores: Sequence[Column]) -> None:
        seen: dict[str, Column] = {}
        for column in scores:
            if column.id in seen:
                what = f"{column.header!r} and {seen[column.id].header!r} both stand for {column.id}"
                raise UserError(
                    what, where=f"{self._path}: row {self._row}", hint="map one of them to another, or leave it out"
                )
            seen[column.id] = column


_NEEDED = (
    "needed is a row with AGS or Kommune and criteria by id or title; g2b import --template OUT.xlsx makes "
    "one, or say with --mapping FILE.yaml what your columns are"
)


def _is(wanted: str) -> Callable[[str], bool]:
    return lambda text: loose(text) == loose(wanted)
