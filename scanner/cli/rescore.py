"""``g2b rescore`` and ``g2b publish``: judge the archives of a run once more, and choose what is shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from criteria.errors import UserError
from results.database import open_database
from results.queries import SHEET, Results
from results.reviewing import require_open
from results.store import Store
from scanner.cli.options import Database, RunLabel, Town, named_run, say, settings_of
from scanner.run.rescore import Unasked, rescore_scan
from scanner.run.sets import find_set

_SHOWN = 5

Set = Annotated[str | None, typer.Option("--criteria", metavar="SET", help=say("rescore.criteria"))]


def rescore(context: typer.Context, run: RunLabel, criteria: Set = None, database: Database = None) -> None:
    """Judge every archive of the run again; the published scores stay, the new ones stand beside them."""
    settings = settings_of(context, database=database, criteria=criteria)
    engine = open_database(settings.database_url)
    results, store = Results(engine), Store(engine)
    if results.run(run).source == SHEET:
        raise UserError(say("rescore.sheet", label=named_run(run, SHEET)))
    known = find_set(settings.criteria, results)
    store.keep_criteria(known.hash, known.name, known.version, known.texts)
    missing = 0
    for scan in results.scans(run):
        if not Path(scan.archive).is_file():
            missing += 1
            typer.echo(say("rescore.missing", name=scan.name, path=scan.archive or "–"))
            continue
        begun = time.perf_counter()
        made = rescore_scan(scan, known)
        number = store.add_judgement(scan.id, made.judgement)
        speed = made.pages / max(time.perf_counter() - begun, 1e-6)
        typer.echo(say("rescore.done", name=scan.name, number=number, pages=made.pages, speed=f"{speed:.0f}"))
        for what in _not_asked(made.unasked):
            typer.echo(say("rescore.unasked", what=what))
    if missing:
        raise typer.Exit(1)


def _not_asked(unasked: Unasked) -> Iterator[str]:
    """Yield in words what the archive was not asked: whole kinds of questions, single terms, addresses."""
    if unasked.purposes:
        yield ", ".join(say(f"rescore.purpose.{purpose.value}") for purpose in unasked.purposes)
    if unasked.terms:
        yield say("rescore.terms", what=", ".join(unasked.terms))
    if unasked.targets:
        yield say("rescore.targets", count=len(unasked.targets), what=", ".join(unasked.targets[:_SHOWN]))


def publish(
    context: typer.Context,
    run: RunLabel,
    name: Town,
    judgement: Annotated[int, typer.Argument(metavar="NUMBER", help=say("publish.number"))],
    database: Database = None,
) -> None:
    """Show this judgement of the municipality from now on."""
    engine = open_database(settings_of(context, database=database).database_url)
    results = Results(engine)
    require_open(run, results.run(run).stage)
    scan = results.scan(run, name)
    try:
        Store(engine).publish(scan.id, judgement)
    except UserError as error:
        raise UserError(error.what, hint=say("publish.hint", run=run)) from error
    typer.echo(say("publish.done", name=scan.name, number=judgement))
