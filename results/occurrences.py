"""What is kept of schedules and of the times they were due, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any


class What(StrEnum):
    """What happened to an occurrence; the last one is its state."""

    WAITING = "waiting"  # due, not begun: its window is closed, or something else has its municipalities
    STARTED = "started"
    RESUMED = "resumed"
    RETRYING = "retrying"  # municipalities that failed are scanned once more
    FINISHING = "finishing"  # what comes after a run is made: exports, messages
    PAUSED = "paused"  # stopped on purpose: its window closed, or the daemon was told to end
    BROKEN = "broken"  # what ran ended before it was through: killed, or the machine went off
    REFUSED = "refused"  # the scan could not be made; only what comes after is left
    SCANNED = "scanned"  # all was scanned; what failed may be tried again before it is done
    DONE = "done"
    FAILED = "failed"  # the scan could not be made
    DOUBTFUL = "doubtful"  # it looks wrong as a whole
    MISSED = "missed"  # a later start took its place


ENDED = frozenset({What.DONE, What.FAILED, What.DOUBTFUL, What.MISSED})
RUNNING = frozenset({What.STARTED, What.RESUMED, What.RETRYING, What.FINISHING})


@dataclass(frozen=True)
class Options:
    """What a schedule scans, when it may, and what is done with the run.

    `registry` is the file of municipalities, empty for the one that is carried; `window` such as ``20:00-06:00``, empty for
    any hour; `export` a folder, with the formats that are written into it;
    `mail` addresses; `webhook` an address that gets JSON.
    """

    group: str = ""
    league: str = ""
    names: tuple[str, ...] = ()
    registry: str = ""
    window: str = ""
    export: str = ""
    formats: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    webhook: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Options:
        """Return options as they were kept; what a newer version kept beside them is left out."""
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in kept.items() if key in known
        }
        return cls(**values)


@dataclass(frozen=True)
class Schedule:
    """A schedule by its name; `cron` on the clock of Europe/Berlin, `label` a pattern, `since` when its times begin to count."""

    id: int
    name: str
    cron: str
    label: str
    options: Options
    paused: bool
    since: datetime
    removed: bool = False


@dataclass(frozen=True)
class Happened:
    """Something that happened to an occurrence."""

    at: datetime
    what: What
    note: str


@dataclass(frozen=True)
class Occurrence:
    """A time at which a schedule is or was due, with the label of its run and all that happened, oldest first.

    One that was asked for `by_hand` does not wait for its window.
    """

    id: int
    schedule: Schedule
    due: datetime
    label: str
    events: tuple[Happened, ...]
    by_hand: bool = False

    @property
    def state(self) -> What:
        """Where it stands."""
        return self.events[-1].what if self.events else What.WAITING

    @property
    def begun(self) -> bool:
        """Whether its run was ever started."""
        return any(event.what in RUNNING for event in self.events)

    @property
    def running(self) -> bool:
        """Whether a process was started for it that is not known to have ended."""
        return self.state in RUNNING

    @property
    def scanned(self) -> bool:
        """Whether its scan is through, so that only retries and what comes after are left."""
        return any(event.what in (What.SCANNED, What.REFUSED) for event in self.events)

    @property
    def refused(self) -> bool:
        """Whether its scan could not be made."""
        return any(event.what is What.REFUSED for event in self.events)

    @property
    def ended(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in ENDED


@dataclass(frozen=True)
class Retry:
    """A municipality of a run that is to be tried again."""

    id: int
    occurrence: int
    ags: str
    cause: str
    attempt: int
    due: datetime
