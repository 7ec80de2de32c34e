"""Keeps schedules, when they were due, and what became of it. Our tables are the truth; what computes times is elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from criteria.errors import UserError
from criteria.mistakes import nearest
from results.database import reading, writing
from results.models import OccurrenceEventRow, OccurrenceRow, RetryRow, ScheduleRow
from results.occurrences import ENDED, Happened, Occurrence, Options, Retry, Schedule, What

__all__ = ["ENDED", "Happened", "Occurrence", "Options", "Retry", "Schedule", "Schedules", "What"]


class Schedules:
    """Reads and writes schedules.

    Args:
        engine: from `results.database.open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: str, cron: str, label: str, options: Options, now: datetime) -> int:
        """Store a schedule and return its number; UserError where the name is taken or empty."""
        if not name.strip():
            raise UserError("a schedule needs a name")
        with writing(self._engine) as session:
            if _row(session, name) is not None:
                raise UserError(
                    f"there is a schedule {name!r} already", hint=f"g2b schedule remove {name}, or another name"
                )
            row = ScheduleRow(
                name=name.strip(), cron=cron, label=label, options=_plain(options), created=now, since=now
            )
            session.add(row)
            session.flush()
            return row.id

    def all(self) -> list[Schedule]:
        """Return the schedules that there are, by name."""
        with reading(self._engine) as session:
            rows = session.scalars(select(ScheduleRow).where(ScheduleRow.removed.is_(None)).order_by(ScheduleRow.name))
            return [_schedule(row) for row in rows.all()]

    def one(self, name: str) -> Schedule:
        """Return a schedule by name; UserError with the nearest names where there is none."""
        known = {one.name: one for one in self.all()}
        if name not in known:
            raise UserError(
                f"there is no schedule {name!r}", hint=nearest(name, list(known)) or "g2b schedule list names them"
            )
        return known[name]

    def remove(self, name: str, now: datetime) -> None:
        """Take a schedule away; its runs and what became of them are kept."""
        self._change(name, removed=now)

    def pause(self, name: str) -> None:
        """Let a schedule start nothing, and stop what runs."""
        self._change(name, paused=True)

    def resume(self, name: str, now: datetime) -> None:
        """Let a schedule start again from now on; times that passed meanwhile are not made up."""
        self._change(name, paused=False, since=now)

    def _change(self, name: str, **values: Any) -> None:  # noqa: ANN401 - of columns of several types
        self.one(name)
        with writing(self._engine) as session:
            row = _row(session, name)
            for key, value in values.items():
                setattr(row, key, value)

    def occur(self, schedule: Schedule, due: datetime, label: str, *, by_hand: bool = False) -> bool:
        """Store that a schedule is due; return whether it is new: another process may have been first."""
        try:
            with writing(self._engine) as session:
                session.add(OccurrenceRow(schedule_id=schedule.id, due=due, label=label, by_hand=by_hand))
        except IntegrityError:
            return False
        return True

    def miss(self, schedule: Schedule, due: Sequence[tuple[datetime, str]], at: datetime, note: str) -> None:
        """Store times with their labels that passed without a start and are not made up."""
        told = OccurrenceEventRow
        with writing(self._engine) as session:
            session.add_all(
                OccurrenceRow(
                    schedule_id=schedule.id, due=when, label=label, by_hand=False,
                    events=[told(what=What.MISSED.value, at=at, note=note)],
                )
                for when, label in due
            )  # fmt: skip

    def last_due(self, schedule: Schedule) -> datetime | None:
        """Return the newest time that is known of a schedule, those asked for by hand left out."""
        query = select(func.max(OccurrenceRow.due)).where(OccurrenceRow.schedule_id == schedule.id)
        with reading(self._engine) as session:
            return session.scalar(query.where(OccurrenceRow.by_hand.is_(False)))

    def labelled(self, label: str) -> bool:
        """Whether a run of that label is due, runs or ran by a schedule; what was missed left the label free."""
        missed = OccurrenceRow.events.any(OccurrenceEventRow.what == What.MISSED.value)
        query = select(OccurrenceRow.id).where(OccurrenceRow.label == label, ~missed).limit(1)
        with reading(self._engine) as session:
            return session.scalar(query) is not None

    def last_ended(self, schedule: Schedule) -> Occurrence | None:
        """Return the newest occurrence of a schedule that came to an end, missed ones left out."""
        ended = [what.value for what in ENDED - {What.MISSED}]
        query = select(OccurrenceRow).where(
            OccurrenceRow.schedule_id == schedule.id, OccurrenceRow.events.any(OccurrenceEventRow.what.in_(ended))
        )
        with reading(self._engine) as session:
            row = session.scalars(query.order_by(OccurrenceRow.due.desc(), OccurrenceRow.id.desc()).limit(1)).first()
            return None if row is None else _occurrence(row)

    def open(self) -> list[Occurrence]:
        """Return the occurrences that did not end, by the time they are due."""
        ended = OccurrenceRow.events.any(OccurrenceEventRow.what.in_([one.value for one in ENDED]))
        query = select(OccurrenceRow).where(~ended).order_by(OccurrenceRow.due, OccurrenceRow.id)
        query = query.options(selectinload(OccurrenceRow.events), selectinload(OccurrenceRow.schedule))
        with reading(self._engine) as session:
            return [_occurrence(row) for row in session.scalars(query).all()]

    def tell(self, occurrence: int, what: What, at: datetime, note: str = "") -> None:
        """Store what happened to an occurrence."""
        with writing(self._engine) as session:
            session.add(OccurrenceEventRow(occurrence_id=occurrence, what=what.value, at=at, note=note))

    def occurrences(self, name: str | None = None, *, last: int | None = None) -> list[Occurrence]:
        """Return occurrences by the time they are due, of one schedule or all, the last so many."""
        query = select(OccurrenceRow).options(selectinload(OccurrenceRow.events), selectinload(OccurrenceRow.schedule))
        query = query.order_by(OccurrenceRow.due.desc(), OccurrenceRow.id.desc()).limit(last)
        if name is not None:
            query = query.where(OccurrenceRow.schedule.has(ScheduleRow.name == name))
        with reading(self._engine) as session:
            return [_occurrence(row) for row in reversed(session.scalars(query).all())]

    def add_retries(self, found: Sequence[Retry]) -> None:
        """Store what is to be tried again; the numbers of those given do not matter."""
        with writing(self._engine) as session:
            session.add_all(
                RetryRow(occurrence_id=one.occurrence, ags=one.ags, cause=one.cause, attempt=one.attempt, due=one.due)
                for one in found
            )

    def retries(self, occurrence: int | None = None, *, still: bool = True) -> list[Retry]:
        """Return what is to be tried again, or with `still` off all that ever was, by the time it is due."""
        query = select(RetryRow).order_by(RetryRow.due, RetryRow.id)
        if occurrence is not None:
            query = query.where(RetryRow.occurrence_id == occurrence)
        if still:
            query = query.where(RetryRow.done.is_(None))
        with reading(self._engine) as session:
            rows = session.scalars(query).all()
            return [Retry(row.id, row.occurrence_id, row.ags, row.cause, row.attempt, row.due) for row in rows]

    def occurrence(self, number: int) -> Occurrence:
        """Return one occurrence by its number; UserError where there is none."""
        with reading(self._engine) as session:
            row = session.get(OccurrenceRow, number)
            if row is None:
                raise UserError(f"no schedule was ever due under the number {number}")
            return _occurrence(row)

    def retried(self, numbers: Sequence[int], at: datetime) -> None:
        """Store that these were tried again."""
        with writing(self._engine) as session:
            for number in numbers:
                session.get_one(RetryRow, number).done = at


def _row(session: Session, name: str) -> ScheduleRow | None:
    query = select(ScheduleRow).where(ScheduleRow.name == name.strip(), ScheduleRow.removed.is_(None))
    return session.scalars(query).one_or_none()


def _plain(options: Options) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(options).items()}


def _schedule(row: ScheduleRow) -> Schedule:
    return Schedule(
        row.id, row.name, row.cron, row.label, Options.of(row.options), row.paused, row.since, row.removed is not None
    )


def _occurrence(row: OccurrenceRow) -> Occurrence:
    events = tuple(Happened(one.at, What(one.what), one.note) for one in row.events)
    return Occurrence(row.id, _schedule(row.schedule), row.due, row.label, events, row.by_hand)
