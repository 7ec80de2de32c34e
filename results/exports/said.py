"""What people said of a scan (reviews, notes, objections) as the rich export has it, and the totals without it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from results.queries import ScanInfo
from scanner.model.objection import Objection
from scanner.model.review import Review
from scanner.model.totals import Totals


def measured(scan: ScanInfo) -> Totals | None:
    """Return the totals without what people decided; None where that is not to be told, as of an anonymous municipality."""
    return scan.measured if scan.reviews or not scan.by_hand else None


def reviews_of(scan: ScanInfo) -> list[dict[str, Any]]:
    """Return the reviews and notes, oldest first, those that count no more, too."""
    return [_review(one) for one in scan.reviews]


def objections_of(scan: ScanInfo) -> list[dict[str, Any]]:
    """Return what the municipality objected to, with all answers."""
    return [_objection(one) for one in scan.objections]


def _review(one: Review) -> dict[str, Any]:
    return {
        "number": one.id,
        "run": one.run,
        "criterion": one.criterion,
        "kind": one.kind.value,
        "status": one.status.value,
        "state": one.state.value if one.kind != "note" else None,
        "points": one.points,
        "reason": one.reason,
        "by": one.by,
        "at": _moment(one.at),
        "evidence": one.evidence,
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
    }


def _objection(one: Objection) -> dict[str, Any]:
    return {
        "number": one.id,
        "criterion": one.criterion,
        "who": one.who,
        "received": one.received.isoformat(),
        "text": one.text,
        "outcome": one.outcome.value,
        "answers": [
            {"outcome": each.outcome.value, "text": each.text, "by": each.by, "at": _moment(each.at), "review": each.review}
            for each in one.answers
        ],
    }  # fmt: skip


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
