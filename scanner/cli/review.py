"""``g2b review``: a person's word over a verdict, and the way of a run to its release."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer
from babel.dates import format_datetime
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from results.database import open_database
from results.queries import Results, RunInfo, ScanInfo
from results.reviewing import NewReview, Reviewing
from results.second_looks import SecondLooks
from scanner.cli.default_group import DefaultGroup
from scanner.cli.options import Database, RunLabel, Town, language, named_run, settings_of, terminal_width
from scanner.cli.show import number, span
from scanner.model.objection import Objection, Outcome
from scanner.model.review import Review, ReviewKind
from scanner.model.stage import Stage
from scanner.model.texts import Texts
from scanner.model.verdict import State
from scanner.run.calendar import ZONE
from scanner.run.reviewing import kept_evidence

TEXTS = Texts("scanner.cli", "review")
_UNSCORED = {"not_applicable": State.NOT_APPLICABLE, "not_testable": State.NOT_TESTABLE}


def _say(key: str, /, **values: object) -> str:
    return TEXTS.say(key, language(), **values)


app = typer.Typer(name="review", cls=DefaultGroup, help=_say("help"), no_args_is_help=True)
By = Annotated[str, typer.Option("--by", metavar="NAME", envvar="G2B_BY", help=_say("option.by"))]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_say("option.reason"))]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help=_say("argument.number"))]


@app.command(help=_say("add.help"))
def add(
    context: typer.Context,
    run: RunLabel,
    name: Town,
    criterion: Annotated[str, typer.Argument(metavar="ID", help=_say("argument.id"))],
    by: By,
    reason: Why,
    points: Annotated[float | None, typer.Option("--points", metavar="N", help=_say("option.points"))] = None,
    state: Annotated[str | None, typer.Option("--state", metavar="STATE", help=_say("option.state"))] = None,
    note: Annotated[bool, typer.Option("--note", help=_say("option.note"))] = False,
    correction: Annotated[bool, typer.Option("--correction", help=_say("option.correction"))] = False,
    evidence: Annotated[str, typer.Option("--evidence", metavar="URL|FILE", help=_say("option.evidence"))] = "",
    valid_until: Annotated[str | None, typer.Option("--valid-until", metavar="DATE", help=_say("option.valid"))] = None,
    database: Database = None,
) -> None:
    """Store a person's word over a verdict of a run."""
    kind = ReviewKind.NOTE if note else ReviewKind.CORRECTION if correction else ReviewKind.SCORE
    scored = _state(kind, points, state)
    settings = settings_of(context, database=database)
    engine = open_database(settings.database_url)
    results, reviewing = Results(engine), Reviewing(engine)
    scan = results.scan(run, name)
    kept = kept_evidence(settings, evidence)
    new = NewReview(criterion, by, reason, points, scored, kind, kept, _day(valid_until))
    made = reviewing.add(results.run(run), [(scan, new)])[0]
    typer.echo(_say("add.done", number=made, name=scan.name, id=criterion.strip().upper()))
    typer.echo(_totals(results.scan(run, name)))


def _state(kind: ReviewKind, points: float | None, state: str | None) -> State:
    """Return the state that a review gives; UserError where it says too much or too little."""
    if kind is ReviewKind.NOTE:
        if points is not None or state is not None:
            raise UserError(_say("add.note_scores"), hint=_say("add.note_hint"))
        return State.NOT_TESTABLE
    if (points is None) == (state is None):
        raise UserError(_say("add.one_of"), hint=_say("add.one_of_hint"))
    if state is None:
        return State.SCORED
    if state not in _UNSCORED:
        raise UserError(_say("add.no_state", state=state), hint=", ".join(_UNSCORED))
    return _UNSCORED[state]


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(_say("add.no_day", text=text), hint=_say("add.day_hint")) from error


def _totals(scan: ScanInfo) -> str:
    return _say("totals", shown=span(scan.totals.total), measured=span(scan.measured.total), count=len(scan.by_hand))


@app.command("list", help=_say("list.help"))
def list_reviews(
    context: typer.Context,
    run: RunLabel,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help=_say("argument.name"))] = None,
    database: Database = None,
) -> None:
    """List all reviews of a run, those that count no more, too."""
    results = Results(open_database(settings_of(context, database=database).database_url))
    scans = results.scans(run) if name is None else [results.scan(run, name)]
    console = Console(width=terminal_width(), highlight=False)
    columns = ("number", "name", "id", "points", "status", "by", "at", "why")
    info = results.run(run)
    table = Table(*(_say(f"column.{one}") for one in columns), title=_head(info), title_justify="left")
    for scan in scans:
        for one in scan.reviews:
            table.add_row(
                str(one.id), scan.name, one.criterion, _points(one, scan), _status(one), one.by, _at(one.at), one.reason
            )
    console.print(table if table.row_count else _say("list.none", run=named_run(run, info.source)))


def _head(run: RunInfo) -> str:
    return f"{named_run(run.label, run.source)} · {_say(f'stage.{run.stage}')}"


def _points(one: Review, scan: ScanInfo) -> str:
    """Return the points with those of the scanner before them."""
    if one.kind is ReviewKind.NOTE:
        return "–"
    under = next((verdict for verdict in scan.judgement.verdicts if verdict.criterion == one.criterion), None)
    was = number(under.points) if under is not None and under.points is not None else _say("unscored")
    return f"{was} → {number(one.points) if one.points is not None else _say(f'state.{one.state}')}"


def _status(one: Review) -> str:
    shown = _say(f"status.{one.status}")
    return f"{shown} ({_say('kind.correction')})" if one.kind is ReviewKind.CORRECTION else shown


def _at(moment: datetime) -> str:
    return str(format_datetime(moment, "short", tzinfo=ZONE, locale=language()))


@app.command(help=_say("show.help"))
def show(context: typer.Context, review: Number, database: Database = None) -> None:
    """Show one review with what it lies over."""
    engine = open_database(settings_of(context, database=database).database_url)
    found = Reviewing(engine).review(review)
    scan = Results(engine).scan(found.run, found.ags)
    one = next(known for known in scan.reviews if known.id == review)
    table = Table.grid(padding=(0, 2))
    rows = {
        "name": f"{scan.name} · {named_run(scan.run, scan.source)}", "id": one.criterion, "points": _points(one, scan),
        "status": _status(one), "by": one.by, "at": _at(one.at), "why": one.reason, "evidence": one.evidence,
        "valid": str(one.valid_until or ""),
    }  # fmt: skip
    for key, value in rows.items():
        if value:
            table.add_row(_say(f"column.{key}"), value)
    if one.withdrawal:
        taken = one.withdrawal
        table.add_row(_say("column.withdrawn"), f"{taken.by}, {_at(taken.at)}: {taken.reason}")
    Console(width=terminal_width(), highlight=False).print(table)


@app.command(help=_say("withdraw.help"))
def withdraw(context: typer.Context, review: Number, by: By, reason: Why, database: Database = None) -> None:
    """Take a review back; it is kept and counts no more."""
    engine = open_database(settings_of(context, database=database).database_url)
    taken = Reviewing(engine).withdraw(review, by, reason)
    scan = Results(engine).scan(taken.run, taken.ags)
    typer.echo(_say("withdraw.done", number=review, name=scan.name, id=taken.criterion))
    typer.echo(_totals(scan))


@app.command(help=_say("stage.help"))
def stage(
    context: typer.Context,
    run: RunLabel,
    to: Annotated[Stage | None, typer.Argument(metavar="[STAGE]", help=_say("argument.stage"))] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", envvar="G2B_BY", help=_say("option.by"))] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_say("option.stage_note"))] = "",
    database: Database = None,
) -> None:
    """Move a run to its next stage, or tell where it stands and who moved it."""
    engine = open_database(settings_of(context, database=database).database_url)
    results, reviewing = Results(engine), Reviewing(engine)
    info = results.run(run)
    if to is not None:
        reviewing.move(info, to, by, note)
        info = results.run(run)
    typer.echo(_head(info))
    for move in reviewing.moves(info):
        told = f": {move.note}" if move.note else ""
        typer.echo(f"{_at(move.at)}  {_say(f'stage.{move.stage}')}  {move.by}{told}")


@app.command("log", help=_say("log.help"))
def log(context: typer.Context, run: RunLabel, database: Database = None) -> None:
    """Tell everything that people did to a run, oldest first."""
    engine = open_database(settings_of(context, database=database).database_url)
    results = Results(engine)
    info = results.run(run)
    lines = [
        (move.at, move.by, _say("log.stage", stage=_say(f"stage.{move.stage}")))
        for move in Reviewing(engine).moves(info)
    ]
    for drawn in SecondLooks(engine).samples(info):
        lines.append((drawn.at, drawn.by, _say("log.sample", number=drawn.id, count=len(drawn.members))))
    for scan in results.scans(run):
        for one in scan.reviews:
            lines += _told(one, scan)
        for objection in scan.objections:
            lines += _objected(objection, scan)
    for at, who, what in sorted(lines):
        typer.echo(f"{_at(at)}  {who}  {what}")


def _told(one: Review, scan: ScanInfo) -> list[tuple[datetime, str, str]]:
    values = {"number": one.id, "name": scan.name, "id": one.criterion, "points": _points(one, scan), "why": one.reason}
    lines = [(one.at, one.by, _say(f"log.{one.kind}", **values))]
    if one.withdrawal:
        lines.append(
            (one.withdrawal.at, one.withdrawal.by, _say("log.withdrawn", number=one.id, why=one.withdrawal.reason))
        )
    return lines


def outcome_word(outcome: Outcome) -> str:
    """Return what an outcome is called."""
    return _say(f"outcome.{outcome}")


def _objected(one: Objection, scan: ScanInfo) -> list[tuple[datetime, str, str]]:
    values = {"number": one.id, "name": scan.name, "id": one.criterion}
    lines = [(one.at, one.by, _say("log.objection", who=one.who, why=one.text, **values))]
    for answer in one.answers:
        told = _say("log.answer", outcome=outcome_word(answer.outcome), why=answer.text, **values)
        lines.append((answer.at, answer.by, told))
    return lines
