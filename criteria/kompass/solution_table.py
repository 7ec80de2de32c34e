"""Reads the data centre's list of solutions (XLSX or CSV), whole or not at all, and finds the services that it speaks of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from criteria.errors import UserError
from criteria.kompass.catalogue import Catalogue
from criteria.kompass.entry import Entry
from criteria.kompass.keys import is_rounded, normal_key
from criteria.kompass.naming import catalogue_names
from criteria.kompass.record import Source
from criteria.kompass.solutions import Solution
from criteria.mistakes import validated
from criteria.sheets.table import Fields, SheetRow, TableMapping, read_rows
from criteria.table import day_of
from criteria.words import fold
from criteria.yaml_file import YamlFile, read_yaml

_MOST = 4
_USUAL = 3  # level of an online form, where the list does not say
_LONGEST = 2_000


@dataclass(frozen=True)
class SolutionTable:
    """What was read: solutions, rows whose service the catalogue does not know, and headers that nothing was read from."""

    solutions: tuple[Solution, ...]
    unknown: tuple[Solution, ...]
    unread: tuple[str, ...]


@cache
def _fields() -> Fields:
    data: Any = read_yaml(Path(__file__).with_name("solution_columns.yaml")).data
    return Fields(data["fields"], ("key", "name", "service", "product"))


def read_solutions(
    path: Path, source: Source, catalogue: Catalogue, mapping: TableMapping | None = None, file: YamlFile | None = None
) -> SolutionTable:
    """Read a list of solutions.

    Args:
        path: an .xlsx or .csv file.
        source: what it is.
        catalogue: names and keys of services; a row without a key is known by its name.
        mapping: what its columns are, where the headers are not the usual ones.
        file: of the mapping, for messages.

    Raises:
        UserError: the file, a column or a cell can't be understood; it is named.
    """
    table = read_rows(path, _fields(), mapping, file)
    lookup = _Lookup(catalogue)
    solutions = tuple(lookup.known(_solution(row, source)) for row in table.rows)
    if not solutions:
        raise UserError("holds no solution", where=str(path))
    return SolutionTable(solutions, tuple(one for one in solutions if not one.key and not one.service), table.unread)


def _solution(row: SheetRow, source: Source) -> Solution:
    if not row["product"] and not row["name"]:
        raise row.problem("product", "neither product nor service is named")
    if not (row["key"] or row["name"] or row["service"]):
        raise row.problem("name", "neither key nor name says which service this is for")
    made = Solution(
        source=source,
        line=row.row,
        product=_short(row, "product") or _short(row, "name"),
        name=_short(row, "name"),
        key=_key(row),
        service=row["service"],
        level=_level(row),
        vendor=_short(row, "vendor"),
        url=_short(row, "url"),
        terms=_short(row, "terms"),
        valid_from=day_of(row, "valid_from", row["valid_from"]),
        valid_to=day_of(row, "valid_to", row["valid_to"]),
    )
    if made.valid_from and made.valid_to and made.valid_to < made.valid_from:
        raise row.problem("valid_to", "ends before it begins")
    return made


class _Lookup:
    """Finds the service that a row speaks of: by id or key, by the very name, else by a name that fills what is written."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._names = catalogue, catalogue_names(catalogue)
        self._called: dict[str, set[str]] = defaultdict(set)
        for entry in catalogue.entries:
            for name in (*entry.names, *entry.synonyms()):
                self._called[fold(name)].add(entry.id)

    def known(self, solution: Solution) -> Solution:
        """Return a solution with key and service as the catalogue has them; without where it knows neither."""
        entry = self._entry(solution)
        if entry is None:
            return replace(solution, service="")
        return replace(solution, key=entry.key or solution.key, service=entry.service)

    def _entry(self, solution: Solution) -> Entry | None:
        if solution.service in self._catalogue.by_service:
            return self._catalogue.by_service[solution.service]
        if solution.key:
            return self._catalogue.exact(solution.key)
        called = self._called.get(fold(solution.name), set())
        if len(called) == 1:
            return self._catalogue.by_id[next(iter(called))]
        named = self._names.find(solution.name)
        return self._catalogue.exact(named.key) if named is not None else None


def _key(row: SheetRow) -> str:
    written = row["key"]
    if not written:
        return ""
    if is_rounded(written):
        raise row.problem("key", f"{written!r} has lost digits in the spreadsheet", "format the column as text")
    if not normal_key(written):
        raise row.problem("key", f"{written!r} is no LeiKa key", "14 digits that start with 99 or 77")
    return normal_key(written)


def _level(row: SheetRow) -> int:
    written = row["level"]
    if not written:
        return _USUAL
    if not written.isdecimal() or not 0 <= int(written) <= _MOST:
        raise row.problem("level", f"{written!r} is no level", f"0 to {_MOST}")
    return int(written)


def _short(row: SheetRow, name: str) -> str:
    if len(row[name]) > _LONGEST:
        raise row.problem(name, f"is longer than {_LONGEST} signs")
    return row[name]


def load_solution_mapping(path: Path | None) -> tuple[TableMapping, YamlFile | None]:
    """Return what a file says of the columns; without one nothing. UserError with line and field of a mistake."""
    if path is None:
        return TableMapping(), None
    file = read_yaml(path)
    return validated(file, TableMapping, file.data if file.data is not None else {}), file
