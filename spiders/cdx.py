"""The index of a web archive: what it answers in its dialects, and which capture is the nearest.

Two dialects are read: Wayback's JSON array (a row of names, rows of values, an empty row and a resume key), and lines as
pywb sends them (CDXJ ``urlkey timestamp {...}``, or one JSON object a line).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from scanner.reading.urls import identity

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TOLD = frozenset({0, 200, *_REDIRECTS, 404, 410})  # 0: a revisit, which says what an earlier capture said


@dataclass(frozen=True)
class Snapshot:
    """One capture of a web archive: its original address, its timestamp there, and the status (0 for a revisit)."""

    url: str
    timestamp: str
    status: int = 0

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return moment_of(self.timestamp)

    @property
    def leads_on(self) -> bool:
        """Whether it is a redirect."""
        return self.status in _REDIRECTS


def moment_of(timestamp: str) -> datetime:
    """Return the moment of a timestamp of 4 to 14 digits; ValueError where it is none."""
    return datetime.strptime(timestamp + "00000101000000"[len(timestamp) :], "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def parse(text: str) -> tuple[list[Snapshot], str]:
    """Return the captures that an answer lists, and the resume key of Wayback where there is more.

    Raises:
        ValueError: the answer is in no dialect we know.
    """
    text = text.strip()
    if text.startswith("["):
        return _of_rows(json.loads(text))
    return [one for line in text.splitlines() if line.strip() and (one := _of_line(line)) is not None], ""


def _of_rows(rows: Any) -> tuple[list[Snapshot], str]:  # noqa: ANN401 - as JSON gives it
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ValueError("no rows")
    names, *rest = rows or [[]]
    resume = ""
    if len(rest) >= 2 and not rest[-2] and len(rest[-1]) == 1:
        resume, rest = str(rest[-1][0]), rest[:-2]
    found = (_snapshot(dict(zip(names, row, strict=False))) for row in rest)
    return [one for one in found if one is not None], resume


def _of_line(line: str) -> Snapshot | None:
    before, brace, after = line.partition("{")
    if not brace:
        raise ValueError(f"no line of an index: {line[:80]}")
    facts = json.loads(brace + after)
    parts = before.split()
    return _snapshot({"timestamp": parts[1], **facts} if len(parts) > 1 else facts)


def _snapshot(facts: Mapping[str, Any]) -> Snapshot | None:
    url, timestamp = facts.get("original") or facts.get("url"), str(facts.get("timestamp", ""))
    status = str(facts.get("statuscode") or facts.get("status") or "")
    if not url or not str(url).startswith(("http:", "https:")) or not timestamp.isdigit():
        return None
    return Snapshot(_plain(str(url)), timestamp, int(status) if status.isdigit() else 0)


@dataclass
class Index:
    """The captures of one host or address.

    `complete` is False where the archive has more than it listed, `refused` the status it answered instead of a list.
    """

    complete: bool = True
    refused: int = 0
    _known: dict[str, list[Snapshot]] = field(default_factory=dict)

    def add(self, snapshots: Iterable[Snapshot]) -> None:
        """Note captures."""
        for snapshot in snapshots:
            for key in dict.fromkeys(_keys(snapshot.url)):
                self._known.setdefault(key, []).append(snapshot)

    def nearest(self, url: str, as_of: datetime) -> Snapshot | None:
        """Return the capture of an address that is nearest to a moment.

        The very address wins, then the other scheme, then its twins by `identity`. Captures that tell what the site
        said win over errors that may have been the crawler's (403, 429, 5xx); of a twin those that show a page win over
        redirects, which may lead back to the address itself.
        """
        for number, key in enumerate(_keys(_plain(url))):
            found = self._known.get(key, [])
            told = [one for one in found if one.status in _TOLD] or found
            shown = [one for one in told if not one.leads_on] if number else told
            if best := min(shown or told, key=lambda one: (abs(one.moment - as_of), one.timestamp), default=None):
                return best
        return None


def _keys(url: str) -> tuple[str, str, str]:
    """Return the keys of an address from the very one to its twins; the ends of the marks keep them apart."""
    return url, "//" + url.partition("://")[2], f"={identity(url)}"


def _plain(url: str) -> str:
    """Return an address without fragment and without the port that its scheme has anyway (Wayback lists ``:80``)."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    host = host.removesuffix(":80" if parts.scheme == "http" else ":443")
    return urlunsplit((parts.scheme, host, parts.path or "/", parts.query, ""))
