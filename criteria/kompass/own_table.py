"""A table of one's own (an export of the OZG-Kompass, XLSX or CSV): facts on services, and on services in one town."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from criteria.errors import UserError
from criteria.kompass.keys import is_rounded, normal_key
from criteria.kompass.local import LocalFact
from criteria.kompass.record import Addressee, Dated, Known, Record, Source, StateService
from criteria.kompass.snapshots import Content
from criteria.kompass.words import meaning, vocabulary
from criteria.mistakes import nearest, validated
from criteria.registry import Roll
from criteria.sheets.header import loose
from criteria.sheets.table import Fields, SheetRow, TableMapping, read_rows
from criteria.table import day_of
from criteria.yaml_file import YamlFile, read_yaml

_SEPARATORS = re.compile(r"[;|\n]")
_LISTED = re.compile(r"[;|,\n]")
_ID = r"^[a-z0-9][a-z0-9-]{0,39}$"
_LONGEST = 2_000


class OwnMapping(TableMapping):
    """What the sheet is: `source` is what it is called among the sources, `as_of` the day that it stands for."""

    source: str = Field("", pattern=r"^([a-z0-9][a-z0-9-]{0,39})?$")
    title: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class OwnTable:
    """What was read, and the headers that nothing was read from."""

    content: Content
    unread: tuple[str, ...]


def load_own_mapping(path: Path | None) -> tuple[OwnMapping, YamlFile | None]:
    """Return the mapping of a file; without one that which says nothing. UserError with line and field of a mistake."""
    if path is None:
        return OwnMapping(), None
    file = read_yaml(path)
    return validated(file, OwnMapping, file.data if file.data is not None else {}), file


def checked_source(name: str) -> str:
    """Return the id of a source; UserError where it can't be one."""
    if not re.fullmatch(_ID, name):
        raise UserError(f"{name!r} can't be the name of a source", hint="lower case letters, digits and -, 40 at most")
    return name


def read_own_table(
    path: Path, source: Source, roll: Roll, mapping: OwnMapping | None = None, file: YamlFile | None = None
) -> OwnTable:
    """Read a table, whole or not at all.

    Args:
        path: an .xlsx or .csv file.
        source: what it is.
        roll: the municipalities that it may name.
        mapping: what its columns are, where the headers are not the usual ones.
        file: of the mapping, for messages.

    Raises:
        UserError: the file, a column or a cell can't be understood; it is named.
    """
    table = read_rows(path, Fields(vocabulary().fields, ("key", "name", "service")), mapping, file)
    records: list[Record] = []
    local: list[LocalFact] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        _refuse_double(row, seen)
        if row["town"]:
            local.append(_local(row, source, roll))
        else:
            records.append(_record(row, source))
    if not records and not local:
        raise UserError("holds no service", where=str(path))
    return OwnTable(Content(source, tuple(records), tuple(local)), table.unread)


def _refuse_double(row: SheetRow, seen: dict[tuple[str, ...], int]) -> None:
    which = (normal_key(row["key"]), row["service"], "" if row["key"] else row["name"], row["town"])
    mark = (*which, row["valid_from"], row["valid_to"], row["state_address"])
    if mark in seen:
        raise row.problem("key", f"the service stands in row {seen[mark]} already", "leave one of the rows out")
    seen[mark] = row.row


def _record(row: SheetRow, source: Source) -> Record:
    key = _key(row)
    if not row["name"] and not key and not row["service"]:
        raise row.problem("name", "neither key nor name says which service this is")
    return Record(
        source=source,
        line=row.row,
        name=_short(row, "name"),
        key=key,
        service=row["service"],
        synonyms=tuple(_term(row, part) for part in _SEPARATORS.split(row["synonyms"]) if part.strip()),
        ozg_id=_short(row, "ozg_id"),
        ozg_name=_short(row, "ozg_name"),
        situation=_short(row, "situation"),
        theme=_short(row, "theme"),
        law=_short(row, "law"),
        types=tuple(part.strip() for part in _LISTED.split(row["types"]) if part.strip()),
        addressee=Addressee(_one_of(row, "addressee", vocabulary().addressees) or Addressee.UNKNOWN),
        authority=_short(row, "authority"),
        levels=_levels(row),
        state_service=_state_service(row),
        valid_from=day_of(row, "valid_from", row["valid_from"]),
        valid_to=day_of(row, "valid_to", row["valid_to"]),
        successor=_short(row, "successor"),
        note=_short(row, "note"),
    )


def _local(row: SheetRow, source: Source, roll: Roll) -> LocalFact:
    key = _key(row)
    if not key and not row["service"]:
        raise row.problem("key", "neither key nor id says which service this is in the town")
    try:
        town = roll.select([row["town"]])[0]
    except UserError as error:
        raise row.problem("town", error.what, error.hint) from error
    return LocalFact(
        source=source,
        line=row.row,
        ags=town.ags,
        key=key,
        service=row["service"],
        competent=Known(_one_of(row, "competent", vocabulary().answers) or _competent_by(row)),
        carrier=_short(row, "carrier"),
        joined=Known(_one_of(row, "joined", vocabulary().answers) or Known.UNKNOWN),
        valid_from=day_of(row, "valid_from", row["valid_from"]),
        valid_to=day_of(row, "valid_to", row["valid_to"]),
        successor=_short(row, "successor"),
    )


def _competent_by(row: SheetRow) -> Known:
    """A town whose service another carries is not competent for it."""
    return Known.NO if row["carrier"] else Known.UNKNOWN


def _key(row: SheetRow) -> str:
    written = row["key"]
    if not written:
        return ""
    if is_rounded(written):
        raise row.problem("key", f"{written!r} has lost digits in the spreadsheet", "format the column as text")
    key = normal_key(written)
    if not key:
        raise row.problem("key", f"{written!r} is no LeiKa key", "14 digits that start with 99 or 77")
    return key


def _short(row: SheetRow, name: str) -> str:
    if len(row[name]) > _LONGEST:
        raise row.problem(name, f"is longer than {_LONGEST} signs")
    return row[name]


def _one_of(row: SheetRow, name: str, words: Mapping[str, tuple[str, ...]]) -> str:
    if not row[name]:
        return ""
    found = meaning(row[name], words)
    if not found:
        known = [word for said in words.values() for word in said]
        raise row.problem(name, f"{row[name]!r} is not known", nearest(row[name], known) or f"such as {known[0]}")
    return found


def _levels(row: SheetRow) -> tuple[str, ...] | None:
    if not row["levels"]:
        return None
    found: list[str] = []
    for part in _LISTED.split(row["levels"]):
        levels = vocabulary().level_words.get(loose(part))
        if part.strip() and levels is None:
            known = [word for words in vocabulary().levels.values() for word in words]
            raise row.problem("levels", f"{part.strip()!r} is no level", nearest(part, known))
        found += levels or ()
    return tuple(dict.fromkeys(found))


def _state_service(row: SheetRow) -> StateService | None:
    if not row["state_service"] and not row["state_address"]:
        return None
    joined = Known(_one_of(row, "joined", vocabulary().answers) or Known.UNKNOWN)
    address = _short(row, "state_address").partition("://")[2] or row["state_address"]
    return StateService(_short(row, "state_service"), address, joined)


def _term(row: SheetRow, written: str) -> Dated:
    """Return a synonym: ``word``, or ``word@2019-01-01..2022-12-31`` with one end or both."""
    text, _, span = written.partition("@")
    first, _, last = span.partition("..")
    if span and not re.fullmatch(r"[\d.\- ]*", span):  # a mail address, not a span
        return Dated(" ".join(written.split()))
    dates = (day_of(row, "synonyms", first.strip()), day_of(row, "synonyms", last.strip()))
    return Dated(" ".join(text.split()), *dates)
