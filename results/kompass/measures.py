"""Measures: what a municipality set out to do about a finding, kept with what became of it; events are only added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import Engine, select
from sqlalchemy.orm import selectinload

from criteria.errors import UserError
from results.database import reading, writing
from results.models import MeasureEventRow, MeasureRow


class Status(StrEnum):
    """How far a measure has come."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Event:
    """What became of a measure on a day."""

    what: Status
    day: date
    note: str = ""


@dataclass(frozen=True)
class NewMeasure:
    """A measure to be kept.

    `finding` is a code of the match, or empty; `subject` what it is about: id of a criterion (S1), id of a service, or a LeiKa
    key; `run` is the run that showed it.
    """

    ags: str
    town: str
    subject: str
    run: str
    project: str
    owner: str = ""
    due: date | None = None
    finding: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure as it is kept, with its number and its events, oldest first."""

    number: int
    what: NewMeasure
    events: tuple[Event, ...] = ()

    @property
    def status(self) -> Status:
        """What the newest event says."""
        return self.events[-1].what if self.events else Status.OPEN

    def late(self, day: date) -> bool:
        """Whether it is not done and was due before a day."""
        return self.status in (Status.OPEN, Status.REOPENED) and self.what.due is not None and self.what.due < day


class Measures:
    """The measures of a results database.

    Args:
        engine: from `results.database.open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, new: NewMeasure) -> int:
        """Keep a measure and return its number; UserError where it says nothing."""
        if not new.project.strip() or not new.subject.strip():
            raise UserError("a measure needs a project and what it is about")
        with writing(self._engine) as session:
            row = MeasureRow(**vars(new), at=datetime.now(UTC))
            session.add(row)
            session.flush()
            return row.id

    def all(self, ags: str = "") -> tuple[Measure, ...]:
        """Return the measures of a municipality (by AGS as stored), or all, oldest first."""
        query = select(MeasureRow).options(selectinload(MeasureRow.events)).order_by(MeasureRow.id)
        query = query.where(MeasureRow.ags == ags) if ags else query
        with reading(self._engine) as session:
            return tuple(_measure(row) for row in session.scalars(query).all())

    def tell(self, number: int, event: Event) -> None:
        """Add what became of a measure; UserError where there is no such measure, or it is in that state already."""
        with writing(self._engine) as session:
            row = session.get(MeasureRow, number)
            if row is None:
                raise UserError(f"there is no measure {number}", hint="g2b kompass measure list shows them")
            if _measure(row).status is event.what:
                raise UserError(f"measure {number} is {event.what.value} already")
            made = {"what": event.what.value, "day": event.day, "note": event.note, "at": datetime.now(UTC)}
            session.add(MeasureEventRow(measure_id=number, **made))


def _measure(row: MeasureRow) -> Measure:
    what = NewMeasure(row.ags, row.town, row.subject, row.run, row.project, row.owner, row.due, row.finding)
    events = tuple(Event(Status(event.what), event.day, event.note) for event in row.events)
    return Measure(row.id, what, events)
