"""``g2b review hearing|objection``: what municipalities are sent, what they object to, and what came of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from criteria.errors import UserError
from criteria.loading import load_set
from results.audience import Audience, Names
from results.compare.survey import earlier, surveys
from results.database import open_database
from results.exports.files import write_file
from results.exports.hostile import clean, defused
from results.imports.problems import RefusedError
from results.objections import NewAnswer, NewObjection, Objections
from results.queries import Results, ScanInfo
from results.veil import veiled
from results.worksheets.taking import read_meta
from scanner.cli.export import printer
from scanner.cli.kompass_asking import matching_of
from scanner.cli.options import Database, RunLabel, Town, language, settings_of, terminal_width
from scanner.cli.review import By, outcome_word
from scanner.model.objection import Objection, Outcome
from scanner.model.stage import Stage
from scanner.model.texts import Texts
from scanner.run.formats import Request
from scanner.run.hearing import HearingFiles, objections_of, of_form, taken_objections

TEXTS = Texts("scanner.cli", "hearing")
_COLUMNS = ("number", "ags", "name", "id", "received", "who", "text", "outcome", "answer", "by", "at", "review")


def _say(key: str, /, **values: object) -> str:
    return TEXTS.say(key, language(), **values)


app = typer.Typer()
objection = typer.Typer(name="objection", help=_say("objection.help"), no_args_is_help=True)
app.add_typer(objection)
Number = Annotated[int, typer.Argument(metavar="NUMBER", help=_say("argument.number"))]
Folder = Annotated[Path, typer.Option("--output", metavar="DIR", help=_say("option.folder"))]
Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help=_say("argument.name"))]


@app.command(help=_say("hearing.help"))
def hearing(
    context: typer.Context,
    run: RunLabel,
    output: Folder,
    name: Name = None,
    pdf: Annotated[bool, typer.Option("--pdf/--no-pdf", help=_say("option.pdf"))] = True,
    database: Database = None,
) -> None:
    """Write the file that each municipality is sent: scorecard, evidence, form for objections."""
    settings = settings_of(context, database=database)
    results = Results(open_database(settings.database_url))
    info, criteria = results.run(run), load_set(settings.criteria)
    if info.stage is not Stage.HEARING:
        raise UserError(_say("hearing.stage", run=run), hint=_say("hearing.stage_hint", run=run))
    files = HearingFiles(info, criteria, language())
    scans = results.scans(run) if name is None else [results.scan(run, name)]
    labels = [run, *earlier(results, run)]
    for scan in scans:
        audience = Audience(language(), Names.OWN, scan.ags, masked=False)
        shown, readers = veiled(surveys(results, labels, names=[scan.ags], group=None, league=None), audience)
        request = Request(
            run,
            shown,
            readers,
            criteria,
            of_one=True,
            printer=printer(settings) if pdf else None,
            matching=lambda: matching_of(context, database),
        )
        path = output / f"{files.name(scan)}.zip"
        write_file(path, [files.package(scan, request)])
        typer.echo(_say("hearing.done", name=scan.name, path=path))


@objection.command(help=_say("add.help"))
def add(
    context: typer.Context,
    run: RunLabel,
    name: Town,
    who: Annotated[str, typer.Option("--who", metavar="NAME", help=_say("option.who"))],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=_say("option.text"))],
    by: By,
    criterion: Annotated[str, typer.Option("--criterion", metavar="ID", help=_say("option.criterion"))] = "",
    received: Annotated[str | None, typer.Option("--received", metavar="DATE", help=_say("option.received"))] = None,
    database: Database = None,
) -> None:
    """Store what a municipality objects to."""
    engine = open_database(settings_of(context, database=database).database_url)
    results = Results(engine)
    scan = results.scan(run, name)
    new = NewObjection(criterion, who, _day(received), text, by)
    made = Objections(engine).add(results.run(run), scan, new)
    typer.echo(_say("add.done", number=made, name=scan.name, id=criterion.strip().upper() or _say("all")))


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(_say("no_day", text=text), hint="YYYY-MM-DD") from error


@objection.command(help=_say("take.help"))
def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_say("argument.file"))],
    by: By,
    database: Database = None,
) -> None:
    """Read the form of a municipality, whole or not at all."""
    meta = read_meta(file)
    engine = open_database(settings_of(context, database=database).database_url)
    results, kept = Results(engine), Objections(engine)
    scan = results.scan(meta.get("run", ""), of_form(meta, file))
    try:
        taken = taken_objections(file, meta, scan)
    except RefusedError as error:
        raise error.told(language()) from error
    known = {(one.criterion, one.who, one.received, one.text) for one in kept.of_run(scan.run, [scan.ags])}
    new = [
        one
        for one in objections_of(taken, by, _say("wanted"))
        if (one.criterion, one.who, one.received, one.text) not in known
    ]
    kept.add_all(results.run(scan.run), scan, new)
    typer.echo(_say("take.done", name=scan.name, new=len(new), known=len(taken.answers) - len(new)))


@objection.command(help=_say("answer.help"))
def answer(
    context: typer.Context,
    number: Number,
    outcome: Annotated[Outcome, typer.Option("--outcome", help=_say("option.outcome"))],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=_say("option.answer"))],
    by: By,
    points: Annotated[float | None, typer.Option("--points", metavar="N", help=_say("option.points"))] = None,
    database: Database = None,
) -> None:
    """Answer an objection; one that is upheld may change the points."""
    engine = open_database(settings_of(context, database=database).database_url)
    results, kept = Results(engine), Objections(engine)
    found = kept.one(number)
    scan = results.scan(found.run, found.ags)
    review = kept.answer(results.run(found.run), scan, number, NewAnswer(outcome, text, by, points))
    typer.echo(_say("answer.done", number=number, name=scan.name, outcome=outcome_word(outcome)))
    if review is not None:
        typer.echo(_say("answer.review", review=review))


@objection.command("list", help=_say("list.help"))
def list_objections(context: typer.Context, run: RunLabel, database: Database = None) -> None:
    """List the objections of a run with their outcomes."""
    engine = open_database(settings_of(context, database=database).database_url)
    columns = ("number", "name", "id", "received", "who", "text", "outcome", "answer")
    table = Table(*(_say(f"column.{one}") for one in columns), title=run, title_justify="left")
    for row in _rows(engine, run):
        table.add_row(*(row[one] for one in columns))
    Console(width=terminal_width(), highlight=False).print(table if table.row_count else _say("list.none", run=run))


@objection.command(help=_say("export.help"))
def export(
    context: typer.Context,
    run: RunLabel,
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help=_say("option.output"))],
    database: Database = None,
) -> None:
    """Write the objections of a run as CSV, apart from its results."""
    if output.suffix.lower() != ".csv":
        raise UserError(_say("export.only_csv"), where=str(output), hint=_say("export.only_csv_hint"))
    engine = open_database(settings_of(context, database=database).database_url)
    rows = list(_rows(engine, run))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _COLUMNS)
    writer.writeheader()
    writer.writerows({key: defused(clean(value)) for key, value in row.items()} for row in rows)
    write_file(output, [buffer.getvalue().encode()])
    typer.echo(_say("export.done", count=len(rows), path=output))


def _rows(engine: Engine, run: str) -> Iterator[dict[str, str]]:
    names = {scan.ags: scan for scan in Results(engine).scans(run)}
    for one in Objections(engine).of_run(run):
        yield _row(one, names.get(one.ags))


def _row(one: Objection, scan: ScanInfo | None) -> dict[str, str]:
    last = one.answers[-1] if one.answers else None
    return {
        "number": str(one.id),
        "ags": one.ags,
        "name": scan.name if scan else one.ags,
        "id": one.criterion or _say("all"),
        "received": one.received.isoformat(),
        "who": one.who,
        "text": one.text,
        "outcome": outcome_word(one.outcome),
        "answer": last.text if last else "",
        "by": last.by if last else "",
        "at": last.at.isoformat() if last else "",
        "review": str(last.review or "") if last else "",
    }
