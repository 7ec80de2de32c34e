"""Walks through the records of a WARC file; a damaged one costs no other."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders

from criteria.errors import UserError

GZIP = b"\x1f\x8b\x08"
PLAIN = b"WARC/1."
LARGEST = 512 * 1024 * 1024
_STEP = 1 << 16
_LOADER = ArcWarcRecordLoader(verify_http=False, arc2warc=False)


class DamagedRecordError(Exception):
    """One record of an archive can't be read; the others can."""


@dataclass(frozen=True)
class Record:
    """One record: WARC headers and HTTP headers as text, the body without transfer encoding, and where it stands.

    `fault` says what its digests tell, empty where they fit or were not compared.
    """

    kind: str
    id: str
    offset: int
    length: int
    status: int
    warc: dict[str, str]
    http: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    method: str = ""
    fault: str = ""

    @property
    def url(self) -> str:
        """Its target address."""
        return self.warc.get("warc-target-uri", "").strip("<>")


@dataclass(frozen=True)
class Damage:
    """A stretch of the file that can't be read: where it begins and why."""

    offset: int
    reason: str


def walk(path: Path, *, digests: bool = False) -> Iterator[Record | Damage]:
    """Yield the records of a WARC file in order, and the damaged stretches between them.

    Raises:
        UserError: the file is missing, no WARC, or compressed as one piece.
    """
    with open_warc(path) as file:
        at, size = 0, path.stat().st_size
        while at < size:
            try:
                record = read_record(file, at, digests=digests)
            except DamagedRecordError as error:
                yield Damage(at, str(error))
                at = _next_start(file, at + 1)
            else:
                yield record
                at += record.length


def open_warc(path: Path) -> BinaryIO:
    """Open a WARC file; UserError where it is missing or is something else."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise UserError(f"the archive can't be read: {error.strerror}", where=str(path)) from error
    start = file.read(len(PLAIN))
    if start and not start.startswith((GZIP, PLAIN)):
        file.close()
        raise UserError("this is no WARC file", where=str(path))
    return file


def read_record(file: BinaryIO, offset: int, *, digests: bool = False) -> Record:
    """Read the record that begins at an offset; DamagedRecordError where it can't be read."""
    file.seek(offset)
    start = file.read(len(PLAIN))
    file.seek(offset)
    if start.startswith(GZIP):
        member, length = _member(file)
        stream = BytesIO(member)
        record = _parse(stream, offset, length, digests)
        _no_second_record(stream, file.name)
        return record
    if start != PLAIN:
        raise DamagedRecordError("no record begins here")
    record = _parse(file, offset, 0, digests)
    return replace(record, length=_after_blank_lines(file) - offset)


def _member(file: BinaryIO) -> tuple[bytes, int]:
    machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    out, read = bytearray(), 0
    try:
        while not machine.eof and (part := file.read(_STEP)):
            read += len(part)
            out += machine.decompress(part)
            if len(out) > LARGEST:
                raise DamagedRecordError("the record is too large")
    except zlib.error as error:
        raise DamagedRecordError(f"the compressed data is damaged ({error})") from error
    if not machine.eof:
        raise DamagedRecordError("the file ends within the record")
    return bytes(out), read - len(machine.unused_data)


def _parse(stream: BinaryIO, offset: int, length: int, digests: bool) -> Record:
    try:
        record = _LOADER.parse_record_stream(stream, None, "warc", False, False, digests)
        body = record.raw_stream.read()
        if record.raw_stream.limit:
            raise DamagedRecordError("the record is shorter than it says")
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError) as error:
        raise DamagedRecordError(f"the record's headers can't be read ({error})") from error
    warc = {name.lower(): value for name, value in record.rec_headers.headers}
    http = record.http_headers
    return Record(
        kind=record.rec_type or "",
        id=warc.get("warc-record-id", "").strip("<>"),
        offset=offset,
        length=length,
        status=_status(record.rec_type, http),
        warc=warc,
        http=tuple(http.headers) if http else (),
        body=_unchunked(http, body),
        method=http.protocol if http and record.rec_type == "request" else "",
        fault="; ".join(record.digest_checker.problems),
    )


def _status(kind: str, http: StatusAndHeaders | None) -> int:
    code = http.get_statuscode() if http and kind != "request" else ""
    return int(code) if code.isdigit() else 0


def _unchunked(http: StatusAndHeaders | None, body: bytes) -> bytes:
    if http and (http.get_header("transfer-encoding") or "").lower() == "chunked":
        reader = ChunkedDataReader(BytesIO(body))
        return b"".join(iter(lambda: reader.read(_STEP), b""))
    return body


def _no_second_record(stream: BinaryIO, name: str) -> None:
    rest = stream.read(_STEP).lstrip(b"\r\n")
    if rest.startswith(PLAIN):
        raise UserError(
            "the archive is compressed as one piece, not record by record",
            where=name,
            hint="warcio recompress OLD NEW makes one that can be read",
        )


def _after_blank_lines(file: BinaryIO) -> int:
    while (byte := file.read(1)) and byte in b"\r\n":
        pass
    return file.tell() - len(byte)


def _next_start(file: BinaryIO, at: int) -> int:
    """Return the next offset after some damage at which a record may begin, the end of the file where there is none."""
    tail = b""
    file.seek(at)
    while part := file.read(_STEP):
        block = tail + part
        found = [place for mark in (GZIP, PLAIN) if (place := block.find(mark)) >= 0]
        if found:
            return at - len(tail) + min(found)
        at += len(part)
        tail = block[1 - len(PLAIN) :]
    return at
