"""robots.txt: read once for each host and run, and obeyed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from protego import Protego

from scanner.archive.decoding import decode
from scanner.archive.records import Failure, Purpose
from spiders.exchanging import Ask, Outcome
from spiders.failures import FetchError
from spiders.options import ROBOTS_TOKEN, Options

_LARGEST = 512 * 1024  # RFC 9309 asks for at least 500 KiB

Fetch = Callable[[Ask], Awaitable[Outcome]]


@dataclass
class _Origin:
    """What is known of one host's robots.txt."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    outcome: Outcome | None = None
    rules: Protego | None = None
    failure: FetchError | None = None
    tries: int = 0
    due: float = 0.0


class Robots:
    """Answers whether a page may be fetched, by RFC 9309.

    4xx allows everything. 5xx, 429, timeouts and the like forbid everything for now, and it is asked again after some
    seconds, a few times; a host that can't be had at all fails as it does for its pages. Of the past, one that was not
    archived allows all.
    """

    def __init__(self) -> None:
        self._origins: dict[str, _Origin] = {}

    async def check(self, ask: Ask, options: Options, fetch: Fetch) -> float:
        """Return the Crawl-delay in seconds, 0 where there is none.

        Raises:
            FetchError: robots (forbidden; with `again` where it may be had later), or why the host can't be had.
        """
        known = self._origins.setdefault(ask.origin, _Origin())
        async with known.lock:
            if known.outcome is None or (known.due and time.monotonic() >= known.due):
                known.outcome = await fetch(Ask(f"{ask.origin}/robots.txt", Purpose.ROBOTS, cookies=False))
                _understand(known, options)
        if known.failure is not None:
            raise _for_page(known, ask)
        return _judged(known.rules, ask, options)

    def outcome(self, origin: str) -> Outcome | None:
        """Return what came when the robots.txt of a host was last asked for, None where it was not."""
        known = self._origins.get(origin)
        return known.outcome if known else None


def _understand(known: _Origin, options: Options) -> None:
    outcome = known.outcome or Outcome()
    known.rules, known.failure, known.due = None, None, 0.0
    last = outcome.exchanges[-1] if outcome.exchanges else None
    if outcome.failure in (Failure.REDIRECT_LOOP, Failure.INCOMPLETE):
        known.failure = FetchError(Failure.ROBOTS, outcome.at, f"robots.txt: {outcome.failure}", transient=True)
    elif outcome.failure is not None and outcome.failure is not Failure.NOT_ARCHIVED:
        known.failure = outcome.error
    elif last is not None and (last.status >= 500 or last.status == 429):
        known.failure = FetchError(Failure.ROBOTS, last.url, f"robots.txt answers {last.status}", transient=True)
    elif last is not None and 200 <= last.status < 300:
        body = decode(last.body, last.header("content-encoding")).data[:_LARGEST]
        known.rules = Protego.parse(body.decode("utf-8-sig", "replace"))
    may_pass = known.failure is not None and (known.failure.transient or known.failure.again is not None)
    if may_pass and known.tries < len(options.robots_again):
        known.due = time.monotonic() + options.robots_again[known.tries]
        known.tries += 1


def _for_page(known: _Origin, ask: Ask) -> FetchError:
    error = known.failure
    assert error is not None
    again = max(0.0, known.due - time.monotonic()) if known.due else None
    return FetchError(error.failure, ask.url, error.detail, again=again)


def _judged(rules: Protego | None, ask: Ask, options: Options) -> float:
    if rules is None:
        return 0.0
    if not rules.can_fetch(ask.url, ROBOTS_TOKEN):
        raise FetchError(Failure.ROBOTS, ask.url, "forbidden by robots.txt")
    delay = float(rules.crawl_delay(ROBOTS_TOKEN) or 0.0)
    if delay > options.crawl_delay_max:
        raise FetchError(Failure.ROBOTS, ask.url, f"Crawl-delay {delay:g} is longer than we can wait")
    return delay
