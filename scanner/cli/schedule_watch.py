"""``g2b schedule status|systemd|cron``: watched like any service, and started by what is there already."""

from __future__ import annotations

import getpass
import json
import shlex
import shutil
import sys
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from string import Template
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from scanner.cli.options import Database, language, settings_of, terminal_width
from scanner.cli.schedule import AsJson, say, schedules_of
from scanner.run import diary
from scanner.run.daemon import last_beat
from scanner.run.health import Health, Report, Stand, report

app = typer.Typer()
_UNITS = {False: ("g2b-schedule.service", "g2b-schedule.timer"), True: ("g2b-schedule-daemon.service",)}
AsDaemon = Annotated[bool, typer.Option("--daemon", help=say("systemd.daemon"))]
Output = Annotated[Path | None, typer.Option("--output", metavar="DIR", help=say("systemd.output"))]


@app.command("status", help=say("status.help"))
def status(
    context: typer.Context,
    within: Annotated[int, typer.Option("--within", metavar="MINUTES", min=1, help=say("status.within"))] = 15,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Print how all schedules stand; the exit code is for monitoring: 0 fine, 1 trouble, 2 nobody looks after them."""
    settings, now = settings_of(context, database=database), datetime.now(UTC)
    found = report(schedules_of(context, database), last_beat(settings.home), now, timedelta(minutes=within))
    if as_json:
        typer.echo(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    else:
        _show(found)
    if found.health is not Health.FINE:
        raise typer.Exit(found.health.value)


def _plain(found: Report) -> dict[str, object]:
    beat = found.beat
    return {
        "health": found.health.name.lower(),
        "watched": found.watched,
        "seen": {"kind": beat.kind, "pid": beat.pid, "at": beat.at, "alive": beat.alive} if beat else None,
        "schedules": [_plain_stand(one) for one in found.schedules],
    }


def _plain_stand(one: Stand) -> dict[str, object]:
    last = {"run": one.last.label, "state": one.last.state.value} if one.last else None
    still = [{"run": each.label, "state": each.state.value, "due": each.due.isoformat()} for each in one.open]
    ahead = one.next.isoformat() if one.next else None
    told = {"name": one.schedule.name, "paused": one.schedule.paused, "next": ahead, "late": one.late}
    return told | {"trouble": one.trouble, "last": last, "open": still}


def _show(found: Report) -> None:
    typer.echo(say(f"health.{found.health.name.lower()}"))
    if found.beat is not None:
        at = diary.clock(datetime.fromisoformat(found.beat.at), language())
        key = "status.alive" if found.beat.alive else "status.gone"
        typer.echo(say(key, kind=found.beat.kind, pid=found.beat.pid, at=at))
    if not found.schedules:
        return
    table = Table(*(say(f"column.{column}") for column in ("name", "now", "last", "next")))
    for one in found.schedules:
        still = "\n".join(f"{each.label}: {diary.words(each.state, language())}" for each in one.open)
        last = f"{one.last.label}: {diary.words(one.last.state, language())}" if one.last else "–"
        table.add_row(one.schedule.name, say("late") if one.late else still or "–", last, _next(one))
    Console(width=terminal_width(), highlight=False).print(table)


def _next(one: Stand) -> str:
    if one.schedule.paused:
        return say("paused")
    return diary.clock(one.next, language()) if one.next else "–"


@app.command("systemd", help=say("systemd.help"))
def systemd(context: typer.Context, as_daemon: AsDaemon = False, output: Output = None) -> None:
    """Print units for systemd: service and timer, or the daemon as a service."""
    home = settings_of(context).home
    told = {"command": " ".join(map(_unit_quoted, command())), "home": _unit_quoted(f"G2B_HOME={home}")}
    for name in _UNITS[as_daemon]:
        template = resources.files("scanner.cli").joinpath("pages", name).read_text("utf-8")
        text = Template(template).substitute(told, user=getpass.getuser(), about=say("systemd.about"))
        if output is None:
            typer.echo(f"# /etc/systemd/system/{name}\n{text}")
        else:
            _write(output / name, text)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UserError(error.strerror or str(error), where=str(path)) from error
    typer.echo(say("systemd.written", path=path))


@app.command("cron", help=say("cron.help"))
def cron(context: typer.Context) -> None:
    """Print the line for a crontab."""
    home = settings_of(context).home
    call = shlex.join([*command(), "--home", str(home), "schedule", "tick"])
    log = shlex.quote(str(home / "logs" / "schedule.jsonl"))
    folder = shlex.quote(str(home / "logs"))
    line = f"mkdir -p {folder} && {call} >> {log} 2>&1".replace("%", r"\%")  # a bare % ends the line of a crontab
    typer.echo(f"*/5 * * * * {line}")


def command() -> list[str]:
    """Return how this program is called from anywhere."""
    called = Path(sys.argv[0])
    if called.name == "g2b" and called.exists():
        return [str(called.absolute())]
    found = shutil.which("g2b")
    beside = Path(sys.executable).parent / "g2b"
    if beside.exists():
        return [str(beside)]
    return [found] if found else [sys.executable, "-m", "scanner.cli"]


def _unit_quoted(text: str) -> str:
    """Return a word as systemd reads it back: with quotes where it has spaces, percent signs doubled."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(sign in escaped for sign in " \t\"'\\;") else escaped
