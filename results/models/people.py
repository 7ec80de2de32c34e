"""Tables of what people said: stages of a run, reviews, second looks, objections."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from results.models.base import Base
from results.models.scans import RunRow


class StageRow(Base):
    """A run was moved to a stage, by whom and when; the newest row of a run says where it stands."""

    __tablename__ = "stages"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    stage: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


class ReviewRow(Base):
    """A person's word over the verdict of one criterion of a municipality in a run; see `scanner.model.review`."""

    __tablename__ = "reviews"
    __table_args__ = (Index("ix_reviews_ags_criterion", "ags", "criterion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    ags: Mapped[str]
    criterion: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    points: Mapped[float | None]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    basis: Mapped[list[Any]]
    evidence: Mapped[str] = mapped_column(default="")
    valid_until: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="single")
    run: Mapped[RunRow] = relationship()
    withdrawals: Mapped[list[WithdrawalRow]] = relationship(order_by="WithdrawalRow.id")


class WithdrawalRow(Base):
    """A review was taken back: by whom, when and why."""

    __tablename__ = "review_withdrawals"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]


class SampleRow(Base):
    """A blind sample that was drawn for a second look: how, by whom, and which verdicts with what they said then."""

    __tablename__ = "samples"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    share: Mapped[float]
    seed: Mapped[int]
    by: Mapped[str]
    at: Mapped[datetime]
    members: Mapped[list[Any]]  # of [ags, criterion, version, state, score, max, scan, league]
    looks: Mapped[list[LookRow]] = relationship(order_by="LookRow.id")


class LookRow(Base):
    """What a person said of a verdict of a sample without knowing it: a label."""

    __tablename__ = "second_looks"

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("samples.id"), index=True)
    ags: Mapped[str]
    criterion: Mapped[str]
    state: Mapped[str]
    score: Mapped[float | None]
    by: Mapped[str]
    at: Mapped[datetime]
    url: Mapped[str]
    remark: Mapped[str] = mapped_column(default="")


class ObjectionRow(Base):
    """What a municipality objects to in its scorecard, or `criterion` is empty for all of it."""

    __tablename__ = "objections"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    ags: Mapped[str] = mapped_column(index=True)
    criterion: Mapped[str]
    who: Mapped[str]
    received: Mapped[date]
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    answers: Mapped[list[ObjectionAnswerRow]] = relationship(order_by="ObjectionAnswerRow.id")


class ObjectionAnswerRow(Base):
    """An answer to an objection and its outcome (upheld, partly, rejected); the newest counts. `review_id` is what follows."""

    __tablename__ = "objection_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("objections.id"), index=True)
    outcome: Mapped[str]
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    review_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))
