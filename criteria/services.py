"""The catalogue of business services that is scored."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from criteria.errors import UserError

ROLES = ("core", "extended", "extra", "adjacent_citizen", "negative_control")
LEAGUES = ("gemeinde", "stadt", "kreis")
COLUMNS = (
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


@dataclass(frozen=True)
class Service:
    """One row of the catalogue. `levels` are leagues that are competent, `baskets` the letters G, S, K."""

    id: str
    name: str
    synonyms: tuple[str, ...] = ()
    leika_key: str = ""
    role: str = "core"
    levels: tuple[str, ...] = ()
    baskets: tuple[str, ...] = ()
    state_service: str = ""
    legal_basis: str = ""
    source: str = ""

    @property
    def business(self) -> bool:
        """Whether it counts for a score by itself (core or extended)."""
        return self.role in ("core", "extended")


def load_services(path: Path) -> tuple[Service, ...]:
    """Load a catalogue; UserError with line and field of the first mistake."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("the catalogue of services can't be read", where=str(path)) from error
    missing = [column for column in COLUMNS if rows and column not in rows[0]]
    if missing or not rows:
        raise UserError(f"columns are missing: {', '.join(missing or COLUMNS)}", where=f"{path}:1")
    services: dict[str, Service] = {}
    for line, row in enumerate(rows, 2):
        service = _service(row, f"{path}:{line}")
        if service.id in services:
            raise UserError(f"id: {service.id!r} stands here a second time", where=f"{path}:{line}")
        services[service.id] = service
    return tuple(services.values())


def _service(row: dict[str, str], where: str) -> Service:
    service = Service(
        row["id"].strip(),
        row["name_de"].strip(),
        _many(row["synonyms"]),
        row["leika_key"].strip(),
        row["role"].strip(),
        _many(row["levels"]),
        _many(row["baskets"]),
        row["state_service"].strip(),
        row["legal_basis"].strip(),
        row["source"].strip(),
    )
    if not service.id or not service.name:
        raise UserError("id and name_de must not be empty", where=where)
    if service.role not in ROLES:
        raise UserError(f"role: {service.role!r} is not known", where=where, hint=f"known are {', '.join(ROLES)}")
    if wrong := [level for level in service.levels if level not in LEAGUES]:
        raise UserError(f"levels: {wrong[0]!r} is no league", where=where, hint=f"leagues are {', '.join(LEAGUES)}")
    return service


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
