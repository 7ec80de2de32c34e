"""Exchanges and archives for the tests."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warcio.checker import Checker

from scanner.archive.exchange import Exchange
from scanner.archive.records import Capture, Manifest, Purpose
from scanner.archive.writer import ArchiveWriter, Written

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def exchange(path: str = "/", body: bytes = b"<p>Guten Tag</p>", **changes: object) -> Exchange:
    """Return an answer of www.musterfeld.example, gzip-encoded where `encoding` says so."""
    encoding = str(changes.pop("encoding", ""))
    headers = [("Content-Type", "text/html; charset=utf-8")]
    if encoding == "gzip":
        body = gzip.compress(body)
    if encoding:
        headers.append(("Content-Encoding", encoding))
    known: dict[str, object] = {
        "url": f"http://www.musterfeld.example{path}",
        "status": 200,
        "fetched": NOON,
        "headers": tuple(headers),
        "body": body,
        "request_headers": (("User-Agent", "G2B-Scanner/0 (+test; a@b.example)"),),
    }
    return Exchange(**(known | changes))  # type: ignore[arg-type]


def capture(written: Written, answer: Exchange) -> Capture:
    return Capture(
        id=written.id,
        url=answer.url,
        final=answer.url,
        purpose=Purpose.PAGE,
        status=answer.status,
        fetched=answer.fetched,
        offset=written.offset,
        length=written.length,
    )


def archive(path: Path, bodies: list[bytes], encoding: str = "gzip") -> Manifest:
    """Write an archive of pages /0, /1 ... and return its manifest."""
    captures = []
    with ArchiveWriter(path, software="test/1") as writer:
        for number, body in enumerate(bodies):
            answer = exchange(f"/{number}", body, encoding=encoding, fetched=NOON + timedelta(seconds=number))
            captures.append(capture(writer.exchange(answer), answer))
    return Manifest(
        ags="05999001",
        name="Musterfeld",
        league="gemeinde",
        homepage="http://www.musterfeld.example/0",
        as_of=NOON,
        captures=tuple(captures),
    )


class Inputs:
    def __init__(self, path: Path) -> None:
        self.inputs, self.verbose = [str(path)], False


def passes_warcio_check(path: Path) -> bool:
    return bool(Checker(Inputs(path)).process_all() == 0)
