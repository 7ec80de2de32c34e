"""Tables: runs, scans, judgements, verdicts with evidence, service findings, tombstones, reviews. Append-only.

Totals are never stored. A judgement is published by a row in `publications`; the newest row of a scan wins, so that
nothing is ever changed in place.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, MetaData, String, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: naive in the file (SQLite keeps no zone), aware in Python."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store as naive UTC; ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return as aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, datetime: UtcDateTime}  # noqa: RUF012


class CriteriaSetRow(Base):
    """A criteria set as a whole, kept when first used so that its scores can be explained later."""

    __tablename__ = "criteria_sets"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str]
    version: Mapped[str]
    files: Mapped[dict[str, Any]]
    first_used: Mapped[datetime]


class RunRow(Base):
    """One survey. `source` is live, file, past or sheet; `as_of` the date its judgements stand for."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str]
    as_of: Mapped[datetime]
    created: Mapped[datetime]
    settings: Mapped[dict[str, Any]]
    scans: Mapped[list[ScanRow]] = relationship(back_populates="run", order_by="ScanRow.id")


class ScanRow(Base):
    """One municipality in a run, as it was then. `number` counts its scans there from 1; later ones are re-scans."""

    __tablename__ = "scans"
    __table_args__ = (UniqueConstraint("run_id", "ags", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    ags: Mapped[str] = mapped_column(index=True)
    number: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    kind: Mapped[str]
    league: Mapped[str]
    municipality: Mapped[dict[str, Any]]
    state: Mapped[str]  # done, unreachable, failed
    problem: Mapped[str] = mapped_column(default="")
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]
    archive: Mapped[str] = mapped_column(default="")
    figures: Mapped[dict[str, Any]]
    run: Mapped[RunRow] = relationship(back_populates="scans")
    judgements: Mapped[list[JudgementRow]] = relationship(back_populates="scan", order_by="JudgementRow.id")
    publications: Mapped[list[PublicationRow]] = relationship(order_by="PublicationRow.id")
    erasures: Mapped[list[ErasureRow]] = relationship(order_by="ErasureRow.id")


class JudgementRow(Base):
    """All verdicts and findings of one scan under one set and one scanner version."""

    __tablename__ = "judgements"

    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[int] = mapped_column(ForeignKey("scans.id"), index=True)
    criteria_hash: Mapped[str] = mapped_column(ForeignKey("criteria_sets.hash"))
    scanner_version: Mapped[str]
    created: Mapped[datetime]
    completeness: Mapped[float]
    notes: Mapped[list[Any]]
    also: Mapped[list[Any]]  # services of the catalogue beyond the set: key, name, url, how
    scan: Mapped[ScanRow] = relationship(back_populates="judgements")
    criteria: Mapped[CriteriaSetRow] = relationship()
    verdicts: Mapped[list[VerdictRow]] = relationship(back_populates="judgement", order_by="VerdictRow.id")
    findings: Mapped[list[FindingRow]] = relationship(back_populates="judgement", order_by="FindingRow.id")


class PublicationRow(Base):
    """Which judgement of a scan is published, since when."""

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[int] = mapped_column(ForeignKey("scans.id"), index=True)
    judgement_id: Mapped[int] = mapped_column(ForeignKey("judgements.id"))
    at: Mapped[datetime]


class VerdictRow(Base):
    """One criterion of one judgement; `score`, `low` and `high` are 0..1."""

    __tablename__ = "verdicts"
    __table_args__ = (Index("ix_verdicts_judgement_criterion", "judgement_id", "criterion", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    judgement_id: Mapped[int] = mapped_column(ForeignKey("judgements.id"))
    criterion: Mapped[str]
    version: Mapped[str]
    state: Mapped[str]
    score: Mapped[float | None]
    max: Mapped[float]
    low: Mapped[float]
    high: Mapped[float]
    reason: Mapped[str]
    parts: Mapped[dict[str, Any]]  # values of the reason, searched, flags, doubts, losses
    confidence: Mapped[float]
    judgement: Mapped[JudgementRow] = relationship(back_populates="verdicts")
    evidence: Mapped[list[EvidenceRow]] = relationship(order_by="EvidenceRow.id")


class EvidenceRow(Base):
    """A place that proves a verdict."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    verdict_id: Mapped[int] = mapped_column(ForeignKey("verdicts.id"), index=True)
    url: Mapped[str]
    fetched: Mapped[datetime | None]
    place: Mapped[str]
    snippet: Mapped[str]
    record: Mapped[str]


class FindingRow(Base):
    """Where a service was found and how far it goes; `level` is 0..4, empty where it could not be seen."""

    __tablename__ = "service_findings"
    __table_args__ = (Index("ix_service_findings_judgement_service", "judgement_id", "service", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    judgement_id: Mapped[int] = mapped_column(ForeignKey("judgements.id"))
    service: Mapped[str]
    level: Mapped[int | None]
    clicks: Mapped[int | None]
    contact: Mapped[str]
    pages: Mapped[list[Any]]
    forms: Mapped[list[Any]]
    parts: Mapped[dict[str, Any]]  # path, places, flags, ways
    judgement: Mapped[JudgementRow] = relationship(back_populates="findings")


class ErasureRow(Base):
    """The tombstone of something erased lawfully: a record of a scan's archive, or all of it (`record` is empty)."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[int] = mapped_column(ForeignKey("scans.id"), index=True)
    how: Mapped[str]  # redact, prune
    record: Mapped[str]
    url: Mapped[str]
    digest: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]


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
    members: Mapped[list[Any]]  # of [ags, criterion, version, state, score, max, scan]
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
