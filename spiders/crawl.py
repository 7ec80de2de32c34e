"""Crawls all municipalities of a run in one reactor."""

from __future__ import annotations

from collections.abc import Sequence

from spiders.jobs import CrawlSettings, OnEvent, ScanJob, ScanOutcome


def crawl(jobs: Sequence[ScanJob], settings: CrawlSettings, on_event: OnEvent = lambda _: None) -> list[ScanOutcome]:
    """Crawl municipalities, each with its own budget, figures and failure; return an outcome for each job, in order.

    Runs a reactor, so a process can call it once. SIGTERM and SIGINT end it within seconds, and what was not finished has
    the ending `stopped`.
    """
    raise NotImplementedError
