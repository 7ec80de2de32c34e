"""A web archive on loopback that answers as Wayback does, from captures that a test names or an archive holds.

Its index is a JSON array with a resume key, its raw captures carry ``x-archive-orig-`` headers and rewritten redirects, a
timestamp that it does not have leads to the exact date, and what it lacks is a 404 of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from scanner.archive.members import Record, walk
from scanner.archive.reader import Archive
from spiders.cdx import moment_of
from tests.serving import Answer, Asked, Served

_NAMES = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


@dataclass(frozen=True)
class Kept:
    """One capture; `listed` is the timestamp in the index where that is another one (the archive then leads on)."""

    url: str
    timestamp: str
    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    listed: str = ""

    @property
    def key(self) -> str:
        parts = urlsplit(self.url)
        host = ",".join(reversed(parts.netloc.removeprefix("www.").removesuffix(":80").split(".")))
        return f"{host}){parts.path}{'?' + parts.query if parts.query else ''}".lower()


def kept_in(warc: Path, timestamp: str) -> list[Kept]:
    """Return the answers of a WARC as captures, all of one moment."""
    archive = Archive(warc)
    seen = {one.id for one in archive.captures}
    found = []
    for one in walk(warc):
        if isinstance(one, Record) and one.kind in ("response", "revisit") and one.url.startswith("http"):
            whole = one.kind == "revisit" and one.id in seen
            headers = tuple(pair for pair in one.http if not (whole and pair[0].lower() == "content-encoding"))
            found.append(Kept(one.url, timestamp, archive.body(one.id) if whole else one.body, one.status, headers))
    return found


@dataclass
class Wayback:
    """The archive: put `route` under every path of a `Served`. `busy` answers come first as 429, so many times."""

    captures: list[Kept]
    page: int = 1000
    busy: int = 0
    retry_after: str = "1"
    robots: bytes = b"User-agent: *\nDisallow: /geheim"
    index: int = 200
    log: list[Asked] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/robots.txt":
            return Answer(self.robots, headers={"Content-Type": "text/plain"})
        if self.busy:
            self.busy -= 1
            return Answer(b"slow down", 429, {"Retry-After": self.retry_after})
        return self._index(asked) if asked.path.startswith("/cdx") else self._capture(asked)

    def _index(self, asked: Asked) -> Answer:
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}
        self.queries.append(query)
        if self.index != 200:
            return Answer(b"no such collection", self.index)
        wanted = Kept(query["url"] if "//" in query["url"] else f"http://{query['url']}/", "").key
        host = wanted.partition(")")[0]
        rows = sorted(self._rows(wanted, host if query["matchType"] == "host" else "", query))
        start = int(query.get("resumeKey", "0"))
        shown = rows[start : start + self.page]
        more = [[], [str(start + self.page)]] if len(rows) > start + self.page else []
        return Answer(json.dumps([_NAMES, *shown, *more] if shown else []).encode())

    def _rows(self, wanted: str, host: str, query: dict[str, str]) -> Iterable[list[str]]:
        for one in self.captures:
            stamp = one.listed or one.timestamp
            inside = query["from"] <= stamp[:8] <= query["to"]
            if inside and (one.key == wanted or (host and one.key.startswith(f"{host})"))):
                kind = next((value for name, value in one.headers if name.lower() == "content-type"), "")
                yield [one.key, stamp, one.url, kind.partition(";")[0], str(one.status), "A", "1"]

    def _capture(self, asked: Asked) -> Answer:
        stamp, _, url = asked.path.removeprefix("/web/").partition("id_/")
        found = [one for one in self.captures if one.key == Kept(url, "").key]
        if not found:
            return Answer(b"Wayback Machine has not archived that URL.", 404, {"Content-Type": "text/html"})
        best = min(found, key=lambda one: (abs(moment_of(one.timestamp) - moment_of(stamp)), one.url != url))
        if best.timestamp != stamp:
            reason = f"found capture at {best.timestamp}"
            return Answer(
                status=302,
                headers={"Location": f"/web/{best.timestamp}id_/{best.url}", "x-archive-redirect-reason": reason},
            )
        return _replayed(best)


def _replayed(one: Kept) -> Answer:
    when: datetime = moment_of(one.timestamp).astimezone(UTC)
    headers = {f"x-archive-orig-{name.lower()}": value for name, value in one.headers}
    headers |= {name: value for name, value in one.headers if name.lower() in ("content-type", "content-encoding")}
    headers |= {"Memento-Datetime": f"{when:%a, %d %b %Y %H:%M:%S} GMT", "X-App-Server": responses[200]}
    if place := dict(one.headers).get("Location"):
        headers["Location"] = f"/web/{one.timestamp}id_/{place}"
        del headers["x-archive-orig-location"]
    return Answer(one.body, one.status, headers)


class Everywhere(dict[str, object]):
    """Routes that hand every path to one archive."""

    def __init__(self, archive: Wayback) -> None:
        super().__init__()
        self._archive = archive

    def get(self, *_: object) -> object:
        return self._archive.answer


def served(archive: Wayback) -> Served:
    """Serve an archive."""
    made = Served()
    made.routes = Everywhere(archive)  # type: ignore[assignment]
    return made
