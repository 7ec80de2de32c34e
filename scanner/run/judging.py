"""Judges one archive: what a worker process does."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from criteria.errors import UserError
from criteria.loading import CriteriaSet, load_set
from criteria.registry import Municipality
from scanner.archive.reader import Archive
from scanner.archive.records import Failure
from scanner.judging.judge import judge
from scanner.model.verdict import Judgement, State, Verdict
from scanner.reading.site import build_site

SCANNER_VERSION = version("g2b-scanner")


class ChangedRulesError(Exception):
    """The files of a criteria set are no longer those that a run began with."""


@lru_cache(maxsize=4)
def loaded_set(name: str) -> CriteriaSet:
    """Return a criteria set, read once in a process."""
    return load_set(name)


def judge_archive(warc: Path, municipality: Municipality, criteria: str, begun: str = "") -> Judgement:
    """Read the archive of a scan and judge it under the criteria set that the run began with.

    Args:
        warc: the archive.
        municipality: whose site it is.
        criteria: name or folder of the set; a worker reads its files when it starts, later than the run did.
        begun: the hash of the set when the run began, if there is one; ChangedRulesError where the files are others by now.
    """
    known = _unchanged(criteria, begun)
    return judge(build_site(Archive(warc), municipality, known), scanner_version=SCANNER_VERSION)


def _unchanged(criteria: str, begun: str) -> CriteriaSet:
    try:
        known = loaded_set(criteria)
    except UserError as error:  # read while somebody was writing them
        raise ChangedRulesError(criteria) from error
    if begun and known.hash != begun:
        raise ChangedRulesError(criteria)
    return known


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
