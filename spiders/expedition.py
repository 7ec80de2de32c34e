"""What is known of one site while it is crawled: its hosts, traps and pages that need a browser."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from scrapy.http import Response

from scanner.archive.records import Capture, Engine, Manifest, Purpose
from scanner.reading.facts import PageFacts
from scanner.reading.page import read_page
from scanner.reading.urls import identity
from spiders.detours import detours
from spiders.frontier import Found, Frontier
from spiders.hosts import OwnHosts, Side
from spiders.jobs import ScanJob
from spiders.planning import loaded_set
from spiders.recorder import Recorder
from spiders.rendering import Helpers, Means, Renderer
from spiders.traps import Traps, fingerprint
from spiders.vantage import Took, figures

_STATE = "expedition"
_NEVER_ASKED = (Purpose.SEARCH, Purpose.SUGGEST, Purpose.TARGET)  # of a web archive


class Expedition:
    """One municipality's crawl, apart from Scrapy.

    Args:
        job: whose site it is.
        recorder: where what is seen goes; its ledger knows what was asked before.
        helpers: what pages are rendered with.
    """

    def __init__(self, job: ScanJob, recorder: Recorder, helpers: Helpers) -> None:
        self.job, self._ledger = job, recorder.ledger
        kept = self._ledger.get(_STATE, {})
        self._criteria = loaded_set(job.criteria)
        self.hosts = OwnHosts(job.municipality, self._criteria.lexicon, kept.get("hosts"), self._criteria.platforms)
        self.traps = Traps(kept.get("traps"))
        self.frontier = Frontier(self._criteria.lexicon, self._criteria.services, self.hosts, self.traps, self.knows)
        means = Means(helpers, recorder, self._read_rendered, self.is_own)
        self.renderer = Renderer(means, kept.get("rendering"))
        self.engines: tuple[Engine, ...] = ()
        self.notes: tuple[str, ...] = ()
        self._started = kept.get("started") or datetime.now(UTC).isoformat()
        self._seconds_before, self._since = float(kept.get("seconds", 0.0)), time.monotonic()
        self._addresses: set[str] = set()
        self._keys: set[str] = set()
        self._sitemaps: set[str] = set(kept.get("sitemaps", ()))
        for capture in self._ledger.captures:
            if capture.purpose is Purpose.PAGE:
                self._note(capture)

    @property
    def state(self) -> dict[str, Any]:
        """What is to be kept for a resume, by name, as JSON values."""
        kept = {
            "hosts": self.hosts.state,
            "traps": self.traps.state,
            "rendering": self.renderer.state,
            "started": self._started,
            "seconds": self._seconds,
            "sitemaps": sorted(self._sitemaps),
        }
        return {_STATE: kept}

    @property
    def _seconds(self) -> float:
        return self._seconds_before + time.monotonic() - self._since

    def knows(self, key: str) -> bool:
        """Whether a page with that key was asked for, or another one led to it."""
        return key in self._keys or self._ledger.knows(key)

    def is_own(self, url: str) -> bool:
        """Whether an address is on a host of the municipality."""
        return self.hosts.side(url) is not None

    async def read(self, response: Response) -> PageFacts | None:
        """Return the facts of a page, rendered where it needs that; None for an error, and for what is no page."""
        if response.status >= 400 or _is_document(response):
            return None
        facts = read_page(response.meta["capture"], response.body, self._criteria.lexicon)
        return await self.renderer.page(facts, response)

    def follow(self, facts: PageFacts, response: Response) -> list[Found]:
        """Return the links of a page to follow; none where it is foreign or says what another one said."""
        meta, capture = response.meta, response.meta["capture"]
        clicks = int(meta["clicks"])
        self._note(capture)
        if meta.get("home"):
            self.hosts.add(facts.url, Side.MAIN)
        if not self.is_own(facts.url) and not self.hosts.judge(facts, capture.url, clicks, str(meta.get("text", ""))):
            return []
        sent = detours(response.body, response.url)
        if meta.get("home") and {link.url for link in facts.links} <= set(sent):
            for url in sent:
                self.hosts.add(url, Side.MAIN)
        text = fingerprint(facts)
        if text and self.traps.saw(facts.url, text) and clicks:
            return []
        self._keys.update(self.traps.key(address) for address in self._addresses)
        return [*self.frontier.sent_to(sent, clicks), *self.frontier.follow(facts, clicks)]

    def sitemaps_wanted(self, url: str) -> bool:
        """Whether the sitemap of an own host was not asked for yet; notes that it is now."""
        host = identity(url).split("/")[2]
        if host in self._sitemaps or not self.is_own(url):
            return False
        self._sitemaps.add(host)
        return True

    def manifest(self, *, complete: bool, notes: Iterable[str] = ()) -> Manifest:
        """Return what is known of the scan so far."""
        town, captures = self.job.municipality, self._ledger.captures
        took = Took(self.renderer.reasons, self.traps.cut, self._seconds)
        return Manifest(
            ags=town.ags,
            name=town.name,
            league=town.league,
            homepage=town.homepage,
            as_of=self.job.as_of,
            source=self.job.source,
            unasked=_NEVER_ASKED if self.job.source == "past" else (),
            started=datetime.fromisoformat(self._started),
            finished=datetime.now(UTC),
            own_hosts=self.hosts.hosts(),
            portal_hosts=self.hosts.hosts(Side.PORTAL),
            complete=complete,
            left_in_frontier=self._ledger.left(Purpose.PAGE),
            engines=self.engines,
            captures=captures,
            missing=self._ledger.missing,
            figures=figures(captures, took),
            notes=(*notes, *self.notes),
            aliases=tuple(self._aliases()),
        )

    def _read_rendered(self, capture: Capture, body: bytes) -> PageFacts:
        return read_page(capture, body, self._criteria.lexicon, rendered=True)

    def _aliases(self) -> Iterator[tuple[str, str]]:
        read = {self.traps.key(address): address for address in sorted(self._addresses, reverse=True)}
        for linked, key in self.traps.aliases.items():
            if linked not in self._addresses and key in read:
                yield linked, read[key]

    def _note(self, capture: Capture) -> None:
        found = [identity(url) for url in (capture.url, capture.final, *capture.redirects)]
        self._addresses.update(found)
        self._keys.update(map(self.traps.key, found))


def _is_document(response: Response) -> bool:
    kind = response.meta["capture"].content_type.partition(";")[0].strip().lower()
    if response.body[:1024].lstrip().startswith(b"%PDF"):
        return True
    return bool(kind) and "html" not in kind and kind not in ("text/plain", "application/xml", "text/xml")
