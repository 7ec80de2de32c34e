"""Makes the manifest of a WARC that came without one, from its records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from scanner.archive.members import Record, walk
from scanner.archive.records import Capture, Manifest, Purpose

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RENDERED = "urn:g2b:rendered:"
_HOPS = 10
_EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass
class _Found:
    captures: list[Capture]
    methods: dict[str, str]
    digests: dict[str, Capture]
    damaged: int = 0


def derive(path: Path) -> Manifest:
    """Return a manifest with a capture for each response, and one for each address that was redirected to it.

    What a WARC does not tell (who, league, engines, purposes beyond robots.txt) stays empty; `source` is file.

    Raises:
        UserError: the file is missing or is no WARC.
    """
    found = _read(path)
    asked = [replace(capture, method=found.methods.get(capture.id, "GET")) for capture in found.captures]
    captures = _joined(asked)
    dates = [capture.fetched for capture in captures]
    return Manifest(
        ags="",
        name="",
        league="",
        homepage=captures[0].url if captures else "",
        as_of=max(dates, default=_EPOCH),
        source="file",
        started=min(dates, default=None),
        finished=max(dates, default=None),
        unasked=(Purpose.SEARCH, Purpose.SUGGEST, Purpose.TARGET),
        captures=tuple(captures),
        notes=(f"{found.damaged} damaged records",) if found.damaged else (),
    )


def _read(path: Path) -> _Found:
    found = _Found([], {}, {})
    for item in walk(path):
        if not isinstance(item, Record):
            found.damaged += 1
        elif item.kind == "request":
            found.methods[item.warc.get("warc-concurrent-to", "").strip("<>")] = item.method
        elif capture := _capture(item, found.digests):
            found.captures.append(capture)
            if item.kind == "response":
                found.digests[item.warc.get("warc-payload-digest", item.id)] = capture
    return found


def _capture(record: Record, known: dict[str, Capture]) -> Capture | None:
    if record.kind == "resource" and record.url.startswith(RENDERED):
        url = record.url.removeprefix(RENDERED)
        return _made(record, url, Purpose.RENDERED, record.warc.get("content-type", ""))
    if record.kind not in ("response", "revisit") or not record.url.startswith(("http:", "https:")):
        return None
    purpose = Purpose.ROBOTS if urlsplit(record.url).path == "/robots.txt" else Purpose.PAGE
    made = _made(record, record.url, purpose, _header(record.http, "content-type"))
    if record.kind == "response":
        return made
    # A revisit has no body of its own: the bytes are those of the record with the same digest.
    first = known.get(record.warc.get("warc-payload-digest", ""))
    return first and replace(
        made, id=first.id, offset=first.offset, length=first.length, status=made.status or first.status
    )


def _made(record: Record, url: str, purpose: Purpose, content_type: str) -> Capture:
    return Capture(
        id=record.id,
        url=url,
        final=url,
        purpose=purpose,
        status=record.status or 200,
        fetched=_date(record.warc.get("warc-date", "")),
        content_type=content_type,
        truncated="warc-truncated" in record.warc,
        headers=record.http,
        offset=record.offset,
        length=record.length,
    )


def _joined(captures: list[Capture]) -> list[Capture]:
    """Return captures with redirects followed; one whose redirect leads out of the archive stays a redirect."""
    first: dict[str, Capture] = {}
    for capture in captures:
        if capture.purpose is not Purpose.RENDERED:
            first.setdefault(capture.url, capture)
    return [_followed(capture, first) for capture in captures]


def _followed(capture: Capture, first: dict[str, Capture]) -> Capture:
    passed: list[str] = []
    at = capture
    while at.status in REDIRECTS and len(passed) < _HOPS:
        target = urldefrag(urljoin(at.url, _header(at.headers, "location"))).url
        if target not in first or target in (capture.url, *passed):
            return capture
        passed.append(target)
        at = first[target]
    if not passed or at.status in REDIRECTS:
        return capture
    return replace(at, url=capture.url, redirects=tuple(passed[:-1]), fetched=capture.fetched)


def _header(headers: Iterable[tuple[str, str]], name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


def _date(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return _EPOCH
    return when if when.tzinfo else when.replace(tzinfo=UTC)
