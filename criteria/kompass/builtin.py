"""The tables that come with the scanner, as records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from criteria.kompass.keys import normal_key
from criteria.kompass.levels import LEAGUE_LEVELS, Level
from criteria.kompass.record import Addressee, Dated, Day, Known, Record, Source, StateService
from criteria.language.base import Part
from criteria.mistakes import validated
from criteria.services import Service
from criteria.table import TableRow, read_table
from criteria.words import WordList, word_list
from criteria.yaml_file import read_yaml

DATA = Path(__file__).parent.parent / "data"
FILE = Path(__file__).with_name("sources.yaml")
_URL = re.compile(r"\s*\[https?://[^\]]*\]")
_ROLES = {"adjacent_citizen": Addressee.CITIZEN}


class Builtin(Part):
    """A table that comes with the scanner: its columns by field, and whom it or its words are for."""

    id: str
    kind: str
    title: str
    date: Day
    file: str
    columns: Mapping[str, str]
    addressee: Addressee = Addressee.UNKNOWN
    addressees: Mapping[str, Addressee] = Field(default_factory=dict)


class SourcesFile(Part):
    """``sources.yaml``: tables, precedence of kinds, interfaces, and how the list of the state's portal is read."""

    builtin: tuple[Builtin, ...]
    precedence: tuple[str, ...]
    interfaces: Mapping[str, str]
    state_portal: str
    nobody_joins: tuple[str, ...]
    abroad: tuple[str, ...]

    @property
    def nobody(self) -> WordList:
        """Words by which the list says that no authority of the state takes part."""
        return word_list((*self.nobody_joins, *self.abroad))


@cache
def sources_file() -> SourcesFile:
    """Load ``sources.yaml``."""
    file = read_yaml(FILE)
    return validated(file, SourcesFile, file.data)


@cache
def builtin_records() -> tuple[Record, ...]:
    """Return the records of all tables that come with the scanner; read once in a process."""
    return tuple(record for table in sources_file().builtin for record in _table(table))


@cache
def builtin_sources() -> tuple[Source, ...]:
    """Return the tables that come with the scanner as sources."""
    return tuple(map(_source, sources_file().builtin))


@cache
def verrichtungen() -> Mapping[str, str]:
    """Return the word for each Verrichtungskennung."""
    columns = ("verrichtungskennung", "verrichtung_abgeleitet")
    rows = read_table(DATA / "leika_verrichtungen.csv", columns, columns)
    return {row[columns[0]]: row[columns[1]] for row in rows if row[columns[1]]}


def service_records(services: Sequence[Service], name: str, day: date | None = None) -> tuple[Record, ...]:
    """Return the services of a criteria set as records.

    Args:
        services: of the set.
        name: of the set, for messages.
        day: the day that its facts stand for.
    """
    text = "\n".join(repr(service) for service in services)
    source = Source("services", "services", name, day, hashlib.sha256(text.encode()).hexdigest())
    return tuple(_of_service(service, source, line) for line, service in enumerate(services, 2))


def _of_service(service: Service, source: Source, line: int) -> Record:
    online = StateService("", service.state_service, valid_from=service.state_from) if service.state_service else None
    return Record(
        source=source,
        line=line,
        name=service.name,
        key=service.leika_key,
        service=service.id,
        synonyms=tuple(Dated(term) for term in service.synonyms),
        law=service.legal_basis,
        addressee=_ROLES.get(service.role, Addressee.BUSINESS),
        levels=levels_of_leagues(service.levels),
        state_service=online,
        valid_from=service.valid_from,
        valid_to=service.valid_to,
        note=service.source,
    )


def levels_of_leagues(leagues: Sequence[str]) -> tuple[str, ...]:
    """Return the levels that leagues stand for; a town that belongs to no district does what any of them does."""
    found = [level for league in leagues for level in LEAGUE_LEVELS[league]]
    return tuple(level.value for level in [*found, *([Level.INDEPENDENT] if found else [])])


def _source(table: Builtin) -> Source:
    digest = hashlib.sha256((DATA / table.file).read_bytes()).hexdigest()
    return Source(table.id, table.kind, table.title, table.date, digest)


def _table(table: Builtin) -> Iterator[Record]:
    needed = tuple(table.columns.values())
    source = _source(table)
    return (_record(row, table, source) for row in read_table(DATA / table.file, needed, needed))


def _record(row: TableRow, table: Builtin, source: Source) -> Record:
    said = {name: " ".join(row[column].split()) for name, column in table.columns.items()}
    return Record(
        source=source,
        line=row.line,
        name=said["name"],
        key=normal_key(said["key"]),
        ozg_id=said.get("ozg_id", ""),
        ozg_name=said.get("ozg_name", ""),
        situation=said.get("situation", ""),
        theme=said.get("theme", ""),
        law=_law(said),
        types=tuple(part.strip() for part in said.get("types", "").split(",") if part.strip()),
        addressee=table.addressees.get(said.get("addressee", ""), table.addressee),
        authority=said.get("authority", ""),
        state_service=_state_service(said),
    )


def _law(said: Mapping[str, str]) -> str:
    """Return the law without its address, with its short name, by which rules know it."""
    law = _URL.sub("", said.get("law", "")) or said.get("law_name", "")
    short = said.get("law_short", "")
    return f"{law} ({short})" if short and short not in law else law


def _state_service(said: Mapping[str, str]) -> StateService | None:
    path = said.get("direct") or said.get("path")
    if not path:
        return None
    joined = Known.NO if said["authority"] in sources_file().nobody else Known.UNKNOWN
    return StateService(said["state_service"], sources_file().state_portal + path, joined)
