"""Takes a picture of a page that is at hand, or prints it; the browser gets this page and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from criteria.errors import UserError
from spiders.chromium import Limits
from spiders.traffic import Answer, Ask, Traffic

if TYPE_CHECKING:
    from spiders.browser import Browser

_ADDRESS = "http://archive.invalid/"
_PRINTING = Limits(at_once=1, patience=120.0)  # a report of a thousand municipalities has many pages
_Take = Callable[["Browser", Traffic], Awaitable[bytes]]


def shoot(html: str, executable: str, mark: str = "g2b-mark", *, whole: bool = False) -> bytes:
    """Return a picture (PNG) of a page, scrolled to the element with that id.

    Args:
        html: the page.
        executable: path of the browser.
        mark: id of what is to be seen; the top of the page where there is none.
        whole: whether all of the page is to be seen, however long it is.

    Raises:
        UserError: the browser can't do it.
    """
    return _taken(html, executable, lambda browser, traffic: browser.shoot(_ADDRESS, mark, traffic, whole=whole))


def print_pdf(html: str, executable: str) -> bytes:
    """Return a page on paper: PDF with tags and bookmarks.

    Args:
        html: the page; what it does not hold itself is missing.
        executable: path of the browser.

    Raises:
        UserError: the browser can't do it.
    """
    return _taken(html, executable, lambda browser, traffic: browser.print_pdf(_ADDRESS, traffic), _PRINTING)


def _taken(html: str, executable: str, take: _Take, limits: Limits | None = None) -> bytes:
    from spiders.browser import Browser, BrowserError  # noqa: PLC0415 - most commands that may take a picture take none

    try:
        return asyncio.run(_asked(html, Browser(executable, limits=limits), take))
    except BrowserError as error:
        raise UserError(f"the browser could not show the page: {error}", where=executable) from error


async def _asked(html: str, browser: Browser, take: _Take) -> bytes:
    traffic = Traffic(_nothing, lambda url: url == _ADDRESS)
    answer = Answer(_ADDRESS, 200, html.encode(), {"content-type": "text/html; charset=utf-8"})
    traffic.keep(answer, _ADDRESS)
    try:
        return await take(browser, traffic)
    finally:
        await browser.stop()


async def _nothing(_: Ask) -> None:
    """Answer no request: what is not in the page is not shown."""
