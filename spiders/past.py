"""Sites as they were: the fetch path for a date in the past, answered by a web archive instead of the sites.

For each address the nearest capture within a window is looked up in the archive's index (of own hosts once for the
whole host, else for the address) and fetched raw. What comes back is the answer of then: original address, status,
headers and time. The archive itself is asked through the gate, by its robots.txt, so many times a minute, and one
question at a time over all crawls; a pause it asks for holds all of them back.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode, urljoin, urlsplit

from scrapy.settings import BaseSettings

from criteria.errors import UserError
from scanner.archive.decoding import decode
from scanner.archive.exchange import Exchange
from scanner.archive.records import Failure, Purpose
from scanner.reading.urls import host_key, identity
from spiders.cdx import Index, Snapshot, moment_of, parse
from spiders.commons import Commons
from spiders.exchanging import Ask, Outcome
from spiders.failures import FetchError
from spiders.fetching import REDIRECTS, Fetcher
from spiders.mementos import is_memento, then
from spiders.options import Options
from spiders.transport import Transport

_LISTED = 5_000  # captures asked for at once
_MOST_LISTS = 20  # of one host: 100,000 captures
_HOPS = 3  # of an archive that leads to the exact date
_RETRIES = 4
_BUSY_AGAIN = 300.0  # seconds after which an archive that is busy is asked again ...
_MOST_BUSY = 3  # ... so many times in a row
_WHOLE_HOST = frozenset({Purpose.PAGE, Purpose.SITEMAP, Purpose.ASSET})
_EXAMPLE = "https://archive.example/web/{timestamp}id_/{url}"

Fetch = Callable[[Ask], Awaitable[Outcome]]


@dataclass(frozen=True)
class Past:
    """Which web archive is asked, and for when.

    `cdx` is the address of its index, `replay` the one of its raw captures with ``{timestamp}`` and ``{url}``; `days`
    is how far a capture may be from `as_of`, `rate` how many requests a minute are made.
    """

    cdx: str
    replay: str
    days: int
    rate: float
    as_of: datetime

    @classmethod
    def of(cls, settings: BaseSettings) -> Past | None:
        """Return the checked settings, None for a live scan.

        Raises:
            UserError: an address or a number can't be used.
        """
        as_of = str(settings.get("G2B_PAST_AS_OF") or "")
        if not as_of:
            return None
        cdx, replay = str(settings.get("G2B_PAST_CDX")), str(settings.get("G2B_PAST_REPLAY"))
        for name, address in (("past_cdx", cdx), ("past_replay", replay)):
            if not address.startswith(("http://", "https://")) or not urlsplit(address).hostname:
                raise UserError(f"{address!r} is no address of a web archive", where=name)
        if "{timestamp}" not in replay or "{url}" not in replay:
            raise UserError("{timestamp} and {url} must both stand in it", where="past_replay", hint=f"like {_EXAMPLE}")
        days, rate = int(settings.get("G2B_PAST_DAYS")), float(settings.get("G2B_PAST_RATE"))
        return cls(cdx, replay, days, rate, datetime.fromisoformat(as_of))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a manifest says of it."""
        host = urlsplit(self.replay).hostname
        return (f"past.archive={host}", f"past.as_of={self.as_of.date()}", f"past.days={self.days}")

    def covers(self, moment: datetime) -> bool:
        """Whether a capture of that moment may stand for the date."""
        return abs(moment - self.as_of) <= timedelta(days=self.days)


class WebArchive:
    """A web archive as one crawl asks it.

    Args:
        past: which one, and for when.
        fetch: the fetch path to the archive itself.
        commons: what all crawls share: their questions wait for each other.
    """

    def __init__(self, past: Past, fetch: Fetch, commons: Commons) -> None:
        self._past, self._fetch, self._commons = past, fetch, commons
        self._hosts: dict[str, Index] = {}
        self._replay = _replay_pattern(past.replay)
        commons.gate.assign(urlsplit(past.cdx).hostname or "", "web archive")
        commons.gate.assign(urlsplit(past.replay).hostname or "", "web archive")

    async def exchange(self, ask: Ask) -> Exchange:
        """Return what the site answered then; of `ask.instead` the address whose capture is nearest.

        Raises:
            FetchError: not_archived, or archive where it does not answer (with `again` where it may later).
        """
        if ask.method != "GET":
            raise FetchError(Failure.NOT_ARCHIVED, ask.url, "only what was captured can be asked")
        found = [one for url in (ask.url, *ask.instead) if (one := await self._snapshot(url, ask.purpose)) is not None]
        nearest = min(found, key=lambda one: abs(one.moment - self._past.as_of), default=None)
        if nearest is None:
            days = f"{self._past.as_of.date()} +/- {self._past.days} days"
            raise FetchError(Failure.NOT_ARCHIVED, ask.url, f"no capture in {days}{self._refusal(ask.url)}")
        made = await self._captured(ask, nearest)
        if made.status in REDIRECTS and made.url != ask.url and _same(made.header("location"), ask.url, nearest.url):
            raise FetchError(Failure.NOT_ARCHIVED, ask.url, "only a redirect to itself was captured")
        return made

    def _refusal(self, url: str) -> str:
        """Return what a user needs who named an index that is none: some archives say 403 or 404 for what they lack."""
        known = self._hosts.get(host_key(url))
        return f" (the index answers {known.refused})" if known is not None and known.refused else ""

    async def _snapshot(self, url: str, purpose: Purpose) -> Snapshot | None:
        host = host_key(url)
        if host not in self._hosts and purpose in _WHOLE_HOST:
            self._hosts[host] = await self._listed(url, "host")
        known = self._hosts.get(host)
        found = known.nearest(url, self._past.as_of) if known is not None else None
        if found is not None or (known is not None and known.complete):
            return found
        return (await self._listed(url, "exact")).nearest(url, self._past.as_of)

    async def _listed(self, url: str, match: str) -> Index:
        index, resume = Index(), ""
        for _ in range(_MOST_LISTS):
            answer = await self._asked(self._query(url, match, resume), url)
            if answer.status >= 400:
                index.refused = answer.status
                return index
            try:
                found, resume = parse(_text(answer))
            except (ValueError, IndexError) as error:
                raise FetchError(Failure.ARCHIVE, url, f"its index can't be read: {error}") from error
            index.add(one for one in found if self._past.covers(one.moment))
            if not resume:
                index.complete = len(found) < _LISTED
                return index
        index.complete = False
        return index

    def _query(self, url: str, match: str, resume: str) -> str:
        reach = timedelta(days=self._past.days)
        first, last = (f"{day:%Y%m%d}" for day in (self._past.as_of - reach, self._past.as_of + reach))
        asked = {"url": host_key(url) if match == "host" else url, "matchType": match, "from": first, "to": last}
        asked |= {"output": "json", "limit": str(_LISTED), "showResumeKey": "true"}
        joint = "&" if "?" in self._past.cdx else "?"
        return f"{self._past.cdx}{joint}{urlencode(asked | ({'resumeKey': resume} if resume else {}))}"

    async def _captured(self, ask: Ask, snapshot: Snapshot) -> Exchange:
        """Fetch a capture; an archive that leads to the exact date is followed."""
        at = snapshot
        for _ in range(_HOPS):
            address = self._past.replay.replace("{timestamp}", at.timestamp).replace("{url}", at.url)
            answer = await self._asked(address, ask.url)
            told = is_memento(answer)
            exact = self._exact(answer, address, at) if answer.status in REDIRECTS and not told else None
            if exact is None:
                if not told and answer.status >= 400:
                    raise FetchError(Failure.NOT_ARCHIVED, ask.url, f"listed, but the archive answers {answer.status}")
                made = then(answer, at.url, at.moment, address, self._original)
                if not self._past.covers(made.fetched):
                    raise FetchError(Failure.NOT_ARCHIVED, ask.url, f"the capture shown is of {made.fetched:%Y-%m-%d}")
                return made
            at = exact
        raise FetchError(Failure.NOT_ARCHIVED, ask.url, "the archive leads from date to date")

    def _exact(self, answer: Exchange, address: str, asked: Snapshot) -> Snapshot | None:
        """Return the capture that the archive leads to instead, None where it shows a redirect of the site."""
        match = self._replay.search(urljoin(address, answer.header("location")))
        if match is None or identity(match["url"]) != identity(asked.url) or match["at"] == asked.timestamp:
            return None
        moment_of(match["at"])
        return replace(asked, url=match["url"], timestamp=match["at"])

    def _original(self, address: str) -> str:
        """Return the address that a replay address shows; any other as it is."""
        match = self._replay.search(address)
        return match["url"] if match else address

    async def _asked(self, address: str, about: str) -> Exchange:
        """Ask the archive one question; a refusal that may pass is worth another try later."""
        ask = Ask(address, Purpose.ASSET, follow=False, cookies=False, retries=_RETRIES)
        async with self._commons.archive.turn:
            outcome = await self._fetch(ask)
        if outcome.failure is not None or not outcome.exchanges:
            again = outcome.again
            if outcome.transient and again is None:
                again = self._commons.archive.later(_BUSY_AGAIN, most=_MOST_BUSY)
            kind = Failure.INCOMPLETE if outcome.failure is Failure.INCOMPLETE else Failure.ARCHIVE
            raise FetchError(kind, about, f"{outcome.failure}: {outcome.detail}".rstrip(": "), again=again)
        answer = outcome.exchanges[-1]
        if not is_memento(answer) and (answer.status == 429 or answer.status >= 500):
            again = self._commons.archive.later(_BUSY_AGAIN, most=_MOST_BUSY)
            raise FetchError(Failure.ARCHIVE, about, f"it answers {answer.status}", again=again)
        self._commons.archive.answered()
        return answer


class PastFetcher(Fetcher):
    """The fetch path whose last step is the web archive; redirects and robots.txt are those of then."""

    def __init__(self, transport: Transport, commons: Commons, options: Options, past: Past) -> None:
        super().__init__(transport, commons, options)
        pace = replace(options, delay=max(options.delay, 60.0 / past.rate))
        self._archive = WebArchive(past, Fetcher(transport, commons, pace).fetch, commons)

    async def _with_retries(self, ask: Ask, delay: float, kept: list[Exchange]) -> Exchange:  # noqa: ARG002
        exchange = await self._archive.exchange(ask)
        kept.append(exchange)
        return exchange


def fetcher_of(transport: Transport, commons: Commons, options: Options, settings: BaseSettings) -> Fetcher:
    """Return the fetch path of a crawl: to the sites, or to a web archive."""
    past = Past.of(settings)
    return Fetcher(transport, commons, options) if past is None else PastFetcher(transport, commons, options, past)


def _text(answer: Exchange) -> str:
    return decode(answer.body, answer.header("content-encoding")).data.decode("utf-8", "replace")


def _same(place: str, *urls: str) -> bool:
    return any(identity(place) == identity(url) for url in urls)


def _replay_pattern(template: str) -> re.Pattern[str]:
    """Return what finds timestamp and address in a replay address, whatever its scheme and its kind (``id_``)."""
    pattern = re.escape(template.partition("://")[2]).replace("id_", "(?:[a-z]{2}_)?")
    pattern = pattern.replace(re.escape("{timestamp}"), r"(?P<at>\d{4,14})").replace(re.escape("{url}"), r"(?P<url>.+)")
    return re.compile(pattern)
