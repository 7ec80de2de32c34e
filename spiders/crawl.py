"""Crawls all municipalities of a run in one reactor."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.internet.defer import Deferred

from scanner.archive.manifest import manifest_path, read_manifest
from spiders.commons import Commons
from spiders.jobs import CrawlSettings, Ending, OnEvent, ScanJob, ScanOutcome, ended
from spiders.municipality import MunicipalitySpider
from spiders.options import Options
from spiders.past import Past
from spiders.staff import Staff

log = logging.getLogger(__name__)


def crawl(jobs: Sequence[ScanJob], settings: CrawlSettings, on_event: OnEvent = lambda _: None) -> list[ScanOutcome]:
    """Crawl municipalities, each with its own budget, figures and failure; return an outcome for each job, in order.

    Runs a reactor, so a process can call it once. SIGTERM and SIGINT end it within seconds, and what was not finished
    has the ending `stopped`.

    Raises:
        UserError: a setting can't be used, a named browser is not there, or nobody stands behind the run.
    """
    laid = scrapy_settings(settings)
    Options.of(laid)
    Past.of(laid)
    process = AsyncCrawlerProcess(laid)
    run = _Run(process, settings, Staff.hired(settings, on_event))
    return run.through(jobs)


def scrapy_settings(settings: CrawlSettings) -> Settings:
    """Return the settings of `spiders.settings` with those of a run laid over them."""
    made = Settings()
    made.setmodule("spiders.settings", priority="project")
    ours: dict[str, Any] = {
        "G2B_OPERATOR": settings.operator,
        "G2B_CONTACT": settings.contact,
        "G2B_PROXY": settings.proxy,
        "G2B_DELAY": settings.delay,
        "G2B_PRIVATE": list(settings.private),
        "G2B_SHARED": settings.shared,
        **{f"G2B_PAST_{name.upper()}": value for name, value in settings.past.items()},
        "LOG_LEVEL": "WARNING",
        "LOG_INSTALL_ROOT_HANDLER": False,
        **settings.more,
    }
    made.setdict(ours, priority="cmdline")
    return made


class _Run:
    """One reactor's life."""

    def __init__(self, process: AsyncCrawlerProcess, settings: CrawlSettings, staff: Staff) -> None:
        self._process, self._settings, self._staff = process, settings, staff
        self._places = asyncio.Semaphore(max(1, settings.at_once))
        self._outcomes: dict[int, ScanOutcome] = {}
        self._stopping = False

    def through(self, jobs: Sequence[ScanJob]) -> list[ScanOutcome]:
        """Crawl all jobs and return what came of them."""
        for criteria in {job.criteria for job in jobs}:
            self._staff.planner.begin(criteria)
        work = asyncio.get_event_loop().create_task(self._all(jobs))
        reactor().addSystemEventTrigger("before", "shutdown", self._leave)
        self._process.start(stop_after_crawl=False)
        work.cancel()
        Commons.forget()
        return [self._outcomes.get(number, ScanOutcome(job, Ending.STOPPED)) for number, job in enumerate(jobs)]

    async def _all(self, jobs: Sequence[ScanJob]) -> None:
        await asyncio.gather(*(self._one(number, job) for number, job in enumerate(jobs)))
        if not self._stopping:
            reactor().stop()

    async def _one(self, number: int, job: ScanJob) -> None:
        async with self._places:
            if self._stopping:
                return
            try:
                self._outcomes[number] = _finished_before(job) or await self._crawled(job)
            except Exception as error:
                log.exception("%s: the scan broke off", job.municipality.name)
                self._outcomes[number] = ScanOutcome(job, Ending.CRASHED, detail=f"{type(error).__name__}: {error}")

    async def _crawled(self, job: ScanJob) -> ScanOutcome:
        crawler = self._process.create_crawler(MunicipalitySpider)
        await self._process.crawl(crawler, job=job, staff=self._staff, budget=self._settings.budget)
        assert isinstance(crawler.spider, MunicipalitySpider)
        return crawler.spider.outcome

    def _leave(self) -> Deferred[None]:
        self._stopping = True
        return Deferred.fromFuture(asyncio.ensure_future(self._staff.leave()))


def reactor() -> Any:  # noqa: ANN401 - twisted types it as a module
    """Return the reactor of this process; a process runs it once."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs it

    return reactor


def _finished_before(job: ScanJob) -> ScanOutcome | None:
    path = manifest_path(job.archive)
    return ended(job, read_manifest(path)) if path.exists() else None
