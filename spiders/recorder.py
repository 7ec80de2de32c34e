"""One scan's archive while it is being made: the WARC and the ledger, moved forward together."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from twisted.python.failure import Failure as TwistedFailure

from criteria.errors import UserError
from scanner.archive.exchange import Exchange
from scanner.archive.manifest import beside, manifest_path, write_manifest
from scanner.archive.records import Capture, Failure, Manifest, Missing, Purpose
from scanner.archive.writer import ArchiveWriter, Written
from spiders.exchanging import Outcome, origin
from spiders.failures import FetchError, StoppedError
from spiders.ledger import Ledger
from spiders.options import software
from spiders.saving import purpose_of

_RENDERED_TYPE = "text/html; charset=utf-8"


class Recorder:
    """Keeps what one scan sees. `ledger` is its ledger.

    Args:
        path: the WARC (``NAME.warc.gz``); ``NAME.ledger.sqlite`` and ``NAME.manifest.json`` stand beside it. Where they
            exist the scan goes on: the WARC is cut back to the ledger's last end.
        software: who wrote it.

    Raises:
        UserError: the files can't be written, are in use by another scan, or the WARC has no ledger.
    """

    _of: ClassVar[WeakKeyDictionary[Crawler, Recorder]] = WeakKeyDictionary()

    def __init__(self, path: Path, *, software: str) -> None:
        self.path = path
        self.broken = False  # the archive can't be written any more (full disk)
        size = path.stat().st_size if path.exists() else 0
        ledger_path = beside(path, ".ledger.sqlite")
        if size and not ledger_path.exists():
            hint = "give another name, or move the file away"
            raise UserError("there is an archive already, but no ledger to go on with", where=str(path), hint=hint)
        self.ledger = Ledger(ledger_path)
        self._pending: list[Capture | Missing] = []
        self._writer = self._opened(size, software)
        self._robots = {origin(one.url) for one in self.ledger.captures if one.purpose is Purpose.ROBOTS}

    @classmethod
    def of(cls, crawler: Crawler) -> Recorder:
        """Return the recorder of a crawler: one for handler, scheduler and spider.

        The path is the attribute `archive` of the spider, else the setting G2B_ARCHIVE.
        """
        if crawler not in cls._of:
            named = getattr(crawler.spider, "archive", "") or crawler.settings.get("G2B_ARCHIVE")
            if not named:
                raise UserError("no archive is named for the scan", where="G2B_ARCHIVE")
            cls._of[crawler] = cls(Path(named), software=software())
        return cls._of[crawler]

    def keep(self, outcome: Outcome, like: Capture) -> Capture | None:
        """Write all answers of an outcome; return the capture of the last one, None where it failed.

        `like` says what was asked for; what came is put into it.
        """
        written = [self._write(exchange) for exchange in outcome.exchanges]
        if outcome.failure is not None or not written:
            return None
        capture = _filled(like, outcome, written[-1])
        self._pending.append(capture)
        return capture

    def keep_robots(self, of: str, outcome: Outcome | None) -> None:
        """Keep a copy of the robots.txt of an origin, once for each scan."""
        if outcome is not None and of not in self._robots:
            self._robots.add(of)
            self.keep(outcome, blank(f"{of}/robots.txt", Purpose.ROBOTS))

    def rendered(self, like: Capture, html: str) -> Capture:
        """Keep a DOM after scripts ran; return `like` with its id and the time of now.

        `like` says what it is: mostly of purpose rendered with the page's address, but an answer of a search by script
        is of purpose search (or suggest) with term and engine, and a target's keeps `wanted`.
        """
        now = datetime.now(UTC)
        with self._told():
            name = f"urn:g2b:rendered:{like.url}"
            written = self._writer.resource(name, _RENDERED_TYPE, html.encode("utf-8", "replace"), now)
        seen = replace(like, fetched=now, content_type=_RENDERED_TYPE, headers=())
        capture = replace(seen, id=written.id, offset=written.offset, length=written.length)
        self._pending.append(capture)
        return capture

    def note(self, name: str, value: Any) -> str:  # noqa: ANN401 - any JSON value
        """Keep a probe note (a JSON value) as ``urn:g2b:note:NAME``; return the record's id."""
        body = json.dumps(value, ensure_ascii=False).encode()
        with self._told():
            return self._writer.resource(f"urn:g2b:note:{name}", "application/json", body, datetime.now(UTC)).id

    def miss(self, missing: Missing) -> None:
        """Note something that was wanted and not seen; it goes with the next `settle`."""
        self._pending.append(missing)

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
        with self._told():
            end = self._writer.flush()
            new = self.ledger.settle(request, end=end, children=children, found=self._pending, state=state)
        self._pending = []
        return new

    def failed(self, failure: TwistedFailure, state: Mapping[str, Any] | None = None) -> Missing | None:
        """Finish a request in its errback. Return what is now missing for good; None where it will be asked again
        (robots.txt not to be had for now: postponed; the run is being stopped: left to do).
        """
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value or RuntimeError("no reason given")
        if isinstance(error, StoppedError):
            self.ledger.release(request)
            return None
        if isinstance(error, FetchError) and error.again is not None:
            self.ledger.postpone(request, error.again)
            return None
        return self.give_up(request, error, state)

    def give_up(self, request: Request, error: BaseException, state: Mapping[str, Any] | None = None) -> Missing:
        """Finish a request of which nothing will be seen; an exception that is no FetchError is a mistake of ours."""
        kind, detail = Failure.CRASHED, f"{type(error).__name__}: {error}"
        if isinstance(error, FetchError):
            kind, detail = error.failure, error.detail
        missing = Missing(
            url=request.url,
            purpose=purpose_of(request),
            failure=kind,
            via=str(request.meta.get("via", "")),
            term=str(request.meta.get("term", "")),
            engine=str(request.meta.get("engine", "")),
            detail=detail,
        )
        self.miss(missing)
        self.settle(request, state=state)
        return missing

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the manifest, with captures, misses and the number left from the ledger put in; `close` comes after."""
        self.settle(None)
        whole = replace(
            manifest,
            captures=self.ledger.captures,
            missing=self.ledger.missing,
            left_in_frontier=self.ledger.left(Purpose.PAGE),
        )
        with self._told():
            write_manifest(manifest_path(self.path), whole)
        return whole

    def close(self) -> None:
        """Close the files as they are; the scan can go on later. Closing twice is fine."""
        # A disk that is full says so again here; whoever wrote last was told already.
        with contextlib.suppress(OSError):
            self._writer.close()
        self.ledger.close()

    def _opened(self, size: int, software: str) -> ArchiveWriter:
        try:
            with self._told():
                if self.ledger.end > size:
                    self.ledger.cut(size)
                return ArchiveWriter(self.path, software=software, end=self.ledger.end)
        except UserError:
            self.ledger.close()
            raise

    def _write(self, exchange: Exchange) -> Written:
        with self._told():
            return self._writer.exchange(exchange)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.broken = True
            raise UserError(f"the archive can't be written: {error.strerror}", where=str(self.path)) from error
        except UserError:
            self.broken = True
            raise


def blank(url: str, purpose: Purpose) -> Capture:
    """Return a capture that says what was asked for and not yet what came."""
    return Capture(id="", url=url, final=url, purpose=purpose, status=0, fetched=datetime.now(UTC))


def _filled(like: Capture, outcome: Outcome, written: Written) -> Capture:
    last = outcome.exchanges[-1]
    return replace(
        like,
        id=written.id,
        final=last.url,
        status=last.status,
        fetched=last.fetched,
        content_type=last.header("content-type"),
        redirects=outcome.passed,
        truncated=bool(last.truncated),
        headers=last.headers,
        offset=written.offset,
        length=written.length,
    )
