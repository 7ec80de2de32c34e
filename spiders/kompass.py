"""Downloads for the catalogue: FIM-Portal, open PVOG data of the Data Hub, PVOG's search; through the one fetch path.

What is asked is an interface for programs, yet it is asked as a site is: by robots.txt, one request at a time, with the
delay of the settings, and with the pauses that the server asks for (429, Retry-After).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import BaseSettings

from criteria.errors import UserError
from criteria.kompass.answers import Answer
from criteria.kompass.pvog import Searched
from scanner.archive.decoding import decode
from spiders.commons import Commons
from spiders.crawl import scrapy_settings
from spiders.exchanging import Ask
from spiders.fetching import Fetcher
from spiders.jobs import CrawlSettings
from spiders.options import Options
from spiders.transport import Transport

T = TypeVar("T")
FIM_PAGE, PVOG_PAGE = 200, 100
_MOST_PAGES = 1_000
_MOST_BYTES = 100_000_000
_RETRIES = 5
_TOO_LARGE = 413
_BINARY = "application/octet-stream"  # the export answers 406 where text/csv is asked for
_JSON = "application/json"


@dataclass(frozen=True)
class Got:
    """What an interface answered: status and text."""

    url: str
    status: int
    text: str


Get = Callable[[str, str], Awaitable[Got]]
"""Asks an address (and for which type of content), and returns what came."""


async def fim_pages(get: Get, address: str) -> list[Answer]:
    """Return all pages of the Steckbriefe.

    Args:
        get: what asks.
        address: of the list, without paging.

    Raises:
        UserError: the portal can't be had, or does not come to an end.
    """
    pages: list[Answer] = []
    seen = 0
    for _ in range(_MOST_PAGES):
        query = {"limit": FIM_PAGE, "offset": seen, "order_by": "leistungsschluessel_asc"}
        got = sound(await get(_with(address, query), _JSON))
        page = Answer(got.text, got.url)
        data = page.json()
        items = data.get("items") if isinstance(data, dict) else data
        if not isinstance(items, list):
            raise page.problem("holds no items", "is the setting kompass_fim the list of Steckbriefe?")
        total = data.get("total_count") if isinstance(data, dict) else None
        if items:
            pages.append(page)
        seen += len(items)
        if not items or (seen >= total if isinstance(total, int) else len(items) < FIM_PAGE):
            return pages
    raise UserError(f"did not come to an end after {_MOST_PAGES} pages", where=address)


async def open_pvog_pages(get: Get, template: str, areas: Iterable[str], *, above: bool = False) -> list[Answer]:
    """Return the open PVOG data of areas: the export, or its pages where it is too large for one answer.

    Args:
        get: what asks.
        template: address of the data with ``{ars}``, without ``/export``.
        areas: ARS of 12 digits.
        above: with what is reported for the district, the state and the federation.
    """
    answers: list[Answer] = []
    around = {"includeAbove": str(above).lower(), "includeBelow": "false"}
    for ars in areas:
        address = filled(template, ars)
        got = await get(_with(f"{address}/export", {"filetype": "csv", **around}), _BINARY)
        if got.status == _TOO_LARGE:
            answers += [page async for page in _pages(get, address, around)]
        else:
            answers.append(Answer(sound(got).text, got.url))
    return answers


async def _pages(get: Get, address: str, around: dict[str, str]) -> AsyncIterator[Answer]:
    for number in range(_MOST_PAGES):
        got = sound(await get(_with(address, {"page": number, "size": PVOG_PAGE, **around}), _JSON))
        page = Answer(got.text, got.url)
        yield page
        if _is_last(page.json(), number):
            return
    raise UserError(f"did not come to an end after {_MOST_PAGES} pages", where=address)


def _is_last(data: Any, number: int) -> bool:  # noqa: ANN401 - as JSON gives it
    """Whether a page of a Spring list is its last: as it says, else when it is not full."""
    if not isinstance(data, dict):
        return True
    told = data.get("page") if isinstance(data.get("page"), dict) else data
    pages = told.get("totalPages") if isinstance(told, dict) else None
    content = data.get("content")
    return number + 1 >= pages if isinstance(pages, int) else not content or len(content) < PVOG_PAGE


async def pvog_answers(get: Get, address: str, wanted: Iterable[tuple[str, str]]) -> list[Searched]:
    """Return what PVOG's search answers for areas and keys, one question for each pair; none found is an empty answer.

    Args:
        get: what asks.
        address: of the search by key.
        wanted: pairs of ARS (12 digits) and LeiKa key (14 digits).
    """
    found: list[Searched] = []
    for ars, key in wanted:
        got = await get(_with(address, {"ars": ars, "leikaIds": key}), _JSON)
        if got.status != 404:
            found.append(Searched(Answer(sound(got).text, got.url), ars, key))
    return found


def sound(got: Got) -> Got:
    """Return an answer with a status of success; UserError with what to do for any other."""
    if 200 <= got.status < 300:
        return got
    if got.status == 429:
        hint = "it is busy: try again later, or with a larger --delay"
    elif got.status >= 500:
        hint = "it is out of order: try again later; nothing was imported"
    else:
        hint = "was the interface moved? its address is a setting (kompass_fim, kompass_open_pvog, kompass_pvog)"
    raise UserError(f"answers {got.status}{_reason(got.text)}", where=got.url, hint=hint)


def _reason(text: str) -> str:
    """Return the message of an error in JSON, cut short; nothing of a page."""
    try:
        data = json.loads(text[:10_000])
    except ValueError:
        return ""
    told = next(
        (data[name] for name in ("detail", "message", "error") if isinstance(data, dict) and data.get(name)), ""
    )
    return f" ({' '.join(str(told).split())[:200]})" if told else ""


def filled(template: str, ars: str) -> str:
    """Return the address for an area; UserError where the template has no place for it."""
    if "{ars}" not in template:
        raise UserError("has no {ars} in it", where=f"kompass_open_pvog = {template!r}")
    return template.replace("{ars}", ars).rstrip("/")


def _with(address: str, query: dict[str, object]) -> str:
    if urlsplit(address).scheme not in ("http", "https"):
        raise UserError("is no address", where=repr(address), hint="write it as https://host/path")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def download(work: Callable[[Get], Awaitable[T]], settings: CrawlSettings) -> T:
    """Do some work that asks interfaces, and return what it returns.

    Runs a reactor, so a process can call it once.

    Raises:
        UserError: what the work raises; nobody stands behind the request; or an interface can't be had.
    """
    laid = scrapy_settings(settings)
    laid.setdict({"G2B_MAX_BYTES": _MOST_BYTES, "SCHEDULER": "scrapy.core.scheduler.Scheduler"}, priority="cmdline")
    Options.of(laid)
    process = AsyncCrawlerProcess(laid)
    outcome: list[T | BaseException] = []
    process.crawl(_Errand, work=work, outcome=outcome)
    process.start()
    Commons.forget()
    if not outcome:
        raise UserError("the download broke off", hint="nothing was imported")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


class _Errand(Spider):
    """A crawl that schedules nothing: it asks by the fetch path itself, in its own order."""

    name = "kompass"

    def __init__(self, work: Callable[[Get], Awaitable[Any]], outcome: list[Any]) -> None:
        super().__init__()
        self._work, self._outcome = work, outcome

    async def start(self) -> AsyncIterator[Any]:
        """Do the work; yield nothing."""
        settings: BaseSettings = self.crawler.settings
        options = Options.of(settings)
        transport = Transport(self.crawler, options)
        fetcher = Fetcher(transport, Commons.of(self.crawler), options)
        try:
            self._outcome.append(await self._work(getter(fetcher)))
        except (UserError, asyncio.CancelledError) as error:
            self._outcome.append(error)
        finally:
            await transport.close()
        if not self._outcome:  # an iterator, as Scrapy wants it, that has nothing to ask
            yield None


def getter(fetcher: Fetcher) -> Get:
    """Return what asks interfaces by a fetch path."""

    async def get(url: str, accept: str) -> Got:
        outcome = await fetcher.fetch(Ask(url, headers=(("Accept", accept),), cookies=False, retries=_RETRIES))
        if outcome.failure is not None or not outcome.exchanges:
            hint = "nothing was imported; try again later, or download the file and import that"
            raise UserError(f"can't be had: {outcome.failure} {outcome.detail}".rstrip(), where=url, hint=hint)
        answer = outcome.exchanges[-1]
        body = decode(answer.body, answer.header("content-encoding")).data
        return Got(answer.url, answer.status, body.decode("utf-8-sig", "replace"))

    return get
