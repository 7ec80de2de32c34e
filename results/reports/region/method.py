"""What the report rests on: its surveys with their dates, sources, rules and versions."""

from __future__ import annotations

from results.compare.survey import Survey
from results.reports.look.tables import Table
from results.reports.region.scope import Scope
from results.worksheets.agreement import Agreement, Interval

PARAGRAPHS = ("unit", "numbers", "coverage", "leagues", "level", "years", "causes", "statistics")
_HASH = 12
_INTERVAL = ("value", "low", "high")


def paragraphs(scope: Scope) -> tuple[str, ...]:
    """Return method and limits in plain words, with the agreement of scanner and people where people have looked."""
    looked = scope.shown.looked()
    told = () if looked is None else (second_look(scope, looked),)
    return (*(scope.say(f"method.{key}") for key in PARAGRAPHS), *told)


def second_look(scope: Scope, looked: Agreement) -> str:
    """Return how far scanner and people agreed: share, and kappa where it can be told, with their intervals."""
    percent, number = scope.numbers.percent, scope.numbers.number
    share = {name: percent(value) for name, value in zip(_INTERVAL, _parts(looked.share), strict=True)}
    text = scope.say("method.looked", pairs=looked.pairs, **share)
    if looked.kappa is None:
        return text
    kappa = {name: number(value, 2) for name, value in zip(_INTERVAL, _parts(looked.kappa), strict=True)}
    return f"{text} {scope.say('method.kappa', **kappa)}"


def _parts(interval: Interval) -> tuple[float, float, float]:
    return interval.value, interval.low, interval.high


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
