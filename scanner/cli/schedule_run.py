"""``g2b schedule run|tick|daemon``: what starts scheduled runs, and looks after them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from criteria.errors import UserError
from results.database import open_database
from results.queries import Results
from results.schedules import Occurrence, Schedules, What
from scanner.cli.options import Database, language, settings_of
from scanner.cli.schedule import Name, say
from scanner.run import diary
from scanner.run.afterwards import after
from scanner.run.calendar import label_of
from scanner.run.children import Processes
from scanner.run.daemon import DAEMON, Service, Stop, Watch
from scanner.run.ending import After, finish
from scanner.run.settings import Settings, require_operator
from scanner.run.standing import RealWorld, Standing
from scanner.run.supervise import OnTold, Supervisor, Tools

AFTER: After = after
"""What is done when a scheduled run has ended."""

app = typer.Typer()


@dataclass(frozen=True)
class _Opened:
    settings: Settings
    schedules: Schedules
    results: Results
    database: str

    def service(self, watch: Watch, on_told: OnTold) -> Service:
        tools = Tools(
            self.schedules,
            Standing(self.schedules, self.results),
            Processes(self.settings.home, language(), self.database),
            RealWorld(self.settings),
            lambda one: diary.again(one, language()),
            on_told,
        )
        return Service(Supervisor(tools), self.schedules, watch, _problem, lambda: datetime.now(UTC))


def _opened(context: typer.Context, database: str | None) -> _Opened:
    settings = settings_of(context, database=database)
    engine = open_database(settings.database_url)
    return _Opened(settings, Schedules(engine), Results(engine), database or "")


def _problem(error: UserError) -> None:
    diary.log(at=datetime.now(UTC).isoformat(timespec="seconds"), told="schedule.problem", note=str(error))


@app.command("daemon", help=say("daemon.help"))
def daemon(context: typer.Context, database: Database = None) -> None:
    """Look after all schedules until SIGTERM or Ctrl-C."""
    opened = _opened(context, database)
    require_operator(opened.settings)
    watch, stop = Watch(opened.settings.home, DAEMON), Stop()
    with stop.listening(), watch.taken() as mine:
        if not mine:
            raise UserError(say("daemon.another"), hint=say("daemon.another_hint"))
        _say_now("schedule.daemon", pid=os.getpid())
        opened.service(watch, diary.json_line).run(stop)
        _say_now("schedule.ended", pid=os.getpid())


@app.command("tick", help=say("tick.help"))
def tick(context: typer.Context, database: Database = None) -> None:
    """Start and go on with what is due, and stay until nothing runs; at once where somebody looks already."""
    opened = _opened(context, database)
    require_operator(opened.settings)
    watch, stop = Watch(opened.settings.home, "tick"), Stop()
    with stop.listening(), watch.taken() as mine:
        if mine:
            opened.service(watch, diary.json_line).run(stop, until_idle=True)


@app.command("run", help=say("run.help"))
def run(
    context: typer.Context,
    name: Name,
    label: Annotated[str, typer.Option("--label", metavar="RUN", help=say("run.label"))] = "",
    database: Database = None,
) -> None:
    """Start a schedule now, at any hour."""
    opened, now = _opened(context, database), datetime.now(UTC)
    require_operator(opened.settings)
    schedule = opened.schedules.one(name)
    label = label or label_of(schedule.label, now)
    if opened.schedules.labelled(label) or opened.results.exists(label):
        raise UserError(say("run.taken", label=label), hint=say("run.taken_hint", label=label))
    opened.schedules.occur(schedule, now, label, by_hand=True)
    watch, stop = Watch(opened.settings.home, "run"), Stop()
    with stop.listening(), watch.taken() as mine:
        if not mine:
            typer.echo(say("run.left", label=label))
            return
        opened.service(watch, _echo).run(stop, until_idle=True)
    ended = next((one for one in opened.schedules.occurrences(name) if one.label == label), None)
    if ended is not None and ended.state is not What.DONE:
        typer.echo(say("run.not_done", label=label, state=diary.words(ended.state, language())))
        raise typer.Exit(1)


@app.command("finish", hidden=True)
def finish_(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER")],
    code: Annotated[int, typer.Option("--code", min=0, max=2)] = 0,
    database: Database = None,
) -> None:
    """Do what comes after a scheduled run: called by whoever looks after it."""
    opened = _opened(context, database)
    what = finish(opened.schedules, number, opened.settings, code, AFTER)
    diary.json_line(opened.schedules.occurrence(number), what, datetime.now(UTC), "")


def _echo(occurrence: Occurrence, what: What, at: datetime, note: str) -> None:
    told = f"{diary.clock(at, language())}  {occurrence.label}: {diary.words(what, language())}"
    more = diary.note_words(note, language())
    typer.echo(f"{told} ({more})" if more else told)


def _say_now(told: str, **values: object) -> None:
    diary.log(at=datetime.now(UTC).isoformat(timespec="seconds"), told=told, **values)
