"""``g2b kompass measure``: what a municipality set out to do, what became of it, and whether it moved anything."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from criteria.kompass.keys import normal_key
from criteria.loading import CriteriaSet, load_set
from criteria.mistakes import nearest
from results.database import open_database
from results.kompass.measures import Event, Measures, NewMeasure, Status
from results.kompass.moved import Outcome, outcome
from results.kompass.section import measure_line
from results.kompass.words import TEXTS as WORDS
from results.queries import Results
from scanner.cli.kompass_asking import ScansByRun, codes_of, latest_run, say
from scanner.cli.options import Database, language, settings_of, terminal_width

app = typer.Typer(name="measure", help=say("measure.help"), no_args_is_help=True)
_DAY = ["%Y-%m-%d"]
Town = Annotated[str, typer.Option("--municipality", metavar="NAME", help=say("measure.municipality"))]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help=say("measure.number"))]
Day = Annotated[datetime | None, typer.Option("--day", formats=_DAY, help=say("measure.day"))]
Note = Annotated[str, typer.Option("--note", help=say("measure.note"))]


@app.command("add", help=say("measure.add"))
def add(
    context: typer.Context,
    municipality: Town,
    subject: Annotated[str, typer.Option("--about", metavar="ID|KEY", help=say("measure.about"))],
    project: Annotated[str, typer.Option("--project", help=say("measure.project"))],
    run: Annotated[str | None, typer.Option("--run", metavar="RUN", help=say("measure.run"))] = None,
    finding: Annotated[str | None, typer.Option("--finding", metavar="CODE", help=say("measure.finding"))] = None,
    owner: Annotated[str, typer.Option("--owner", help=say("measure.owner"))] = "",
    due: Annotated[datetime | None, typer.Option("--due", formats=_DAY, help=say("measure.due"))] = None,
    database: Database = None,
) -> None:
    """Keep a measure."""
    codes_of([finding] if finding else [])
    label = run or latest_run(context, database)
    scan = _results(context, database).scan(label, municipality)
    about = _subject(subject, load_set(settings_of(context).criteria))
    day = due.date() if due else None
    new = NewMeasure(scan.ags, scan.name, about, label, project, owner, day, finding or "")
    typer.echo(say("measure.added", number=_measures(context, database).add(new), town=scan.name, subject=about))


def _subject(written: str, criteria: CriteriaSet) -> str:
    """Return what a measure is about; UserError where it is no criterion, no service and no LeiKa key."""
    known = [*(one.id for one in criteria.criteria), *(one.id for one in criteria.services)]
    if written in known:
        return written
    if key := normal_key(written):
        return key
    raise UserError(
        say("measure.no_subject", subject=written), hint=nearest(written, known) or say("measure.subject_hint")
    )


@app.command("list", help=say("measure.list"))
def show(
    context: typer.Context,
    municipality: Annotated[
        str | None, typer.Option("--municipality", metavar="NAME", help=say("municipality"))
    ] = None,
    run: Annotated[str | None, typer.Option("--run", metavar="RUN", help=say("measure.shown"))] = None,
    database: Database = None,
) -> None:
    """Print measures with their state and whether they moved anything until a run."""
    label = run or latest_run(context, database)
    results, measures = _results(context, database), _measures(context, database)
    ags = results.scan(label, municipality).ags if municipality else ""
    keys = {one.id: one.leika_key for one in load_set(settings_of(context).criteria).services}
    scans = ScansByRun(results)
    found = [
        outcome(one, scans.of(one.what.run, one.what.ags), scans.of(label, one.what.ags), keys)
        for one in measures.all(ags)
    ]
    Console(width=terminal_width(), highlight=False).print(_table(found, label) if found else say("measure.none"))


def _table(found: list[Outcome], label: str) -> Table:
    table = Table(title=say("measure.title", run=label), title_justify="left")
    for column in ("number", "town", "subject", "project", "owner", "due", "status", "outcome"):
        table.add_column(WORDS.say(f"column.{column}", language()), overflow="fold")
    for one in found:
        late = say("measure.late") if one.measure.late(_today()) else ""
        line = list(measure_line(one, language()))
        line[3] = f"{line[3]} {late}".strip()
        table.add_row(str(one.measure.number), one.measure.what.town, *line)
    return table


@app.command("done", help=say("measure.done"))
def done(
    context: typer.Context,
    number: Number,
    day: Day = None,
    note: Note = "",
    dropped: Annotated[bool, typer.Option("--dropped", help=say("measure.dropped"))] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help=say("measure.reopen"))] = False,
    database: Database = None,
) -> None:
    """Add what became of a measure."""
    if dropped and reopen:
        raise UserError(say("measure.both"))
    status = Status.DROPPED if dropped else Status.REOPENED if reopen else Status.DONE
    _measures(context, database).tell(number, Event(status, day.date() if day else _today(), note))
    typer.echo(say("measure.told", number=number, status=WORDS.say(f"status.{status.value}", language())))


def _today() -> date:
    return datetime.now(UTC).date()


def _results(context: typer.Context, database: str | None) -> Results:
    return Results(open_database(settings_of(context, database=database).database_url))


def _measures(context: typer.Context, database: str | None) -> Measures:
    return Measures(open_database(settings_of(context, database=database).database_url))
