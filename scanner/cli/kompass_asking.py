"""What the commands on match, solutions, planning and measures share: texts, options, and the match of a call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from criteria.errors import UserError
from criteria.kompass.loading import imported_solutions
from criteria.kompass.solutions import Solution
from criteria.loading import load_set
from criteria.mistakes import nearest
from results.compare.survey import surveys
from results.database import open_database
from results.kompass.match import match_run, prepared
from results.kompass.measures import Measures
from results.kompass.rows import Code, Match
from results.queries import SHEET, Results, RunInfo, ScanInfo
from scanner.cli.kompass_shared import catalogue_of_call
from scanner.cli.options import language, results_of, settings_of
from scanner.model.texts import Texts
from scanner.run.matching import Matching

TEXTS = Texts("scanner.cli", "kompass_match")


def say(key: str, /, **values: object) -> str:
    """Return a text of these commands in the language of this call."""
    return TEXTS.say(key, language(), **values)


Municipality = Annotated[list[str] | None, typer.Option("--municipality", metavar="NAME", help=say("municipality"))]
Group = Annotated[str | None, typer.Option("--group", metavar="NAME", help=say("group"))]
Output = Annotated[Path | None, typer.Option("--output", metavar="PATH", help=say("output"))]


def matched(
    context: typer.Context, run: str, names: Sequence[str] | None, group: str | None, database: str | None
) -> tuple[RunInfo, Match]:
    """Return a run and its match; UserError where the run, a municipality or the group is not known."""
    info, scans = chosen_scans(context, run, names, group, database)
    return info, match_of(context, info, scans)


def match_of(context: typer.Context, run: RunInfo, scans: Sequence[ScanInfo]) -> Match:
    """Return the match of some scans of a run."""
    ready = prepared(catalogue_of_call(context), run.as_of.date(), solutions_of_call(context))
    return match_run(run, scans, ready)


def latest_run(context: typer.Context, database: str | None) -> str:
    """Return the label of the run that stands for the latest day; UserError where there is none."""
    runs = [run for run in results_of(context, database).runs() if run.source != SHEET]
    if not runs:
        raise UserError(say("no_run"), hint="g2b scan")
    return max(runs, key=lambda run: (run.as_of, run.id)).label


def codes_of(asked: Sequence[str] | None) -> frozenset[Code]:
    """Return the findings asked for; UserError for one that is not known."""
    known = [code.value for code in Code]
    for name in asked or ():
        if name not in known:
            raise UserError(say("no_finding", code=name), hint=nearest(name, known) or ", ".join(known))
    return frozenset(Code(name) for name in asked or ())


def chosen_scans(
    context: typer.Context, run: str, names: Sequence[str] | None, group: str | None, database: str | None
) -> tuple[RunInfo, tuple[ScanInfo, ...]]:
    """Return a run and the scans asked for."""
    survey = surveys(results_of(context, database), [run], names=names or (), group=group)[0]
    return survey.run, survey.scans


def solutions_of_call(context: typer.Context, until: date | None = None) -> tuple[Solution, ...]:
    """Return the solutions that are imported."""
    return imported_solutions(settings_of(context).home, until)


class ScansByRun:
    """Scans by run, each run read once.

    Args:
        results: the database.
    """

    def __init__(self, results: Results) -> None:
        self._results = results
        self._labels = {run.label for run in results.runs()}
        self._known: dict[str, dict[str, ScanInfo]] = {}

    def of(self, label: str, ags: str) -> ScanInfo | None:
        """Return the scan of a municipality in a run, None where there is none."""
        if label not in self._known:
            scans = self._results.scans(label) if label in self._labels else []
            self._known[label] = {scan.ags: scan for scan in scans}
        return self._known[label].get(ags)


def matching_of(context: typer.Context, database: str | None) -> Matching:
    """Return what a scorecard is held against: catalogue, solutions, measures."""
    settings = settings_of(context, database=database)
    engine = open_database(settings.database_url)
    keys = {one.id: one.leika_key for one in load_set(settings.criteria).services}
    measures = Measures(engine).all()
    return Matching(
        catalogue_of_call(context), solutions_of_call(context), measures, keys, ScansByRun(Results(engine)).of
    )
