"""Hands archives to other tools: one standard WARC, or one WACZ (version 1.1.1). Both are marked as internal."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from warcio.warcwriter import WARCWriter

from criteria.errors import UserError
from scanner.archive.cdxj import index_lines
from scanner.archive.members import GZIP, Record, open_warc, walk

WACZ_VERSION = "1.1.1"
_STEP = 1 << 20


@dataclass(frozen=True)
class PageLine:
    """A page that a reader can begin at."""

    id: str
    url: str
    fetched: datetime
    title: str = ""


@dataclass(frozen=True)
class Source:
    """One archive to hand on: its file, what it is called there (``NAME.warc.gz``), and its pages, the homepage first."""

    path: Path
    name: str
    pages: Sequence[PageLine] = ()


@dataclass(frozen=True)
class Cover:
    """What is written on the outside: title, note on who may have it, and the software."""

    title: str
    note: str
    software: str


@dataclass
class Handed:
    """What was written, and how many damaged stretches were left out."""

    records: int = 0
    left_out: int = 0


def write_warc(sources: Sequence[Source], cover: Cover, output: Path) -> Handed:
    """Write the records of all sources into one WARC, damaged ones left out; the file is whole or not there.

    Raises:
        UserError: a source can't be read, or the file can't be written.
    """
    done = Handed()
    with _draft(output) as file:
        file.write(_info(cover, output.name))
        for source in sources:
            _copy(source.path, file, done)
    return done


def write_wacz(sources: Sequence[Source], cover: Cover, output: Path) -> Handed:
    """Write a WACZ: the archives, an index in CDXJ, the list of pages, and the package that names them with hashes.

    Raises:
        UserError: a source can't be read, or the file can't be written.
    """
    done = Handed()
    with _draft(output) as file, ZipFile(file, "w") as package:
        made = _Package(package)
        lines: list[str] = []
        for source in sources:
            with tempfile.TemporaryFile() as copy:
                copy.write(_info(cover, source.name))
                _copy(source.path, copy, done)
                copy.seek(0)
                made.add(f"archive/{source.name}", copy)
                lines += _indexed(copy, source.name)
        made.text("indexes/index.cdxj", "".join(f"{line}\n" for line in sorted(lines)))
        pages = [page for source in sources for page in source.pages]
        made.text("pages/pages.jsonl", _page_list(pages))
        made.close(cover, pages[0] if pages else None)
    return done


class _Package:
    """The files of a WACZ with their hashes."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        self._resources: list[dict[str, str | int]] = []

    def add(self, path: str, content: BinaryIO, compression: int = ZIP_STORED) -> None:
        digest, size = hashlib.sha256(), 0
        with self._package.open(_entry(path, compression), "w", force_zip64=True) as file:
            while part := content.read(_STEP):
                digest.update(part)
                size += len(part)
                file.write(part)
        name = path.rpartition("/")[2].lower()
        self._resources.append({"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size})

    def text(self, path: str, text: str) -> None:
        self.add(path, BytesIO(text.encode()), ZIP_DEFLATED)

    def close(self, cover: Cover, home: PageLine | None) -> None:
        """Write what names the rest: datapackage.json, and its own hash beside it."""
        facts: dict[str, object] = {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            "title": cover.title,
            "description": cover.note,
            "keywords": ["internal"],
            "software": cover.software,
            "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        if home is not None:
            facts |= {"mainPageUrl": home.url, "mainPageDate": _moment(home.fetched)}
        text = json.dumps(facts | {"resources": self._resources}, ensure_ascii=False, indent=2)
        self._package.writestr(_entry("datapackage.json", ZIP_DEFLATED), text)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"}
        self._package.writestr(_entry("datapackage-digest.json", ZIP_DEFLATED), json.dumps(digest))


def _entry(path: str, compression: int) -> ZipInfo:
    entry = ZipInfo(path, datetime.now(UTC).timetuple()[:6])
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    return entry


def _page_list(pages: Sequence[PageLine]) -> str:
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})]
    for page in pages:
        facts = {"id": page.id, "url": page.url, "ts": _moment(page.fetched), "title": page.title or page.url}
        lines.append(json.dumps(facts, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _info(cover: Cover, name: str) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    facts = {
        "software": cover.software,
        "format": "WARC File Format 1.1",
        "description": f"{cover.title}. {cover.note}",
    }
    writer.write_record(writer.create_warcinfo_record(name, facts))
    return out.getvalue()


def _copy(path: Path, out: BinaryIO, done: Handed) -> None:
    with open_warc(path) as file:
        for item in walk(path):
            if not isinstance(item, Record):
                done.left_out += 1
                continue
            file.seek(item.offset)
            data = file.read(item.length)
            out.write(data if data.startswith(GZIP) else gzip.compress(data, mtime=0))
            done.records += 1


def _indexed(copy: BinaryIO, name: str) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
        copy.seek(0)
        shutil.copyfileobj(copy, file)
        file.flush()
        return index_lines((item for item in walk(Path(file.name)) if isinstance(item, Record)), name)


@contextmanager
def _draft(output: Path) -> Iterator[BinaryIO]:
    draft = output.with_name(output.name + ".new")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            yield file
        draft.replace(output)
    except OSError as error:
        raise UserError(
            error.strerror or str(error), where=str(output), hint="name another path, or check rights and free space"
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
