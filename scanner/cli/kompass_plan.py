"""``g2b kompass plan``: what to do first in a municipality or a group, by weights that a working group sets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from results.exports.files import write_file
from results.kompass.plan import plan, plan_sheet
from results.kompass.sheets import Sheet
from results.kompass.weights import load_weights
from results.kompass.writing import FORMATS
from results.queries import RunInfo
from scanner.cli.kompass_asking import Group, Municipality, Output, chosen_scans, latest_run, match_of, say
from scanner.cli.options import Database, language, terminal_width

_SHOWN = 30
_COLUMNS = ("rank", "points", "name", "missing", "page_only", "pdf_only", "online", "next", "product")
Run = Annotated[str | None, typer.Option("--run", metavar="RUN", help=say("plan.run"))]
WeightsFile = Annotated[Path | None, typer.Option("--weights", metavar="FILE", help=say("plan.weights"))]


app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("plan", help=say("plan.help"))
def make_plan(
    context: typer.Context,
    municipality: Municipality = None,
    group: Group = None,
    run: Run = None,
    weights: WeightsFile = None,
    output: Output = None,
    database: Database = None,
) -> None:
    """Print or write the plan."""
    if not municipality and not group:
        raise UserError(say("plan.whom"), hint="--municipality NAME, --group NAME")
    weighed = load_weights(weights)
    label = run or latest_run(context, database)
    info, scans = chosen_scans(context, label, municipality, group, database)
    match = match_of(context, info, scans)
    sheet = plan_sheet(plan(match, scans, weighed), match, info, language())
    if output is None:
        _show(sheet)
    else:
        write_sheets(output, (sheet,), info)


def write_sheets(output: Path, sheets: tuple[Sheet, ...], run: RunInfo | None) -> None:
    """Write sheets in the format that the ending of a file names; UserError for one that is not known."""
    ending = output.suffix.lstrip(".").lower()
    if ending not in FORMATS:
        raise UserError(say("no_ending", ending=ending or "–"), where=str(output), hint=", ".join(FORMATS))
    write_file(output, [FORMATS[ending](sheets, run, language())])
    typer.echo(say("written", path=output, rows=len(sheets[0].rows)))


def _show(sheet: Sheet) -> None:
    console = Console(width=terminal_width(), highlight=False)
    for note in sheet.notes:
        console.print(note, markup=False)
    chosen = [sheet.keys.index(key) for key in _COLUMNS]
    table = Table(
        title=say("plan.title", shown=min(_SHOWN, len(sheet.rows)), count=len(sheet.rows)), title_justify="left"
    )
    for at in chosen:
        table.add_column(sheet.heads[at], overflow="fold")
    for row in sheet.rows[:_SHOWN]:
        table.add_row(*("" if row[at] is None else str(row[at]) for at in chosen))
    console.print(table)
