"""Tables of schedules: when they were due, what became of it, what is tried again, confirmed and told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from results.models.base import Base


class ScheduleRow(Base):
    """When runs start by themselves, and what is done with them; a removed one is kept with its date."""

    __tablename__ = "schedules"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    cron: Mapped[str]
    label: Mapped[str]
    options: Mapped[dict[str, Any]]  # group, league, names, window, export, formats, mail, webhook
    paused: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    since: Mapped[datetime]  # times before it are not its concern: when it was made, or let go on again
    removed: Mapped[datetime | None]


class OccurrenceRow(Base):
    """A time at which a schedule is due, with the label of its run. What became of it is told by its events."""

    __tablename__ = "occurrences"
    __table_args__ = (UniqueConstraint("schedule_id", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id"), index=True)
    due: Mapped[datetime]
    label: Mapped[str]
    by_hand: Mapped[bool] = mapped_column(default=False)
    schedule: Mapped[ScheduleRow] = relationship()
    events: Mapped[list[OccurrenceEventRow]] = relationship(order_by="OccurrenceEventRow.id")


class OccurrenceEventRow(Base):
    """What happened to an occurrence: started, paused, resumed, ended, was missed, will be tried again."""

    __tablename__ = "occurrence_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrences.id"), index=True)
    at: Mapped[datetime]
    what: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class RetryRow(Base):
    """A municipality that failed and is tried again: when, for which cause, the how manieth time; `done` when it was."""

    __tablename__ = "retries"

    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrences.id"), index=True)
    ags: Mapped[str]
    cause: Mapped[str]
    attempt: Mapped[int]
    due: Mapped[datetime]
    done: Mapped[datetime | None]


class ConfirmationRow(Base):
    """What became of a verdict that flipped against the run before: waits, was confirmed, or its scan was made once more."""

    __tablename__ = "confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    scan_id: Mapped[int] = mapped_column(ForeignKey("scans.id"), index=True)
    ags: Mapped[str]
    criterion: Mapped[str]
    outcome: Mapped[str]
    before: Mapped[str]  # label of the run that it flipped against
    at: Mapped[datetime]
    pages: Mapped[list[Any]]  # of [address, what it showed in the scan, what it shows now]
    archive: Mapped[str] = mapped_column(default="")


class DeliveryRow(Base):
    """A message about an occurrence that somebody got, so that it is not sent twice."""

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrences.id"), index=True)
    way: Mapped[str]
    at: Mapped[datetime]
