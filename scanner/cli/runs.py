"""``g2b runs``: all surveys in the database."""

from __future__ import annotations

from typing import Annotated

import typer
from babel.dates import format_date
from rich.console import Console
from rich.table import Table
from rich.text import Text

from results.compare.digest import DONE
from results.doubt import looks_wrong
from results.queries import ScanInfo
from scanner.cli.options import Database, language, named_run, named_stage, results_of, say, terminal_width


def runs(
    context: typer.Context,
    failed: Annotated[str | None, typer.Option("--failed", metavar="RUN", help=say("runs.failed"))] = None,
    database: Database = None,
) -> None:
    """List the runs with date, source and the states of their scans; with ``--failed`` what did not come through in one."""
    results = results_of(context, database)
    if failed is not None:
        _failed(failed, results.scans(failed))
        return
    found = results.runs()
    if not found:
        typer.echo(say("runs.none"))
        return
    table = Table(*(say(f"runs.{column}") for column in ("label", "as_of", "stage", "source", "scans")))
    for info in found:
        states = ", ".join(f"{count} {say(f'state.{state}')}" for state, count in info.states)
        day = format_date(info.as_of, "medium", locale=language())
        if looks_wrong(info):
            states = f"{states}\n{say('runs.doubtful')}"
        label = named_run(info.label, info.source)
        table.add_row(label, day, named_stage(info.stage), say(f"source.{info.source}"), states)
    Console(width=terminal_width()).print(table)


def _failed(label: str, scans: list[ScanInfo]) -> None:
    """Print the municipalities of a run whose last scan did not come through."""
    left = [scan for scan in scans if scan.state != DONE]
    if not left:
        typer.echo(say("runs.none_failed", label=label))
        return
    table = Table(*(say(f"runs.{column}") for column in ("name", "state", "problem", "day")))
    for scan in left:
        day = format_date(scan.started, "medium", locale=language()) if scan.started else "–"
        table.add_row(scan.name, say(f"state.{scan.state}"), Text(scan.problem), day)
    Console(width=terminal_width()).print(table)
    typer.echo(say("runs.again", label=label))
