"""Why a fetch failed, in one exception with one word of `Failure`."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from scanner.archive.records import Failure


class FetchError(IgnoreRequest):
    """What was wanted could not be seen; reaches the spider's errback as ``failure.value``.

    `again` is the number of seconds after which it is worth asking again, None where the failure is final.
    """

    def __init__(self, failure: Failure, url: str, detail: str = "", *, again: float | None = None) -> None:
        super().__init__(f"{failure.value}: {url} {detail}".rstrip())
        self.failure, self.url, self.detail, self.again = failure, url, detail, again


class Stopped(IgnoreRequest):
    """The run is being stopped: nothing is known of the request, it stays to be done."""
