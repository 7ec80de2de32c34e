"""Lawful erasure in the results: which archives there are, and the tombstones of what was erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session, joinedload, selectinload

from criteria.municipality import same_ags
from criteria.words import fold
from results.database import reading, writing
from results.models import ErasureRow, EvidenceRow, JudgementRow, RunRow, ScanRow, VerdictRow
from scanner.model.erasure import Erasure


@dataclass(frozen=True)
class ArchiveInfo:
    """The archive of one scan: of a re-scan, too."""

    scan: int
    run: str
    ags: str
    name: str
    number: int
    finished: datetime | None
    path: str
    erasures: tuple[Erasure, ...] = ()

    @property
    def pruned(self) -> Erasure | None:
        """The tombstone of the whole archive, if there is one."""
        return next((one for one in self.erasures if not one.record), None)


class Erasures:
    """Lists archives and keeps tombstones.

    Args:
        engine: from `results.database.open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def archives(self, run: str | None = None, name: str | None = None) -> list[ArchiveInfo]:
        """Return the archives of all scans, of a run or of one municipality in it, oldest scan first."""
        query = select(ScanRow).options(joinedload(ScanRow.run), selectinload(ScanRow.erasures)).order_by(ScanRow.id)
        if run is not None:
            query = query.join(RunRow).where(RunRow.label == run)
        with reading(self._engine) as session:
            found = [_info(row) for row in session.scalars(query).all() if row.archive]
        return [one for one in found if name is None or same_ags(name, one.ags) or fold(name) == fold(one.name)]

    def keep(self, scan: int, erasures: Sequence[Erasure], said: str = "") -> int:
        """Store tombstones in one transaction, and erase what the results quote: the snippets of erased records, and
        whatever says the text `said`. Return how many places of evidence lost their snippet.

        Tombstones that are there already are left as they are, so that an erasure that broke off can be repeated.
        """
        with writing(self._engine) as session:
            self._thoroughly(session)
            known = set(session.scalars(select(ErasureRow.record).where(ErasureRow.scan_id == scan)).all())
            session.add_all(_row(scan, one) for one in erasures if one.record not in known)
            # What a pruned archive proved stays quoted: the quotation right covers it, and nobody asked for erasure.
            records = {one.record for one in erasures if one.record}
            judgements = select(JudgementRow).where(JudgementRow.scan_id == scan)
            lost = sum(_blank(row, records, fold(said)) for row in session.scalars(judgements).all())
        self._swept()
        return lost

    def _thoroughly(self, session: Session) -> None:
        if self._engine.dialect.name == "sqlite":
            session.execute(text("PRAGMA secure_delete = ON"))

    def _swept(self) -> None:
        """Empty the write-ahead log, which holds pages as they were before."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def erasures_of(row: ScanRow) -> tuple[Erasure, ...]:
    """Return the tombstones of a scan, oldest first."""
    return tuple(Erasure(one.record, one.url, one.digest, one.at, one.reason, one.how) for one in row.erasures)


def _info(row: ScanRow) -> ArchiveInfo:
    return ArchiveInfo(
        row.id, row.run.label, row.ags, row.name, row.number, row.finished, row.archive, erasures_of(row)
    )


def _row(scan: int, one: Erasure) -> ErasureRow:
    return ErasureRow(
        scan_id=scan, record=one.record, url=one.url, digest=one.digest, at=one.erased, reason=one.reason, how=one.how
    )


def _blank(judgement: JudgementRow, records: set[str], said: str) -> int:
    lost = 0
    for verdict in judgement.verdicts:
        lost += sum(_blank_place(place, records, said) for place in verdict.evidence)
        _blank_parts(verdict, said)
    for finding in judgement.findings:
        places = [_without(place, records, said) for place in finding.parts.get("places", ())]
        finding.parts = _silent(finding.parts, said) | {"places": places}
    return lost


def _blank_place(place: EvidenceRow, records: set[str], said: str) -> bool:
    if not place.snippet or (place.record not in records and not (said and said in fold(place.snippet))):
        return False
    place.snippet = ""
    return True


def _blank_parts(verdict: VerdictRow, said: str) -> None:
    if said:
        verdict.parts = _silent(verdict.parts, said)


def _without(place: dict[str, Any], records: set[str], said: str) -> dict[str, Any]:
    hit = place.get("record") in records or (said and said in fold(place.get("snippet") or ""))
    return place | {"snippet": ""} if hit else place


def _silent(value: Any, said: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return JSON data with every text that says it emptied."""
    if isinstance(value, dict):
        return {key: _silent(part, said) for key, part in value.items()}
    if isinstance(value, list):
        return [_silent(part, said) for part in value]
    return "" if said and isinstance(value, str) and said in fold(value) else value
