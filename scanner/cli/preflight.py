"""``g2b preflight``: before the day, can each municipality be scanned, and how long will it take?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from criteria.errors import UserError
from criteria.registry import Municipality, Registry
from results.database import open_database
from results.doubt import looks_wrong
from results.queries import Results, RunInfo
from results.schedules import Schedules
from scanner.cli.options import Database, language, settings_of, terminal_width
from scanner.cli.show import number
from scanner.model.texts import Texts
from scanner.run.calendar import ZONE
from scanner.run.expecting import Expected, Slot, expected, slots
from scanner.run.preflight import Checked, Live, preflight
from scanner.run.settings import Settings, require_operator

_TEXTS = Texts("scanner.cli", "preflight")
_COLUMNS = ("name", "reachable", "robots", "wall", "search", "portal", "live", "requests")


def _say(key: str, /, **values: object) -> str:
    return _TEXTS.say(key, language(), **values)


def check(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help=_say("names"))] = None,
    group: Annotated[str | None, typer.Option("--group", metavar="NAME", help=_say("group"))] = None,
    league: Annotated[str | None, typer.Option("--league", metavar="kreis|stadt|gemeinde", help=_say("league"))] = None,
    registry: Annotated[Path | None, typer.Option("--registry", metavar="CSV", help=_say("registry"))] = None,
    schedule: Annotated[str | None, typer.Option("--schedule", metavar="NAME", help=_say("schedule"))] = None,
    proxy: Annotated[str | None, typer.Option("--proxy", metavar="URL", help=_say("proxy"))] = None,
    delay: Annotated[float | None, typer.Option("--delay", metavar="SECONDS", help=_say("delay"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_say("json"))] = False,
    database: Database = None,
) -> None:
    """Look at each municipality with a few requests; exit code 1 where one needs attention."""
    settings = settings_of(context, database=database, proxy=proxy, delay=delay)
    require_operator(settings)
    engine, now = open_database(settings.database_url), datetime.now(UTC)
    if schedule is not None:
        if names or group or league or registry:
            raise UserError(_say("both"), where="--schedule")
        asked = Schedules(engine).one(schedule).options
        names, group, league = list(asked.names), asked.group or None, asked.league or None
        registry = Path(asked.registry) if asked.registry else None
    towns = Registry.load(registry).on(now.astimezone(ZONE).date()).select(names or (), group=group, league=league)
    outlook = _Outlook.of(towns, settings, Results(engine), preflight(towns, settings, now))
    if as_json:
        typer.echo(json.dumps(outlook.plain(), ensure_ascii=False, indent=2))
    else:
        outlook.show(Console(width=terminal_width(), highlight=False), settings.office_hours)
    if any(one.attention for one in outlook.found):
        raise typer.Exit(1)


@dataclass(frozen=True)
class _Outlook:
    """What was found, and what the run will take; `last` is the run that requests were counted in."""

    found: list[Checked]
    wanted: dict[str, Expected]
    slots: list[Slot]
    last: RunInfo | None

    @classmethod
    def of(cls, towns: list[Municipality], settings: Settings, results: Results, found: list[Checked]) -> _Outlook:
        """Count requests as in the last sound run of live sites that has one of the municipalities."""
        numbers = {town.ags for town in towns}
        runs = sorted(results.runs(), key=lambda run: (run.as_of, run.id), reverse=True)
        sound = (run for run in runs if run.source == "live" and not looks_wrong(run))
        last = next((run for run in sound if numbers & results.scanned(run.id)), None)
        wanted = expected(towns, results.scans(last.label) if last else (), settings.budget)
        delays = {one.municipality.ags: one.delay for one in found}
        return cls(found, wanted, slots(towns, wanted, delays), last)

    def show(self, console: Console, hours: str) -> None:
        """Print both tables and what they rest on."""
        table = Table(*(_say(f"column.{name}") for name in _COLUMNS))
        for one in self.found:
            table.add_row(*map(Text, _row(one, self.wanted[one.municipality.ags])))
        console.print(table)
        providers = Table(*(_say(f"slot.{name}") for name in ("name", "towns", "requests", "hours")))
        for slot in self.slots:
            providers.add_row(Text(slot.name), str(slot.towns), str(slot.requests), number(slot.hours))
        console.print(providers)
        console.print(_say("based", label=self.last.label) if self.last else _say("guessed"), markup=False)
        if any(Live.LATER in (one.chat, one.booking) for one in self.found):
            console.print(_say("later", hours=hours), markup=False)
        ready = sum(not one.attention for one in self.found)
        console.print(_say("ready", ready=ready, all=len(self.found)), markup=False)

    def plain(self) -> dict[str, Any]:
        """Return it for machines."""
        return {
            "last_run": self.last.label if self.last else None,
            "municipalities": [_plain(one, self.wanted[one.municipality.ags]) for one in self.found],
            "providers": [
                {"slot": one.name, "municipalities": one.towns, "requests": one.requests, "hours": round(one.hours, 2)}
                for one in self.slots
            ],
        }


def _row(one: Checked, wanted: Expected) -> tuple[str, ...]:
    host = urlsplit(one.reached).hostname
    reachable = _say("moved", host=host) if one.moved else _say("yes") if one.reached else one.problem
    return (
        one.municipality.name,
        reachable,
        _say(f"robots.{one.robots}"),
        _say(f"wall.{one.wall}") if one.wall else "–",
        _say("yes" if one.search else "no") if one.reached else "–",
        _say("yes" if one.portal else "no") if one.reached else "–",
        f"{_say(f'live.{one.chat}')} / {_say(f'live.{one.booking}')}" if one.reached else "–",
        str(wanted.requests) if wanted.counted else _say("estimated", count=wanted.requests),
    )


def _plain(one: Checked, wanted: Expected) -> dict[str, Any]:
    return {
        "ags": one.municipality.ags,
        "name": one.municipality.name,
        "reached": one.reached,
        "moved": one.moved,
        "problem": one.problem,
        "robots": one.robots.value,
        "wall": one.wall,
        "delay": one.delay,
        "search": one.search,
        "portal": one.portal,
        "chat": one.chat.value,
        "booking": one.booking.value,
        "requests": wanted.requests,
        "counted": wanted.counted,
        "attention": one.attention,
    }
