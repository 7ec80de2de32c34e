"""The bench: judges each finished scan in a worker process and stores it at once, while others are still crawled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Self

from results.store import ScanFacts, Store
from scanner.archive.manifest import manifest_path, read_manifest
from scanner.archive.records import Manifest
from scanner.model.verdict import Judgement, State
from scanner.run.judging import ChangedRulesError, judge_archive, loaded_set, unreachable
from spiders.jobs import Ending, Event, ScanJob, ScanOutcome, Told, answered
from spiders.orphans import end_with_parent

WORKERS = 2
OnEnded = Callable[[str], None]


@dataclass(frozen=True)
class Ended:
    """How the scan of one municipality ended: done, unreachable, unjudged, failed or stopped, and why.

    Unjudged is one whose archive is complete, but whose rules changed while the run went on.
    """

    name: str
    state: str
    problem: str = ""
    ags: str = ""


class Bench:
    """Takes finished scans, from an event while the crawl goes on or from an outcome after it.

    Args:
        jobs: the scans of the run.
        reason: why they are made once more inside the run, or empty.
        store: where judgements go.
        run: id of the run.
        on_ended: told the AGS of each municipality that nothing more is done for.
    """

    def __init__(self, jobs: Sequence[ScanJob], reason: str, store: Store, run: int, on_ended: OnEnded) -> None:
        self._jobs = {job.municipality.ags: job for job in jobs}
        self._reason, self._store, self._run, self._on_ended = reason, store, run, on_ended
        spawn = get_context("spawn")
        self._pool = ProcessPoolExecutor(WORKERS, mp_context=spawn, initializer=end_with_parent)
        self._lock = threading.Lock()  # results come back on a thread of the pool
        self._begun: set[str] = set()
        self.ended: dict[str, Ended] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True)

    def hear(self, event: Event) -> None:
        """Begin to judge a scan when the crawl tells that it is finished."""
        if event.told is Told.FINISHED and event.ags in self._jobs:
            job = self._jobs[event.ags]
            if manifest_path(job.archive).exists():
                self._begin(job, read_manifest(manifest_path(job.archive)))

    def take(self, outcome: ScanOutcome) -> None:
        """Take what came of a job: judge it, store it as unreachable, or note that it was not finished."""
        job = outcome.job
        if outcome.ending is Ending.FINISHED and outcome.manifest is not None:
            self._begin(job, outcome.manifest)
        elif outcome.ending is Ending.UNREACHABLE:
            reason = outcome.failure.value if outcome.failure else "unreachable"
            facts = self._facts(job, "unreachable", outcome.manifest, f"{reason} {outcome.detail}".strip())
            self._keep(facts, unreachable(job.municipality, job.criteria, reason))
        else:
            state = "stopped" if outcome.ending is Ending.STOPPED else "failed"
            self._end(job, state, outcome.detail)

    def _begin(self, job: ScanJob, manifest: Manifest) -> None:
        if job.municipality.ags in self._begun or not answered(manifest.captures):
            return
        self._begun.add(job.municipality.ags)
        begun = loaded_set(job.criteria).hash  # read once in this process, when the run began
        future = self._pool.submit(judge_archive, job.archive, job.municipality, job.criteria, begun)
        future.add_done_callback(lambda done: self._judged(job, manifest, done))

    def _judged(self, job: ScanJob, manifest: Manifest, done: Future[Judgement]) -> None:
        try:
            judgement = done.result()
            why = next(
                (dict(one.values)["failure"] for one in judgement.verdicts if one.state is State.UNREACHABLE), ""
            )
            self._keep(self._facts(job, "unreachable" if why else "done", manifest, why), judgement)
        except ChangedRulesError:
            self._end(job, "unjudged")
        except Exception as error:
            self._end(job, "failed", f"{type(error).__name__}: {error}")

    def _end(self, job: ScanJob, state: str, problem: str = "") -> None:
        town = job.municipality
        self.ended[town.ags] = Ended(town.name, state, problem, town.ags)
        self._on_ended(town.ags)

    def _keep(self, facts: ScanFacts, judgement: Judgement) -> None:
        with self._lock:
            self._store.add_scan(self._run, facts, judgement)
        town = facts.municipality
        self.ended[town.ags] = Ended(town.name, facts.state, facts.problem, town.ags)
        self._on_ended(town.ags)

    def _facts(self, job: ScanJob, state: str, manifest: Manifest | None, problem: str = "") -> ScanFacts:
        return ScanFacts(
            job.municipality,
            state,
            manifest.started if manifest else None,
            manifest.finished if manifest else None,
            str(job.archive),
            problem,
            dict(manifest.figures) if manifest else {},
            self._reason,
        )
