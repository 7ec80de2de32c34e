"""Judges one archive: what a worker process does."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from criteria.loading import CriteriaSet, load_set
from criteria.registry import Municipality
from scanner.archive.reader import Archive
from scanner.archive.records import Failure
from scanner.judging.judge import judge
from scanner.model.verdict import Judgement, State, Verdict
from scanner.reading.site import build_site

SCANNER_VERSION = version("g2b-scanner")


@lru_cache(maxsize=4)
def loaded_set(name: str) -> CriteriaSet:
    """Return a criteria set, read once in a process."""
    return load_set(name)


def judge_archive(warc: Path, municipality: Municipality, criteria: str) -> Judgement:
    """Read the archive of a scan and judge it under a criteria set."""
    archive = Archive(warc)
    return judge(build_site(archive, municipality, loaded_set(criteria)), scanner_version=SCANNER_VERSION)


def unreachable(municipality: Municipality, criteria: str, reason: str) -> Judgement:
    """Return the judgement of a municipality whose homepage could not be had: every criterion unreachable.

    What an archive has no capture of may have been there all the same: not testable.
    """
    state = State.NOT_TESTABLE if reason == Failure.NOT_ARCHIVED else State.UNREACHABLE
    known = loaded_set(criteria)
    verdicts = tuple(
        Verdict(
            criterion.id,
            criterion.version,
            state,
            max=criterion.max,
            searched=(municipality.homepage,),
            reason=reason if state is State.NOT_TESTABLE else "unreachable",
            values=(("failure", reason),),
        )
        for criterion in known.criteria
        if municipality.league in criterion.leagues
    )
    return Judgement(
        municipality.ags, municipality.league, known.name, known.hash, SCANNER_VERSION, verdicts, (), completeness=0.0
    )
