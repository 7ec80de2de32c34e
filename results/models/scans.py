"""Tables of runs and scans, judgements with verdicts and evidence, service findings, tombstones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from results.models.base import Base


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
