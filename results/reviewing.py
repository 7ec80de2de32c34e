"""Writes reviews, withdrawals and the stages of runs. Append-only: nothing that somebody said is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from criteria.errors import UserError
from results.database import reading, writing
from results.models import ReviewRow, StageRow, WithdrawalRow
from results.queries import RunInfo, ScanInfo
from results.reviews import StageMove, moves_of, review_of
from scanner.model.review import Review, ReviewKind, basis_of
from scanner.model.stage import Stage
from scanner.model.verdict import State, Verdict

_NEXT = {
    Stage.SURVEYED: (Stage.CHECKED,),
    Stage.CHECKED: (Stage.HEARING, Stage.RELEASED, Stage.SURVEYED),
    Stage.HEARING: (Stage.RELEASED, Stage.CHECKED),
    Stage.RELEASED: (),
}
"""From which stage to which a run may be moved. What is released stays so: it can only be corrected, with a date."""


@dataclass(frozen=True)
class NewReview:
    """What a person says of a criterion: `points` in its scale, or a `state` that is not scored, or a note (neither)."""

    criterion: str
    by: str
    reason: str
    points: float | None = None
    state: State = State.SCORED
    kind: ReviewKind = ReviewKind.SCORE
    evidence: str = ""
    valid_until: date | None = None
    source: str = "single"
    at: datetime | None = None


def require_open(label: str, stage: Stage) -> None:
    """Raise a UserError where a run is released: nothing that changes its scores is taken any more."""
    if stage is Stage.RELEASED:
        raise UserError(
            f"run {label!r} is released, its scores are closed",
            hint="a mistake of the survey is put right by g2b review --correction, a repair of the site since is a --note",
        )


class Reviewing:
    """The writing side of reviews.

    Args:
        engine: from `results.database.open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, run: RunInfo, said: Sequence[tuple[ScanInfo, NewReview]]) -> list[int]:
        """Store reviews, all or none, and return their numbers.

        Raises:
            UserError: somebody's name or reason is missing, a criterion is not in the run, points are out of its
                scale, or the run is released and it is no correction.
        """
        rows = [review_row(run, scan, new) for scan, new in said]
        with writing(self._engine) as session:
            check_stage(session, run, [new.kind for _, new in said])
            session.add_all(rows)
            session.flush()
            return [row.id for row in rows]

    def withdraw(self, number: int, by: str, reason: str) -> Review:
        """Take a review back and return it.

        Raises:
            UserError: there is none of that number, it is taken back already, or it counts into a run that is released:
                there only a correction can be taken back.
        """
        by, reason = _named(by), _given(reason)
        with writing(self._engine) as session:
            row = session.get(ReviewRow, number, options=[selectinload(ReviewRow.withdrawals)])
            if row is None:
                raise UserError(f"there is no review {number}", hint="g2b review list RUN tells the numbers")
            if row.withdrawals:
                taken = row.withdrawals[-1]
                raise UserError(f"review {number} was withdrawn by {taken.by} on {taken.at:%Y-%m-%d}")
            if row.kind == ReviewKind.SCORE:
                require_open(row.run.label, _stage(session, row.run_id))
            row.withdrawals.append(WithdrawalRow(by=by, at=_now(), reason=reason))
            session.flush()
            return review_of(row)

    def review(self, number: int) -> Review:
        """Return one review by its number; UserError where there is none."""
        query = select(ReviewRow).where(ReviewRow.id == number).options(selectinload(ReviewRow.withdrawals))
        with reading(self._engine) as session:
            row = session.scalars(query).one_or_none()
            if row is None:
                raise UserError(f"there is no review {number}", hint="g2b review list RUN tells the numbers")
            return review_of(row)

    def move(self, run: RunInfo, stage: Stage, by: str, note: str = "") -> None:
        """Move a run to a stage; UserError where it can't go there from where it stands, or nobody is named."""
        by = _named(by)
        with writing(self._engine) as session:
            stands = _stage(session, run.id)
            if stage not in _NEXT[stands]:
                ways = ", ".join(_NEXT[stands])
                hint = f"from there it can go to: {ways}" if ways else "what is released can only be corrected"
                raise UserError(f"run {run.label!r} is at stage {stands} and can't go to {stage}", hint=hint)
            session.add(StageRow(run_id=run.id, stage=stage.value, by=by, at=_now(), note=note.strip()))

    def moves(self, run: RunInfo) -> list[StageMove]:
        """Return how a run moved, oldest first."""
        with reading(self._engine) as session:
            return moves_of(session, run.id)


def _stage(session: Session, run: int) -> Stage:
    moves = moves_of(session, run)
    return moves[-1].stage if moves else Stage.SURVEYED


def check_stage(session: Session, run: RunInfo, kinds: Sequence[ReviewKind]) -> None:
    """Raise a UserError where the stage of a run takes no review of such a kind."""
    stage = _stage(session, run.id)
    if ReviewKind.SCORE in kinds:
        require_open(run.label, stage)
    if stage is not Stage.RELEASED and ReviewKind.CORRECTION in kinds:
        raise UserError(
            f"run {run.label!r} is not released, so there is nothing to correct", hint="leave --correction out"
        )


def review_row(run: RunInfo, scan: ScanInfo, new: NewReview) -> ReviewRow:
    """Return the row of a review; UserError where it can't be one."""
    verdict = _verdict(scan, new.criterion)
    if new.kind is not ReviewKind.NOTE and new.state is State.SCORED:
        _check_points(new.points, verdict, scan)
    return ReviewRow(
        run_id=run.id,
        ags=scan.ags,
        criterion=verdict.criterion,
        kind=new.kind.value,
        state=new.state.value,
        points=new.points,
        reason=_given(new.reason),
        by=_named(new.by),
        at=new.at or _now(),
        basis=[list(part) for part in basis_of(verdict)],
        evidence=new.evidence,
        valid_until=new.valid_until,
        source=new.source,
    )


def _verdict(scan: ScanInfo, criterion: str) -> Verdict:
    wanted = criterion.strip().upper()
    for verdict in scan.judgement.verdicts:
        if verdict.criterion == wanted:
            return verdict
    known = ", ".join(verdict.criterion for verdict in scan.judgement.verdicts)
    raise UserError(f"{scan.name} has no criterion {criterion!r} in run {scan.run!r}", hint=f"known are {known}")


def _check_points(points: float | None, verdict: Verdict, scan: ScanInfo) -> None:
    if points is None or not 0 <= points <= verdict.max:
        said = "no points" if points is None else f"{points:g} points"
        raise UserError(
            f"{verdict.criterion} of {scan.name}: {said} can't be given",
            hint=f"the scale goes from 0 to {verdict.max:g}",
        )


def _named(by: str) -> str:
    if not by.strip():
        raise UserError("a review needs the name of who gives it", hint="name yourself with --by")
    return by.strip()


def _given(reason: str) -> str:
    if not reason.strip():
        raise UserError("a review needs a reason", hint="say with --reason what was seen")
    return reason.strip()


def _now() -> datetime:
    return datetime.now(UTC)
