"""Gives Scrapy the next request of the ledger when it can be sent, and not before."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from twisted.python.failure import Failure as TwistedFailure

from criteria.errors import UserError
from spiders.commons import Commons
from spiders.recorder import Recorder

log = logging.getLogger(__name__)


class LedgerScheduler(BaseScheduler):
    """One request in flight for each scan; what comes next is decided when the last one is settled."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._recorder = Recorder.of(crawler)
        self._stop = Commons.of(crawler).stop
        self._given: Request | None = None
        self._closing: asyncio.Task[None] | None = None
        crawler.signals.connect(self._crashed, signals.spider_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it as Scrapy builds a scheduler."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Note whose methods are called back, and who tells twins of pages that were read."""
        self._spider = spider
        self._is_twin: Callable[[Request], bool] = getattr(spider, "is_twin", lambda _: False)

    def has_pending_requests(self) -> bool:
        """Whether the ledger has requests to do."""
        return self._recorder.ledger.pending()

    def enqueue_request(self, request: Request) -> bool:
        """Note a request in the ledger at once; False where it is known."""
        return self._recorder.ledger.add(request)

    def next_request(self) -> Request | None:
        """Return the most promising request, or None while one is in flight or none is due."""
        if self._stop.requested or self._closing is not None:
            return None
        if self._recorder.broken:
            self._close("the archive can't be written")
            return None
        if self._recorder.ledger.out is not None:
            self._settle_forgotten()
            return None
        self._given = self._next()
        return self._given

    def _next(self) -> Request | None:
        """Return the next request; those are dropped whose address was learned meanwhile to be of a page seen."""
        ledger = self._recorder.ledger
        while (request := ledger.next(self._spider)) is not None and self._is_twin(request):
            ledger.drop(request)
        return request

    def _settle_forgotten(self) -> None:
        """Give up a request whose callback ended without settling it: the scan would stand still."""
        engine = self._crawler.engine
        assert engine is not None
        if engine.downloader.active or not engine.scraper.slot or not engine.scraper.slot.is_idle():
            return
        assert self._given is not None
        log.error("%s was not settled by its callback", self._given.url)
        self._give_up(self._given, RuntimeError("not settled"))

    def _crashed(self, failure: TwistedFailure, response: Any) -> None:  # noqa: ANN401 - a response or a failure
        request = getattr(response, "request", None)
        if request is not None and request.meta.get("ledger") == self._recorder.ledger.out is not None:
            self._give_up(request, failure.value or RuntimeError("no reason given"))

    def _give_up(self, request: Request, error: BaseException) -> None:
        try:
            self._recorder.give_up(request, error)
        except UserError as trouble:
            self._close(str(trouble))

    def _close(self, reason: str) -> None:
        engine = self._crawler.engine
        if engine is not None and self._closing is None:
            log.error("the scan can't go on: %s", reason)
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason="cannot_write"))
