"""Renders the pages of one municipality that need it, and learns where it brings nothing."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import unquote_plus

from scrapy import Request
from scrapy.http import Response

from scanner.archive.records import Capture, Engine, Failure, Missing, Purpose
from scanner.reading.facts import PageFacts
from scanner.reading.urls import host_key
from spiders.browser import Browser, BrowserError, Rendered
from spiders.failures import FetchError, StoppedError
from spiders.traffic import Answer, Ask, Traffic
from spiders.traps import shape

log = logging.getLogger(__name__)

Download = Callable[[Request], Awaitable[Response]]
Read = Callable[[Capture, bytes], PageFacts]

_TRIES = 2  # pages of one shape that rendering may leave as they were
_MORE = 1.2  # times the words or links there were: less is no gain
_HTML = "text/html; charset=utf-8"
_ANSWERS = frozenset({Purpose.SEARCH, Purpose.SUGGEST})
_DATA = frozenset({"xhr", "fetch"})


class Keeper(Protocol):
    """The part of a recorder that keeps what a browser shows."""

    def rendered(self, like: Capture, html: str) -> Capture:
        """Keep a DOM; `like` says what it is (all but id and time)."""
        ...

    def miss(self, missing: Missing) -> None:
        """Note something that was wanted and not seen."""
        ...


@dataclass(frozen=True)
class Helpers:
    """What a crawl gets from outside: the shared browser (None where there is none), the one fetch path, and what
    leaves work undone with a StoppedError when the run is to end."""

    browser: Browser | None
    download: Download
    unless_stopped: Callable[[Coroutine[Any, Any, Rendered]], Awaitable[Rendered]]


@dataclass(frozen=True)
class Means:
    """What a renderer works with: `read` makes facts of what the `keeper` kept, `is_own` tells own hosts."""

    helpers: Helpers
    keeper: Keeper
    read: Read
    is_own: Callable[[str], bool]

    @property
    def browser(self) -> Browser | None:
        """The shared browser."""
        return self.helpers.browser


class Renderer:
    """Asks the browser for one municipality.

    Args:
        means: see there.
        state: what `state` returned before the scan was broken off.
    """

    def __init__(self, means: Means, state: Mapping[str, Any] | None = None) -> None:
        self._means = means
        state = state or {}
        self._gained: Counter[str] = Counter(state.get("gained"))
        self._vain: Counter[str] = Counter(state.get("vain"))
        self.reasons: Counter[str] = Counter(state.get("reasons"))
        self._meta: dict[str, Any] = {}
        self._foreign_host = ""
        self._own = Traffic(self._fetch, means.is_own)
        self._foreign = Traffic(self._fetch, lambda url: host_key(url) == self._foreign_host)

    @property
    def state(self) -> dict[str, Any]:
        """What is to be kept for a resume, as JSON values."""
        return {"gained": dict(self._gained), "vain": dict(self._vain), "reasons": dict(self.reasons)}

    async def page(self, raw: PageFacts, response: Response) -> PageFacts:
        """Return the facts of a page after its scripts ran; those it had where that brings nothing or can't be had."""
        kind = shape(raw.url)
        if not raw.needs_script or (self._vain[kind] >= _TRIES and self._vain[kind] > self._gained[kind]):
            return raw
        route = _route(response)
        shown = await self._shown(raw.url + route, raw, response)
        if shown is None:
            return raw
        captured = _capture(response)
        like = replace(captured, url=captured.url + route, final=shown.url, content_type=_HTML, redirects=())
        like = like if like.purpose in _ANSWERS else replace(like, purpose=Purpose.RENDERED)
        facts = self._means.read(self._means.keeper.rendered(like, shown.html), shown.html.encode())
        (self._gained if _gain(raw, facts) else self._vain)[kind] += 1
        self.reasons[raw.needs_script] += 1
        return facts

    async def type(self, engine: Engine, text: str, *, sent: bool) -> PageFacts | None:
        """Type a text into a search, keep what shows then and return its facts; None where it can't be had.

        What shows is the answer where the text is `sent`, else suggestions.
        """
        purpose = Purpose.SEARCH if sent else Purpose.SUGGEST
        if self._means.browser is None:
            self._miss(engine.page, purpose, Failure.NO_BROWSER, term=text, engine=engine.id)
            return None
        self._meta = {"purpose": purpose.value, "via": engine.page, "term": text, "engine": engine.id}
        try:
            typing = self._means.browser.type_in(engine.page, engine.field, text, self._own, send=sent)
            shown = await self._means.helpers.unless_stopped(typing)
        except BrowserError as error:
            self._miss(engine.page, purpose, Failure.CRASHED, str(error), term=text, engine=engine.id)
            return None
        now, page = datetime.now(UTC), engine.page
        like = Capture("", page, shown.url, purpose, 200, now, _HTML, via=page, term=text, engine=engine.id)
        return self._means.read(self._means.keeper.rendered(like, shown.html), shown.html.encode())

    async def leave(self) -> None:
        """Close what the municipality has open in the browser."""
        if self._means.browser is not None:
            await self._means.browser.leave(self._own)
            await self._means.browser.leave(self._foreign)

    async def _shown(self, url: str, raw: PageFacts, response: Response) -> Rendered | None:
        if self._means.browser is None:
            self._miss(url, Purpose.RENDERED, Failure.NO_BROWSER)
            return None
        traffic = self._own if self._means.is_own(raw.url) else self._foreign
        self._foreign_host = host_key(raw.url)
        self._meta = {"purpose": Purpose.ASSET.value, "via": raw.url, "shared": traffic is self._foreign}
        traffic.keep(_answered(response), raw.url, raw.asked)
        try:
            return await self._means.helpers.unless_stopped(self._means.browser.render(url, traffic))
        except BrowserError as error:
            self._miss(url, Purpose.RENDERED, Failure.CRASHED, str(error))
            return None

    def _miss(self, url: str, purpose: Purpose, failure: Failure, detail: str = "", **more: str) -> None:
        self._means.keeper.miss(Missing(url, purpose, failure, detail=detail, **more))

    async def _fetch(self, ask: Ask) -> Answer | None:
        request = Request(
            ask.url, method=ask.method, headers=ask.passed_on, body=ask.body, meta=self._meta_of(ask), dont_filter=True
        )
        try:
            return _answered(await self._means.helpers.download(request))
        except (FetchError, StoppedError) as error:
            log.debug("not for the browser: %s", error)
            return None

    def _meta_of(self, ask: Ask) -> dict[str, Any]:
        """Tell the answers of suggestions from what a page loads anyway: they are asked with what was typed.

        The answer to a search is what the page shows at the end; what its script was sent on the way has no term.
        """
        purpose, typed = self._meta["purpose"], str(self._meta.get("term", ""))
        if purpose == Purpose.SUGGEST.value and ask.kind in _DATA and typed in _readable(ask):
            return dict(self._meta)
        meta = {name: value for name, value in self._meta.items() if name in ("via", "shared")}
        return meta | {"purpose": purpose if ask.method == "POST" else Purpose.ASSET.value}


def _readable(ask: Ask) -> str:
    return unquote_plus(ask.url) + unquote_plus(ask.body.decode("utf-8", "replace"))


def _capture(response: Response) -> Capture:
    capture: Capture = response.meta["capture"]
    return capture


def _route(response: Response) -> str:
    """Return the part of the address asked for that only its script reads."""
    _, sign, route = response.request.url.partition("#") if response.request else ("", "", "")
    return sign + route


def _gain(raw: PageFacts, facts: PageFacts) -> bool:
    more = facts.words > _MORE * raw.words or len(facts.links) > _MORE * len(raw.links)
    return more or len(facts.forms) > len(raw.forms)


def _answered(response: Response) -> Answer:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in _headers(response)}
    return Answer(response.url, response.status, response.body, headers)


def _headers(response: Response) -> list[tuple[bytes, bytes]]:
    return [(name, values[-1]) for name, values in response.headers.items() if values]
