"""What all crawlers of a process share: the gate, robots.txt, what is fetched once per run, and the wish to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar, TypeVar

from scrapy.crawler import Crawler

from spiders.failures import StoppedError
from spiders.guard import GUARD, Guard
from spiders.options import gate_folder
from spiders.politeness import Gate
from spiders.robots import Robots
from spiders.shared import Shared
from spiders.troubles import Troubles

T = TypeVar("T")


class Stop:
    """Cancels all fetches at once when the run is to end."""

    def __init__(self) -> None:
        self.requested = False
        self._listening = False
        self._tasks: set[asyncio.Task[Any]] = set()

    def request(self) -> None:
        """Cancel what is under way; everything asked for later fails at once with StoppedError."""
        self.requested = True
        for task in tuple(self._tasks):
            task.cancel()

    async def unless(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what the work returns; StoppedError where the run is being stopped."""
        if self.requested:
            work.close()
            raise StoppedError("the run is being stopped")
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            return await task
        except asyncio.CancelledError:
            if self.requested:  # Scrapy waits forever for what ends in a CancelledError
                raise StoppedError("the run is being stopped") from None
            raise

    def listen(self) -> None:
        """Stop when Scrapy is told to end the process, before its own handler waits for what is under way."""
        if self._listening:
            return
        self._listening = True
        for number in (signal.SIGTERM, signal.SIGINT):
            former = signal.getsignal(number)
            if callable(former) and former.__module__ == "scrapy.crawler":
                signal.signal(number, self._before(former, asyncio.get_running_loop()))

    def _before(
        self, former: Callable[[int, FrameType | None], object], loop: asyncio.AbstractEventLoop
    ) -> Callable[[int, FrameType | None], None]:
        def heard(number: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(self.request)
            former(number, frame)

        return heard


class ArchiveTurn:
    """One question at a time to a web archive, over all crawls: a pause that it asks for holds all of them back."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self._refused = 0

    def answered(self) -> None:
        """Note that the archive answered."""
        self._refused = 0

    def later(self, seconds: float, *, most: int) -> float | None:
        """Note a refusal; return after how many seconds to ask again, None after too many in a row."""
        self._refused += 1
        return seconds if self._refused <= most else None


@dataclass
class Commons:
    """The one instance of a process is had by `of`."""

    gate: Gate
    shared: Shared
    robots: Robots = field(default_factory=Robots)
    troubles: Troubles = field(default_factory=Troubles)
    stop: Stop = field(default_factory=Stop)
    guard: Guard = GUARD
    archive: ArchiveTurn = field(default_factory=ArchiveTurn)

    _only: ClassVar[Commons | None] = None

    @classmethod
    def of(cls, crawler: Crawler) -> Commons:
        """Return what the crawlers of this process share; the first one's settings make it."""
        if cls._only is None:
            shared = str(crawler.settings.get("G2B_SHARED") or "")
            cls._only = cls(Gate(gate_folder(crawler.settings)), Shared(Path(shared) if shared else None))
        return cls._only

    @classmethod
    def forget(cls) -> None:
        """Close what is shared; the next crawler makes it anew."""
        if cls._only is not None:
            cls._only.shared.close()
        cls._only = None
