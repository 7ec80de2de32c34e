"""Reads a sheet as rows with named fields: columns are known by their usual headers, or by a small YAML file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from criteria.errors import UserError
from criteria.language.base import Part
from criteria.mistakes import nearest
from criteria.sheets.cells import Cell, Sheet, read_sheet
from criteria.sheets.header import columns_of, header_row, letter_of, loose
from criteria.yaml_file import YamlFile

_TROUBLES = {
    "formula": "is a formula whose result is not stored",
    "merged": "belongs to merged cells",
    "error": "is an error of the spreadsheet",
}
Words = Mapping[str, Sequence[str]]


class TableMapping(Part):
    """What the columns of a sheet are; all of it optional.

    `sheet` is the worksheet, `header` the row of the headers (from 1), `columns` maps a field to the header or the letter
    of its column.
    """

    sheet: str = ""
    header: int | None = Field(None, ge=1)
    columns: Mapping[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class SheetRow:
    """One row: the cells of the fields that the sheet has."""

    path: Path
    sheet: Sheet
    cells: Mapping[str, Cell]
    row: int

    def __getitem__(self, name: str) -> str:
        cell = self.cells.get(name)
        return cell.text if cell is not None else ""

    @property
    def where(self) -> str:
        """File, worksheet and row, for messages."""
        return f"{self.path}: {self.sheet.title + ', ' if self.sheet.title else ''}row {self.row}"

    def problem(self, name: str, what: str, hint: str = "") -> UserError:
        """Return the error for a cell, or for the row where the sheet has no such column."""
        cell = self.cells.get(name)
        where = f"{self.path}: {self.sheet.where(cell)}" if cell is not None else self.where
        return UserError(f"{name}: {what}", where=where, hint=hint)


@dataclass(frozen=True)
class SheetTable:
    """The rows of a sheet that are not empty, and the headers that nothing is read from."""

    rows: tuple[SheetRow, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True)
class Fields:
    """The fields that a sheet may have.

    Args:
        words: field -> usual headers; the name of the field itself is one of them.
        telling: the fields of which a row of headers has at least one; by it the row is found.
    """

    words: Words
    telling: Sequence[str] = field(default_factory=tuple)

    def named(self, header: str) -> str:
        """Return the field that a header usually names, nothing where it is none."""
        wanted = loose(header)
        for name, words in self.words.items():
            if wanted and wanted in {loose(name), *map(loose, words)}:
                return name
        return ""


def read_rows(
    path: Path, fields: Fields, mapping: TableMapping | None = None, file: YamlFile | None = None
) -> SheetTable:
    """Read a sheet.

    Args:
        path: an .xlsx or .csv file.
        fields: what its columns may be.
        mapping: what they are, where the headers are not the usual ones.
        file: of the mapping, for messages.

    Raises:
        UserError: the file can't be read, no row of headers is found, a column of the mapping is missing, two columns
            mean the same, or a cell that is read holds an error; the cell is named.
    """
    meaning = mapping or TableMapping()
    sheet = read_sheet(path, meaning.sheet)
    reader = _Reader(path, sheet, fields, meaning, file)
    at = reader.header()
    columns = reader.columns(at)
    texts = [cell.text for cell in sheet.rows[at - 1]]
    unread = tuple(text for index, text in enumerate(texts) if text and index not in columns.values())
    return SheetTable(tuple(reader.rows(at, columns)), unread)


@dataclass(frozen=True)
class _Reader:
    path: Path
    sheet: Sheet
    fields: Fields
    mapping: TableMapping
    file: YamlFile | None

    def header(self) -> int:
        if self.mapping.header is not None:
            if self.mapping.header > len(self.sheet.rows):
                raise self._problem(["header"], f"the sheet has {len(self.sheet.rows)} rows")
            return self.mapping.header
        mapped = {loose(header) for header in self.mapping.columns.values()}
        found = header_row(self.sheet, [lambda text: loose(text) in mapped or self._tells(text)])
        if found is None:
            usual = ", ".join(words[0] for name, words in self.fields.words.items() if name in self.fields.telling)
            hint = f"needed is a column such as {usual}; or say with --mapping FILE.yaml what your columns are"
            raise UserError("no row of headers was found", where=str(self.path), hint=hint)
        return found

    def _tells(self, text: str) -> bool:
        name = self.fields.named(text)
        return bool(name) and (not self.fields.telling or name in self.fields.telling)

    def columns(self, at: int) -> dict[str, int]:
        """Return field -> column (from 0): those of the mapping, then the usual ones for what is left."""
        header = self.sheet.rows[at - 1]
        texts = [cell.text for cell in header]
        found = {name: self._mapped(name, wanted, header) for name, wanted in self.mapping.columns.items()}
        for index, text in enumerate(texts):
            name = self.fields.named(text)
            if not name or index in found.values() or name in self.mapping.columns:
                continue
            if name in found:
                what = f"{texts[found[name]]!r} and {text!r} both mean {name}"
                raise UserError(what, where=f"{self.path}: row {at}", hint="say with --mapping which of them it is")
            found[name] = index
        return found

    def _mapped(self, name: str, wanted: str, header: Sequence[Cell]) -> int:
        if name not in self.fields.words:
            known = list(self.fields.words)
            raise self._problem(["columns", name], f"{name!r} is no field", nearest(name, known) or ", ".join(known))
        texts = [cell.text for cell in header]
        found = columns_of(wanted, texts)
        if len(found) > 1:
            letters = ", ".join(letter_of(header[index]) for index in found)
            what = f"{wanted!r} is the header of several columns"
            raise self._problem(["columns", name], what, f"name one by its letter: {letters}")
        if not found:
            known = [text for text in texts if text]
            hint = nearest(wanted, known) or f"headers are {', '.join(known)}"
            raise self._problem(["columns", name], f"the sheet has no column {wanted!r}", hint)
        return found[0]

    def _problem(self, at: Sequence[int | str], what: str, hint: str = "") -> UserError:
        if self.file is None:
            return UserError(what, where=str(self.path), hint=hint)
        return self.file.problem(at, what, hint)

    def rows(self, at: int, columns: Mapping[str, int]) -> Iterator[SheetRow]:
        for cells in self.sheet.rows[at:]:
            read = {name: cells[index] for name, index in columns.items() if index < len(cells)}
            row = SheetRow(self.path, self.sheet, read, cells[0].row if cells else 0)
            if any(not cell.blank for cell in read.values()):
                _refuse_trouble(row)
                yield row


def _refuse_trouble(row: SheetRow) -> None:
    for name, cell in row.cells.items():
        if cell.trouble:
            raise row.problem(name, _TROUBLES[cell.trouble], "write the value itself into the cell")
