"""Takes a picture of a page that is at hand; the browser gets this page and nothing else."""

from __future__ import annotations

import asyncio

from criteria.errors import UserError
from spiders.browser import Browser, BrowserError
from spiders.traffic import Answer, Ask, Traffic

_ADDRESS = "http://archive.invalid/"


def shoot(html: str, executable: str, mark: str = "g2b-mark") -> bytes:
    """Return a picture (PNG) of a page, scrolled to the element with that id.

    Args:
        html: the page.
        executable: path of the browser.
        mark: id of what is to be seen; the top of the page where there is none.

    Raises:
        UserError: the browser can't do it.
    """
    try:
        return asyncio.run(_shot(html, executable, mark))
    except BrowserError as error:
        raise UserError(f"the browser could not show the page: {error}", where=executable) from error


async def _shot(html: str, executable: str, mark: str) -> bytes:
    traffic = Traffic(_nothing, lambda url: url == _ADDRESS)
    answer = Answer(_ADDRESS, 200, html.encode(), {"content-type": "text/html; charset=utf-8"})
    traffic.keep(answer, _ADDRESS)
    browser = Browser(executable)
    try:
        return await browser.shoot(_ADDRESS, mark, traffic)
    finally:
        await browser.stop()


async def _nothing(_: Ask) -> None:
    """Answer no request: what is not in the page is not shown."""
