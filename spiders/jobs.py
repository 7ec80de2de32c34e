"""What a crawl is asked to do, what it tells meanwhile, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from criteria.registry import Municipality
from scanner.archive.records import Capture, Failure, Manifest, Purpose
from scanner.model.texts import Texts

TEXTS = Texts("spiders")
_REFUSING = frozenset({401, 403, 429})  # what walls answer with
_COUNTED = (("pages", "page"), ("searches", "search"), ("targets", "target"), ("rendered", "rendered"))


@dataclass(frozen=True)
class ScanJob:
    """One municipality to scan: into which archive (``NAME.warc.gz``), as of when, by which criteria set.

    `source` is live, or past where a web archive is read. Where the archive was begun before, the scan goes on where it
    stopped; where its manifest is there, nothing is fetched.
    """

    municipality: Municipality
    archive: Path
    as_of: datetime
    criteria: str = "g2b-2026"
    source: str = "live"


@dataclass(frozen=True)
class CrawlSettings:
    """How the municipalities of a run are crawled; see `spiders` for what each one means to the fetch path.

    Args:
        operator: who asks, with `contact` in the user agent.
        contact: mail address or URL of the operator.
        proxy: ``http://user:password@host:port``, or empty.
        delay: seconds from the end of an answer to the next request to the same provider.
        budget: pages fetched of one municipality, searches and form targets not counted.
        private: networks (CIDR) that may be reached although they are private.
        chromium: path of a browser; empty looks for one.
        render: False leaves out what only a browser shows.
        at_once: municipalities crawled at the same time.
        past: the web archive that is read instead of the sites: values of the settings ``G2B_PAST_*`` by the rest of
            their name.
        shared: file that keeps what is fetched once per run; empty keeps it in memory.
        more: further Scrapy settings, laid over all others.
    """

    operator: str
    contact: str
    proxy: str = ""
    delay: float = 1.0
    budget: int = 250
    private: tuple[str, ...] = ()
    chromium: str = ""
    render: bool = True
    at_once: int = 40
    shared: str = ""
    past: Mapping[str, object] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)


class Told(StrEnum):
    """What happened."""

    STARTED = "started"
    PAGE = "page"
    RENDERED = "rendered"
    SEARCHING = "searching"
    FINISHED = "finished"
    UNREACHABLE = "unreachable"  # the end of a scan whose homepage could not be had
    NOTE = "note"  # said once for the whole run, e.g. that there is no browser


@dataclass(frozen=True)
class Event:
    """One step of one municipality: `done` pages of `budget`, an address, term or sentence in `text`.

    `ags` is empty where it concerns the whole run.
    """

    told: Told
    ags: str = ""
    name: str = ""
    done: int = 0
    budget: int = 0
    text: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


OnEvent = Callable[[Event], None]


class Ending(StrEnum):
    """How a scan ended."""

    FINISHED = "finished"
    UNREACHABLE = "unreachable"  # the homepage could not be had
    STOPPED = "stopped"  # on request; can be resumed
    CRASHED = "crashed"  # by a mistake of ours; can be resumed


@dataclass(frozen=True)
class ScanOutcome:
    """What came of a job: the manifest where the scan was finished, the failure where it was not reachable."""

    job: ScanJob
    ending: Ending
    manifest: Manifest | None = None
    failure: Failure | None = None
    detail: str = ""

    @property
    def summary(self) -> str:
        """One sentence on it, in the user's language."""
        figures = dict(self.manifest.figures) if self.manifest else {}
        counted = {name: int(figures.get(f"captures.{purpose}", 0)) for name, purpose in _COUNTED}
        told = {"name": self.job.municipality.name, "archive": self.job.archive, **counted}
        why = self.failure.value if self.failure else self.detail
        return TEXTS.say(f"summary.{self.ending.value}", why=why, **told)


def reached(captures: Iterable[Capture]) -> bool:
    """Whether any page could be had at all."""
    return any(capture.purpose is Purpose.PAGE and capture.status < 400 for capture in captures)


def answered(captures: Iterable[Capture]) -> bool:
    """Whether a page could be had, or was refused by an answer that judging can tell a wall from an error by."""
    return reached(captures) or any(one.purpose is Purpose.PAGE and one.status in _REFUSING for one in captures)


def ended(job: ScanJob, manifest: Manifest) -> ScanOutcome:
    """Return the outcome of a scan that is over: finished, or unreachable and why."""
    if answered(manifest.captures):
        return ScanOutcome(job, Ending.FINISHED, manifest)
    missing = next((one for one in manifest.missing if one.purpose is Purpose.PAGE), None)
    if missing is not None and missing.failure is Failure.ARCHIVE:
        return ScanOutcome(
            job, Ending.CRASHED, manifest, missing.failure, TEXTS.say("archive.silent", why=missing.detail)
        )
    if missing is not None:
        return ScanOutcome(job, Ending.UNREACHABLE, manifest, missing.failure, missing.detail)
    status = next((f"status {one.status}" for one in manifest.captures if one.purpose is Purpose.PAGE), "")
    return ScanOutcome(job, Ending.UNREACHABLE, manifest, detail=status)
