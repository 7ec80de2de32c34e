"""One lock for each municipality while it is scanned, so that no two runs overlap on one."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from criteria.errors import UserError
from criteria.registry import Municipality

_FILES_BESIDE = 512  # what a scan of forty municipalities needs beside its locks
_SHOWN = 3
_PROBED = 0.1  # seconds; who only looks whether a lock is free holds it for a moment


@dataclass(frozen=True)
class Holder:
    """Who scans a municipality: which run, in which process, since when (ISO 8601, UTC)."""

    run: str
    pid: int
    since: str


class BusyError(UserError):
    """Municipalities that are to be scanned are being scanned by another process."""


class Locks:
    """The locks that this process holds; each is free again when it is released, or when the process is gone.

    Args:
        home: the home folder; runs of one home never overlap.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / "locks"
        self._held: dict[str, FileLock] = {}

    def take(self, run: str, towns: Sequence[Municipality]) -> None:
        """Take the locks of all these, or of none: BusyError names who holds one."""
        _allow_files(len(towns))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            busy = [town for town in towns if not self._taken(run, town.ags)]
        except OSError as error:
            raise UserError(
                error.strerror or str(error), where=str(self._folder), hint="check the rights and `ulimit -n`"
            ) from error
        if busy:
            self.all_free()
            raise _refusal(busy, self._folder)

    def release(self, *numbers: str) -> None:
        """Give municipalities free, by AGS; those that are not held are left out."""
        for ags in numbers:
            lock = self._held.pop(ags, None)
            if lock is not None:
                _note(self._folder, ags).unlink(missing_ok=True)
                lock.release()

    def only(self, towns: Sequence[Municipality]) -> None:
        """Give all free but these."""
        kept = {town.ags for town in towns}
        self.release(*(ags for ags in tuple(self._held) if ags not in kept))

    def _taken(self, run: str, ags: str) -> bool:
        lock = _lock(self._folder, ags)
        try:
            lock.acquire(timeout=_PROBED, poll_interval=_PROBED / 5)
        except Timeout:
            return False
        self._held[ags] = lock
        since = datetime.now(UTC).isoformat(timespec="seconds")
        _note(self._folder, ags).write_text(json.dumps(asdict(Holder(run, os.getpid(), since))), "utf-8")
        return True

    def all_free(self) -> None:
        """Give everything free."""
        self.release(*self._held)


@contextmanager
def holding(home: Path, run: str, towns: Sequence[Municipality]) -> Iterator[Locks]:
    """Hold the locks of municipalities for the block; BusyError where another process scans one of them."""
    locks = Locks(home)
    locks.take(run, towns)
    try:
        yield locks
    finally:
        locks.all_free()


def busy(home: Path, towns: Iterable[Municipality]) -> dict[str, Holder]:
    """Return which of these are being scanned, by AGS, and by whom."""
    folder = home / "locks"
    found = {}
    for town in towns:
        if (folder / f"{town.ags}.lock").exists() and not _free(folder, town.ags):
            found[town.ags] = _holder(folder, town.ags)
    return found


def _free(folder: Path, ags: str) -> bool:
    lock = _lock(folder, ags)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    lock.release()
    return True


def _lock(folder: Path, ags: str) -> FileLock:
    return FileLock(folder / f"{ags}.lock", thread_local=False)  # judging gives it free on a thread of its own


def _note(folder: Path, ags: str) -> Path:
    return folder / f"{ags}.json"


def _holder(folder: Path, ags: str) -> Holder:
    with suppress(OSError, ValueError, TypeError):  # it may just be written, or gone
        return Holder(**json.loads(_note(folder, ags).read_text("utf-8")))
    return Holder("?", 0, "")


def _refusal(towns: Sequence[Municipality], folder: Path) -> BusyError:
    named = []
    for town in towns[:_SHOWN]:
        holder = _holder(folder, town.ags)
        named.append(f"{town.name} (run {holder.run!r}, process {holder.pid}, since {holder.since})")
    more = f" and {len(towns) - _SHOWN} more" if len(towns) > _SHOWN else ""
    hint = "wait until that run has them behind it, or end it: it goes on later with --resume"
    return BusyError(f"being scanned just now: {', '.join(named)}{more}", hint=hint)


def _allow_files(count: int) -> None:
    """Let this process have as many files open as its locks need, up to what the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + _FILES_BESIDE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
