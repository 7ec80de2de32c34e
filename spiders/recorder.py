"""One scan's archive while it is being made: the WARC and the ledger, moved forward together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from twisted.python.failure import Failure as TwistedFailure

from scanner.archive.records import Capture, Manifest, Missing
from spiders.ledger import Ledger


class Recorder:
    """Keeps what one scan sees. `ledger` is its ledger.

    Args:
        path: the WARC (``NAME.warc.gz``); ``NAME.ledger.sqlite`` and ``NAME.manifest.json`` stand beside it. Where they
            exist the scan goes on: the WARC is cut back to the ledger's last end.
        software: who wrote it.
    """

    ledger: Ledger

    def __init__(self, path: Path, *, software: str) -> None:
        raise NotImplementedError

    @classmethod
    def of(cls, crawler: Crawler) -> Recorder:
        """Return the recorder of a crawler: one for handler, scheduler and spider.

        The path is the attribute `archive` of the spider, else the setting G2B_ARCHIVE.
        """
        raise NotImplementedError

    def rendered(self, like: Capture, html: str) -> Capture:
        """Keep a DOM after scripts ran; return `like` with its id and the time of now.

        `like` says what it is: mostly of purpose rendered with the page's address, but an answer of a search by script is
        of purpose search (or suggest) with term and engine, and a target's keeps `wanted`.
        """
        raise NotImplementedError

    def note(self, name: str, value: Any) -> str:
        """Keep a probe note (a JSON value) as ``urn:g2b:note:NAME``; return the record's id."""
        raise NotImplementedError

    def miss(self, missing: Missing) -> None:
        """Note something that was wanted and not seen; it goes with the next `settle`."""
        raise NotImplementedError

    def settle(
        self,
        request: Request | None,
        children: Iterable[Request] = (),
        state: Mapping[str, Any] | None = None,
    ) -> int:
        """Finish a page: flush the WARC, then note in one transaction all captures and misses since the last time,
        the children, the state, and that the request is done. Return how many children were new.

        Every callback must end with it. `request` is ``response.request``; None commits what was seen in between.
        """
        raise NotImplementedError

    def failed(self, failure: TwistedFailure, state: Mapping[str, Any] | None = None) -> Missing | None:
        """Finish a request in its errback. Return what is now missing for good; None where it will be asked again
        (robots.txt not to be had for now: postponed; the run is being stopped: left to do).
        """
        raise NotImplementedError

    def finish(self, manifest: Manifest) -> Manifest:
        """Close the scan: write the manifest with captures, misses and the number left from the ledger put in."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the files as they are; the scan can go on later. Closing twice is fine."""
        raise NotImplementedError
