"""Keeps objections of municipalities and their answers. Append-only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import selectinload

from criteria.errors import UserError
from results.database import reading, writing
from results.models import ObjectionAnswerRow, ObjectionRow, ReviewRow, RunRow
from results.queries import RunInfo, ScanInfo
from results.reviewing import NewReview, check_stage, review_row
from results.reviews import objection_of
from scanner.model.objection import Objection, Outcome
from scanner.model.review import ReviewKind
from scanner.model.stage import Stage


@dataclass(frozen=True)
class NewObjection:
    """What a municipality objects to: `who` of it, when it came in, and to which criterion (empty: to all of it)."""

    criterion: str
    who: str
    received: date
    text: str
    by: str


@dataclass(frozen=True)
class NewAnswer:
    """What is answered, and the points that follow from it, None for none."""

    outcome: Outcome
    text: str
    by: str
    points: float | None = None


class Objections:
    """Reads and writes objections.

    Args:
        engine: from `results.database.open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, run: RunInfo, scan: ScanInfo, new: NewObjection) -> int:
        """Store an objection and return its number; UserError as for `add_all`."""
        return self.add_all(run, scan, [new])[0]

    def add_all(self, run: RunInfo, scan: ScanInfo, said: Sequence[NewObjection]) -> list[int]:
        """Store the objections of a municipality, all or none, and return their numbers.

        Raises:
            UserError: the run is not out for hearing, a criterion is not in it, or somebody or something is not named.
        """
        if run.stage is not Stage.HEARING:
            raise UserError(
                f"run {run.label!r} is at stage {run.stage}, objections are taken while it is out for hearing",
                hint=f"g2b review stage {run.label} hearing --by NAME",
            )
        rows = [_row(run, scan, new) for new in said]
        with writing(self._engine) as session:
            session.add_all(rows)
            session.flush()
            return [row.id for row in rows]

    def answer(self, run: RunInfo, scan: ScanInfo, number: int, new: NewAnswer) -> int | None:
        """Store an answer and, where it gives points, the review that follows from it, both or neither.

        Returns:
            The number of the review, None where the answer gives no points. What was answered before stays.

        Raises:
            UserError: there is no such objection, text or name are missing, points go with a rejection, with an objection
                to no criterion in particular or beyond its scale, or the run is released.
        """
        objection = self.one(number)
        review = _review(run, scan, objection, new)
        row = ObjectionAnswerRow(
            objection_id=number,
            outcome=new.outcome.value,
            text=_given(new.text, "--text"),
            by=_given(new.by, "--by"),
            at=_now(),
        )
        with writing(self._engine) as session:
            if review is not None:
                check_stage(session, run, [ReviewKind.SCORE])
                session.add(review)
                session.flush()
                row.review_id = review.id
            session.add(row)
            session.flush()
            return row.review_id

    def of_run(self, run: str, ags: Iterable[str] | None = None) -> list[Objection]:
        """Return the objections of a run, or of some municipalities in it, oldest first."""
        query = (
            select(ObjectionRow, RunRow.label).join(RunRow, RunRow.id == ObjectionRow.run_id).where(RunRow.label == run)
        )
        if ags is not None:
            query = query.where(ObjectionRow.ags.in_(list(ags)))
        with reading(self._engine) as session:
            found = session.execute(query.options(selectinload(ObjectionRow.answers)).order_by(ObjectionRow.id)).all()
            return [objection_of(row, label) for row, label in found]

    def one(self, number: int) -> Objection:
        """Return an objection by its number; UserError where there is none."""
        query = select(ObjectionRow, RunRow.label).join(RunRow, RunRow.id == ObjectionRow.run_id)
        query = query.where(ObjectionRow.id == number).options(selectinload(ObjectionRow.answers))
        with reading(self._engine) as session:
            found = session.execute(query).one_or_none()
            if found is None:
                raise _unknown(number)
            return objection_of(found[0], found[1])


def _row(run: RunInfo, scan: ScanInfo, new: NewObjection) -> ObjectionRow:
    named = {"who": _given(new.who, "--who"), "text": _given(new.text, "--text"), "by": _given(new.by, "--by")}
    criterion = _criterion(scan, new.criterion)
    return ObjectionRow(run_id=run.id, ags=scan.ags, criterion=criterion, received=new.received, at=_now(), **named)


def _review(run: RunInfo, scan: ScanInfo, objection: Objection, new: NewAnswer) -> ReviewRow | None:
    if new.points is None:
        return None
    if new.outcome not in (Outcome.UPHELD, Outcome.PARTLY):
        raise UserError("an objection that is not upheld changes no points", hint="leave --points out")
    if not objection.criterion:
        hint = "answer it without --points, and review the criteria one by one"
        raise UserError(f"objection {objection.id} names no criterion, so it can't change points", hint=hint)
    said = NewReview(objection.criterion, new.by, new.text, new.points, source=f"objection:{objection.id}")
    return review_row(run, scan, said)


def _criterion(scan: ScanInfo, criterion: str) -> str:
    wanted = criterion.strip().upper()
    known = [verdict.criterion for verdict in scan.verdicts]
    if wanted and wanted not in known:
        raise UserError(
            f"{scan.name} has no criterion {criterion!r} in run {scan.run!r}", hint=f"known are {', '.join(known)}"
        )
    return wanted


def _given(value: str, option: str) -> str:
    if not value.strip():
        raise UserError("something is missing", hint=f"say it with {option}")
    return value.strip()


def _unknown(number: int) -> UserError:
    return UserError(f"there is no objection {number}", hint="g2b review objection list RUN tells the numbers")


def _now() -> datetime:
    return datetime.now(UTC)
