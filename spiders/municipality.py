"""The spider of one municipality: homepage, own hosts, searches and targets, into one archive."""

from __future__ import annotations

import asyncio
import functools
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any, Self, TypeVar

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from criteria.errors import UserError
from scanner.archive.decoding import decode
from scanner.archive.records import Manifest, Purpose
from scanner.reading.urls import host_of
from scanner.reading.wants import Wants
from spiders.commons import Commons
from spiders.exchanging import origin
from spiders.expedition import Expedition
from spiders.failures import StoppedError
from spiders.frontier import Found
from spiders.jobs import Ending, Event, ScanJob, ScanOutcome, Told, ended, reached
from spiders.options import Options
from spiders.orders import CANDIDATE, Orders, other_spelling
from spiders.past import Past
from spiders.planning import Question
from spiders.recorder import Recorder
from spiders.rendering import Helpers
from spiders.rounds import Rounds
from spiders.single import hired_for_one
from spiders.sitemaps import declared_in, read_sitemap
from spiders.staff import Staff
from spiders.vantage import notes
from spiders.wishes import Wishes

log = logging.getLogger(__name__)
T = TypeVar("T")
Step = Callable[["MunicipalitySpider", T], Awaitable[None]]

_SITEMAPS = 10
CANNOT_WRITE = "cannot_write"  # the scheduler's reason to close


def unless_stopped(step: Step[T]) -> Step[T]:
    """Leave a request to be done where the run is stopped meanwhile."""

    @functools.wraps(step)
    async def taken(spider: MunicipalitySpider, what: T) -> None:
        try:
            await step(spider, what)
        except StoppedError:
            log.debug("stopped in %s", step.__name__)

    return taken


class MunicipalitySpider(Spider):
    """Crawls one municipality.

    Args:
        job: what to scan.
        staff: what all crawls of the run work with.
        budget: pages to fetch at most.
    """

    name = "municipality"
    custom_settings = {"LOG_LEVEL": "INFO"}  # noqa: RUF012 - as Scrapy types it

    def __init__(self, *, job: ScanJob, staff: Staff, budget: int = 250, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.job, self.staff, self.budget = job, staff, int(budget)
        self.archive = job.archive
        self.outcome = ScanOutcome(job, Ending.STOPPED)
        self._over = self._asking = False
        self._going_on: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401
        """Return the spider; for ``scrapy crawl`` it is told an AGS or a name (`ags`) and finds the rest itself."""
        if "job" not in kwargs:
            try:
                job, staff = hired_for_one(str(kwargs.pop("ags", "")), crawler.settings)
            except UserError as error:
                print(f"scrapy: {error}", file=sys.stderr)
                raise SystemExit(2) from None  # else Scrapy shows the user the place in our code
            kwargs |= {"job": job, "staff": staff}
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.rest, signals.spider_idle)
        return spider

    @cached_property
    def recorder(self) -> Recorder:
        """Where everything seen goes."""
        return Recorder.of(self.crawler)

    @cached_property
    def commons(self) -> Commons:
        """What all crawlers of the process share."""
        return Commons.of(self.crawler)

    @cached_property
    def expedition(self) -> Expedition:
        """What is known of the site."""
        return Expedition(
            self.job, self.recorder, Helpers(self.staff.browser, self._download, self.commons.stop.unless)
        )

    @cached_property
    def orders(self) -> Orders:
        """Makes requests that call this spider back."""
        return Orders(self)

    @cached_property
    def rounds(self) -> Rounds:
        """Asks what is still wanted."""
        wishes = Wishes(self.expedition, self.orders, self.recorder.ledger, self.recorder.miss)
        return Rounds(self.expedition, wishes, self.recorder, self._planned, budget=self.budget)

    async def start(self) -> AsyncIterator[Request]:
        """Begin with the homepage and the portals that the registry names; after a resume they are known."""
        town = self.job.municipality
        for url in (town.homepage, *town.portal):
            self.commons.gate.assign(host_of(url if "://" in url else f"//{url}"), town.slot)
        self._tell(Told.STARTED)
        yield self.orders.home(town.homepage, town.homepage_before)
        for request in self.orders.portals(town):
            yield request

    def is_twin(self, request: Request) -> bool:
        """Whether a waiting request is for a page that was read at another address, as is known by now."""
        if request.meta["purpose"] != Purpose.PAGE.value or request.meta.get("home"):
            return False
        key = self.expedition.traps.key(request.url, linked=True)
        return key != str(request.meta["key"]) and self.expedition.knows(key)

    @unless_stopped
    async def page(self, response: Response) -> None:
        """Take a page of an own host: note its links, the most promising first."""
        facts = await self.expedition.read(response)
        found: list[Found] = []
        if facts is not None:
            found = self.expedition.follow(facts, response)
        children = [self.orders.found(one, response.url) for one in found if not one.known]
        for again in (one for one in found if one.known):
            self.recorder.ledger.raise_priority(again.key, again.priority)
        await self._done(response, [*children, *self._sitemaps_of(response.url)])
        self._tell(Told.RENDERED if facts is not None and facts.rendered else Told.PAGE, response.url)

    @unless_stopped
    async def candidate(self, response: Response) -> None:
        """Take a page that is to show whose its host is; an own one is fetched as such then."""
        facts = await self.expedition.read(response)
        clicks, text = int(response.meta["clicks"]), str(response.meta.get("text", ""))
        children = []
        if facts is not None and self.expedition.hosts.judge(facts, response.meta["wanted"], clicks, text):
            found = Found(facts.url, self.expedition.traps.key(facts.url), CANDIDATE, clicks)
            children = [self.orders.found(found, response.meta["via"])]
        await self._done(response, children)

    @unless_stopped
    async def sitemap(self, response: Response) -> None:
        """Take a sitemap: follow further ones, and pages of own hosts that no link led to yet."""
        maps, pages = read_sitemap(response.body, response.url) if response.status < 400 else ([], [])
        further = [url for url in maps if self.expedition.is_own(url)][:_SITEMAPS]
        found = self.expedition.frontier.listed(pages)
        children = [self.orders.found(one, response.url) for one in found]
        await self._done(response, [*map(self.orders.sitemap, further), *children])

    @unless_stopped
    async def target(self, response: Response) -> None:
        """Take a form, a document, a portal or a booking page: it is kept, its links are not followed."""
        await self.expedition.read(response)
        await self._done(response)

    @unless_stopped
    async def answer(self, response: Response) -> None:
        """Take an answer of a search or of its suggestions."""
        facts = await self.expedition.read(response) if response.meta["purpose"] == Purpose.SEARCH.value else None
        await self._done(response, self.rounds.wishes.hits(facts))

    async def missed(self, failure: TwistedFailure) -> None:
        """Take what could not be seen; of a homepage the other spelling is tried."""
        missing = self.recorder.failed(failure, self.expedition.state)
        request: Request = failure.request  # type: ignore[attr-defined]
        other = other_spelling(request.url, missing.failure) if missing and request.meta.get("home") else None
        if other is not None:
            self.recorder.ledger.add(self.orders.home(other, again=True))

    def rest(self) -> None:
        """Nothing is under way: ask what is still wanted, and end the scan when that is nothing."""
        if self._over or self.commons.stop.requested:
            return
        if self._going_on is None or self._going_on.done():
            self._going_on = asyncio.ensure_future(self._go_on())
        raise DontCloseSpider

    async def closed(self, reason: str) -> None:
        """Write the manifest where the scan is over; else leave all as it is, to go on later."""
        await self.expedition.renderer.leave()
        if self._over:
            event = self._event(Told.FINISHED)
            manifest = self.recorder.finish(self._manifest())
            self.outcome = ended(self.job, manifest)
            told = Told.FINISHED if self.outcome.ending is Ending.FINISHED else Told.UNREACHABLE
            self.staff.tell(replace(event, told=told, figures=dict(manifest.figures)))
        elif reason == CANNOT_WRITE:
            self.outcome = ScanOutcome(self.job, Ending.CRASHED, detail=reason)
        self.recorder.close()
        if self.staff.of_one:
            log.info("%s", self.outcome.summary)
            await self.staff.leave()

    async def _go_on(self) -> None:
        engine = self.crawler.engine
        assert engine is not None
        if not self._asking and reached(self.recorder.ledger.captures):
            self._asking = True
            self._tell(Told.SEARCHING)
        try:
            fresh = await self.rounds.at_rest()
        except StoppedError:
            return
        for request in fresh:
            engine.crawl(request)
        if not fresh:
            self._over = True
            await engine.close_spider_async(reason="finished")

    async def _done(self, response: Response, children: Iterable[Request] = ()) -> None:
        wanted = await self.rounds.early()
        assert response.request is not None
        self.recorder.settle(response.request, [*children, *wanted], self.expedition.state)
        if self.recorder.ledger.done(Purpose.PAGE) >= self.budget:
            self.recorder.ledger.shelve(Purpose.PAGE)

    def _sitemaps_of(self, url: str) -> list[Request]:
        if not self.expedition.sitemaps_wanted(url):
            return []
        known = self.commons.robots.outcome(origin(url))
        last = known.exchanges[-1] if known and known.exchanges else None
        body = decode(last.body, last.header("content-encoding")).data if last and last.status == 200 else b""
        declared = declared_in(body.decode("utf-8", "replace"), origin(url))
        own = [sitemap for sitemap in declared if self.expedition.is_own(sitemap)]
        return [self.orders.sitemap(sitemap) for sitemap in own[:_SITEMAPS]]

    def _manifest(self) -> Manifest:
        left = self.recorder.ledger.left(Purpose.PAGE)
        vantage = notes(Options.of(self.crawler.settings), browser=self.staff.browser is not None)
        past = Past.of(self.crawler.settings)
        return self.expedition.manifest(complete=left == 0, notes=(*vantage, *(past.notes if past else ())))

    async def _planned(self, question: Question) -> Wants:
        return await self.commons.stop.unless(self.staff.planner.wants(question))

    async def _download(self, request: Request) -> Response:
        assert self.crawler.engine is not None
        return await self.crawler.engine.download_async(request)

    def _tell(self, told: Told, text: str = "") -> None:
        self.staff.tell(self._event(told, text))

    def _event(self, told: Told, text: str = "") -> Event:
        town, done = self.job.municipality, self.recorder.ledger.done(Purpose.PAGE)
        return Event(told, town.ags, town.name, done, self.budget, text)
