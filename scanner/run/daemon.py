"""Looks after schedules: for ever, or until nothing runs. Only one does so at a time; it can be killed at any moment."""

from __future__ import annotations

import json
import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout

from criteria.errors import UserError
from results.schedules import Schedules
from scanner.run.due import next_look
from scanner.run.processes import identity
from scanner.run.supervise import Supervisor

RUNNING_SECONDS, IDLE_SECONDS = 1.0, 15.0
"""The longest pauses between two looks: commands change the tables, and a computer that slept has another time."""
DAEMON = "daemon"
_ENDING_SECONDS = 0.2


@dataclass(frozen=True)
class Beat:
    """The last sign of life of whoever looks after schedules: which process, since when, and when it looked last."""

    pid: int
    identity: str
    kind: str
    since: str
    at: str

    @property
    def alive(self) -> bool:
        """Whether that process still runs."""
        return bool(self.identity) and identity(self.pid) == self.identity


class Watch:
    """The place of the one who looks after the schedules of a home folder.

    Args:
        home: the home folder.
        kind: daemon, tick or run: what it was started as.
    """

    def __init__(self, home: Path, kind: str) -> None:
        self._folder, self._kind = home / "schedule", kind
        self._since = datetime.now(UTC).isoformat(timespec="seconds")

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Take the place for the block; yields False where another one has it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / "supervisor.lock")
            lock.acquire(blocking=False)
        except Timeout:
            yield False
            return
        except OSError as error:
            raise UserError(error.strerror or str(error), where=str(self._folder), hint="check the rights") from error
        with lock:
            yield True

    def beat(self, now: datetime) -> None:
        """Leave a sign of life."""
        mine = Beat(os.getpid(), identity(os.getpid()), self._kind, self._since, now.isoformat(timespec="seconds"))
        new = self._folder / "heartbeat.new"
        new.write_text(json.dumps(asdict(mine)), "utf-8")
        new.replace(self._folder / "heartbeat.json")


def last_beat(home: Path) -> Beat | None:
    """Return the last sign of life, None where there never was one."""
    try:
        return Beat(**json.loads((home / "schedule" / "heartbeat.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


class Stop:
    """Set by SIGTERM or SIGINT; it wakes who sleeps. A second signal means that nothing is waited for any more."""

    def __init__(self) -> None:
        # A pipe and no event: its lock is not for signals, which come while this very thread holds it.
        self._wakes, self._alarm = os.pipe()
        self.asked = 0

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Take a signal."""
        self.asked += 1
        os.write(self._alarm, b"!")

    def sleep(self, seconds: float) -> None:
        """Sleep, unless a stop was or is asked for."""
        select.select([self._wakes], [], [], seconds)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals for the block."""
        before = {number: signal.signal(number, self) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(self._wakes)
            os.close(self._alarm)


@dataclass(frozen=True)
class Service:
    """Looks again and again.

    Args:
        supervisor: what a look does.
        schedules: tells when the next look is due.
        watch: the place that this process has.
        on_problem: told what went wrong at a look, such as a database that is locked.
        clock: returns the time.
    """

    supervisor: Supervisor
    schedules: Schedules
    watch: Watch
    on_problem: Callable[[UserError], None]
    clock: Callable[[], datetime]

    def run(self, stop: Stop, *, until_idle: bool = False) -> None:
        """Look until a stop is asked for, or with `until_idle` until nothing runs that was started; then end all that runs."""
        while not stop.asked:
            self._look()
            busy = self.supervisor.running
            if until_idle and not busy:
                return
            stop.sleep(self._pause(busy=busy))
        # A second signal leaves what still runs to the next one who looks after it.
        while stop.asked == 1 and not self._all_ended():
            time.sleep(_ENDING_SECONDS)

    def _all_ended(self) -> bool:
        try:
            return self.supervisor.stop(self.clock())
        except UserError as error:
            self.on_problem(error)
            return False

    def _look(self) -> None:
        now = self.clock()
        try:
            self.supervisor.tick(now)
        except UserError as error:  # it may be better at the next look
            self.on_problem(error)
        self.watch.beat(now)

    def _pause(self, *, busy: bool) -> float:
        longest = RUNNING_SECONDS if busy else IDLE_SECONDS
        ahead = next_look(self.schedules, self.clock())
        return longest if ahead is None else max(0.05, min(longest, (ahead - self.clock()).total_seconds()))
