"""Writes runs, scans and judgements. Each call is one transaction: it is stored whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from criteria.errors import UserError
from criteria.registry import Municipality
from results.database import writing
from results.models import (
    CriteriaSetRow,
    EvidenceRow,
    FindingRow,
    JudgementRow,
    PublicationRow,
    RunRow,
    ScanRow,
    VerdictRow,
)
from results.queries import KeptSet
from scanner.model.place import Place
from scanner.model.verdict import Judgement, ServiceFinding, Verdict


@dataclass(frozen=True)
class ScanFacts:
    """What is kept of a scan beside its judgement. `state` is done, unreachable or failed, `problem` says why."""

    municipality: Municipality
    state: str
    started: datetime | None = None
    finished: datetime | None = None
    archive: str = ""
    problem: str = ""
    figures: Mapping[str, float] | None = None
    reason: str = ""


@dataclass(frozen=True)
class NewRun:
    """A run that is stored with all its scans at once, and what its verdicts were made by."""

    label: str
    source: str
    as_of: datetime
    settings: Mapping[str, Any]
    criteria: KeptSet


class Store:
    """The writing side of a results database.

    Args:
        engine: from `results.database.open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start_run(self, label: str, *, source: str, as_of: datetime, settings: Mapping[str, Any]) -> int:
        """Store a new run and return its id; UserError where the label is taken."""
        row = RunRow(label=label, source=source, as_of=as_of, created=_now(), settings=dict(settings))
        try:
            with writing(self._engine) as session:
                session.add(row)
                session.flush()
                return row.id
        except IntegrityError as error:
            raise UserError(
                f"a run named {label!r} is there already",
                hint=f"choose another --label, go on with --resume, or scan once more with --run {label}",
            ) from error

    def add_run(self, new: NewRun, scans: Iterable[tuple[ScanFacts, Judgement]]) -> int:
        """Store a run with its criteria set and all its scans, whole or not at all; UserError where the label is taken."""
        made = {"label": new.label, "source": new.source, "as_of": new.as_of, "settings": dict(new.settings)}
        try:
            with writing(self._engine) as session:
                _keep_criteria(session, new.criteria)
                row = RunRow(created=_now(), **made)
                session.add(row)
                session.flush()
                for facts, judgement in scans:
                    _add_scan(session, row.id, facts, judgement)
                return row.id
        except IntegrityError as error:
            raise UserError(f"a run named {new.label!r} is there already", hint="choose another --label") from error

    def keep_criteria(self, digest: str, name: str, version: str, files: Mapping[str, str]) -> None:
        """Store a criteria set whole, if it is not there yet."""
        with writing(self._engine) as session:
            _keep_criteria(session, KeptSet(digest, name, version, dict(files)))

    def add_scan(self, run: int, facts: ScanFacts, judgement: Judgement) -> int:
        """Store a scan with its first judgement and publish it; return the id of the scan."""
        with writing(self._engine) as session:
            return _add_scan(session, run, facts, judgement)

    def add_judgement(self, scan: int, judgement: Judgement) -> int:
        """Store one more judgement beside those of a scan, unpublished; return its id."""
        with writing(self._engine) as session:
            row = _judgement_row(scan, judgement)
            session.add(row)
            session.flush()
            return row.id

    def publish(self, scan: int, judgement: int) -> None:
        """Make a judgement the published one of its scan; UserError where it belongs to another scan."""
        with writing(self._engine) as session:
            row = session.get(JudgementRow, judgement)
            if row is None or row.scan_id != scan:
                raise UserError(f"judgement {judgement} does not belong to scan {scan}")
            session.add(PublicationRow(scan_id=scan, judgement_id=judgement, at=_now()))


def _now() -> datetime:
    return datetime.now(UTC)


def _keep_criteria(session: Session, kept: KeptSet) -> None:
    if session.get(CriteriaSetRow, kept.hash) is None:
        session.add(CriteriaSetRow(**asdict(kept), first_used=_now()))


def _add_scan(session: Session, run: int, facts: ScanFacts, judgement: Judgement) -> int:
    """Add a scan with its first judgement, published; return its id."""
    scan = _scan_row(run, _next_number(session, run, facts.municipality.ags), facts)
    session.add(scan)
    session.flush()
    row = _judgement_row(scan.id, judgement)
    session.add(row)
    session.flush()
    session.add(PublicationRow(scan_id=scan.id, judgement_id=row.id, at=_now()))
    return scan.id


def _next_number(session: Session, run: int, ags: str) -> int:
    numbers = session.scalars(select(ScanRow.number).where(ScanRow.run_id == run, ScanRow.ags == ags)).all()
    return max(numbers, default=0) + 1


def _scan_row(run: int, number: int, facts: ScanFacts) -> ScanRow:
    town = facts.municipality
    return ScanRow(
        run_id=run,
        ags=town.ags,
        number=number,
        reason=facts.reason,
        name=town.name,
        kind=town.kind,
        league=town.league,
        municipality=_plain(asdict(town)),
        state=facts.state,
        problem=facts.problem,
        started=facts.started,
        finished=facts.finished,
        archive=facts.archive,
        figures=dict(facts.figures or {}),
    )


def _judgement_row(scan: int, judgement: Judgement) -> JudgementRow:
    return JudgementRow(
        scan_id=scan,
        criteria_hash=judgement.criteria_hash,
        scanner_version=judgement.scanner_version,
        created=_now(),
        completeness=judgement.completeness,
        notes=list(judgement.notes),
        also=[asdict(one) for one in judgement.also],
        verdicts=[_verdict_row(verdict) for verdict in judgement.verdicts],
        findings=[_finding_row(finding) for finding in judgement.services],
    )


def _verdict_row(verdict: Verdict) -> VerdictRow:
    return VerdictRow(
        criterion=verdict.criterion,
        version=verdict.version,
        state=verdict.state.value,
        score=verdict.score,
        max=verdict.max,
        low=verdict.low,
        high=verdict.high,
        reason=verdict.reason,
        parts={
            "values": [list(pair) for pair in verdict.values],
            "searched": list(verdict.searched),
            "flags": list(verdict.flags),
            "doubts": list(verdict.doubts),
            "losses": [asdict(loss) for loss in verdict.losses],
        },
        confidence=verdict.confidence,
        evidence=[_evidence_row(place) for place in verdict.evidence],
    )


def _evidence_row(place: Place) -> EvidenceRow:
    return EvidenceRow(
        url=place.url,
        fetched=place.fetched,
        place=place.where,
        snippet=place.snippet.replace("\x00", ""),
        record=place.record,
    )


def _finding_row(finding: ServiceFinding) -> FindingRow:
    return FindingRow(
        service=finding.service,
        level=finding.level,
        clicks=finding.clicks,
        contact=finding.contact,
        pages=list(finding.pages),
        forms=list(finding.forms),
        parts={
            "path": list(finding.path),
            "places": [_plain(asdict(place)) for place in finding.places],
            "flags": list(finding.flags),
            "ways": [asdict(way) for way in finding.ways],
        },
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in values.items()}
