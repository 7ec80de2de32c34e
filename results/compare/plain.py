"""A comparison as plain values for machines: dictionaries, lists, numbers and texts, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from results.compare.changes import Change, Move, Step
from results.compare.comparison import Comparison
from results.compare.lines import Line, Year

_DIGITS = 4


def plain(found: Comparison) -> dict[str, Any]:
    """Return a comparison as plain values.

    Returns:
        runs (label, source, as_of), breaks, municipalities (ags, name, league, years, steps), leagues, statistics and
        tie_width with its source. Runs are told by their place in `runs`; numbers are rounded to 4 digits; changes that
        are none are left out; reason codes stay codes.
    """
    runs = [
        {"label": one.run.label, "source": one.run.source, "as_of": one.run.as_of.isoformat()} for one in found.surveys
    ]
    return {
        "runs": runs,
        "tie_width": round(found.tie_width, _DIGITS),
        "width_source": found.width.source,
        "breaks": [_rounded(asdict(one)) for one in found.breaks],
        "municipalities": [_line(one) for one in found.lines],
        "leagues": [_rounded(asdict(one)) for one in found.leagues],
        "statistics": [_rounded(asdict(one)) for one in found.estimates],
    }


def _line(line: Line) -> dict[str, Any]:
    town = line.town
    return {
        "ags": line.ags,
        "name": line.name,
        "league": line.league,
        "successor": town.successor,
        "predecessors": list(town.predecessors),
        "years": [_year(one) for one in line.years],
        "steps": [_step(one) for one in line.steps],
    }


def _year(year: Year) -> dict[str, Any]:
    if year.scan is None or year.totals is None:
        return {"missing": year.missing}
    return {
        "ags": year.scan.ags,
        "name": year.scan.name,
        "state": year.scan.state,
        "total": _rounded(asdict(year.totals.total)),
        "categories": {letter: _rounded(asdict(part)) for letter, part in year.totals.categories.items()},
        "coverage": round(year.totals.coverage, _DIGITS),
        "criteria": {name: {"state": one.state, "score": one.score} for name, one in year.verdicts.items()},
        "services": {name: one.level for name, one in year.services.items()},
        "rank": _rounded(asdict(year.rank)),
    }


def _step(step: Step) -> dict[str, Any]:
    changes = [step.total, *step.categories, *(one for one in step.changes[1 + len(step.categories) :] if _told(one))]
    return {"start": step.start, "end": step.end, "changes": [_rounded(asdict(one)) for one in changes]}


def _told(change: Change) -> bool:
    return change.moved or change.move is Move.APART


def _rounded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(one) for name, one in values.items()}


def _value(one: object) -> object:
    if isinstance(one, float):
        return round(one, _DIGITS)
    if isinstance(one, Mapping):
        return _rounded(one)
    return [_value(part) for part in one] if isinstance(one, tuple | list) else one
