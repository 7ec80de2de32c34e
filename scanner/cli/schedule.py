"""``g2b schedule``: runs that start by themselves. What there is, when it is due, and what became of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from results.database import open_database
from results.schedules import Occurrence, Options, Schedule, Schedules, What
from scanner.cli.options import Database, language, settings_of, terminal_width
from scanner.model.texts import Texts
from scanner.run import diary
from scanner.run.calendar import Cron, Window, label_of
from scanner.run.delivering import check_ways
from scanner.run.standing import RealWorld

_TEXTS = Texts("scanner.cli", "schedule")


def say(key: str, /, **values: object) -> str:
    """Return a text of this command in the language of this call."""
    return _TEXTS.say(key, language(), **values)


app = typer.Typer(name="schedule", help=say("help"), no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help=say("name"))]
AnyName = Annotated[str | None, typer.Argument(metavar="[NAME]", help=say("any_name"))]
AsJson = Annotated[bool, typer.Option("--json", help=say("json"))]


def schedules_of(context: typer.Context, database: str | None) -> Schedules:
    """Return the tables of schedules of this call."""
    return Schedules(open_database(settings_of(context, database=database).database_url))


@app.command("add", help=say("add.help"))
def add(
    context: typer.Context,
    name: Name,
    cron: Annotated[str, typer.Option("--cron", metavar="'M H D M W'", help=say("add.cron"))],
    towns: Annotated[list[str] | None, typer.Argument(metavar="[MUNICIPALITY]...", help=say("add.towns"))] = None,
    group: Annotated[str, typer.Option("--group", metavar="NAME", help=say("add.group"))] = "",
    league: Annotated[str, typer.Option("--league", metavar="kreis|stadt|gemeinde", help=say("add.league"))] = "",
    registry: Annotated[Path | None, typer.Option("--registry", metavar="CSV", help=say("add.registry"))] = None,
    label: Annotated[str, typer.Option("--label", metavar="PATTERN", help=say("add.label"))] = "",
    window: Annotated[str, typer.Option("--window", metavar="HH:MM-HH:MM", help=say("add.window"))] = "",
    export: Annotated[Path | None, typer.Option("--export", metavar="DIR", help=say("add.export"))] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT,...", help=say("add.format"))] = "",
    mail: Annotated[list[str] | None, typer.Option("--mail", metavar="ADDRESS", help=say("add.mail"))] = None,
    webhook: Annotated[str, typer.Option("--webhook", metavar="URL", help=say("add.webhook"))] = "",
    database: Database = None,
) -> None:
    """Store a schedule; everything in it is checked now, not at night."""
    times = Cron(cron)
    options = Options(
        group=group,
        league=league,
        names=tuple(towns or ()),
        registry=str(registry.absolute()) if registry else "",
        window=str(Window.parse(window)) if window else "",
        export=str(export.absolute()) if export else "",
        formats=_formats(form, export),
        mail=tuple(mail or ()),
        webhook=webhook,
    )
    now = datetime.now(UTC)
    settings = settings_of(context)
    check_ways(options.mail, options.webhook, settings)
    found = RealWorld(settings).towns(options, now)
    pattern = _pattern(name, label, times, now)
    schedules_of(context, database).add(name, times.text, pattern, options, now)
    first = times.after(now)
    typer.echo(say("add.done", name=name, count=len(found), due=_clock(first), label=label_of(pattern, first or now)))


def _formats(given: str, folder: Path | None) -> tuple[str, ...]:
    from scanner.run.formats import formats  # noqa: PLC0415 - it loads all reports

    asked = tuple(part.strip() for part in given.split(",") if part.strip())
    unknown = [part for part in asked if part not in formats()]
    if unknown:
        raise UserError(say("add.no_format", format=unknown[0]), where="--format", hint=", ".join(formats()))
    if bool(asked) != bool(folder):
        raise UserError(say("add.no_folder"), hint="--export DIR --format xlsx,html")
    return asked


def _pattern(name: str, label: str, times: Cron, now: datetime) -> str:
    """Return the pattern of labels: as given, else name and day, with the time where a day has several."""
    plain = name.replace("{", "(").replace("}", ")")
    tried = [label] if label else [plain + "-{date}", plain + "-{date}-{time}"]
    due = list(islice(times.between(now, datetime.max.replace(tzinfo=UTC)), 50))
    for pattern in tried:
        labels = [label_of(pattern, one) for one in due]
        if len(set(labels)) == len(labels) and all(labels):
            return pattern
    raise UserError(say("add.same_label", label=label), where="--label", hint=say("add.same_label_hint"))


@app.command("list", help=say("list.help"))
def list_(context: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """List all schedules."""
    found, now = schedules_of(context, database).all(), datetime.now(UTC)
    if as_json:
        typer.echo(json.dumps([_plain(one, now) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        typer.echo(say("list.none"))
        return
    table = _table("name", "cron", "whom", "window", "label", "next")
    for one in found:
        ahead = say("paused") if one.paused else _clock(_next(one, now))
        table.add_row(one.name, one.cron, _whom(one.options), one.options.window or "–", one.label, ahead)
    _print(table)


def _plain(one: Schedule, now: datetime) -> dict[str, object]:
    ahead = _next(one, now)
    told = {"name": one.name, "cron": one.cron, "label": one.label, "paused": one.paused}
    return told | vars(one.options) | {"next": ahead.isoformat() if ahead and not one.paused else None}


def _whom(options: Options) -> str:
    parts = [*options.names, *(part for part in (options.group, options.league) if part)]
    return ", ".join(parts) or say("all")


@app.command("remove", help=say("remove.help"))
def remove(context: typer.Context, name: Name, database: Database = None) -> None:
    """Take a schedule away."""
    schedules_of(context, database).remove(name, datetime.now(UTC))
    typer.echo(say("remove.done", name=name))


@app.command("pause", help=say("pause.help"))
def pause(context: typer.Context, name: Name, database: Database = None) -> None:
    """Let a schedule rest."""
    schedules_of(context, database).pause(name)
    typer.echo(say("pause.done", name=name))


@app.command("resume", help=say("resume.help"))
def resume(context: typer.Context, name: Name, database: Database = None) -> None:
    """Let a schedule go on."""
    schedules, now = schedules_of(context, database), datetime.now(UTC)
    schedules.resume(name, now)
    typer.echo(say("resume.done", name=name, due=_clock(_next(schedules.one(name), now))))


@app.command("next", help=say("next.help"))
def next_(
    context: typer.Context,
    name: AnyName = None,
    count: Annotated[int, typer.Option("--count", min=1, max=1000, help=say("next.count"))] = 5,
    database: Database = None,
) -> None:
    """Print when schedules are due next."""
    schedules, now = schedules_of(context, database), datetime.now(UTC)
    chosen = [schedules.one(name)] if name else [one for one in schedules.all() if not one.paused]
    due = sorted((due, one.name, one) for one in chosen for due in islice(_ahead(one, now), count))
    if not due:
        typer.echo(say("list.none"))
        return
    table = _table("due", "name", "label", "begins")
    for moment, _, one in due[:count]:
        window = Window.parse(one.options.window) if one.options.window else None
        begins = window.next_open(moment) if window else moment
        table.add_row(_clock(moment), one.name, label_of(one.label, moment), _clock(begins))
    _print(table)


@app.command("log", help=say("log.help"))
def log(
    context: typer.Context,
    name: AnyName = None,
    last: Annotated[int, typer.Option("--last", min=1, help=say("log.last"))] = 20,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Print what happened to scheduled runs: every start, pause, retry and end."""
    schedules = schedules_of(context, database)
    if name is not None:
        schedules.one(name)
    found = schedules.occurrences(name, last=last)
    if as_json:
        for one in found:
            for event in one.events:
                typer.echo(json.dumps(diary.entry(one, event.what, event.at, event.note), ensure_ascii=False))
        return
    _print(history(found))


def history(occurrences: list[Occurrence]) -> Table:
    """Return a table of all that happened to these, by time."""
    table = _table("at", "name", "label", "what", "note")
    told = [(event.at, one.id, one, event) for one in occurrences for event in one.events]
    for at, _, one, event in sorted(told, key=lambda row: (row[0], row[1])):
        note = diary.note_words(event.note, language())
        table.add_row(_clock(at), one.schedule.name, one.label, diary.words(event.what, language()), note)
    return table


def _next(one: Schedule, now: datetime) -> datetime | None:
    return Cron(one.cron).after(max(now, one.since))


def _ahead(one: Schedule, now: datetime) -> islice[datetime]:
    return islice(Cron(one.cron).between(max(now, one.since), datetime.max.replace(tzinfo=UTC)), 1000)


def _clock(moment: datetime | None) -> str:
    return "–" if moment is None else diary.clock(moment, language())


def _table(*columns: str) -> Table:
    return Table(*(say(f"column.{column}") for column in columns))


def _print(table: Table) -> None:
    Console(width=terminal_width(), highlight=False).print(table)


def state_words(what: What) -> str:
    """Return the state of an occurrence in words."""
    return diary.words(what, language())
