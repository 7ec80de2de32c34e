"""Keeps blind samples and what people said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import selectinload

from criteria.errors import UserError
from results.database import reading, writing
from results.models import LookRow, RunRow, SampleRow
from results.queries import RunInfo, ScanInfo
from results.worksheets.agreement import Pair
from results.worksheets.taking import Answered
from scanner.model.verdict import State, Verdict


@dataclass(frozen=True)
class Member:
    """A verdict as it was when it was drawn; `score` is 0..1, `max` the points of its scale, `scan` the id of its scan."""

    ags: str
    criterion: str
    version: str
    state: State
    score: float | None
    max: float
    scan: int
    league: str

    @property
    def key(self) -> str:
        """How a row of the worksheet calls it."""
        return f"{self.ags}/{self.criterion}"


@dataclass(frozen=True)
class Label:
    """What a person said of a member of a sample without knowing it."""

    member: Member
    state: State
    score: float | None
    by: str
    at: datetime
    url: str

    @property
    def pair(self) -> Pair:
        """Scanner and person side by side."""
        said = self.member
        return Pair(said.criterion, said.league, (said.state, said.score), (self.state, self.score))


@dataclass(frozen=True)
class Sample:
    """A sample of a run with its labels, each member once: what was said of it last counts."""

    id: int
    run: str
    share: float
    seed: int
    by: str
    at: datetime
    members: tuple[Member, ...]
    labels: tuple[Label, ...]


class SecondLooks:
    """Reads and writes samples and labels.

    Args:
        engine: from `results.database.open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep_sample(
        self, run: RunInfo, drawn: Sequence[tuple[ScanInfo, Verdict]], *, share: float, seed: int, by: str
    ) -> int:
        """Store what was drawn and return the number of the sample; UserError where nothing was, or nobody drew it."""
        if not drawn:
            raise UserError(f"nothing of run {run.label!r} was drawn", hint="a larger --share draws more")
        if not by.strip():
            raise UserError("a sample needs the name of who draws it", hint="name yourself with --by")
        members = [_kept(scan, verdict) for scan, verdict in drawn]
        row = SampleRow(run_id=run.id, share=share, seed=seed, by=by.strip(), at=datetime.now(UTC), members=members)
        with writing(self._engine) as session:
            session.add(row)
            session.flush()
            return row.id

    def samples(self, run: RunInfo) -> list[Sample]:
        """Return the samples of a run, oldest first."""
        query = select(SampleRow).where(SampleRow.run_id == run.id).options(selectinload(SampleRow.looks))
        with reading(self._engine) as session:
            return [_sample(row, run.label) for row in session.scalars(query.order_by(SampleRow.id)).all()]

    def sample(self, number: int) -> Sample:
        """Return a sample by its number; UserError where there is none."""
        query = (
            select(SampleRow, RunRow.label).join(RunRow, RunRow.id == SampleRow.run_id).where(SampleRow.id == number)
        )
        with reading(self._engine) as session:
            found = session.execute(query.options(selectinload(SampleRow.looks))).one_or_none()
            if found is None:
                raise UserError(f"there is no sample {number}", hint="g2b review sample RUN draws one")
            return _sample(found[0], found[1])

    def take(self, sample: Sample, answers: Sequence[Answered]) -> int:
        """Store labels, all or none, and return how many are new: what the same person said before is left out."""
        query = select(LookRow).where(LookRow.sample_id == sample.id)
        with writing(self._engine) as session:
            known = {_said(row) for row in session.scalars(query)}
            rows = [row for row in (_look(sample.id, one) for one in answers) if _said(row) not in known]
            session.add_all(rows)
            return len(rows)


def _said(row: LookRow) -> tuple[object, ...]:
    """Return what makes a label: two that agree in it are one, whatever was said in between."""
    return row.ags, row.criterion, row.by, row.at.astimezone(UTC), row.state, row.score


def _score(answer: Answered) -> float | None:
    return None if answer.points is None else answer.points / answer.asked.scale


def _kept(scan: ScanInfo, verdict: Verdict) -> list[Any]:
    said = [verdict.version, verdict.state.value, verdict.score, verdict.max]
    return [scan.ags, verdict.criterion, *said, scan.id, scan.league]


def _look(sample: int, one: Answered) -> LookRow:
    return LookRow(
        sample_id=sample,
        ags=one.asked.ags,
        criterion=one.asked.criterion,
        state=one.state.value,
        score=_score(one),
        by=one.by,
        at=one.seen,
        url=one.url,
        remark=one.remark,
    )


def _sample(row: SampleRow, run: str) -> Sample:
    members = tuple(
        Member(ags, criterion, version, State(state), score, most, scan, league)
        for ags, criterion, version, state, score, most, scan, league in row.members
    )
    return Sample(row.id, run, row.share, row.seed, row.by, row.at, members, tuple(_labels(row, members)))


def _labels(row: SampleRow, members: Sequence[Member]) -> Iterator[Label]:
    said = {f"{look.ags}/{look.criterion}": look for look in row.looks}
    for member in members:
        if look := said.get(member.key):
            yield Label(member, State(look.state), look.score, look.by, look.at, look.url)
