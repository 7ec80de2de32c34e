"""``g2b kompass worksheet``: worksheets of a theme go out to a sponsoring town and come back merged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from results.kompass.merging import Cells, Merged, settled
from results.kompass.worksheet import (
    FOLDER,
    State,
    conflict_sheet,
    keep,
    load,
    merged_with,
    name_of,
    read_returned,
    rows_of,
    sheet_of,
)
from results.queries import RunInfo
from scanner.cli.kompass_asking import Group, Municipality, chosen_scans, latest_run, match_of, say
from scanner.cli.kompass_plan import Run, write_sheets
from scanner.cli.options import Database, language, settings_of, terminal_width

_CONFLICTS = 1
app = typer.Typer(name="worksheet", help=say("worksheet.help"), no_args_is_help=True)
Needed = Annotated[Path, typer.Option("--output", metavar="XLSX", help=say("worksheet.output"))]


@app.command("export", help=say("worksheet.export"))
def export_worksheet(
    context: typer.Context,
    theme: Annotated[str, typer.Option("--theme", metavar="THEME", help=say("worksheet.theme"))],
    output: Needed,
    sponsor: Annotated[str, typer.Option("--sponsor", metavar="NAME", help=say("worksheet.sponsor"))] = "",
    municipality: Municipality = None,
    group: Group = None,
    run: Run = None,
    database: Database = None,
) -> None:
    """Write the worksheet of a theme with what is kept of it; the services are those of the run."""
    label = run or latest_run(context, database)
    info, scans = chosen_scans(context, label, municipality, group, database)
    fresh = rows_of(match_of(context, info, scans), theme, language())
    folder, name = settings_of(context).home / FOLDER, name_of(theme, sponsor)
    before = load(folder, name)
    state = _next(before, State(name, 1, theme, sponsor, fresh))
    if state is not before:
        keep(folder, state)
    _write(output, state, info)


def _next(before: State | None, fresh: State) -> State:
    """Return what is kept with the services of the run; the same state where nothing is new."""
    if before is None:
        return fresh
    rows: dict[str, Cells] = {name: {**before.rows.get(name, {}), **cells} for name, cells in fresh.rows.items()}
    rows = {**{name: cells for name, cells in before.rows.items() if name not in rows}, **rows}
    same = rows == before.rows
    return (
        before if same else State(before.name, before.number + 1, before.theme, before.sponsor, rows, before.conflicts)
    )


@app.command("import", help=say("worksheet.import"))
def import_worksheet(
    context: typer.Context,
    sheet: Annotated[Path, typer.Argument(metavar="XLSX", help=say("worksheet.file"))],
    output: Annotated[Path | None, typer.Option("--output", metavar="XLSX", help=say("worksheet.merged"))] = None,
    theirs: Annotated[bool, typer.Option("--theirs", help=say("worksheet.theirs"))] = False,
) -> None:
    """Merge a worksheet that came back; conflicts are shown cell by cell, and end with exit code 1."""
    folder = settings_of(context).home / FOLDER
    returned = read_returned(sheet)
    base, ours = load(folder, returned.name, returned.number), load(folder, returned.name)
    if base is None or ours is None:
        raise UserError(say("worksheet.no_base", name=returned.name, number=returned.number), where=str(sheet))
    state, merged = merged_with(returned, base, ours)
    if theirs:
        merged = settled(merged, merged.conflicts)
        state = State(state.name, state.number, state.theme, state.sponsor, merged.rows)
    path = keep(folder, state)
    _tell(merged, path)
    if output is not None:
        _write(output, state, None)
    if state.conflicts:
        Console(width=terminal_width(), highlight=False).print(_conflicts(state))
        raise typer.Exit(_CONFLICTS)


def _write(output: Path, state: State, run: RunInfo | None) -> None:
    if output.suffix.lower() != ".xlsx":
        raise UserError(say("worksheet.xlsx"), where=str(output))
    sheets = (sheet_of(state, language()), *([conflict_sheet(state, language())] if state.conflicts else []))
    write_sheets(output, sheets, run)


def _tell(merged: Merged, path: Path) -> None:
    numbers = {"taken": merged.taken, "added": len(merged.added), "conflicts": len(merged.conflicts)}
    typer.echo(say("worksheet.done", path=path, **numbers))
    for name in merged.gone:
        typer.echo(say("worksheet.gone", name=merged.rows.get(name, {}).get("name", "") or name))


def _conflicts(state: State) -> Table:
    sheet = conflict_sheet(state, language())
    table = Table(title=sheet.title, title_justify="left")
    for head in sheet.heads:
        table.add_column(head, overflow="fold")
    for row in sheet.rows:
        table.add_row(*map(str, row))
    return table
