"""A reactor for tests that fetch, and a handler with all that stands behind it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.internet.asyncioreactor import install

from scanner.archive.reader import Archive
from scanner.archive.records import Failure
from spiders.commons import Commons
from spiders.failures import FetchError
from spiders.guard import GUARD, PinnedResolver
from spiders.handler import Handler
from spiders.recorder import Recorder

LOOPBACK = ["127.0.0.0/8", "::1/128"]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def reactor() -> Any:
    """The reactor of this process, on the loop of the session's tests."""
    install(asyncio.get_running_loop())
    from twisted.internet import reactor as installed

    PinnedResolver(GUARD, installed).install_on_reactor()
    return installed


class Scan:
    """A handler of one scan, driven by hand."""

    def __init__(self, folder: Path, name: str = "scan", **settings: Any) -> None:
        self.path = folder / f"{name}.warc.gz"
        self.crawler = crawler_of(self.path, folder, **settings)
        self.handler = Handler(self.crawler)
        self.recorder = Recorder.of(self.crawler)

    async def get(self, url: str, **meta: Any) -> Response:
        method, body = meta.pop("method", "GET"), meta.pop("body", b"")
        return await self.handler.download_request(Request(url, method=method, body=body, meta=meta))

    async def fails(self, url: str, **meta: Any) -> Failure:
        return (await self.error(url, **meta)).failure

    async def error(self, url: str, **meta: Any) -> FetchError:
        with pytest.raises(FetchError) as caught:
            await self.get(url, **meta)
        return caught.value

    def archive(self) -> Archive:
        """What was kept until now, read without a manifest."""
        self.recorder.settle(None)
        return Archive(self.path)

    async def close(self) -> None:
        await self.handler.close()
        self.recorder.close()


def crawler_of(path: Path, folder: Path, **settings: Any) -> Crawler:
    known = {
        "G2B_OPERATOR": "Kreis Musterland",
        "G2B_CONTACT": "it@musterland.example",
        "G2B_DELAY": 0,
        "G2B_RETRY_DELAY": 0.01,
        "G2B_TIMEOUT": 5,
        "G2B_PRIVATE": LOOPBACK,
        "G2B_GATE": str(folder / "gate"),
        "G2B_ARCHIVE": str(path),
    }
    made = Settings()
    made.setmodule("spiders.settings", priority="project")
    made.setdict(known | settings, priority="cmdline")
    crawler = Crawler(Spider, made)
    crawler.spider = Spider("test")
    with _quiet():
        crawler._apply_settings()
    return crawler


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)


@pytest_asyncio.fixture(loop_scope="session")
async def scans(tmp_path: Path, reactor: Any) -> AsyncIterator[Any]:  # noqa: ARG001 - must be there
    """Return a function that makes scans, each with an archive of its own; they share what a process shares."""
    made: list[Scan] = []

    def make(name: str = "scan", **settings: Any) -> Scan:
        made.append(Scan(tmp_path, name, **settings))
        return made[-1]

    Commons.forget()
    yield make
    for scan in made:
        await scan.close()
    Commons.forget()


@pytest_asyncio.fixture(loop_scope="session")
async def scan(scans: Any) -> Scan:
    """One scan with the usual settings."""
    made: Scan = scans()
    return made
