"""The one fetch path: robots.txt, private addresses, the gate, the wire; with redirects and retries."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from w3lib.url import safe_url_string

from scanner.archive.exchange import Exchange
from scanner.archive.records import Failure, Purpose
from spiders.commons import Commons
from spiders.exchanging import ASKING, Ask, Outcome
from spiders.failures import FetchError
from spiders.guard import refuse_private_name
from spiders.options import Options
from spiders.transport import Transport

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAME_METHOD = frozenset({307, 308})
_BUSY = frozenset({429, 502, 503, 504})
_LONGEST_PAUSE = 60.0  # of a server's Retry-After


class Fetcher:
    """Fetches for one crawler through what all crawlers share."""

    def __init__(self, transport: Transport, commons: Commons, options: Options) -> None:
        self._transport, self._commons, self._options = transport, commons, options

    async def fetch(self, ask: Ask) -> Outcome:
        """Return all that came, with redirects followed; failures are part of the outcome."""
        kept: list[Exchange] = []
        passed: list[str] = []
        try:
            await self._follow(ask, kept, passed)
        except FetchError as error:
            return Outcome.of(error, tuple(kept), tuple(passed))
        return Outcome(tuple(kept), tuple(passed[1:-1]))

    async def _follow(self, ask: Ask, kept: list[Exchange], passed: list[str]) -> None:
        seen: set[tuple[str, str, str]] = set()
        while True:
            visit = (ask.method, ask.url, self._transport.cookie_of(ask))
            if visit in seen or len(seen) > self._options.max_redirects:
                raise FetchError(Failure.REDIRECT_LOOP, ask.url, f"after {len(seen)} redirects")
            seen.add(visit)
            passed.append(ask.url)
            following = _redirected(ask, await self._hop(ask, kept))
            if following is None:
                return
            ask = following

    async def _hop(self, ask: Ask, kept: list[Exchange]) -> Exchange:
        delay = await self._admitted(ask)
        try:
            exchange = await self._with_retries(ask, delay, kept)
        except FetchError as error:
            self._commons.troubles.failed(ask.origin, error)
            raise
        if exchange.incomplete:
            raise FetchError(Failure.INCOMPLETE, ask.url, "the answer was cut short")
        return exchange

    async def _admitted(self, ask: Ask) -> float:
        """Return the delay for a request that may be made; FetchError where it may not."""
        if ask.method != "GET" and not (ask.method == "POST" and ask.purpose in ASKING):
            raise FetchError(Failure.REFUSED, ask.url, f"{ask.method} is for the site's own search only")
        if not ask.origin.startswith(("http:", "https:")) or not ask.host:
            raise FetchError(Failure.REFUSED, ask.url, "no address that can be fetched")
        self._commons.troubles.check(ask.origin, ask.url)
        if ask.purpose is Purpose.ROBOTS or ask.anyway:
            return self._options.delay
        return max(self._options.delay, await self._commons.robots.check(ask, self._options, self.fetch))

    async def _with_retries(self, ask: Ask, delay: float, kept: list[Exchange]) -> Exchange:
        left, pause = ask.retries, self._options.retry_delay
        while True:
            try:
                exchange = await self._once(ask, delay)
            except FetchError as error:
                if not (error.transient and left):
                    raise
            else:
                kept.append(exchange)
                if not left or not (exchange.incomplete or exchange.status in _BUSY):
                    return exchange
                pause = max(pause, _retry_after(exchange))
            left -= 1
            await asyncio.sleep(pause)
            pause = min(3 * pause, _LONGEST_PAUSE)

    async def _once(self, ask: Ask, delay: float) -> Exchange:
        addresses = await self._addresses(ask)
        provider = self._commons.gate.provider(ask.host, addresses)
        async with self._commons.gate.turn(provider, delay=delay, priority=int(ask.purpose is Purpose.ROBOTS)):
            exchange = await self._transport.send(ask)
        self._commons.troubles.answered(ask.origin)
        return exchange

    async def _addresses(self, ask: Ask) -> tuple[str, ...]:
        """Return where a host stands; behind a proxy, which resolves names itself, nothing."""
        guard, proxy = self._commons.guard, self._options.proxy
        if not proxy:
            return await guard.admit(ask.url, ask.host, self._options.private)
        refuse_private_name(ask.url, ask.host, self._options.private)
        await guard.trust(ask.url, urlsplit(proxy).hostname or "")
        return ()


def _redirected(ask: Ask, exchange: Exchange) -> Ask | None:
    """Return what a redirect asks for; None where it is none, or leads where only a person can go."""
    place = exchange.header("location").strip()
    if not (ask.follow and exchange.status in REDIRECTS and place):
        return None
    try:
        url = urldefrag(urljoin(ask.url, safe_url_string(place.encode("latin-1")))).url
        leads_on = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return None
    if not leads_on:
        return None
    following = replace(ask, url=url)
    if following.host != ask.host:
        following = replace(following, anyway="")  # consent was given for that host
    if exchange.status in _SAME_METHOD:
        return following
    headers = tuple((name, value) for name, value in ask.headers if name.lower() != "content-type")
    return replace(following, method="GET", body=b"", headers=headers)


def _retry_after(exchange: Exchange) -> float:
    text = exchange.header("retry-after")
    if text.isdigit():
        return min(float(text), _LONGEST_PAUSE)
    try:
        seconds = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return 0.0
    return min(max(seconds, 0.0), _LONGEST_PAUSE)
