"""Services: what municipalities do for business, with names, levels and baskets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from criteria.errors import UserError
from criteria.mistakes import nearest
from criteria.municipality import LEAGUES
from criteria.table import TableRow, read_table

ROLES = ("core", "extended", "extra", "adjacent_citizen", "negative_control")
NEEDED = (
    "id",
    "name_de",
    "synonyms",
    "leika_key",
    "role",
    "levels",
    "baskets",
    "state_service",
    "legal_basis",
    "source",
)
KNOWN = (*NEEDED, "state_from", "valid_from", "valid_to")


@dataclass(frozen=True)
class Service:
    """One row of the catalogue. `role` is core, extended, extra, adjacent_citizen or negative_control.

    `state_service` is the address of the state's online service, empty where there is none, `state_from` the day it
    went live where that is known. `valid_from` and `valid_to` bound the time in which the service exists.
    """

    id: str
    name: str
    synonyms: tuple[str, ...]
    leika_key: str
    role: str
    levels: tuple[str, ...]
    baskets: tuple[str, ...]
    state_service: str = ""
    legal_basis: str = ""
    source: str = ""
    state_from: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def business(self) -> bool:
        """Whether it counts for a score by itself (core or extended)."""
        return self.role in ("core", "extended")

    def on(self, day: date) -> bool:
        """Whether it exists on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def load_services(path: Path) -> tuple[Service, ...]:
    """Load a catalogue; UserError with line and field of the first mistake."""
    services: dict[str, Service] = {}
    for row in read_table(path, NEEDED, KNOWN):
        service = _service(row)
        if service.id in services:
            raise row.problem("id", f"{service.id!r} stands here a second time")
        services[service.id] = service
    if not services:
        raise UserError("holds no service", where=str(path))
    return tuple(services.values())


def _service(row: TableRow) -> Service:
    return Service(
        id=_id(row),
        name=_filled(row, "name_de"),
        synonyms=_many(row["synonyms"]),
        leika_key=_key(row),
        role=_one_of(row, "role", row["role"], ROLES),
        levels=tuple(_one_of(row, "levels", level, LEAGUES) for level in _many(row["levels"])),
        baskets=_many(row["baskets"]),
        state_service=row["state_service"],
        legal_basis=row["legal_basis"],
        source=_filled(row, "source"),
        state_from=_day(row, "state_from"),
        valid_from=_day(row, "valid_from"),
        valid_to=_day(row, "valid_to"),
    )


def _filled(row: TableRow, column: str) -> str:
    if not row[column]:
        raise row.problem(column, "must not be empty")
    return row[column]


def _id(row: TableRow) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", row["id"]):
        raise row.problem("id", f"{row['id']!r} is no id", "lower case letters, digits and _")
    return row["id"]


def _key(row: TableRow) -> str:
    if row["leika_key"] and not re.fullmatch(r"(?:99|77)\d{12}", row["leika_key"]):
        raise row.problem("leika_key", f"{row['leika_key']!r} is no LeiKa key", "14 digits that start with 99 or 77")
    return row["leika_key"]


def _one_of(row: TableRow, column: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise row.problem(column, f"{value!r} is not known", nearest(value, known) or f"known are {', '.join(known)}")
    return value


def _day(row: TableRow, column: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError as error:
        raise row.problem(column, f"{row[column]!r} is no date", "write it as 2026-12-31") from error


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
