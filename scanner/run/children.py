"""The processes that a schedule starts: begun, found again by whoever supervises next, stopped."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from results.schedules import Occurrence
from scanner.run.processes import end, identity
from scanner.run.progress import ENDED
from scanner.run.retries import State

_TAIL = 1024 * 1024  # bytes at the end of a log; the last line names every municipality of a run
_NOTE = 300
REFUSED = "g2b: "  # what a message begins with that ends a command with 2


class Kind(StrEnum):
    """What a process does for an occurrence."""

    SCAN = "scan"
    RETRY = "retry"
    FINISH = "finish"


@dataclass(frozen=True)
class Call:
    """What a process is started for: the arguments of ``g2b``; of a retry the numbers of what is tried again.

    `scans` is how many scans each municipality had in the run before, by AGS.
    """

    kind: Kind
    arguments: tuple[str, ...]
    retries: tuple[int, ...] = ()
    scans: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Child:
    """A process that was started for an occurrence.

    `code` is its exit code where it is known, `told` how each municipality ended where it came to say so, `said` the
    message that it gave up with, or the last line that it wrote.
    """

    call: Call
    alive: bool
    stopping: bool = False
    code: int | None = None
    told: Mapping[str, State] | None = None
    said: str = ""


class Children(Protocol):
    """Starts processes and keeps track of them; one for each occurrence."""

    def start(self, occurrence: Occurrence, call: Call) -> None:
        """Start a process for an occurrence."""

    def find(self, occurrence: Occurrence) -> Child | None:
        """Return the process of an occurrence, whoever started it; None where there is none that was not cleared."""

    def stop(self, occurrence: Occurrence) -> None:
        """Ask a process to end."""

    def clear(self, occurrence: Occurrence) -> None:
        """Forget the process of an occurrence."""

    def tidy(self, still: Collection[int]) -> bool:
        """Forget what has ended and belongs to none of these occurrences any more; return whether something of it runs."""


@dataclass(frozen=True)
class _Record:
    pid: int
    identity: str
    log: str
    offset: int
    call: Call
    stopping: bool = False


class Processes:
    """Real processes: what is known of each stands in a file, so that it outlives who started it.

    Args:
        home: the home folder; records stand in ``schedule``, logs in ``logs``.
        language: of what they write.
        database: address of the results, where it was named on the command line.
    """

    def __init__(self, home: Path, language: str, database: str = "") -> None:
        self._home, self._language = home, language
        self._more = {"G2B_DATABASE": database} if database else {}
        self._own: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, occurrence: Occurrence, call: Call) -> None:
        """Start ``g2b`` in a session of its own, so that Ctrl-C and the end of ours do not reach it."""
        log = self._log(occurrence)
        command = [sys.executable, "-m", "scanner.cli", "--home", str(self._home), "--lang", self._language]
        with log.open("ab") as file:
            offset = file.tell()
            self._own[occurrence.id] = started = subprocess.Popen(  # noqa: S603 - our own command
                [*command, *call.arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # for people; what machines read, and messages, are on the other one
                stderr=file,
                start_new_session=True,
                env=os.environ | {"PYTHONUNBUFFERED": "1"} | self._more,
            )
        self._keep(occurrence, _Record(started.pid, identity(started.pid), str(log), offset, call))

    def find(self, occurrence: Occurrence) -> Child | None:
        """Return the process of an occurrence as its record has it."""
        record = _read(self._path(occurrence))
        if record is None:
            return None
        own = self._own.get(occurrence.id)
        code = own.poll() if own is not None and own.pid == record.pid else None
        if code is None and _lives(record):
            return Child(record.call, alive=True, stopping=record.stopping)
        lines = _lines(Path(record.log), record.offset)
        return Child(record.call, False, record.stopping, code, _told(lines), _said(lines)[:_NOTE])

    def stop(self, occurrence: Occurrence) -> None:
        """Send SIGTERM, once: a second one would end it less cleanly."""
        record = _read(self._path(occurrence))
        if record is not None and not record.stopping:
            self._keep(occurrence, replace(record, stopping=True))
            # A scan ends its own helpers when it has done with them; what comes after may have started scans itself.
            end(record.pid, record.identity, group=record.call.kind is Kind.FINISH)

    def clear(self, occurrence: Occurrence) -> None:
        """Remove the record of a process."""
        self._own.pop(occurrence.id, None)
        self._path(occurrence).unlink(missing_ok=True)

    def tidy(self, still: Collection[int]) -> bool:
        """Reap processes whose occurrence ended while they did: what comes after a run tells so itself."""
        left = False
        for path in (self._home / "schedule").glob("child-*.json"):
            number = int(path.stem.rpartition("-")[2])
            if number in still:
                continue
            record, own = _read(path), self._own.get(number)
            if own.poll() is None if own is not None else record is not None and _lives(record):
                left = True
            else:
                self._own.pop(number, None)
                path.unlink(missing_ok=True)
        return left

    def _path(self, occurrence: Occurrence) -> Path:
        return self._home / "schedule" / f"child-{occurrence.id}.json"

    def _log(self, occurrence: Occurrence) -> Path:
        folder = self._home / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]+", "_", occurrence.label)
        return folder / f"{name}-{occurrence.id}.jsonl"

    def _keep(self, occurrence: Occurrence, record: _Record) -> None:
        path = self._path(occurrence)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(asdict(record)), "utf-8")
        new.replace(path)


def _read(path: Path) -> _Record | None:
    try:
        kept = json.loads(path.read_text("utf-8"))
        call = kept.pop("call")
        known = Call(Kind(call["kind"]), tuple(call["arguments"]), tuple(call["retries"]), call["scans"])
        return _Record(call=known, **kept)
    except (OSError, ValueError, KeyError, TypeError):  # none, or it was cut short when the machine went off
        return None


def _lives(record: _Record) -> bool:
    return bool(record.identity) and identity(record.pid) == record.identity


def _lines(log: Path, offset: int) -> list[str]:
    """Return the last lines that a process wrote; what others wrote into the log before it is left out."""
    try:
        with log.open("rb") as file:
            file.seek(max(offset, log.stat().st_size - _TAIL))
            return file.read().decode("utf-8", "replace").strip().splitlines()
    except OSError:
        return []


def _told(lines: Sequence[str]) -> Mapping[str, State] | None:
    """Return how each municipality ended; what people read on it may follow that line, no other event does."""
    last = next((line for line in reversed(lines) if line.startswith("{")), "")
    try:
        record = json.loads(last)
        return {ags: State(*told) for ags, told in record["towns"].items()} if record["told"] == ENDED else None
    except (ValueError, KeyError, TypeError):
        return None


def _said(lines: Sequence[str]) -> str:
    refused = next((line for line in reversed(lines) if line.startswith(REFUSED)), "")
    return refused or (lines[-1] if lines else "")
