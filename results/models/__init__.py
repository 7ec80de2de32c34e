"""Tables: runs, scans, judgements, verdicts with evidence, service findings, tombstones, reviews. Append-only.

Totals are never stored. A judgement is published by a row in `publications`; the newest row of a scan wins, so that
nothing is ever changed in place.
"""

from __future__ import annotations

from results.models.base import Base, UtcDateTime
from results.models.measures import MeasureEventRow, MeasureRow
from results.models.people import (
    LookRow,
    ObjectionAnswerRow,
    ObjectionRow,
    ReviewRow,
    SampleRow,
    StageRow,
    WithdrawalRow,
)
from results.models.scans import (
    CriteriaSetRow,
    ErasureRow,
    EvidenceRow,
    FindingRow,
    JudgementRow,
    PublicationRow,
    RunRow,
    ScanRow,
    VerdictRow,
)
from results.models.schedules import (
    ConfirmationRow,
    DeliveryRow,
    OccurrenceEventRow,
    OccurrenceRow,
    RetryRow,
    ScheduleRow,
)

__all__ = [
    "Base",
    "ConfirmationRow",
    "CriteriaSetRow",
    "DeliveryRow",
    "ErasureRow",
    "EvidenceRow",
    "FindingRow",
    "JudgementRow",
    "LookRow",
    "MeasureEventRow",
    "MeasureRow",
    "ObjectionAnswerRow",
    "ObjectionRow",
    "OccurrenceEventRow",
    "OccurrenceRow",
    "PublicationRow",
    "RetryRow",
    "ReviewRow",
    "RunRow",
    "SampleRow",
    "ScanRow",
    "ScheduleRow",
    "StageRow",
    "UtcDateTime",
    "VerdictRow",
    "WithdrawalRow",
]
