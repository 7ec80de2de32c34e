"""``g2b kompass solutions``: the data centre's list of solutions at hand, imported beside the catalogue."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.kompass.changes import Kind, changes, counted
from criteria.kompass.own_table import checked_source
from criteria.kompass.record import Source
from criteria.kompass.snapshots import FOLDER, Content, hashed, keep, read, snapshots
from criteria.kompass.solution_table import SolutionTable, load_solution_mapping, read_solutions
from scanner.cli.kompass_asking import say, solutions_of_call
from scanner.cli.kompass_shared import catalogue_of_call
from scanner.cli.options import settings_of, terminal_width

_SOURCE, _KIND = "solutions", "solutions"
app = typer.Typer(name="solutions", help=say("solutions.help"), no_args_is_help=True)
Sheet = Annotated[Path, typer.Argument(metavar="FILE", help=say("solutions.file"))]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help=say("solutions.as_of"))]


@app.command("import", help=say("solutions.import"))
def import_solutions(
    context: typer.Context,
    sheet: Sheet,
    as_of: AsOf = None,
    source: Annotated[str, typer.Option("--source", metavar="NAME", help=say("solutions.source"))] = _SOURCE,
    mapping: Annotated[Path | None, typer.Option("--mapping", metavar="YAML", help=say("solutions.mapping"))] = None,
) -> None:
    """Keep a list beside those of before and tell what came, went and changed."""
    day = as_of.date() if as_of else datetime.now(UTC).date()
    meaning, file = load_solution_mapping(mapping)
    told = Source(checked_source(source), _KIND, sheet.name, day)
    table = read_solutions(sheet, told, catalogue_of_call(context), meaning, file)
    folder = settings_of(context).home / FOLDER
    kept = snapshots(folder, told.id)
    content = hashed(Content(told, solutions=table.solutions))
    before = read(kept[-1].path) if kept else Content(told)
    path = keep(folder, content)
    _tell(table, before, content, path)


def _tell(table: SolutionTable, before: Content, content: Content, path: Path | None) -> None:
    sums = counted(changes(before, content))
    typer.echo(say("solutions.done", count=len(table.solutions), **{kind.value: sums[kind] for kind in Kind}))
    for one in table.unknown:
        typer.echo(say("solutions.unknown", line=one.line, name=one.name or one.product))
    if table.unread:
        typer.echo(say("solutions.unread", heads=", ".join(table.unread)))
    typer.echo(say("solutions.kept", path=path) if path else say("solutions.same"))


@app.command("list", help=say("solutions.list"))
def list_solutions(
    context: typer.Context,
    day: Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help=say("solutions.day"))] = None,
) -> None:
    """Print the solutions that can be had on a day."""
    wanted = day.date() if day else datetime.now(UTC).date()
    table = Table(title=say("solutions.title", day=wanted.isoformat()), title_justify="left")
    for column in ("service", "product", "level", "vendor", "terms", "until"):
        table.add_column(say(f"solutions.{column}"), overflow="fold")
    catalogue = catalogue_of_call(context)
    for one in sorted(solutions_of_call(context), key=lambda one: (one.name, one.product, one.line)):
        if one.on(wanted):
            entry = catalogue.exact(one.key) if one.key else None
            name = entry.name if entry else one.name
            until = one.valid_to.isoformat() if one.valid_to else ""
            table.add_row(name, one.product, str(one.level), one.vendor, one.terms, until)
    Console(width=terminal_width(), highlight=False).print(table if table.row_count else say("solutions.none"))
