"""Imports for the catalogue: read a file, compare with what is there, keep it beside that."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from criteria.errors import UserError
from criteria.kompass.answers import Answer
from criteria.kompass.changes import Change, changes
from criteria.kompass.fim import parse_fim
from criteria.kompass.own_table import checked_source, load_own_mapping, read_own_table
from criteria.kompass.pvog import Searched, parse_open_pvog, parse_pvog
from criteria.kompass.record import Source
from criteria.kompass.reported import ars_of
from criteria.kompass.snapshots import FOLDER, Content, hashed, keep, read, snapshots
from criteria.municipality import Municipality
from criteria.registry import Roll
from criteria.table import read_text
from results.exports.files import write_file
from results.exports.hostile import defused

FIM, OPEN_PVOG, PVOG, OWN = "fim", "open-pvog", "pvog", "own"
KINDS = (FIM, OPEN_PVOG, PVOG, OWN)
_KIND_OF_SOURCE = {FIM: "fim", OPEN_PVOG: "open_pvog", PVOG: "pvog", OWN: "own"}
_TITLES = {FIM: "FIM-Portal", OPEN_PVOG: "Open-PVOG, Data Hub", PVOG: "PVOG-Suchdienst", OWN: ""}
_SNIFFED = 4_000
_MOST_BYTES = 100_000_000


@dataclass(frozen=True)
class Imported:
    """What an import did.

    `path` is None where the very same was there already; `before` is the day of the import it was compared with, None
    for the first one; `kept` where the list of changes lies; `unread` are headers that nothing was read from.
    """

    content: Content
    path: Path | None
    before: date | None
    changes: tuple[Change, ...] = ()
    kept: Path | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileOrder:
    """A file to import.

    Args:
        path: the file.
        roll: municipalities that it may name.
        kind: one of `KINDS`, empty: seen from the file.
        source: what it is called among the sources, empty: as the mapping says, else by its kind.
        day: that it stands for.
        mapping: what the columns of a table of one's own are.
        towns: whom answers of PVOG's search are about.
    """

    path: Path
    roll: Roll
    kind: str = ""
    source: str = ""
    day: date | None = None
    mapping: Path | None = None
    towns: tuple[Municipality, ...] = ()


def import_file(order: FileOrder, home: Path, today: date) -> Imported:
    """Import a file, whole or not at all; UserError where it can't be understood."""
    kind = order.kind or _sniffed(order.path)
    if kind == OWN:
        meaning, file = load_own_mapping(order.mapping)
        named = checked_source(order.source or meaning.source or OWN)
        day = order.day or meaning.as_of or today
        source = Source(named, "own", meaning.title or order.path.name, day)
        table = read_own_table(order.path, source, order.roll, meaning, file)
        return replace(kept(table.content, home), unread=table.unread)
    source = source_of(kind, order.source, order.day or today)
    return kept(_parsed(kind, order, source), home)


def _parsed(kind: str, order: FileOrder, source: Source) -> Content:
    answer = _answer(order.path)
    if kind == FIM:
        return parse_fim([answer], source)
    if kind == OPEN_PVOG:
        return parse_open_pvog([answer], source)
    if len(order.towns) != 1:
        hint = "name it with --municipality"
        raise UserError(
            "an answer of PVOG's search does not say for which area it was given", where=str(order.path), hint=hint
        )
    return parse_pvog([Searched(answer, ars_of(order.towns[0]))], source)


def source_of(kind: str, name: str, day: date) -> Source:
    """Return an interface as a source of a day."""
    return Source(checked_source(name or kind), _KIND_OF_SOURCE[kind], _TITLES[kind], day)


def _answer(path: Path) -> Answer:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UserError(f"can't be read: {error.strerror}", where=str(path)) from error
    if size > _MOST_BYTES:
        raise UserError("the file is too large", where=str(path))
    return Answer(read_text(path), str(path))


def _sniffed(path: Path) -> str:
    """Return the kind of a file, seen from its beginning; a table that is no export of an interface is one's own."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return OWN
    text = _answer(path).text.lstrip("\ufeff \r\n\t")
    if text.startswith(("{", "[")):
        beginning = text[:_SNIFFED]
        if '"leistungsschluessel"' in beginning:
            return FIM
        return OPEN_PVOG if '"leika_key"' in beginning or '"leikaKey"' in beginning else PVOG
    header = text.partition("\n")[0].lower().replace("_", "")
    return OPEN_PVOG if "leikakey" in header and "onlinestatus" in header else OWN


def kept(content: Content, home: Path, areas: Iterable[str] | None = None) -> Imported:
    """Keep a content beside what is there, with a list of what came, went and changed.

    Args:
        content: what was read; its source has a date.
        home: the home folder.
        areas: ARS that were asked for; of others what was reported before stays. None: all.
    """
    folder = home / FOLDER
    there = snapshots(folder, content.source.id)
    before = read(there[-1].path) if there else None
    if before is not None and areas is not None:
        content = _with_other_areas(content, before, frozenset(areas))
    content = hashed(content)
    path = keep(folder, content)
    if path is None or before is None:
        return Imported(content, path, before.source.date if before else None)
    found = changes(before, content)
    beside = path.with_suffix(".changes.csv")
    write_file(beside, [changes_as_csv(found).encode()])
    return Imported(content, path, before.source.date, found, beside)


def _with_other_areas(content: Content, before: Content, areas: frozenset[str]) -> Content:
    stayed = (replace(one, source=content.source) for one in before.reported if one.ars not in areas)
    return replace(content, reported=(*content.reported, *stayed))


def changes_as_csv(found: Sequence[Change]) -> str:
    """Return changes as a table; what a spreadsheet could take for a formula is defused."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["change", "about", "name", "field", "before", "after"])
    for one in found:
        lines.writerow([one.kind.value, *map(defused, (one.about, one.name, one.field, one.before, one.after))])
    return out.getvalue()
