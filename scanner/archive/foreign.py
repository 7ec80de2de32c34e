"""Archives that others made: WARC files as they are, and those inside a WACZ."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from criteria.errors import UserError
from scanner.archive.members import GZIP, Record, open_warc, walk

_ZIP = b"PK\x03\x04"
_FOLDER = "archive/"
_ENDINGS = (".warc.gz", ".warc")


def joined(files: Iterable[Path], folder: Path) -> Path:
    """Return one WARC file with the records of all archives, in their order; made in `folder` where one is not enough.

    Raises:
        UserError: a file is missing, is neither WARC nor WACZ, or is a damaged WACZ.
    """
    given = list(files)
    if len(given) == 1 and not _is_zip(given[0]):
        open_warc(given[0]).close()
        return given[0]
    target = folder / "joined.warc.gz"
    with target.open("wb") as out:
        for file in given:
            _append(file, out)
    return target


def copy_records(source: Path, target: Path, wanted: Callable[[Record], bool]) -> dict[int, int]:
    """Copy records as they are, each a gzip member of its own; return the new offset of each by its old one.

    `target` appears whole or not at all.
    """
    places: dict[int, int] = {}
    draft = target.with_name(target.name + ".new")
    with source.open("rb") as old, draft.open("wb") as new:
        for record in walk(source):
            if isinstance(record, Record) and (record.kind == "warcinfo" or wanted(record)):
                places[record.offset] = new.tell()
                old.seek(record.offset)
                raw = old.read(record.length)
                new.write(raw if raw.startswith(GZIP) else gzip.compress(raw, mtime=0))
    draft.replace(target)
    return places


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError as error:
        raise UserError(f"the archive can't be read: {error.strerror}", where=str(path)) from error


def _append(path: Path, out: BinaryIO) -> None:
    if not _is_zip(path):
        with open_warc(path) as warc:
            warc.seek(0)
            shutil.copyfileobj(warc, out)
        return
    try:
        with ZipFile(path) as wacz:
            for member in _warcs(wacz, path):
                with wacz.open(member) as warc:
                    shutil.copyfileobj(warc, out)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        hint = "fetch or export the WACZ once more"
        raise UserError(f"the WACZ is damaged: {error}", where=str(path), hint=hint) from error


def _warcs(wacz: ZipFile, path: Path) -> list[ZipInfo]:
    found = [one for one in wacz.infolist() if one.filename.startswith(_FOLDER) and one.filename.endswith(_ENDINGS)]
    if not found:
        hint = "a WACZ holds its WARC files in the folder archive/"
        raise UserError("this ZIP file is no WACZ: there is no WARC in it", where=str(path), hint=hint)
    return sorted(found, key=lambda one: one.filename)
