"""The log of a practice server: who asked what from when to when, one JSON object a line."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Request:
    """One request; `start` is when its head had come in, `end` when its answer had gone out, in epoch seconds."""

    start: float
    end: float
    host: str
    method: str
    path: str
    agent: str
    status: int


class RequestLog:
    """Keeps the requests of a server and, where a file is given, appends each to it as it ends."""

    def __init__(self, file: Path | None = None) -> None:
        self.requests: list[Request] = []
        self._file = file

    def add(self, request: Request) -> None:
        """Note a request that has ended."""
        self.requests.append(request)
        if self._file:
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(asdict(request), ensure_ascii=False) + "\n")


def read_log(file: Path) -> list[Request]:
    """Read a log file."""
    return [Request(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def most_at_once(requests: list[Request]) -> dict[str, int]:
    """Return by host how many of its requests were in flight at the busiest moment."""
    steps: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for request in requests:
        steps[request.host] += [(request.start, 1), (request.end, -1)]
    return {host: _peak(sorted(changes)) for host, changes in steps.items()}


def _peak(changes: list[tuple[float, int]]) -> int:
    now = peak = 0
    for _, change in changes:
        now += change
        peak = max(peak, now)
    return peak
