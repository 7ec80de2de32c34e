"""Lawful erasure: finds what is to go, erases it in archive and results, and leaves tombstones in both."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pypdf import PdfReader

from criteria.errors import UserError
from criteria.words import fold
from results.database import open_database
from results.erasures import ArchiveInfo, Erasures
from scanner.archive.decoding import decode as undone
from scanner.archive.deriving import RENDERED
from scanner.archive.manifest import manifest_path, read_manifest
from scanner.archive.members import Record
from scanner.archive.reader import Archive
from scanner.archive.redacting import find, prune, redact
from scanner.model.erasure import Erasure
from scanner.reading.decode import decode
from scanner.reading.tree import parse, text_of
from scanner.reading.urls import identity
from scanner.run.settings import Settings, evidence_folder

_AGE = re.compile(r"(\d+)\s*([dmy]?)")
_DAYS = {"": 1, "d": 1, "m": 30, "y": 365}


def days_of(age: str) -> int:
    """Return the days of an age such as 90, 90d, 18m or 5y; UserError for anything else."""
    found = _AGE.fullmatch(age.strip().lower())
    if found is None:
        raise UserError(
            f"{age!r} is no age", where="--older-than", hint="days, or a number with d, m or y: 400d, 18m, 5y"
        )
    return int(found.group(1)) * _DAYS[found.group(2)]


def overdue(archives: list[ArchiveInfo], days: int, now: datetime) -> list[ArchiveInfo]:
    """Return the archives of scans that ended more than so many days ago, and are still there."""
    limit = now - timedelta(days=days)
    old = (one for one in archives if one.finished is not None and one.finished < limit)
    return [one for one in old if Path(one.path).exists()]


def hits(archive: ArchiveInfo, url: str, said: str) -> tuple[Record, ...]:
    """Return the records that hold an address or say a text, and those of the same content; none of a pruned archive.

    Raises:
        UserError: the archive can't be read, or the text is too short.
    """
    wanted = _of_address(url, Path(archive.path)) if url else _saying(said)
    return find(Path(archive.path), wanted) if Path(archive.path).exists() else ()


def erase(archive: ArchiveInfo, records: tuple[Record, ...], said: str, reason: str, settings: Settings) -> int:
    """Erase records of an archive, and what the results quote of them or say of a text; return how many quotations went.

    Repeated after it broke off it makes up for what the results were not told.
    """
    path = Path(archive.path)
    stones = redact(path, records, reason, datetime.now(UTC)) if records else ()
    _drop_copies(archive, settings)
    noted = read_manifest(manifest_path(path)).erased if manifest_path(path).exists() else stones
    return Erasures(open_database(settings.database_url)).keep(archive.scan, noted, said)


def erase_all(archive: ArchiveInfo, reason: str, settings: Settings) -> Erasure:
    """Erase a whole archive; quotations in the results stay."""
    stone = prune(Path(archive.path), reason, datetime.now(UTC))
    _drop_copies(archive, settings)
    Erasures(open_database(settings.database_url)).keep(archive.scan, [stone])
    return stone


def _drop_copies(archive: ArchiveInfo, settings: Settings) -> None:
    """Remove what else holds the content: what the run fetched once for all, looks that confirmed it, pages of evidence."""
    for path in Path(archive.path).parent.glob("confirm-*"):
        path.unlink(missing_ok=True)
    for ending in ("", "-wal", "-shm"):
        (Path(archive.path).parent.parent / f"shared.sqlite{ending}").unlink(missing_ok=True)
    shutil.rmtree(evidence_folder(settings, archive.run) / f"{archive.ags}-{archive.number}", ignore_errors=True)


def _of_address(url: str, path: Path) -> Callable[[Record], bool]:
    """Return what tells the records of an address: those that stand under it, and where it was redirected to."""
    wanted = identity(url)
    listed = Archive(path).captures if path.exists() else ()
    ids = {one.id for one in listed if wanted in map(identity, (one.url, one.final, *one.redirects))}
    return lambda item: item.id in ids or identity(item.url.removeprefix(RENDERED)) == wanted


def _saying(said: str) -> Callable[[Record], bool]:
    wanted = fold(said)
    if len(wanted) < 3:
        raise UserError(f"{said!r} is too short to look for", where="--text", hint="name at least three letters")
    return lambda item: any(wanted in fold(text) for text in _texts(item))


def _texts(item: Record) -> list[str]:
    headers = {name.lower(): value for name, value in item.http}
    body = undone(item.body, headers.get("content-encoding", "")).data
    kind = headers.get("content-type", "") or item.warc.get("content-type", "")
    if body.startswith(b"%PDF"):
        return [item.url, *_pdf_texts(body)]
    text = decode(body, kind).text
    root = parse(text) if "<" in text else None
    return [item.url, text, *([text_of(root)] if root is not None else [])]


def _pdf_texts(body: bytes) -> list[str]:
    try:
        return [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]
    except Exception:  # hostile files fail in every way there is; what can't be read says nothing
        return []
