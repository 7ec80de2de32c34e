"""The rich JSON export: all that is known of runs, by municipality; ``schema/rich.schema.json`` describes it.

Written municipality by municipality, so that an export of a thousand needs no more memory than one of ten.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from results.compare.changes import Change
from results.compare.comparison import Line, Year
from results.exports.package import MADE_WITH
from results.exports.said import measured, objections_of, reviews_of
from results.exports.source import Source
from results.exports.table import rounded
from results.queries import ScanInfo
from scanner.model.place import Place
from scanner.model.totals import Range
from scanner.model.verdict import Loss, ServiceFinding, State, Verdict, Way

SCHEMA = "rich.schema.json"


@cache
def schema() -> dict[str, Any]:
    """Return the JSON schema of the export."""
    text = resources.files("results.exports").joinpath("schema", SCHEMA).read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def rich(source: Source) -> Iterator[bytes]:
    """Yield the pieces of the export."""
    head = _dumped(_head(source))[:-1]
    yield f'{head},\n"municipalities": [\n'.encode()
    for number, line in enumerate(source.comparison.lines):
        yield ((",\n" if number else "") + _dumped(_municipality(line, source))).encode()
    yield b"\n]}\n"


def _dumped(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _head(source: Source) -> dict[str, Any]:
    return {
        "format": "g2b-rich-1",
        "made_with": MADE_WITH,
        "run": source.label,
        "draft": source.is_draft,
        "periods": list(source.periods),
        "language": source.language,
        "persons": "masked" if source.audience.masked else "shown",
        "names": source.audience.names.value,
        "tie_width": source.comparison.tie_width,
        "runs": [_run(source, at) for at in range(len(source.surveys))],
        "breaks": [
            {
                "from": source.surveys[one.start].run.label, "to": source.surveys[one.end].run.label,
                "kinds": list(one.kinds), "points": list(one.points), "beside": list(one.beside), "apart": list(one.apart),
            }
            for one in source.comparison.breaks
        ],
        "categories": source.categories,
        "criteria": [
            {"id": one.id, "title": source.titles[one.id], "version": one.version, "max": one.max, "weight": one.weight}
            for one in source.criteria.criteria
        ],
        "services": [
            {"id": one.id, "name": one.name, "role": one.role, "leika_key": one.leika_key} for one in source.criteria.services
        ],
    }  # fmt: skip


def _run(source: Source, at: int) -> dict[str, Any]:
    run = source.surveys[at].run
    leagues = [one for one in source.comparison.leagues if one.survey == at]
    return {
        "label": run.label,
        "source": run.source,
        "as_of": _when(run.as_of),
        "stage": run.stage.value,
        "draft": run.stage.is_draft,
        "leagues": {
            one.league: {
                "members": len(one.members),
                "counted": len(one.counted),
                "median": rounded(one.total.median, 2) if one.total else None,
                "best": rounded(one.total.best, 2) if one.total else None,
            }
            for one in leagues
        },
    }


def _municipality(line: Line, source: Source) -> dict[str, Any]:
    labels = [survey.run.label for survey in source.surveys]
    return {
        "ags": line.ags,
        "name": line.name,
        "league": line.league,
        "scans": [_scan(year, year.scan, source) for year in line.years if year.scan is not None],
        "missing": {labels[year.survey]: year.missing.value for year in line.years if year.missing is not None},
        "changes": [
            {"from": labels[step.start], "to": labels[step.end], **_change(change)}
            for step in line.steps
            for change in step.changes
            if change.moved
        ],
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "level": one.level.value,
        "id": one.id,
        "move": one.move.value,
        "before": rounded(one.before, 2),
        "after": rounded(one.after, 2),
        "gain": rounded(one.gain, 2),
        "relation": one.relation.value,
        "causes": [cause.value for cause in one.causes],
        "shared": one.shared,
    }


def _scan(year: Year, scan: ScanInfo, source: Source) -> dict[str, Any]:
    sums, judged, without = scan.totals, scan.judgement, measured(scan)
    return {
        "run": scan.run,
        "ags": scan.ags,
        "name": scan.name,
        "kind": scan.kind,
        "league": scan.league,
        "number": scan.number,
        "again": scan.reason,
        "state": scan.state,
        "problem": scan.problem,
        "started": _when(scan.started),
        "finished": _when(scan.finished),
        "coverage": rounded(sums.coverage),
        "completeness": rounded(judged.completeness),
        "total": _range(sums.total),
        "measured": _range(without.total) if without else None,
        "by_hand": sorted(scan.by_hand),
        "categories": {letter: _range(part) for letter, part in sums.categories.items()},
        "rank": _rank(year),
        "criteria_set": judged.criteria_set,
        "criteria_hash": judged.criteria_hash,
        "scanner_version": judged.scanner_version,
        "notes": list(judged.notes),
        "reviews": reviews_of(scan),
        "objections": objections_of(scan),
        "criteria": {verdict.criterion: _verdict(verdict, scan, source) for verdict in scan.verdicts},
        "services": [_finding(finding, scan) for finding in judged.services],
    }


def _rank(year: Year) -> dict[str, Any]:
    rank = year.rank
    return {
        "place": rank.place,
        "of": rank.of,
        "members": rank.members,
        "tied": list(rank.tied),
        "best": rank.best,
        "worst": rank.worst,
        "missing": rank.missing.value if rank.missing else None,
    }


def _verdict(verdict: Verdict, scan: ScanInfo, source: Source) -> dict[str, Any]:
    scored = verdict.state is State.SCORED
    return {
        "version": verdict.version,
        "state": verdict.state.value,
        "score": rounded(verdict.score) if scored else None,
        "points": rounded(verdict.points, 2) if scored else None,
        "max": verdict.max,
        "low": rounded(verdict.low),
        "high": rounded(verdict.high),
        "confidence": rounded(verdict.confidence, 3),
        "reason_code": verdict.reason,
        "reason": source.reason(verdict),
        "values": [list(pair) for pair in verdict.values],
        "doubts": list(verdict.doubts),
        "flags": list(verdict.flags),
        "searched": list(verdict.searched),
        "evidence": [_place(place, scan) for place in verdict.evidence],
        "losses": list(map(_loss, verdict.losses)),
    }


def _loss(one: Loss) -> dict[str, Any]:
    return {
        "member": one.member,
        "score": rounded(one.score),
        "cause": one.cause,
        "detail": one.detail,
        "changer": one.changer.value,
        "url": one.url,
    }


def _finding(finding: ServiceFinding, scan: ScanInfo) -> dict[str, Any]:
    return {
        "id": finding.service,
        "level": finding.level,
        "clicks": finding.clicks,
        "contact": finding.contact,
        "pages": list(finding.pages),
        "forms": list(finding.forms),
        "path": list(finding.path),
        "flags": list(finding.flags),
        "evidence": [_place(place, scan) for place in finding.places],
        "ways": list(map(_way, finding.ways)),
    }


def _way(one: Way) -> dict[str, Any]:
    return {
        "url": one.url,
        "kind": one.kind,
        "state": one.state,
        "owner": one.owner,
        "platform": one.platform,
        "vendor": one.vendor,
        "fillable": one.fillable,
        "sent": one.sent,
        "upload": one.upload,
        "logins": list(one.logins),
        "payments": list(one.payments),
        "shows": list(one.shows),
    }


def _place(place: Place, scan: ScanInfo) -> dict[str, Any]:
    stone = scan.erased(place)
    return {
        "url": place.url,
        "fetched": _when(place.fetched),
        "place": place.where,
        "snippet": place.snippet,
        "record": place.record,
        "erased": {"at": _when(stone.erased), "reason": stone.reason} if stone else None,
    }


def _range(part: Range) -> dict[str, float | None]:
    return {"value": rounded(part.value, 2), "low": rounded(part.low, 2), "high": rounded(part.high, 2)}


def _when(when: datetime | None) -> str | None:
    return None if when is None else when.strftime("%Y-%m-%dT%H:%M:%SZ")
