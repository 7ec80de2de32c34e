"""The report for machines: one CSV table of services and members, and JSON with codes and links."""

from __future__ import annotations

import csv
import json
from io import StringIO

from results.audience import Audience
from results.exports.hostile import clean, defused
from results.reports.cooperation import tables
from results.reports.cooperation.model import Cell, Cooperation, Line, Member, Option, Solution, Step
from results.reports.cooperation.tables import Link, Value
from results.reports.cooperation.words import Words

VERSION = "1"


def as_csv(report: Cooperation, audience: Audience) -> str:
    """Return one row for each service and member; a text that a spreadsheet would run as a formula is defused."""
    sheet = tables.details(report, Words(report, audience.language))
    file = StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow([column.key for column in sheet.columns])
    table.writerows([_written(value) for value in row] for row in sheet.rows)
    return file.getvalue()


def as_json(report: Cooperation) -> str:
    """Return the whole report with codes in place of words; numbers as they are, gains in points of a total."""
    data = {
        "cooperation": VERSION,
        "group": report.group,
        "run": report.run.label,
        "as_of": report.run.as_of.date().isoformat(),
        "draft": report.run.stage.is_draft,
        "members": [_member(report, member) for member in report.members],
        "services": [_line(report, line) for line in report.lines],
        "steps": [_step(at, step) for at, step in enumerate(report.steps, 1)],
        "nobody_online": [line.service.id for line in report.gaps],
        "measure": report.measure.model_dump(mode="json"),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f"{round(value, 4):g}"
    return defused(clean(value.url if isinstance(value, Link) else value))


def _member(report: Cooperation, member: Member) -> dict[str, object]:
    sums = member.scan.totals if member.scan is not None else None
    competent, seen, online = tables.online_of(report, member.ags)
    return {
        "id": member.ags,
        "name": member.name,
        "league": member.league,
        "standing": member.standing.value,
        "total": _rounded(sums.total.value if sums is not None else None),
        "coverage": _rounded(sums.coverage if sums is not None else None),
        "services": {"competent": competent, "seen": seen, "online": online},
    }


def _line(report: Cooperation, line: Line) -> dict[str, object]:
    return {
        "id": line.service.id,
        "name": line.service.name,
        "role": line.service.role,
        "state_portal": report.portals.get(line.service.id, ""),
        "members": [_cell(cell) for cell in line.cells],
    }


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "id": cell.ags,
        "standing": cell.standing.value,
        "level": cell.level,
        "solution": _solution(cell.solution),
        "page": cell.page,
        "carrier": cell.carrier,
        "state_linked": cell.linked,
        "state_not_linked": cell.unlinked,
        "options": [_option(option) for option in cell.options],
    }


def _solution(solution: Solution) -> dict[str, object]:
    return {
        "kind": solution.kind.value,
        "vendor": solution.vendor,
        "platform": solution.platform,
        "url": solution.url,
        "owner": solution.owner,
        "logins": list(solution.logins),
        "payments": list(solution.payments),
        "upload": solution.upload,
        "help": list(solution.help),
    }


def _option(option: Option) -> dict[str, object]:
    return {
        "effort": option.effort.value,
        "from": option.donor,
        "name": option.name,
        "level": option.level,
        "gain": _rounded(option.gain),
    }


def _step(rank: int, step: Step) -> dict[str, object]:
    return {
        "rank": rank,
        "service": step.service.id,
        "effort": step.effort.value,
        "from": step.donor,
        "name": step.name,
        "solution": _solution(step.solution),
        "for": [
            {"id": one.ags, "level": one.level, "reaches": one.reaches, "gain": _rounded(one.gain)}
            for one in step.takers
        ],
        "gain": _rounded(step.gain),
        "cost": step.cost,
        "worth": _rounded(step.worth),
        "also": [{"from": donor, "effort": effort.value} for effort, donor in step.also],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
