"""What a plan is weighted by: data that a working group sets, in YAML, or as a table laid over the usual weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import Field

from criteria.errors import UserError
from criteria.kompass.keys import normal_key
from criteria.kompass.levels import MUNICIPAL
from criteria.language.base import Part
from criteria.mistakes import nearest, validated
from criteria.sheets.header import loose
from criteria.sheets.table import Fields, SheetRow, read_rows
from criteria.yaml_file import read_yaml
from results.kompass.rows import Gap, Wanted

FILE = Path(__file__).with_name("weights.yaml")
COLUMNS = Path(__file__).with_name("worksheet_columns.yaml")
LEVELS = tuple(level.value for level in MUNICIPAL)


class Step(Part):
    """A weight from a number of cases on."""

    at_least: int = Field(alias="from")
    weight: float


class ServiceWeight(Part):
    """What a row says of a service: priority in words, cases a year, relevance in words by size class."""

    key: str = ""
    service: str = ""
    priority: str = ""
    cases: int | None = None
    relevance: Mapping[str, str] = Field(default_factory=dict)


class Weights(Part):
    """The file."""

    gaps: Mapping[str, float]
    priority: Mapping[str, float]
    otherwise: Mapping[str, float]
    relevance: Mapping[str, float]
    cases: tuple[Step, ...]
    at_hand: Mapping[str, float]
    services: tuple[ServiceWeight, ...] = ()

    @cached_property
    def _by(self) -> dict[str, ServiceWeight]:
        return {name: row for row in self.services for name in (row.key, row.service) if name}

    def of(self, wanted: Wanted) -> ServiceWeight | None:
        """Return what is said of a service."""
        return self._by.get(wanted.service) or self._by.get(wanted.key)

    def gap(self, gap: Gap, *, searched: bool) -> float:
        """Return the weight of a gap; one that nobody searched for has a weight of its own."""
        return self.gaps["unsearched" if gap is Gap.MISSING and not searched else gap.value]

    def priority_of(self, wanted: Wanted) -> float:
        """Return the priority of a service."""
        said = self.of(wanted)
        if said is not None and said.priority:
            return self.priority[loose(said.priority)]
        kind = ("business" if wanted.business else "set") if wanted.service else "beyond"
        return self.otherwise[kind]

    def relevance_of(self, wanted: Wanted, level: str) -> float:
        """Return how much a service matters to a size class."""
        said = self.of(wanted)
        words = said.relevance.get(level, "") if said is not None else ""
        return self.relevance[loose(words)] if words else 1.0

    def cases_of(self, wanted: Wanted) -> float:
        """Return the weight of the number of cases."""
        said = self.of(wanted)
        count = said.cases if said is not None and said.cases is not None else 0
        return next((step.weight for step in reversed(self.cases) if count >= step.at_least), 1.0)


@dataclass(frozen=True)
class _Row:
    row: SheetRow

    def weight(self, usual: Weights) -> ServiceWeight:
        written = self.row["key"]
        if written and not normal_key(written):
            raise self.row.problem("key", f"{written!r} is no LeiKa key", "14 digits that start with 99 or 77")
        relevance = {level: self._word(f"relevance_{level}", usual.relevance) for level in LEVELS}
        return ServiceWeight(
            key=normal_key(written),
            service=self.row["service"],
            priority=self._word("priority", usual.priority),
            cases=self._cases(),
            relevance={level: word for level, word in relevance.items() if word},
        )

    def _word(self, column: str, known: Mapping[str, float]) -> str:
        word = self.row[column]
        if word and loose(word) not in known:
            what = f"{word!r} is not known"
            raise self.row.problem(column, what, nearest(word, list(known)) or f"known are {', '.join(known)}")
        return word

    def _cases(self) -> int | None:
        written = self.row["cases"].replace(".", "")
        if not written:
            return None
        if not written.isdecimal():
            raise self.row.problem("cases", f"{self.row['cases']!r} is no number of cases")
        return int(written)


def load_weights(path: Path | None = None) -> Weights:
    """Load weights: the usual ones, those of a YAML file, or the usual ones with a table (XLSX, CSV) of priorities.

    Raises:
        UserError: the file can't be read, or a row, word or number can't be understood; it is named.
    """
    if path is None or path.suffix.lower() in (".yaml", ".yml"):
        return _of_yaml(path or FILE)
    usual = _of_yaml(FILE)
    rows = tuple(_Row(row).weight(usual) for row in read_rows(path, worksheet_fields()).rows)
    told = tuple(row for row in rows if row.key or row.service)
    if not told:
        raise UserError("no row names a service by key or id", where=str(path))
    return usual.model_copy(update={"services": told})


def _of_yaml(path: Path) -> Weights:
    file = read_yaml(path)
    weights = validated(file, Weights, file.data)
    for at, row in enumerate(weights.services):
        for column, word, known in (("priority", row.priority, weights.priority),):
            if word and loose(word) not in known:
                raise file.problem(("services", at, column), f"{word!r} is not known", ", ".join(known))
    return weights


@cache
def worksheet_fields() -> Fields:
    """Return the columns of worksheets and of tables of priorities."""
    data: Any = read_yaml(COLUMNS).data
    return Fields(data["fields"], ("key", "service", "priority"))
