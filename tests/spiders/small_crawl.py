"""A crawl that follows all links of a site, as a program: it can be killed and started again.

python -m tests.spiders.small_crawl ARCHIVE URL [SETTING=VALUE ...]
"""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from scanner.archive.records import Manifest
from spiders.recorder import Recorder

_LINK = re.compile(rb'href="([^"]+)"')


class SmallSpider(Spider):
    """Pages named ``crash`` raise in the callback, pages named ``forget`` do not settle."""

    name = "small"

    def __init__(self, *, archive: str, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.archive, self.url = Path(archive), url

    async def start(self) -> AsyncIterator[Any]:
        yield Request(self.url, callback=self.page, errback=self.missed)

    async def page(self, response: Response) -> None:
        if "crash" in response.url:
            raise ValueError("a mistake of ours")
        if "forget" in response.url:
            return
        links = [response.urljoin(link.decode()) for link in _LINK.findall(response.body)]
        children = [
            Request(url, callback=self.page, errback=self.missed, meta={"via": response.url}, priority=-len(url))
            for url in links
        ]
        recorder = self.recorder
        recorder.settle(response.request, children, {"pages": recorder.ledger.get("pages", 0) + 1})

    def missed(self, failure: Failure) -> None:
        self.recorder.failed(failure)

    @property
    def recorder(self) -> Recorder:
        return Recorder.of(self.crawler)

    def closed(self, reason: str) -> None:
        if reason == "finished":
            self.recorder.finish(Manifest("1", "Klein", "gemeinde", self.url, datetime(2026, 3, 4, tzinfo=UTC)))
        self.recorder.close()


def main(archive: str, url: str, *more: str) -> None:
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    known: dict[str, Any] = {"G2B_OPERATOR": "Test", "G2B_CONTACT": "a@b.example", "G2B_PRIVATE": ["127.0.0.0/8"]}
    known |= {"G2B_GATE": str(Path(archive).parent / "gate"), "G2B_RETRY_DELAY": 0.01, "G2B_DELAY": 0}
    known |= dict(pair.split("=", 1) for pair in more)
    settings.setdict(known, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(SmallSpider, archive=archive, url=url)
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
