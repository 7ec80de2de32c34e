"""The plain JSON export: one object per municipality with totals, criteria and business services.

``{"run", "municipalities": [{"ags", "name", "league", "coverage", "total", "categories", "criteria", "services",
"also_found"}]}``;
scores of criteria are 0..1, categories and total 0..100 or null, coverage 0..1. Evidence whose proof was erased lawfully
has ``erased`` with date and reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

from results.queries import ScanInfo
from scanner.model.place import Place
from scanner.model.verdict import ServiceFinding, State, Verdict

_AT_ONCE = 50_000  # parts of JSON that make a piece


def contract(label: str, scans: Iterable[ScanInfo], roles: Mapping[str, str]) -> dict[str, Any]:
    """Return the export of a run as plain data.

    Args:
        label: label of the run.
        scans: its scans.
        roles: service id -> role; only business services (core, extended) and extra ones are listed.
    """
    return {"run": label, "municipalities": [_municipality(scan, roles) for scan in scans]}


def as_json(data: Mapping[str, Any]) -> str:
    """Return the export as text, the same bytes for the same run."""
    return "".join(pieces(data))


def pieces(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the same text in pieces of some size."""
    signs = json.JSONEncoder(ensure_ascii=False, indent=1, sort_keys=True).iterencode(data)
    while piece := "".join(islice(signs, _AT_ONCE)):
        yield piece
    yield "\n"


def _municipality(scan: ScanInfo, roles: Mapping[str, str]) -> dict[str, Any]:
    sums = scan.totals
    listed = [s for s in scan.judgement.services if roles.get(s.service) in ("core", "extended", "extra")]
    return {
        "ags": scan.ags,
        "name": scan.name,
        "league": scan.league,
        "state": scan.state,
        "coverage": round(sums.coverage, 4),
        "total": _rounded(sums.total.value),
        "categories": {letter: _rounded(part.value) for letter, part in sums.categories.items()},
        "criteria": {verdict.criterion: _criterion(verdict, scan) for verdict in scan.verdicts},
        "services": [_service(finding) for finding in listed],
        "also_found": [asdict(one) for one in scan.judgement.also],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _criterion(verdict: Verdict, scan: ScanInfo) -> dict[str, Any]:
    shown: dict[str, Any] = {"state": verdict.state.value}
    if verdict.state is State.SCORED and verdict.score is not None:
        shown["score"] = round(verdict.score, 4)
    if verdict.reason:
        shown["reason"] = verdict.reason
    shown["confidence"] = round(verdict.confidence, 3)
    if verdict.doubts:
        shown["doubts"] = list(verdict.doubts)
    shown["evidence"] = [_place(place, scan) for place in verdict.evidence]
    return shown


def _place(place: Place, scan: ScanInfo) -> dict[str, Any]:
    shown = {"url": place.url, "where": place.where, "snippet": place.snippet}
    stone = scan.erased(place)
    return shown | {"erased": {"at": stone.erased.isoformat(), "reason": stone.reason}} if stone else shown


def _service(finding: ServiceFinding) -> dict[str, Any]:
    return {
        "id": finding.service,
        "level": finding.level,
        "pages": list(finding.pages),
        "forms": list(finding.forms),
    }
