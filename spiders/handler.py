"""The download handler: every request of Scrapy, the spider and the browser goes through it."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from scanner.archive.decoding import decode
from scanner.archive.exchange import Exchange
from scanner.archive.records import Capture, Purpose
from spiders.commons import Commons
from spiders.exchanging import Ask, Outcome, origin
from spiders.options import Options
from spiders.past import fetcher_of
from spiders.recorder import Recorder, blank
from spiders.saving import purpose_of
from spiders.transport import Transport

# The body is handed over decoded and without its framing.
_UNDONE = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class Handler(BaseDownloadHandler):
    """Fetches, records, and hands over decoded; a failure is raised as `FetchError`, and `StoppedError` on the way out.

    Raises:
        UserError: a setting can't be used, or nobody stands behind the scan.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._options = Options.of(crawler.settings)
        self._commons = Commons.of(crawler)
        self._commons.stop.listen()
        self._recorder = Recorder.of(crawler)
        self._transport = Transport(crawler, self._options)
        self._fetcher = fetcher_of(self._transport, self._commons, self._options, crawler.settings)

    async def download_request(self, request: Request) -> Response:
        """Return the response of a request; whatever came on the way to it is in the archive then."""
        ask = self._ask(request)
        outcome = await self._commons.stop.unless(self._outcome(ask, shared=bool(request.meta.get("shared"))))
        self._keep_robots(ask, outcome)
        capture = self._recorder.keep(outcome, _like(request))
        if outcome.error is not None:
            raise outcome.error
        assert capture is not None
        request.meta["capture"] = capture
        return _response(outcome.exchanges[-1])

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.close()

    async def _outcome(self, ask: Ask, *, shared: bool) -> Outcome:
        if not shared or ask.method != "GET":
            return await self._fetcher.fetch(ask)
        return await self._commons.shared.once(ask.url, lambda: self._fetcher.fetch(ask))

    def _ask(self, request: Request) -> Ask:
        purpose, meta = purpose_of(request), request.meta
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in request.headers.items()
            for value in values
        )
        return Ask(
            url=request.url.partition("#")[0],
            purpose=purpose,
            method=request.method,
            headers=headers,
            body=request.body,
            instead=tuple(meta.get("instead", ())),
            follow=bool(meta.get("follow", True)),
            anyway=str(meta.get("anyway", "")),
            cookies=not meta.get("shared"),
            # Asking twice could count twice, and what a page needs to render is not worth the wait.
            retries=0 if purpose is Purpose.ASSET or request.method != "GET" else self._options.retries,
        )

    def _keep_robots(self, ask: Ask, outcome: Outcome) -> None:
        places = (ask.url, *(exchange.url for exchange in outcome.exchanges), outcome.at)
        for place in dict.fromkeys(origin(url) for url in places):
            self._recorder.keep_robots(place, self._commons.robots.outcome(place))


def _like(request: Request) -> Capture:
    meta = request.meta
    return Capture(
        **{
            **vars(blank(request.url.partition("#")[0], purpose_of(request))),
            "via": str(meta.get("via", "")),
            "method": request.method,
            "term": str(meta.get("term", "")),
            "engine": str(meta.get("engine", "")),
            "wanted": str(meta.get("wanted", "")),
        }
    )


def _response(exchange: Exchange) -> Response:
    body = decode(exchange.body, exchange.header("content-encoding")).data
    headers: dict[str, list[str]] = {}
    for name, value in exchange.headers:
        if name.lower() not in _UNDONE:
            headers.setdefault(name, []).append(value)
    received = Headers(headers, encoding="latin-1")
    kind = responsetypes.from_args(headers=received, url=exchange.url, body=body)
    flags = ["truncated"] if exchange.truncated else []
    return kind(exchange.url, status=exchange.status, headers=received, body=body, flags=flags)
