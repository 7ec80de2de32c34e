"""Writes one scan's WARC: each record a gzip member of its own, so that a damaged one costs no other.

A body that is there already is not written again: its record is a `revisit` that names the first one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from pathlib import Path
from string import punctuation
from typing import Self
from urllib.parse import quote, urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scanner.archive.exchange import Exchange
from scanner.archive.members import Record, walk

# Taken off on the way (the body is stored without it), so a reader must not try to undo it.
_UNDONE = frozenset({"transfer-encoding"})
# Says who the operator is to the proxy; nobody else's business.
_SECRET = frozenset({"proxy-authorization"})
_WORTH = 512  # bytes of a body, below which naming the first record takes as much room


@dataclass(frozen=True)
class Written:
    """Where a record stands: its WARC-Record-ID without brackets, byte offset and length in the file."""

    id: str
    offset: int
    length: int


@dataclass(frozen=True)
class _First:
    """The record that holds a body: what others of the same body refer to."""

    id: str
    url: str
    date: str
    offset: int


class ArchiveWriter:
    """Appends records to a WARC file (version 1.1).

    Args:
        path: the file, ``.warc.gz``; made where it is missing.
        software: who wrote it, for the warcinfo record.
        end: cut the file back to this length first (what the ledger knows to be whole); None keeps all.
    """

    def __init__(self, path: Path, *, software: str, end: int | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab")
        self._warc = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        self._firsts: dict[str, _First] = {}
        if end is not None:
            self.cut(end)
        if self._file.tell():
            self._firsts = _firsts(path)
        if self._file.tell() == 0:
            info = {"software": software, "format": "WARC File Format 1.1"}
            self._write(self._warc.create_warcinfo_record(path.name, info))

    def exchange(self, exchange: Exchange) -> Written:
        """Append response (or revisit) and request as received; the place is the response's."""
        when = {"WARC-Date": _date(exchange.fetched)}
        written = self._answer(exchange, when)
        if exchange.source:
            return written  # what was asked of the web archive is no request to the site
        pair = when | {"WARC-Concurrent-To": f"<{written.id}>"}
        asked = _request_headers(exchange)
        self._write(self._record(exchange.url, "request", exchange.request_body, pair, asked))
        return written

    def resource(self, name: str, content_type: str, body: bytes, when: datetime) -> Written:
        """Append something that is no answer of a server under a ``urn:g2b:...`` name."""
        headers = {"WARC-Date": _date(when), "Content-Type": content_type}
        return self._write(self._record(name, "resource", body, headers))

    def flush(self) -> int:
        """Hand everything to the operating system and return the length of the file."""
        self._file.flush()
        return self._file.tell()

    def cut(self, end: int) -> None:
        """Drop everything after that length."""
        self._file.flush()
        self._file.truncate(min(end, self._file.tell()))
        self._file.seek(0, 2)
        self._firsts = {digest: first for digest, first in self._firsts.items() if first.offset < end}

    def close(self) -> None:
        """Flush and close; closing twice is fine."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _answer(self, exchange: Exchange, when: dict[str, str]) -> Written:
        facts = {
            "WARC-IP-Address": exchange.address,
            "WARC-Truncated": exchange.truncated,
            "WARC-Source-URI": exchange.source,
        }
        extra = when | {name: value for name, value in facts.items() if value}
        http = _response_headers(exchange)
        response = self._record(exchange.url, "response", exchange.body, extra, http)
        if len(exchange.body) < _WORTH or exchange.truncated:
            return self._write(response)
        self._warc.ensure_digest(response, block=False)
        digest = response.rec_headers.get_header("WARC-Payload-Digest")
        if first := self._firsts.get(digest):
            extra["WARC-Refers-To"] = f"<{first.id}>"
            return self._write(
                self._warc.create_revisit_record(exchange.url, digest, first.url, first.date, http, extra)
            )
        written = self._write(response)
        self._firsts[digest] = _First(written.id, exchange.url, when["WARC-Date"], written.offset)
        return written

    def _record(
        self, url: str, kind: str, body: bytes, extra: dict[str, str], http: StatusAndHeaders | None = None
    ) -> ArcWarcRecord:
        return self._warc.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), warc_headers_dict=extra, http_headers=http
        )

    def _write(self, record: ArcWarcRecord) -> Written:
        offset = self._file.tell()
        self._warc.write_record(record)
        record_id = record.rec_headers.get_header("WARC-Record-ID")
        return Written(record_id.strip("<>"), offset, self._file.tell() - offset)


def _firsts(path: Path) -> dict[str, _First]:
    """Return the records of a file that hold a body worth naming, by its digest."""
    found: dict[str, _First] = {}
    for item in walk(path):
        if isinstance(item, Record) and item.kind == "response" and "warc-truncated" not in item.warc:
            first = _First(item.id, item.url, item.warc.get("warc-date", ""), item.offset)
            found.setdefault(item.warc.get("warc-payload-digest", ""), first)
    return found


def _date(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _response_headers(exchange: Exchange) -> StatusAndHeaders:
    reason = exchange.reason or responses.get(exchange.status, "")
    headers = [(_ascii(name), value) for name, value in exchange.headers if name.lower() not in _UNDONE]
    return StatusAndHeaders(f"{exchange.status} {_ascii(reason)}".strip(), headers, protocol=exchange.protocol)


def _request_headers(exchange: Exchange) -> StatusAndHeaders:
    parts = urlsplit(exchange.url)
    target = quote(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", safe=punctuation)
    headers = [(name, value) for name, value in exchange.request_headers if name.lower() not in _SECRET]
    if not any(name.lower() == "host" for name, _ in headers):
        headers.insert(0, ("Host", parts.netloc.rpartition("@")[2]))
    return StatusAndHeaders(f"{exchange.method} {target} HTTP/1.1", headers, is_http_request=True)


def _ascii(text: str) -> str:
    """Return what a header block can hold outside of values (warcio escapes those itself)."""
    return text.encode("ascii", "replace").decode("ascii")
