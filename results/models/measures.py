"""Tables of measures: what municipalities set out to do, and what became of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from results.models.base import Base


class MeasureRow(Base):
    """Something a municipality set out to do about a finding; what became of it stands in its events."""

    __tablename__ = "measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    ags: Mapped[str] = mapped_column(index=True)
    town: Mapped[str]
    finding: Mapped[str]
    subject: Mapped[str]  # LeiKa key, service id or criterion
    run: Mapped[str]  # the run that the finding stood in
    project: Mapped[str]
    owner: Mapped[str]
    due: Mapped[date | None]
    at: Mapped[datetime]
    events: Mapped[list[MeasureEventRow]] = relationship(order_by="MeasureEventRow.id")


class MeasureEventRow(Base):
    """What became of a measure on a day; `what` is done, dropped or reopened, the newest event counts."""

    __tablename__ = "measure_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), index=True)
    what: Mapped[str]
    day: Mapped[date]
    note: Mapped[str]
    at: Mapped[datetime]
