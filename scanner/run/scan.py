"""Scan, judge, store: crawls the municipalities of a run, judges each as soon as it is done, keeps the result.

The crawl has the process to itself (a reactor runs once); judging runs in worker processes beside it. Each
municipality is stored in one transaction, so a run that is killed keeps what it has and goes on with `resume`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from criteria.errors import UserError
from criteria.kompass.loading import catalogue_hash
from criteria.registry import Municipality
from results.database import open_database
from results.queries import SHEET, Results, RunInfo, ScanInfo
from results.reviewing import require_open
from results.store import Store
from scanner.run.asking import asking
from scanner.run.bench import Bench, Ended, OnEnded
from scanner.run.judging import loaded_set
from scanner.run.progress import OnEvent
from scanner.run.settings import Settings
from spiders.crawl import crawl
from spiders.jobs import CrawlSettings, Event, ScanJob


@dataclass(frozen=True)
class Plan:
    """What a run is to scan: its label, the municipalities, and the reason where it is a re-scan inside a run.

    `source` is live, file or past; `as_of` the moment it is judged for, None for now. `begun` are the municipalities
    whose re-scan broke off before and goes on, by AGS.
    """

    label: str
    municipalities: tuple[Municipality, ...]
    reason: str = ""
    source: str = "live"
    as_of: datetime | None = None
    begun: frozenset[str] = frozenset()


def start(plan: Plan, settings: Settings, *, again: bool = False, resume: bool = False) -> tuple[Store, int, Plan]:
    """Open the database and the run; return the store, the id of the run and what is left to scan.

    Args:
        plan: what was asked for.
        settings: where the database is.
        again: scan once more inside a run that is there.
        resume: go on with a run that broke off; what is stored is left out. With `again`, go on with re-scans that
            broke off; those that never began begin.
    """
    engine = open_database(settings.database_url)
    store, results = Store(engine), Results(engine)
    if again or resume:
        info = results.run(plan.label)
        _refuse_sheet(info)
        require_open(info.label, info.stage)
    known = loaded_set(settings.criteria)
    store.keep_criteria(known.hash, known.name, known.version, known.texts)
    if again:
        return store, results.run(plan.label).id, _broken_off(plan, settings, results) if resume else plan
    if resume:
        run = results.run(plan.label).id
        stored = results.scanned(run)
        left = tuple(town for town in plan.municipalities if town.ags not in stored)
        return store, run, replace(plan, municipalities=left)
    asked = {"past_cdx", "past_replay", "past_window", "past_rate"} if plan.source == "past" else set()
    kept = settings.model_dump(mode="json", include={"delay", "budget", "criteria", "operator"} | asked)
    kept["kompass"] = catalogue_hash(known.services, settings.home, name=known.name)
    moment = plan.as_of or as_of(settings)
    return store, store.start_run(plan.label, source=plan.source, as_of=moment, settings=kept), plan


def _broken_off(plan: Plan, settings: Settings, results: Results) -> Plan:
    """Return the plan with the municipalities whose newest archive has no scan yet."""
    stored = results.archives(results.run(plan.label).id)
    newest = {town.ags: _newest(plan, town, settings) for town in plan.municipalities}
    begun = {ags for ags, number in newest.items() if number and f"{ags}-{number}" not in stored}
    return replace(plan, begun=frozenset(begun))


def run_of(label: str, settings: Settings) -> tuple[str, datetime]:
    """Return source and date of a run that is there; UserError where there is none of that label."""
    info = Results(open_database(settings.database_url)).run(label)
    return info.source, info.as_of


def not_through(label: str, settings: Settings) -> list[ScanInfo]:
    """Return the newest scans of a run that did not come through; UserError where there is no such run."""
    scans = Results(open_database(settings.database_url)).scans(label)
    return [scan for scan in scans if scan.state != "done"]


def _refuse_sheet(run: RunInfo) -> None:
    if run.source == SHEET:
        hint = "a scan beside it needs a --label of its own"
        raise UserError(f"{run.label!r} is a survey that was made by hand; nothing can be scanned into it", hint=hint)


def scan(
    plan: Plan, settings: Settings, keep: tuple[Store, int], on_event: OnEvent, on_ended: OnEnded = lambda _: None
) -> list[Ended]:
    """Crawl, judge and store; return how each municipality ended, in the order of the plan.

    Args:
        plan: what is to be scanned.
        settings: how.
        keep: where it is stored: the store, and the id of the run.
        on_event: told each step.
        on_ended: told the AGS of each municipality that is stored, or that nothing more is done for.
    """
    moment = plan.as_of or as_of(settings)
    jobs = [
        ScanJob(town, archive_of(plan, town, settings), moment, settings.criteria, plan.source)
        for town in plan.municipalities
    ]
    with Bench(jobs, plan.reason, *keep, on_ended) as bench:

        def tell(event: Event) -> None:
            bench.hear(event)
            on_event(event)

        for outcome in crawl(jobs, _crawl_settings(plan, settings), tell):
            bench.take(outcome)
    return [bench.ended[town.ags] for town in plan.municipalities]


def as_of(settings: Settings) -> datetime:
    """Return the moment that sites are judged by: now, unless the settings name a day."""
    return datetime.combine(settings.as_of, time(12), UTC) if settings.as_of else datetime.now(UTC)


def archive_of(plan: Plan, town: Municipality, settings: Settings) -> Path:
    """Return the WARC of a scan: the newest unfinished one of the municipality in the run, else a new one."""
    newest = _newest(plan, town, settings)
    if newest == 0 or (plan.reason and town.ags not in plan.begun):
        newest += 1
    return _folder(plan, settings) / f"{town.ags}-{newest}" / "scan.warc.gz"


def _newest(plan: Plan, town: Municipality, settings: Settings) -> int:
    found = _folder(plan, settings).glob(f"{town.ags}-*")
    return max((int(path.name.rpartition("-")[2]) for path in found if path.is_dir()), default=0)


def _folder(plan: Plan, settings: Settings) -> Path:
    return settings.archive_folder / re.sub(r"[^\w.-]+", "_", plan.label)


def _crawl_settings(plan: Plan, settings: Settings) -> CrawlSettings:
    shared = _folder(plan, settings) / "shared.sqlite"
    return replace(
        asking(settings),
        budget=settings.budget,
        chromium=settings.chromium,
        shared=str(shared),
        past=_past(plan, settings),
    )


def _past(plan: Plan, settings: Settings) -> dict[str, object]:
    if plan.source != "past" or plan.as_of is None:
        return {}
    archive = {"cdx": settings.past_cdx, "replay": settings.past_replay}
    return archive | {"days": settings.past_window, "rate": settings.past_rate, "as_of": plan.as_of.isoformat()}
