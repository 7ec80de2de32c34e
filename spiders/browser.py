"""The one Chromium of a run, shared by all crawls; the only module that knows Playwright.

It has no network: a dead proxy stands behind it, and every request is answered by a `Traffic`. At most one page for
each core is open; a municipality has a context of its own, made anew after some pages, because Playwright keeps objects
until the context closes.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Error, Page, Playwright, Route, async_playwright

from spiders import page_scripts
from spiders.chromium import ARGUMENTS, Limits
from spiders.traffic import Ask, Traffic

log = logging.getLogger(__name__)
_T = TypeVar("_T")

_DEAD_PROXY = "http://127.0.0.1:9"
_LOOK_SECONDS = 0.05
_QUIET_SECONDS = 0.15
_RESTLESS_SECONDS = 2.0  # a page that asks nothing more but never stops moving is ready, too
_TYPED_SECONDS = 0.6  # scripts wait for a pause in typing before they suggest
_FEW_WORDS = 12
_KEY_MILLISECONDS = 15
_CLOSE_SECONDS = 1.0
_STARTS = 3


class BrowserError(Exception):
    """The page could not be rendered, tried twice."""


@dataclass(frozen=True)
class Rendered:
    """The DOM after scripts ran, and where the page stood then."""

    url: str
    html: str


@dataclass(eq=False)
class _Room:
    """What one municipality has in the browser."""

    chromium: Chromium
    context: BrowserContext
    page: Page | None = None
    busy: bool = False
    used: int = 0


class Browser:
    """A Chromium that renders pages for many crawls; started when first needed, and again when it died.

    Args:
        executable: path of the browser.
        user_agent: what scripts are told, the same as servers are.
        limits: see `Limits`.
    """

    def __init__(self, executable: str, user_agent: str = "", limits: Limits | None = None) -> None:
        self._executable, self._user_agent, self._limits = executable, user_agent, limits or Limits()
        self._at_once = self._limits.at_once or os.cpu_count() or 1
        self._slots = asyncio.Semaphore(self._at_once)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._rooms: dict[Traffic, _Room] = {}
        self._failed_starts = 0
        self.sandboxed = getattr(os, "geteuid", lambda: 1)() != 0

    async def render(self, url: str, traffic: Traffic) -> Rendered:
        """Return a page after its scripts ran.

        Raises:
            BrowserError: it crashed or hung twice.
        """
        return await self._shown(url, traffic, _taken)

    async def type_in(self, url: str, name: str, text: str, traffic: Traffic, *, send: bool) -> Rendered:
        """Type a text into the field of that name or id on a page, send it if asked to, and return what is shown then.

        Raises:
            BrowserError: the page has no such field, or it crashed or hung twice.
        """

        async def work(page: Page) -> Rendered:
            await self._open(page, url, traffic)
            asked = traffic.asked
            await self._type(page, name, text, send=send)
            await self._ready(page, traffic, _TYPED_SECONDS)
            if send and traffic.asked == asked and await page.evaluate(page_scripts.PRESS_BUTTON, name):
                await self._ready(page, traffic, _TYPED_SECONDS)
            return await _taken(page)

        with traffic.search():
            return await self._tried_twice(traffic, work)

    async def shoot(self, url: str, mark: str, traffic: Traffic, *, whole: bool = False) -> bytes:
        """Return a picture (PNG) of a page, scrolled to the element with that id or of all; BrowserError as for `render`."""

        async def picture(page: Page) -> bytes:
            await page.evaluate(page_scripts.SCROLL_TO, mark)
            return await page.screenshot(animations="disabled", full_page=whole)

        return await self._shown(url, traffic, picture)

    async def print_pdf(self, url: str, traffic: Traffic) -> bytes:
        """Return a page as PDF with tags and bookmarks, on the paper that its style names; BrowserError as for `render`."""

        async def paper(page: Page) -> bytes:
            await page.evaluate(page_scripts.FONTS)
            return await page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)

        return await self._shown(url, traffic, paper)

    async def leave(self, traffic: Traffic) -> None:
        """Close what a municipality has open."""
        room = self._rooms.pop(traffic, None)
        if room is not None:
            await _in_time(room.context.close())

    async def stop(self) -> None:
        """Close everything; stopping twice is fine."""
        self._rooms.clear()
        chromium, self._chromium = self._chromium, None
        playwright, self._playwright = self._playwright, None
        if chromium is not None:
            await _in_time(chromium.close())
        if playwright is not None:
            await _in_time(playwright.stop())

    async def _shown(self, url: str, traffic: Traffic, take: Callable[[Page], Awaitable[_T]]) -> _T:
        async def work(page: Page) -> _T:
            await self._open(page, url, traffic)
            return await take(page)

        return await self._tried_twice(traffic, work)

    async def _tried_twice(self, traffic: Traffic, work: Callable[[Page], Awaitable[_T]]) -> _T:
        why = ""
        for _ in range(2):
            try:
                async with self._page(traffic) as page, asyncio.timeout(2 * self._limits.patience):
                    return await work(page)
            except (Error, TimeoutError, OSError) as error:
                why = str(error).partition("\n")[0] or "no answer in time"
                log.info("rendering failed: %s", why)
                await self.leave(traffic)
        raise BrowserError(why)

    @contextlib.asynccontextmanager
    async def _page(self, traffic: Traffic) -> AsyncIterator[Page]:
        async with self._slots:
            room = await self._room(traffic)
            room.busy = True
            try:
                yield await self._page_of(room)
            finally:
                room.busy = False

    async def _room(self, traffic: Traffic) -> _Room:
        chromium = await self._running()
        room = self._rooms.get(traffic)
        if room is None or room.chromium is not chromium or room.used >= self._limits.recycle:
            await self.leave(traffic)
            room = self._rooms[traffic] = _Room(chromium, await self._context(chromium, traffic))
        return room

    async def _page_of(self, room: _Room) -> Page:
        if room.page is None:
            opened = [other for other in self._rooms.values() if other.page is not None]
            idle = next((other for other in opened if not other.busy), None)
            if len(opened) >= self._at_once and idle is not None and idle.page is not None:
                page, idle.page = idle.page, None
                await _in_time(page.close())
            room.page = await room.context.new_page()
        room.used += 1
        return room.page

    async def _running(self) -> Chromium:
        async with self._starting:
            if self._chromium is None or not self._chromium.is_connected():
                await self.stop()
                if self._failed_starts >= _STARTS:
                    raise BrowserError("the browser does not start")
                self._failed_starts += 1
                self._chromium = await self._launched()
                self._failed_starts = 0
            return self._chromium

    async def _launched(self) -> Chromium:
        self._playwright = await async_playwright().start()
        return await self._playwright.chromium.launch(
            executable_path=self._executable,
            args=ARGUMENTS,
            proxy={"server": _DEAD_PROXY},
            chromium_sandbox=self.sandboxed,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )

    async def _context(self, chromium: Chromium, traffic: Traffic) -> BrowserContext:
        context = await chromium.new_context(
            accept_downloads=False,
            service_workers="block",
            locale="de-DE",
            reduced_motion="reduce",
            user_agent=self._user_agent or None,
        )
        await context.add_init_script(page_scripts.WATCH)
        await context.route("**/*", lambda route: _serve(route, traffic))
        await context.route_web_socket("**/*", lambda socket: socket.close())
        return context

    async def _open(self, page: Page, url: str, traffic: Traffic) -> None:
        # about:blank in between, else a change of the fragment alone would not load the page again
        await page.goto("about:blank")
        await page.goto(url, wait_until="commit", timeout=self._limits.patience * 1000)
        await self._ready(page, traffic)
        if await page.evaluate(page_scripts.WORDS) < _FEW_WORDS:
            await asyncio.sleep(self._limits.linger)
            await self._ready(page, traffic)

    async def _type(self, page: Page, name: str, text: str, *, send: bool) -> None:
        field = (await page.evaluate_handle(page_scripts.FIND_FIELD, name)).as_element()
        if field is None:
            raise Error(f"no field {name!r}")
        if not await field.is_visible():
            await field.evaluate(page_scripts.TYPE_HIDDEN, [text, send])
            return
        await field.fill("")
        await field.type(text, delay=_KEY_MILLISECONDS)
        if send:
            await field.press("Enter", no_wait_after=True)

    async def _ready(self, page: Page, traffic: Traffic, at_least: float = 0.0) -> None:
        """Wait until no request is under way and the DOM was quiet; a page that never is is taken as it is."""
        loop = asyncio.get_running_loop()
        start = idle_since = loop.time()
        while (now := loop.time()) - start < self._limits.patience:
            idle_since = now if traffic.open else idle_since
            quiet = await _quiet_seconds(page)
            idle = now - idle_since
            if (
                now - start >= at_least
                and idle >= _LOOK_SECONDS
                and (quiet >= _QUIET_SECONDS or idle >= _RESTLESS_SECONDS)
            ):
                return
            await asyncio.sleep(_LOOK_SECONDS)


async def _taken(page: Page) -> Rendered:
    # scripts can make halves of characters that no encoding knows
    html = (await page.content()).encode("utf-8", "replace").decode()
    return Rendered(page.url, html)


async def _quiet_seconds(page: Page) -> float:
    try:
        return float(await page.evaluate(page_scripts.QUIET))
    except Error:
        if page.is_closed():
            raise
        return 0.0  # it is on its way to another page


async def _serve(route: Route, traffic: Traffic) -> None:
    request = route.request
    ask = Ask(request.url, request.resource_type, request.method, request.post_data_buffer or b"", request.headers)
    answer = await traffic.answer(ask)
    with contextlib.suppress(Error):  # the page may be gone by now
        if answer is None:
            await route.abort()
        else:
            await route.fulfill(status=answer.status, headers=answer.shown, body=answer.body)


async def _in_time(closing: Awaitable[None]) -> None:
    """Close what may be dead: then closing fails or never ends."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(closing, _CLOSE_SECONDS)
