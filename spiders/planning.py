"""Works out beside the reactor what is still wanted of a site: reads the archive again in a process of its own."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from criteria.loading import CriteriaSet, load_set
from criteria.registry import Municipality
from scanner.archive.reader import Archive
from scanner.archive.records import Manifest
from scanner.reading.captures import read_captures
from scanner.reading.site import see
from scanner.reading.wants import Wants, wants
from spiders.orphans import end_with_parent


@dataclass(frozen=True)
class Question:
    """What is asked of a worker: the archive so far, and whose it is."""

    archive: Path
    manifest: Manifest
    municipality: Municipality
    criteria: str


class Planner:
    """Answers what is still wanted; its workers start when first needed.

    Args:
        workers: processes; 0 means one for each core.
    """

    def __init__(self, workers: int = 0) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, criteria: str) -> None:
        """Start a worker and let it load a criteria set, so that the first question need not wait for that."""
        self._started().submit(loaded_set, criteria)

    async def wants(self, question: Question) -> Wants:
        """Return what to ask and fetch next."""
        return await asyncio.get_running_loop().run_in_executor(self._started(), answer, question)

    def close(self) -> None:
        """End the workers without waiting for what they do."""
        if self._pool is not None:
            workers = list((self._pool._processes or {}).values())  # the pool forgets them when it shuts down
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in workers:
                process.kill()
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            spawn = get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, mp_context=spawn, initializer=end_with_parent)
        return self._pool


def answer(question: Question) -> Wants:
    """Read the archive and say what is still wanted: what a worker does."""
    criteria = loaded_set(question.criteria)
    archive = Archive(question.archive, question.manifest)
    readings = read_captures(archive, criteria.lexicon)
    return wants(see(readings, question.manifest, question.municipality, criteria))


@lru_cache(maxsize=4)
def loaded_set(name: str) -> CriteriaSet:
    """Return a criteria set, read once in a process."""
    return load_set(name)
