"""The gate: one request at a time for each provider, over all crawlers and over all processes of this user."""

from __future__ import annotations

import asyncio
import hashlib
import heapq
import os
import re
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from ipaddress import ip_address
from itertools import count
from pathlib import Path

from filelock import FileLock, Timeout

from criteria.errors import UserError

_POLL = 0.1  # seconds; only while another process has its turn


class Gate:
    """Lets one request at a time through to each provider, in the order they came (higher `priority` first).

    The delay is counted from the end of the last answer, whoever asked; a delay of 0 still means one at a time.
    Waiting costs nothing and can be cancelled. Two processes share the gate by one lock file for each provider.

    Args:
        folder: where the lock files are.

    Raises:
        UserError: the folder can't be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lanes: dict[str, _Lane] = {}
        self._slots: dict[str, str] = {}
        self._slot_of_address: dict[str, str] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            hint = "set G2B_GATE to a folder that can be written"
            raise UserError(f"no folder for lock files: {error.strerror}", where=str(folder), hint=hint) from error

    def assign(self, host: str, slot: str) -> None:
        """Say that a host belongs to a hosting provider (column `slot` of the registry); empty slots are ignored."""
        if slot:
            self._slots[host.lower()] = slot

    def provider(self, host: str, addresses: Iterable[str] = ()) -> str:
        """Return who serves a host: its slot, else its address, else (behind a proxy) the host itself.

        An address that a host of some slot was seen at belongs to that slot, whichever host is asked for there.
        """
        addresses = sorted(addresses, key=_lowest_first)
        if slot := self._slots.get(host.lower(), ""):
            for address in addresses:
                self._slot_of_address.setdefault(address, slot)
            return slot
        known = [self._slot_of_address[address] for address in addresses if address in self._slot_of_address]
        return known[0] if known else addresses[0] if addresses else host.lower()

    def turn(self, provider: str, *, delay: float, priority: int = 0) -> AbstractAsyncContextManager[None]:
        """Wait for a turn, hold it for the block, and note its end; it begins `delay` seconds after the last end."""
        if provider not in self._lanes:
            self._lanes[provider] = _Lane(self._folder / _file_name(provider))
        return self._lanes[provider].turn(delay, priority)


class _Lane:
    """The way to one provider."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path.with_suffix(".lock"), thread_local=False)
        self._ended = path.with_suffix(".ended")  # its time of change is the end of the last answer
        self._asked = path.with_suffix(".asked")  # touched by a process that waits for another one
        self._busy = False
        self._mine_last = False
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()

    @asynccontextmanager
    async def turn(self, delay: float, priority: int) -> AsyncIterator[None]:
        await self._enter(priority)
        try:
            await self._take_from_others()
            try:
                await asyncio.sleep(self._rest(delay))
                try:
                    yield
                finally:
                    self._note_end()
            finally:
                self._lock.release()
        finally:
            self._leave()

    async def _enter(self, priority: int) -> None:
        if not self._busy:
            self._busy = True
            return
        mine = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (-priority, next(self._numbers), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # the turn had been handed over already
                self._leave()
            raise

    def _leave(self) -> None:
        while self._waiting:
            *_, following = heapq.heappop(self._waiting)
            if not following.done():
                following.set_result(None)
                return
        self._busy = False

    async def _take_from_others(self) -> None:
        # Without this pause the process that has just ended its turn would always be first again.
        if self._mine_last and time.time() - _changed(self._asked) < 2 * _POLL:
            await asyncio.sleep(2 * _POLL)
        while True:
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                self._asked.touch()
                self._mine_last = False
                await asyncio.sleep(_POLL)
            else:
                self._mine_last = True
                return

    def _rest(self, delay: float) -> float:
        # A clock that was set back must not make us wait for longer than the delay.
        return min(delay, max(0.0, _changed(self._ended) + delay - time.time()))

    def _note_end(self) -> None:
        self._ended.touch()
        now = time.time_ns()  # the file system's own clock is coarser than the delay
        os.utime(self._ended, ns=(now, now))


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime_ns / 1e9
    except FileNotFoundError:
        return 0.0


def _lowest_first(address: str) -> tuple[int, int]:
    parsed = ip_address(address)
    return parsed.version, int(parsed)


def _file_name(provider: str) -> str:
    readable = re.sub(r"[^a-z0-9-]", "-", provider.lower())[:40]
    return f"{readable}-{hashlib.sha256(provider.encode()).hexdigest()[:12]}"
