"""Reads runs, scans and the published judgements, as the types of `scanner.model`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import PurePath
from typing import Any

from rapidfuzz import process
from sqlalchemy import Engine, select
from sqlalchemy.orm import selectinload
from sqlalchemy.sql.base import ExecutableOption

from criteria.errors import UserError
from criteria.municipality import same_ags
from criteria.words import fold
from results.confirmations import marked, unconfirmed
from results.database import reading
from results.erasures import erasures_of
from results.loading import judgements_of
from results.models import CriteriaSetRow, RunRow, ScanRow
from results.reviews import lay_over, objections_of, reviews_of, stages_of
from scanner.model.erasure import Erasure
from scanner.model.objection import Objection
from scanner.model.place import Place
from scanner.model.review import BY_HAND, Review, settled
from scanner.model.stage import Stage
from scanner.model.totals import CRITERIA, Totals, totals
from scanner.model.verdict import Judgement, Verdict

SHEET = "sheet"
"""Source of a run that people made by hand."""


class Use(StrEnum):
    """Which scan of a municipality stands for it, where it was scanned several times in a run."""

    LATEST = "latest"
    FIRST = "first"


@dataclass(frozen=True)
class RunInfo:
    """A run with the number of its scans by state."""

    id: int
    label: str
    source: str
    as_of: datetime
    created: datetime
    states: tuple[tuple[str, int], ...]
    settings: dict[str, object]
    stage: Stage = Stage.SURVEYED


@dataclass(frozen=True)
class ScanInfo:
    """A scan with its published judgement. `number` above 1 marks a re-scan; the run has `of` scans of the municipality."""

    id: int
    run: str
    ags: str
    name: str
    league: str
    kind: str
    number: int
    reason: str
    state: str
    problem: str
    started: datetime | None
    finished: datetime | None
    archive: str
    figures: dict[str, float]
    municipality: dict[str, Any]
    judgement: Judgement
    source: str = "live"
    erasures: tuple[Erasure, ...] = ()
    reviews: tuple[Review, ...] = ()
    objections: tuple[Objection, ...] = ()
    of: int = 1

    def erased(self, place: Place) -> Erasure | None:
        """Return the tombstone of what a place was seen in, None where it was not erased."""
        return next((one for one in self.erasures if one.record in ("", place.record)), None)

    @property
    def pruned(self) -> Erasure | None:
        """The tombstone of the whole archive, None where it was not erased."""
        return next((one for one in self.erasures if not one.record), None)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What counts, criterion by criterion: every report reads these, never the judgement's own."""
        return lay_over(self.judgement.verdicts, self.reviews)

    @property
    def by_hand(self) -> frozenset[str]:
        """The criteria that a person decided."""
        return frozenset(verdict.criterion for verdict in self.verdicts if verdict.reason == BY_HAND)

    @property
    def totals(self) -> Totals:
        """Categories, total and coverage, computed now; a sheet counts against all 32 criteria, whatever it holds."""
        return totals(self.verdicts, asked=CRITERIA if self.source == SHEET else None)

    @property
    def measured(self) -> Totals:
        """The same without reviews: what the scanner, or the sheet, said."""
        return totals(self.judgement.verdicts, asked=CRITERIA if self.source == SHEET else None)


@dataclass(frozen=True)
class KeptJudgement:
    """One of the judgements of a scan: its number, when it was made, and whether it is the published one."""

    number: int
    created: datetime
    published: bool
    judgement: Judgement


@dataclass(frozen=True)
class KeptSet:
    """A criteria set as it was when first used; `files` maps names to text."""

    hash: str
    name: str
    version: str
    files: dict[str, str]


class Results:
    """The reading side of a results database.

    Args:
        engine: from `results.database.open_database`.
        use: which scan counts where a municipality was scanned several times in a run.
    """

    def __init__(self, engine: Engine, use: Use = Use.LATEST) -> None:
        self._engine, self._order = engine, ScanRow.number if use is Use.LATEST else ScanRow.number.desc()

    @property
    def engine(self) -> Engine:
        """The database that is read."""
        return self._engine

    def runs(self) -> list[RunInfo]:
        """Return all runs, oldest first."""
        with reading(self._engine) as session:
            rows = session.scalars(select(RunRow).options(selectinload(RunRow.scans)).order_by(RunRow.id)).all()
            stages = stages_of(session)
            return [_run_info(row, stages.get(row.id, Stage.SURVEYED)) for row in rows]

    def run(self, label: str) -> RunInfo:
        """Return one run; UserError with the nearest labels where there is none of that name."""
        runs = {info.label: info for info in self.runs()}
        if label in runs:
            return runs[label]
        raise UserError(f"there is no run named {label!r}", hint=_nearest(label, runs, "g2b runs lists them all"))

    def scans(self, label: str) -> list[ScanInfo]:
        """Return the scan of each municipality of a run that counts (the newest, unless `use` says first), by AGS."""
        run = self.run(label)
        with reading(self._engine) as session:
            query = select(ScanRow).where(ScanRow.run_id == run.id).options(*_WITH)
            every = session.scalars(query.order_by(self._order)).all()
            newest, numbers = {row.ags: row for row in every}, Counter(row.ags for row in every)
            row = session.get_one(RunRow, run.id)
            reviews, objections = reviews_of(session, row), objections_of(session, row)
            judged = judgements_of(session, (_published(row) for row in newest.values()))
            waiting = unconfirmed(session, run.id)
            rows = (newest[ags] for ags in sorted(newest))
            found = [marked(_scan_info(run, row, judged[_published(row)]), waiting) for row in rows]
            heard = [_heard(scan, reviews.get(scan.ags, ()), objections.get(scan.ags, ())) for scan in found]
            return [replace(scan, of=numbers[scan.ags]) if numbers[scan.ags] > 1 else scan for scan in heard]

    def scan(self, label: str, name: str) -> ScanInfo:
        """Return the scan of one municipality by AGS or name; UserError where the run has none."""
        scans = self.scans(label)
        for scan in scans:
            if same_ags(name, scan.ags) or fold(name) == fold(scan.name):
                return scan
        starts = [scan for scan in scans if fold(name) in fold(scan.name)]
        if len(starts) == 1:
            return starts[0]
        hint = _nearest(name, [scan.name for scan in scans], "an AGS or a name of this run is needed")
        raise UserError(f"run {label!r} has no municipality {name!r}", hint=hint)

    def judgements(self, scan: int) -> list[KeptJudgement]:
        """Return all judgements of a scan, oldest first."""
        with reading(self._engine) as session:
            row = session.get_one(ScanRow, scan)
            made = judgements_of(session, (one.id for one in row.judgements))
            return [
                KeptJudgement(one.id, one.created, one.id == _published(row), made[one.id]) for one in row.judgements
            ]

    def criteria_sets(self) -> list[KeptSet]:
        """Return every criteria set that was ever used, oldest first."""
        with reading(self._engine) as session:
            rows = session.scalars(select(CriteriaSetRow).order_by(CriteriaSetRow.first_used)).all()
            return [KeptSet(row.hash, row.name, row.version, dict(row.files)) for row in rows]

    def exists(self, label: str) -> bool:
        """Whether there is a run of that label."""
        with reading(self._engine) as session:
            return session.scalar(select(RunRow.id).where(RunRow.label == label)) is not None

    def standings(self, label: str) -> dict[str, tuple[int, str, str]]:
        """Return how often each municipality was scanned in a run, with state and problem of the newest scan, by AGS."""
        query = select(ScanRow.ags, ScanRow.number, ScanRow.state, ScanRow.problem).join(RunRow)
        query = query.where(RunRow.label == label)
        with reading(self._engine) as session:
            rows = session.execute(query.order_by(ScanRow.number)).all()
            return {ags: (number, state, problem) for ags, number, state, problem in rows}

    def archives(self, run: int) -> frozenset[str]:
        """Return the folder of the archive of every scan of the run, by its name: ``<AGS>-<number>``."""
        with reading(self._engine) as session:
            kept = session.scalars(select(ScanRow.archive).where(ScanRow.run_id == run)).all()
            return frozenset(PurePath(archive).parent.name for archive in kept)

    def scanned(self, run: int) -> frozenset[str]:
        """Return the AGS of every municipality that has a scan in the run."""
        with reading(self._engine) as session:
            return frozenset(session.scalars(select(ScanRow.ags).where(ScanRow.run_id == run)).all())


_WITH: Sequence[ExecutableOption] = (selectinload(ScanRow.publications), selectinload(ScanRow.erasures))


def _published(row: ScanRow) -> int:
    """Return the id of the judgement that counts."""
    return row.publications[-1].judgement_id


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    near = [match for match, score, _ in process.extract(name, list(known), limit=3) if score > 50]
    return f"did you mean {', '.join(near)}?" if near else otherwise


def _run_info(row: RunRow, stage: Stage) -> RunInfo:
    counts: dict[str, int] = {}
    for scan in {scan.ags: scan for scan in row.scans}.values():
        counts[scan.state] = counts.get(scan.state, 0) + 1
    return RunInfo(
        row.id, row.label, row.source, row.as_of, row.created, tuple(sorted(counts.items())), dict(row.settings), stage
    )


def _scan_info(run: RunInfo, row: ScanRow, judgement: Judgement) -> ScanInfo:
    return ScanInfo(
        row.id,
        run.label,
        row.ags,
        row.name,
        row.league,
        row.kind,
        row.number,
        row.reason,
        row.state,
        row.problem,
        row.started,
        row.finished,
        row.archive,
        {key: float(value) for key, value in row.figures.items()},
        dict(row.municipality),
        judgement,
        run.source,
        erasures_of(row),
    )


def _heard(scan: ScanInfo, reviews: Iterable[Review], objections: tuple[Objection, ...]) -> ScanInfo:
    """Return a scan with what people said of it."""
    return replace(scan, reviews=settled(reviews, scan.judgement.verdicts), objections=objections)
