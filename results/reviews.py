"""Reads reviews, objections and the stages of runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from results.models import ObjectionRow, ReviewRow, RunRow, StageRow
from scanner.model.objection import Objection, ObjectionAnswer, Outcome
from scanner.model.review import Review, ReviewKind, ReviewStatus, Withdrawal, laid_over
from scanner.model.stage import Stage
from scanner.model.verdict import State, Verdict


@dataclass(frozen=True)
class StageMove:
    """A run was moved to a stage: by whom, when, and what was said."""

    stage: Stage
    by: str
    at: datetime
    note: str


def moves_of(session: Session, run: int) -> list[StageMove]:
    """Return how a run moved, oldest first; a run that nobody moved has none."""
    rows = session.scalars(select(StageRow).where(StageRow.run_id == run).order_by(StageRow.id)).all()
    return [StageMove(Stage(row.stage), row.by, row.at, row.note) for row in rows]


def stages_of(session: Session) -> dict[int, Stage]:
    """Return the stage of every run that was ever moved, by its id."""
    rows = session.scalars(select(StageRow).order_by(StageRow.id)).all()
    return {row.run_id: Stage(row.stage) for row in rows}


def reviews_of(session: Session, run: RunRow) -> dict[str, list[Review]]:
    """Return by AGS what may lie over the verdicts of a run: its own reviews, and earlier ones that are still valid.

    What is said or taken back in another run after this one was released changes nothing here: its scores are closed.
    """
    still = (ReviewRow.valid_until >= run.as_of.date()) & ReviewRow.run.has(RunRow.as_of <= run.as_of)
    query = select(ReviewRow).where(or_(ReviewRow.run_id == run.id, still)).order_by(ReviewRow.id)
    rows = session.scalars(query.options(selectinload(ReviewRow.withdrawals), selectinload(ReviewRow.run))).all()
    closed = next((move.at for move in moves_of(session, run.id) if move.stage is Stage.RELEASED), None)
    found: dict[str, list[Review]] = {}
    for row in rows:
        review = review_of(row)
        if closed is not None and row.run_id != run.id:
            if review.at > closed:
                continue
            review = _before(closed, review)
        found.setdefault(row.ags, []).append(review)
    return found


def _before(closed: datetime, review: Review) -> Review:
    """Return a review as it stood when a run was closed: one that was taken back later still counts."""
    taken = review.withdrawal
    return replace(review, withdrawal=None) if taken is not None and taken.at > closed else review


def objections_of(session: Session, run: RunRow) -> dict[str, tuple[Objection, ...]]:
    """Return the objections to a run by AGS, oldest first."""
    query = select(ObjectionRow).where(ObjectionRow.run_id == run.id).options(selectinload(ObjectionRow.answers))
    found: dict[str, tuple[Objection, ...]] = {}
    for row in session.scalars(query.order_by(ObjectionRow.id)).all():
        found[row.ags] = (*found.get(row.ags, ()), objection_of(row, run.label))
    return found


def objection_of(row: ObjectionRow, run: str) -> Objection:
    """Return a stored objection with its answers."""
    answers = tuple(ObjectionAnswer(Outcome(a.outcome), a.text, a.by, a.at, a.review_id) for a in row.answers)
    return Objection(row.id, run, row.ags, row.criterion, row.who, row.received, row.text, row.by, row.at, answers)


def review_of(row: ReviewRow) -> Review:
    """Return a stored review; its status is told by `settled`."""
    taken = row.withdrawals[-1] if row.withdrawals else None
    return Review(
        id=row.id,
        run=row.run.label,
        ags=row.ags,
        criterion=row.criterion,
        kind=ReviewKind(row.kind),
        state=State(row.state),
        points=row.points,
        reason=row.reason,
        by=row.by,
        at=row.at,
        basis=tuple(tuple(part) for part in row.basis),
        evidence=row.evidence,
        valid_until=row.valid_until,
        source=row.source,
        withdrawal=Withdrawal(taken.by, taken.at, taken.reason) if taken else None,
    )


def lay_over(verdicts: Iterable[Verdict], reviews: Iterable[Review]) -> tuple[Verdict, ...]:
    """Return what counts: the verdicts, with those reviews over them that are active."""
    over: Mapping[str, Review] = {one.criterion: one for one in reviews if one.status is ReviewStatus.ACTIVE}
    return tuple(laid_over(one, over[one.criterion]) if one.criterion in over else one for one in verdicts)
