"""FIM-Portal, Data Hub and PVOG on loopback: they answer as those do, errors and rate limits included."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.serving import Answer, Asked, Served

KEY = "99050012104000"
COLUMNS = "leika_key;leika_name;ars;ozgid;ozg_bezeichnung;url;online_status;aktiv;art_flaechendeckung"


def steckbrief(number: int) -> dict[str, Any]:
    return {
        "leistungsschluessel": f"99050{number:03d}104000",
        "title": f"Leistung {number}",
        "typisierung": ["2b"],
        "leistungsadressat": ["002"],
        "ozg": [{"id": 10001, "name": "Freizeit"}],
        "sdg": [],
    }


@dataclass
class Interfaces:
    """The interfaces: `services` in the FIM-Portal; `refuse` are statuses that come first, one for each question.

    `large` areas get a 413 for the export, `links` are the online services that the search of PVOG knows by area.
    """

    services: int = 3
    refuse: list[int] = field(default_factory=list)
    retry_after: str = "0"
    large: frozenset[str] = frozenset()
    links: dict[str, list[str]] = field(default_factory=dict)
    body: bytes = b""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        parts = urlsplit(asked.path)
        if parts.path == "/robots.txt":
            return Answer(b"not here", 404)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append((parts.path, query))
        if self.refuse:
            return Answer(b'{"detail": "Rate limit exceeded"}', self.refuse.pop(0), {"Retry-After": self.retry_after})
        if self.body:
            return Answer(self.body)
        if parts.path.startswith("/fim"):
            return self._fim(query)
        return self._hub(parts.path, asked, query) if parts.path.startswith("/hub") else self._pvog(query)

    def _fim(self, query: dict[str, str]) -> Answer:
        first = int(query["offset"])
        items = [steckbrief(number) for number in range(first, min(self.services, first + int(query["limit"])))]
        return _json({"items": items, "total_count": self.services, "offset": first, "limit": int(query["limit"])})

    def _hub(self, path: str, asked: Asked, query: dict[str, str]) -> Answer:
        ars = path.split("/")[2]
        row = dict(zip(COLUMNS.split(";"), self._row(ars), strict=True))
        if not path.endswith("/export"):
            page = int(query["page"])
            return _json({"content": [row | {"url": f"https://dorf.example/{page}"}], "page": {"totalPages": 2}})
        if asked.headers.get("Accept") != "application/octet-stream":
            return Answer(b"", 406)
        if ars in self.large:
            return Answer(b"too large", 413)
        return Answer(
            f"{COLUMNS}\n{';'.join(row.values())}\n".encode(), headers={"Content-Type": "application/octet-stream"}
        )

    def _row(self, ars: str) -> tuple[str, ...]:
        return KEY, "Drachen", ars, "10001", "Freizeit", "https://dorf.example/a", "ok", "ja", "landesweit"

    def _pvog(self, query: dict[str, str]) -> Answer:
        links = [{"title": "Antrag", "uri": link} for link in self.links.get(query["ars"], [])]
        return _json({"content": [{"id": "1", "name": "Drachen", "onlineServiceLinks": links}] if links else []})


def _json(data: object) -> Answer:
    return Answer(json.dumps(data).encode(), headers={"Content-Type": "application/json"})


def served(interfaces: Interfaces) -> Served:
    """Serve the interfaces under every path."""

    class Routes(dict[str, Any]):
        def get(self, _key: str, _default: object = None) -> Any:
            return interfaces.answer

    server = Served()
    server.routes = Routes()
    return server
