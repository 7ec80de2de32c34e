"""Loads judgements in bulk: a few queries for hundreds of them, and what they have in common once in memory.

A run of a thousand municipalities has a quarter of a million places of evidence, most of them named by several criteria.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from results.models import CriteriaSetRow, EvidenceRow, FindingRow, JudgementRow, ScanRow, VerdictRow
from scanner.model.place import Place
from scanner.model.verdict import AlsoFound, Changer, Judgement, Loss, ServiceFinding, State, Verdict, Way

_AT_ONCE = 250
"""Judgements a query: a statement may not have more values than a database takes, and what is read is not kept."""

_VERDICT = (
    VerdictRow.id, VerdictRow.judgement_id, VerdictRow.criterion, VerdictRow.version, VerdictRow.state, VerdictRow.score,
    VerdictRow.max, VerdictRow.low, VerdictRow.high, VerdictRow.reason, VerdictRow.parts, VerdictRow.confidence,
)  # fmt: skip
_FINDING = (
    FindingRow.judgement_id, FindingRow.service, FindingRow.level, FindingRow.clicks, FindingRow.contact, FindingRow.pages,
    FindingRow.forms, FindingRow.parts,
)  # fmt: skip
_EVIDENCE = (
    EvidenceRow.verdict_id, EvidenceRow.url, EvidenceRow.fetched, EvidenceRow.place, EvidenceRow.snippet, EvidenceRow.record,
)  # fmt: skip


def judgements_of(session: Session, ids: Iterable[int]) -> dict[int, Judgement]:
    """Return judgements with all their verdicts, evidence and findings, by id."""
    wanted = list(ids)
    places = _Places()
    found: dict[int, Judgement] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        found |= _loaded(session, wanted[start : start + _AT_ONCE], places)
    return found


class _Places:
    """Makes places, one for all that are equal."""

    def __init__(self) -> None:
        self._known: dict[Place, Place] = {}

    def of(self, url: str, fetched: datetime | None, where: str, snippet: str, record: str) -> Place:
        place = Place(sys.intern(url), fetched, sys.intern(where), sys.intern(snippet), sys.intern(record))
        return self._known.setdefault(place, place)

    def of_values(self, values: dict[str, str | None]) -> Place:
        fetched = values["fetched"]
        when = datetime.fromisoformat(fetched) if fetched else None
        return self.of(
            values["url"] or "", when, values["where"] or "", values["snippet"] or "", values["record"] or ""
        )


def _loaded(session: Session, ids: Sequence[int], places: _Places) -> dict[int, Judgement]:
    verdicts, findings = _verdicts(session, ids, places), _findings(session, ids, places)
    query = (
        select(
            JudgementRow.id, ScanRow.ags, ScanRow.league, CriteriaSetRow.name, JudgementRow.criteria_hash,
            JudgementRow.scanner_version, JudgementRow.completeness, JudgementRow.notes, JudgementRow.also,
        )
        .join(ScanRow, ScanRow.id == JudgementRow.scan_id)
        .join(CriteriaSetRow, CriteriaSetRow.hash == JudgementRow.criteria_hash)
        .where(JudgementRow.id.in_(ids))
    )  # fmt: skip
    return {
        row.id: Judgement(
            ags=row.ags,
            league=row.league,
            criteria_set=row.name,
            criteria_hash=row.criteria_hash,
            scanner_version=row.scanner_version,
            verdicts=tuple(verdicts.get(row.id, ())),
            services=tuple(findings.get(row.id, ())),
            completeness=row.completeness,
            notes=tuple(row.notes),
            also=tuple(AlsoFound(**one) for one in row.also),
        )
        for row in session.execute(query)
    }


def _verdicts(session: Session, ids: Sequence[int], places: _Places) -> dict[int, list[Verdict]]:
    evidence = _evidence(session, ids, places)
    found: defaultdict[int, list[Verdict]] = defaultdict(list)
    query = select(*_VERDICT).where(VerdictRow.judgement_id.in_(ids)).order_by(VerdictRow.id)
    for row in session.execute(query):
        found[row.judgement_id].append(_verdict(row, evidence.get(row.id, ())))
    return found


def _evidence(session: Session, ids: Sequence[int], places: _Places) -> dict[int, list[Place]]:
    found: defaultdict[int, list[Place]] = defaultdict(list)
    query = (
        select(*_EVIDENCE)
        .join(VerdictRow, VerdictRow.id == EvidenceRow.verdict_id)
        .where(VerdictRow.judgement_id.in_(ids))
        .order_by(EvidenceRow.id)
    )
    for row in session.execute(query):
        found[row.verdict_id].append(places.of(row.url, row.fetched, row.place, row.snippet, row.record))
    return found


def _findings(session: Session, ids: Sequence[int], places: _Places) -> dict[int, list[ServiceFinding]]:
    found: defaultdict[int, list[ServiceFinding]] = defaultdict(list)
    query = select(*_FINDING).where(FindingRow.judgement_id.in_(ids)).order_by(FindingRow.id)
    for row in session.execute(query):
        found[row.judgement_id].append(_finding(row, places))
    return found


def _verdict(row: Row[Any], evidence: Iterable[Place]) -> Verdict:
    parts: dict[str, Any] = row.parts
    return Verdict(
        criterion=sys.intern(row.criterion),
        version=sys.intern(row.version),
        state=State(row.state),
        score=row.score,
        max=row.max,
        low=row.low,
        high=row.high,
        evidence=tuple(evidence),
        searched=tuple(map(sys.intern, parts["searched"])),
        reason=sys.intern(row.reason),
        values=tuple((sys.intern(key), value) for key, value in parts["values"]),
        flags=tuple(parts["flags"]),
        doubts=tuple(parts.get("doubts", ())),  # older judgements have none
        confidence=row.confidence,
        losses=tuple(_loss(values) for values in parts.get("losses", ())),
    )


def _finding(row: Row[Any], places: _Places) -> ServiceFinding:
    parts: dict[str, Any] = row.parts
    return ServiceFinding(
        service=sys.intern(row.service),
        level=row.level,
        pages=tuple(map(sys.intern, row.pages)),
        forms=tuple(map(sys.intern, row.forms)),
        clicks=row.clicks,
        contact=row.contact,
        path=tuple(_interned(parts["path"])),
        places=tuple(map(places.of_values, parts["places"])),
        flags=tuple(parts["flags"]),
        ways=tuple(_way(values) for values in parts.get("ways", ())),
    )


def _interned(texts: Iterable[str]) -> Iterator[str]:
    return map(sys.intern, texts)


def _loss(values: dict[str, Any]) -> Loss:
    return Loss(**{**values, "changer": Changer(values["changer"])})


def _way(values: dict[str, Any]) -> Way:
    several: dict[str, Any] = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Way(**{**values, **several})
