"""Imported catalogues as plain files under the home folder: one file for each import, never written over.

``kompass/<source>/<date>-<number>-<hash>.json``. The newest file of each source speaks; the others stay, so that a run can be
explained by the catalogue that it was judged by.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock
from pydantic import TypeAdapter

from criteria.errors import UserError
from criteria.hashing import digest
from criteria.kompass.local import LocalFact
from criteria.kompass.record import Record, Source
from criteria.kompass.reported import Reported
from criteria.kompass.solutions import Solution

FOLDER = "kompass"
FORMAT = 1
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-(\d{3,})-[0-9a-f]{12}\.json")
_MOST_BYTES = 200_000_000
_PARTS: Mapping[str, type] = {
    "records": Record,
    "local": LocalFact,
    "reported": Reported,
    "solutions": Solution,
}


@dataclass(frozen=True)
class Content:
    """What one import brought: facts on services, facts on single towns, what is reported, and solutions at hand."""

    source: Source
    records: tuple[Record, ...] = ()
    local: tuple[LocalFact, ...] = ()
    reported: tuple[Reported, ...] = ()
    solutions: tuple[Solution, ...] = ()

    def __len__(self) -> int:
        return sum(len(getattr(self, name)) for name in _PARTS)


@dataclass(frozen=True)
class Snapshot:
    """An import that is kept: its file, the day that it stands for, and its number within the source."""

    path: Path
    date: date
    number: int


def hashed(content: Content) -> Content:
    """Return the content with the hash of what it says as the hash of its source."""
    source = replace(content.source, hash=digest(_plain(content)))
    parts = {name: tuple(replace(one, source=source) for one in getattr(content, name)) for name in _PARTS}
    return Content(source, **parts)


def snapshots(folder: Path, source: str) -> list[Snapshot]:
    """Return what is kept of a source, oldest first: by the day it stands for, then in the order of the imports."""
    found = []
    for path in (folder / source).glob("*.json") if (folder / source).is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            found.append(Snapshot(path, date.fromisoformat(match[1]), int(match[2])))
    return sorted(found, key=lambda one: (one.date, one.number))


def newest(folder: Path, until: date | None = None) -> Iterator[Snapshot]:
    """Yield the newest snapshot of each source, of those that stand for a day until then (None: of all)."""
    for source in sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ():
        kept = [one for one in snapshots(folder, source) if until is None or one.date <= until]
        yield from kept[-1:]


def keep(folder: Path, content: Content) -> Path | None:
    """Write a content beside those that are kept; return None where the newest says the very same for the same day.

    Args:
        folder: ``kompass`` in the home folder.
        content: from `hashed`; its source has a date.

    Raises:
        UserError: the file can't be written.
    """
    source = content.source
    try:
        (folder / source.id).mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f".{source.id}.lock"):  # two imports at once must not take the same number
            kept = snapshots(folder, source.id)
            if kept and kept[-1].date == source.date and source.hash[:12] in kept[-1].path.name:
                return None
            number = max((one.number for one in kept), default=0) + 1
            path = folder / source.id / f"{source.date}-{number:03}-{source.hash[:12]}.json"
            _write(path, _text(content))
            return path
    except OSError as error:
        where = str(folder / source.id)
        raise UserError(error.strerror or str(error), where=where, hint="nothing was imported") from error


def read(path: Path) -> Content:
    """Read a snapshot; UserError where it is damaged, or was written by a newer scanner."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError("the file is too large", where=str(path))
        return _parsed(json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise UserError(f"can't be read: {error.strerror}", where=str(path)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "move it away and import the source once more"
        what = f"is no imported catalogue, or a damaged one ({type(error).__name__})"
        raise UserError(what, where=str(path), hint=hint) from error


def _parsed(data: Mapping[str, Any]) -> Content:
    if data["format"] != FORMAT:
        raise ValueError(f"format {data['format']}")
    source = _adapter(Source).validate_python(data["source"])
    parts = {
        name: tuple(_adapter(kind).validate_python({**one, "source": source}) for one in data.get(name, ()))
        for name, kind in _PARTS.items()
    }
    content = Content(source, **parts)
    if digest(_plain(content)) != source.hash:
        raise ValueError("the hash does not fit")
    return content


def _plain(content: Content) -> dict[str, list[dict[str, Any]]]:
    """Return the parts as JSON holds them: without the source, which stands there once, and without what is not said."""
    return {name: [_without_source(one, kind) for one in getattr(content, name)] for name, kind in _PARTS.items()}


def _without_source(one: object, kind: type) -> dict[str, Any]:
    data: dict[str, Any] = _adapter(kind).dump_python(one, mode="json", exclude_defaults=True)
    return {name: value for name, value in data.items() if name != "source"}


def _text(content: Content) -> str:
    """Return the file: one line for each service, so that two files can be compared by any tool."""
    source = _adapter(Source).dump_python(content.source, mode="json")
    head = f'{{"format": {FORMAT},\n"source": {_json(source)}'
    parts = [f'"{name}": [\n' + ",\n".join(map(_json, rows)) + "\n]" for name, rows in _plain(content).items()]
    return ",\n".join([head, *parts]) + "}\n"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    waiting = path.with_suffix(f".{os.getpid()}.part")
    try:
        with waiting.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
