"""Looks at a few named pages of municipalities by the one fetch path: nothing is followed, all is archived."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from criteria.registry import Municipality
from scanner.archive.manifest import manifest_path, read_manifest
from scanner.archive.records import Capture, Manifest, Purpose
from scanner.reading.urls import host_of, identity, with_scheme
from spiders.commons import Commons
from spiders.crawl import reactor, scrapy_settings
from spiders.failures import FetchError, StoppedError
from spiders.jobs import CrawlSettings
from spiders.options import Options
from spiders.orders import other_spelling
from spiders.recorder import Recorder

log = logging.getLogger(__name__)


Further = Callable[[Capture, bytes], Sequence[str]]
"""Told the homepage with its decoded body: returns the few addresses that are looked at because of it."""


@dataclass(frozen=True)
class Look:
    """Pages of one municipality to be looked at, and the archive (``NAME.warc.gz``) they are kept in."""

    municipality: Municipality
    archive: Path
    urls: tuple[str, ...]
    further: Further | None = None


def probe(looks: Sequence[Look], settings: CrawlSettings) -> list[Manifest | None]:
    """Fetch the pages of each look once; return what was seen, in order, None where it could not be finished.

    Runs a reactor, so a process can call it once. What could not be had stands in `Manifest.missing`; robots.txt that
    can't be had for now is not waited for. A look whose archive is finished already is not made again.

    Raises:
        UserError: a setting can't be used, or nobody stands behind it.
    """
    laid = scrapy_settings(settings)
    Options.of(laid)
    process = AsyncCrawlerProcess(laid)
    return _Round(process, settings.at_once).through(looks)


class ProbeSpider(Spider):
    """Looks at the pages of one municipality."""

    name = "probe"

    def __init__(self, *, look: Look, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.look, self.archive = look, look.archive
        self._started = datetime.now(UTC)
        self.manifest: Manifest | None = None

    @property
    def recorder(self) -> Recorder:
        """Where everything seen goes."""
        return Recorder.of(self.crawler)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for each page once."""
        town = self.look.municipality
        gate = Commons.of(self.crawler).gate
        for url in (town.homepage, *town.portal):
            gate.assign(host_of(with_scheme(url)), town.slot)
        for url in self.look.urls:
            yield self._request(url, home=url == town.homepage)

    async def page(self, response: Response) -> None:
        """Keep a page; its links are not followed, but for those of the homepage that were asked for."""
        further: Sequence[str] = ()
        if self.look.further is not None and response.meta.get("home") and response.status < 400:
            further = self.look.further(response.meta["capture"], response.body)
        self.recorder.settle(response.request, [self._request(url, home=False) for url in further])

    def missed(self, failure: TwistedFailure) -> None:
        """Keep that a page could not be had; of a homepage the other spelling is tried."""
        error, request = failure.value, failure.request  # type: ignore[attr-defined]
        if isinstance(error, StoppedError):
            self.recorder.ledger.release(request)
            return
        missing = self.recorder.give_up(request, error or RuntimeError("no reason given"))
        if isinstance(error, FetchError) and request.meta.get("home"):
            other = other_spelling(request.url, missing.failure)
            if other is not None:
                self.recorder.ledger.add(self._request(other, home=True, again="home "))

    def closed(self, reason: str) -> None:
        """Write the manifest where all was asked for."""
        if reason == "finished" and not self.recorder.ledger.pending():
            self.manifest = self.recorder.finish(self._found())
        self.recorder.close()

    def _request(self, url: str, *, home: bool, again: str = "") -> Request:
        meta = {"purpose": Purpose.PAGE.value, "key": f"{again}{identity(url)}", "home": home}
        return Request(url, callback=self.page, errback=self.missed, meta=meta, dont_filter=True)

    def _found(self) -> Manifest:
        town = self.look.municipality
        pages = [one for one in self.recorder.ledger.captures if one.purpose is Purpose.PAGE]
        reached = {host_of(one.final) for one in pages if identity(one.url) == identity(town.homepage)}
        return Manifest(
            ags=town.ags,
            name=town.name,
            league=town.league,
            homepage=town.homepage,
            as_of=self._started,
            started=self._started,
            finished=datetime.now(UTC),
            own_hosts=tuple(sorted({host_of(town.homepage), *reached})),
            portal_hosts=tuple(sorted(host_of(with_scheme(url)) for url in town.portal)),
        )


class _Round:
    """One reactor's life."""

    def __init__(self, process: AsyncCrawlerProcess, at_once: int) -> None:
        self._process = process
        self._places = asyncio.Semaphore(max(1, at_once))
        self._found: dict[int, Manifest | None] = {}
        self._stopping = False

    def through(self, looks: Sequence[Look]) -> list[Manifest | None]:
        """Make all looks and return what was seen."""
        work = asyncio.get_event_loop().create_task(self._all(looks))
        reactor().addSystemEventTrigger("before", "shutdown", self._leave)
        self._process.start(stop_after_crawl=False)
        work.cancel()
        Commons.forget()
        return [self._found.get(number) for number, _ in enumerate(looks)]

    async def _all(self, looks: Sequence[Look]) -> None:
        await asyncio.gather(*(self._one(number, look) for number, look in enumerate(looks)))
        if not self._stopping:
            reactor().stop()

    async def _one(self, number: int, look: Look) -> None:
        async with self._places:
            if self._stopping:
                return
            path = manifest_path(look.archive)
            try:
                self._found[number] = read_manifest(path) if path.exists() else await self._looked(look)
            except Exception:
                log.exception("%s: the look broke off", look.municipality.name)

    async def _looked(self, look: Look) -> Manifest | None:
        look.archive.parent.mkdir(parents=True, exist_ok=True)
        crawler = self._process.create_crawler(ProbeSpider)
        await self._process.crawl(crawler, look=look)
        assert isinstance(crawler.spider, ProbeSpider)
        return crawler.spider.manifest

    def _leave(self) -> None:
        self._stopping = True
