"""What the report rests on: its surveys with their dates, sources, rules and versions."""

from __future__ import annotations

from results.compare.survey import Survey
from results.reports.look.tables import Table
from results.reports.region.scope import Scope

PARAGRAPHS = ("unit", "numbers", "coverage", "leagues", "level", "years", "causes", "statistics")
_HASH = 12


def paragraphs(scope: Scope) -> tuple[str, ...]:
    """Return method and limits in plain words."""
    return tuple(scope.say(f"method.{key}") for key in PARAGRAPHS)


def surveys_table(scope: Scope) -> Table:
    """Return one row for each survey."""
    columns = [scope.say(f"method.{key}") for key in ("survey", "day", "source", "count", "set", "scanner", "draft")]
    rows = [_row(scope, at, survey) for at, survey in enumerate(scope.found.surveys)]
    return Table(scope.say("method.surveys"), columns, rows, frozenset({3}))


def _row(scope: Scope, at: int, survey: Survey) -> tuple[str, ...]:
    judged = [scan.judgement for scan in survey.scans]
    sets = sorted({f"{one.criteria_set} ({one.criteria_hash[:_HASH]})" for one in judged})
    scanners = sorted({one.scanner_version for one in judged})
    run = survey.run
    source = scope.say(f"source.{run.source}")
    stage = scope.say(f"stage.{run.stage.value}")
    day = scope.numbers.day(run.as_of)
    return scope.label(at), day, source, str(len(survey.scans)), ", ".join(sets), ", ".join(scanners), stage
