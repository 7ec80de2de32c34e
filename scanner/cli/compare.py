"""``g2b compare``: runs side by side over the years, or old and new rules over one run."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console

from criteria.errors import UserError
from criteria.loading import load_set
from criteria.mistakes import nearest
from results import periods
from results.compare.comparison import Comparison
from results.compare.comparison import compare as compare_surveys
from results.compare.plain import plain
from results.compare.survey import surveys
from results.queries import Results, Use
from scanner.cli.compare_region import region
from scanner.cli.compare_rules import TEXTS as RULES
from scanner.cli.compare_rules import compare_rules
from scanner.cli.compare_town import town
from scanner.cli.compare_words import say
from scanner.cli.options import Database, UseScan, language, results_of, settings_of, terminal_width

_AGS_DIGITS = 5  # fewer are no AGS, so a run is meant


def _rules(key: str) -> str:
    return RULES.say(key, language())


def compare(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[RUN]... [NAME]...", help=say("words"))] = None,
    municipality: Annotated[
        list[str] | None, typer.Option("--municipality", metavar="NAME", help=say("municipality"))
    ] = None,
    group: Annotated[str | None, typer.Option("--group", metavar="GROUP", help=say("group"))] = None,
    league: Annotated[str | None, typer.Option("--league", metavar="LEAGUE", help=say("league"))] = None,
    tie_width: Annotated[float | None, typer.Option("--tie-width", metavar="POINTS", help=say("tie_width"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
    rules: Annotated[tuple[str, str] | None, typer.Option("--rules", metavar="OLD NEW", help=_rules("rules"))] = None,
    run: Annotated[str | None, typer.Option("--run", metavar="RUN", help=_rules("run"))] = None,
    use: UseScan = Use.LATEST,
    database: Database = None,
) -> None:
    """Show what changed from run to run and why; with ``--rules`` what other rules do to one run."""
    if rules is not None or run is not None:
        _compare_rules(context, rules, run, [*(words or ()), *(municipality or ())], database)
        return
    settings = settings_of(context, tie_width=tie_width)
    results = results_of(context, database, use)
    labels, names = _split(results, words or [])
    named, width = [*names, *(municipality or ())], settings.tie_width
    found = compare_surveys(surveys(results, labels, names=named, group=group, league=league, tie_width=width))
    if as_json:
        typer.echo(json.dumps(plain(found), ensure_ascii=False, indent=2))
        return
    console = Console(width=terminal_width(), highlight=False, markup=False)
    _show(console, found, settings.criteria, alone=bool(names or municipality))


def _compare_rules(
    context: typer.Context, rules: tuple[str, str] | None, run: str | None, names: list[str], database: str | None
) -> None:
    if rules is None or run is None:
        raise UserError(say("rules_and_run"), hint=say("usage_rules"))
    compare_rules(context, rules, run, names, database)


def _split(results: Results, words: list[str]) -> tuple[list[str], list[str]]:
    """Return the runs and the municipalities among the words: what is the label of a run is one."""
    known = [run.label for run in results.runs()]
    labels = [word for word in dict.fromkeys(words) if word in known]
    names = [word for word in dict.fromkeys(words) if word not in known]
    for word in names:
        if word.isdigit() and len(word) < _AGS_DIGITS:
            results.run(word)  # tells that there is none, and which is near
    if len(labels) < 2:
        near = [hint for word in names if (hint := nearest(word, known))]
        raise UserError(say("two_runs"), hint=near[0] if near else say("usage", known=", ".join(known) or "–"))
    return labels, names


def _show(console: Console, found: Comparison, criteria: str, *, alone: bool) -> None:
    """Print each municipality that was named, else the region."""
    loaded = load_set(criteria)
    for survey in found.surveys:
        for sentence in periods.told(survey.scans, language()):
            console.print(f"{survey.run.label}: {sentence}")
    if alone:
        for line in found.lines:
            for part in town(found, line, loaded):
                console.print(part)
    else:
        for part in region(found, loaded):
            console.print(part)
