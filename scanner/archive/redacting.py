"""Erases records of an archive lawfully: each leaves a tombstone in the WARC and in the manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter
from warcio.warcwriter import WARCWriter

from criteria.errors import UserError
from scanner.archive.manifest import beside, manifest_path, read_manifest, write_manifest
from scanner.archive.members import Record, open_warc, walk
from scanner.archive.records import Capture, Failure, Manifest, Missing, Purpose
from scanner.model.erasure import Erasure

TOMBSTONE = "urn:g2b:erased:"
_BODIES = frozenset({"response", "revisit", "resource"})
_BESIDE = frozenset({Purpose.ASSET, Purpose.ROBOTS, Purpose.SITEMAP})  # nothing is judged by them
_ERASURE = TypeAdapter(Erasure)


@dataclass(frozen=True)
class _Place:
    id: str
    offset: int
    length: int


def find(path: Path, wanted: Callable[[Record], bool]) -> tuple[Record, ...]:
    """Return the records with a body that are wanted, and every other one that holds the same body.

    The same words stand in a revisit and in the record it refers to, so that one can't be erased without the other.
    """
    bodies = [item for item in _records(path) if item.kind in _BODIES and not item.url.startswith(TOMBSTONE)]
    hit = [item for item in bodies if wanted(item)]
    ids, payloads = {item.id for item in hit}, {_payload(item) for item in hit} - {""}
    return tuple(item for item in bodies if item.id in ids or _payload(item) in payloads)


def redact(path: Path, records: Sequence[Record], reason: str, when: datetime) -> tuple[Erasure, ...]:
    """Erase records and the requests they answered, and return the tombstones; the file is the old one or the new one.

    The manifest then lists them as erased, no more as seen. Damaged stretches go, too: what they hold can't be told. The
    ledger is removed, since the archive can't be gone on with.

    Raises:
        UserError: the archive can't be read or written.
    """
    gone = {item.id: item for item in records}
    draft = path.with_name(path.name + ".new")
    try:
        with open_warc(path) as old, draft.open("wb") as new:
            stones = {key: _stone(item, _raw(old, item), reason, when) for key, item in gone.items()}
            places = _rewritten(path, old, new, stones)
        _note(path, draft, stones, places)
    except OSError as error:
        raise UserError(f"the archive can't be written: {error.strerror}", where=str(path)) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return tuple(stones.values())


def prune(path: Path, reason: str, when: datetime) -> Erasure:
    """Erase a whole archive with its ledger; the manifest stays, with a tombstone instead of what was seen.

    Raises:
        UserError: the archive can't be read or removed.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        known = read_manifest(manifest_path(path)) if manifest_path(path).exists() else None
        stone = Erasure("", known.homepage if known else "", digest, when, reason, "prune")
        if known is not None:
            bare = replace(known, captures=(), missing=(), engines=(), aliases=(), erased=(*known.erased, stone))
            write_manifest(manifest_path(path), bare)
        path.unlink()
        _drop_ledger(path)
    except OSError as error:
        raise UserError(f"the archive can't be removed: {error.strerror}", where=str(path)) from error
    return stone


def _records(path: Path) -> Iterable[Record]:
    return (item for item in walk(path) if isinstance(item, Record))


def _payload(item: Record) -> str:
    return item.warc.get("warc-payload-digest", "") if item.body or item.kind == "revisit" else ""


def _raw(file: BinaryIO, item: Record) -> bytes:
    file.seek(item.offset)
    return file.read(item.length)


def _stone(item: Record, raw: bytes, reason: str, when: datetime) -> Erasure:
    return Erasure(item.id, item.url, hashlib.sha256(raw).hexdigest(), when, reason)


def _rewritten(path: Path, old: BinaryIO, new: BinaryIO, stones: dict[str, Erasure]) -> dict[str, _Place]:
    """Copy all but the erased into the new file, and return where each record stands there."""
    writer = WARCWriter(new, gzip=path.suffix == ".gz", warc_version="WARC/1.1")
    places: dict[str, _Place] = {}
    for item in _records(path):
        if item.kind == "request" and item.warc.get("warc-concurrent-to", "").strip("<>") in stones:
            continue
        offset = new.tell()
        if stone := stones.get(item.id):
            _bury(writer, stone)
        else:
            new.write(_raw(old, item))
            places[item.id] = _Place(item.id, offset, new.tell() - offset)
    return places


def _bury(writer: WARCWriter, stone: Erasure) -> None:
    body = _ERASURE.dump_json(stone)
    headers = {"WARC-Date": stone.erased.strftime("%Y-%m-%dT%H:%M:%SZ"), "Content-Type": "application/json"}
    name = TOMBSTONE + stone.record.removeprefix("urn:uuid:")
    writer.write_record(
        writer.create_warc_record(name, "resource", payload=BytesIO(body), length=len(body), warc_headers_dict=headers)
    )


def _note(path: Path, draft: Path, stones: dict[str, Erasure], places: dict[str, _Place]) -> None:
    known = read_manifest(manifest_path(path)) if manifest_path(path).exists() else None
    draft.replace(path)
    _drop_ledger(path)
    if known is not None:
        write_manifest(manifest_path(path), _after(known, stones, places))


def _after(known: Manifest, stones: dict[str, Erasure], places: dict[str, _Place]) -> Manifest:
    erased = (capture for capture in known.captures if capture.id in stones and capture.purpose not in _BESIDE)
    lost = tuple(_missing(capture) for capture in erased)
    left = tuple(_moved(capture, places) for capture in known.captures if capture.id not in stones)
    return replace(known, captures=left, missing=(*known.missing, *lost), erased=(*known.erased, *stones.values()))


def _missing(capture: Capture) -> Missing:
    return Missing(capture.url, capture.purpose, Failure.ERASED, capture.via, capture.term, capture.engine)


def _moved(capture: Capture, places: dict[str, _Place]) -> Capture:
    place = places.get(capture.id)
    return replace(capture, offset=place.offset, length=place.length) if place else capture


def _drop_ledger(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        beside(path, f".ledger.sqlite{ending}").unlink(missing_ok=True)
