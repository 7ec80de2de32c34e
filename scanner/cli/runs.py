"""``g2b runs``: all surveys in the database."""

from __future__ import annotations

import typer
from babel.dates import format_date
from rich.console import Console
from rich.table import Table

from scanner.cli.options import Database, language, named_run, results_of, say, terminal_width


def runs(context: typer.Context, database: Database = None) -> None:
    """List the runs with date, source and the states of their scans."""
    found = results_of(context, database).runs()
    if not found:
        typer.echo(say("runs.none"))
        return
    table = Table(*(say(f"runs.{column}") for column in ("label", "as_of", "source", "scans")))
    for info in found:
        states = ", ".join(f"{count} {say(f'state.{state}')}" for state, count in info.states)
        day = format_date(info.as_of, "medium", locale=language())
        table.add_row(named_run(info.label, info.source), day, say(f"source.{info.source}"), states)
    Console(width=terminal_width()).print(table)
