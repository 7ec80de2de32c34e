"""``g2b scan``: shop municipalities and score them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from criteria.errors import UserError
from criteria.kompass.loading import with_carriers
from criteria.registry import Municipality, Registry
from results.database import open_database
from scanner.cli.options import Database, language, say, settings_of
from scanner.cli.reserved import tell
from scanner.run import adopting
from scanner.run import scan as runs
from scanner.run.bench import Ended
from scanner.run.judging import loaded_set
from scanner.run.locks import holding
from scanner.run.progress import json_end, shown
from scanner.run.scan import Plan
from scanner.run.settings import Settings, require_operator

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help=say("scan.names"))]
Label = Annotated[str | None, typer.Option("--label", metavar="RUN", help=say("scan.label"))]
Run = Annotated[str | None, typer.Option("--run", metavar="RUN", help=say("scan.run"))]
Group = Annotated[str | None, typer.Option("--group", metavar="NAME", help=say("scan.group"))]
League = Annotated[str | None, typer.Option("--league", metavar="kreis|stadt|gemeinde", help=say("scan.league"))]
RegistryFile = Annotated[Path | None, typer.Option("--registry", metavar="CSV", help=say("scan.registry"))]
Archive = Annotated[Path | None, typer.Option("--archive", metavar="DIR", help=say("scan.archive"))]
Proxy = Annotated[str | None, typer.Option("--proxy", metavar="URL", help=say("scan.proxy"))]
Delay = Annotated[float | None, typer.Option("--delay", metavar="SECONDS", help=say("scan.delay"))]
Budget = Annotated[int | None, typer.Option("--budget", metavar="PAGES", help=say("scan.budget"))]
Resume = Annotated[bool, typer.Option("--resume", help=say("scan.resume"))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=say("scan.reason"))]
FromArchive = Annotated[
    list[Path] | None, typer.Option("--from-archive", metavar="FILE", help=say("scan.from_archive"))
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help=say("scan.as_of"))]
Failed = Annotated[bool, typer.Option("--failed", help=say("scan.failed"))]
JsonLog = Annotated[bool, typer.Option("--json-log", help=say("scan.json_log"))]


def scan(
    context: typer.Context,
    names: Names = None,
    label: Label = None,
    run: Run = None,
    group: Group = None,
    league: League = None,
    registry: RegistryFile = None,
    archive: Archive = None,
    proxy: Proxy = None,
    delay: Delay = None,
    budget: Budget = None,
    resume: Resume = False,
    reason: Reason = "",
    from_archive: FromArchive = None,
    as_of: AsOf = None,
    failed: Failed = False,
    json_log: JsonLog = False,
    database: Database = None,
) -> None:
    """Scan the municipalities named, or all of the registry, and store what they score."""
    archives = str(archive.absolute()) if archive else None
    settings = settings_of(context, database=database, proxy=proxy, delay=delay, budget=budget, archives=archives)
    choice = Choice(tuple(names or ()), group, league, registry, settings)
    if from_archive:
        _report(
            scan_files(from_archive, _new(label, other=run or resume or as_of), choice, settings), _label(label, run)
        )
        return
    if failed:
        choice, reason = _only_failed(choice, run, reason, settings)
        if not choice.names:
            typer.echo(say("runs.none_failed", label=run))
            return
    source, moment = _when(as_of, runs.run_of(_label(label, run), settings) if run or resume else None)
    towns = choice.on(moment.date() if moment else date.today())
    again = (reason or say("scan.again")) if run else ""
    plan = Plan(_label(label, run), tuple(towns), again, source, moment)
    require_operator(settings)
    with holding(settings.home, plan.label, plan.municipalities) as locks:
        store, run_id, plan = runs.start(plan, settings, again=run is not None, resume=resume)
        locks.only(plan.municipalities)
        with shown(language(), as_json=json_log) as on_event:
            ended = runs.scan(plan, settings, (store, run_id), on_event, locks.release)
    if json_log:
        json_end(ended)
    tell(open_database(settings.database_url), plan.label)
    _report(ended, plan.label)


def _only_failed(choice: Choice, run: str | None, reason: str, settings: Settings) -> tuple[Choice, str]:
    """Return those of a choice that did not come through in a run, none named where all did, and why they are repeated."""
    if run is None:
        raise UserError(say("scan.failed_run"), where="--failed", hint=say("scan.failed_run_hint"))
    left = {one.ags: one.problem or one.state for one in runs.not_through(run, settings)}
    everyone = not (choice.names or choice.group or choice.league)
    chosen = left if everyone else [one.ags for one in choice.on(date.today()) if one.ags in left]
    why = ", ".join(sorted({left[ags] for ags in chosen}))
    return replace(choice, names=tuple(chosen), group=None, league=None), reason or say(
        "scan.failed_reason", problem=why
    )


def _when(as_of: str | None, known: tuple[str, datetime] | None) -> tuple[str, datetime | None]:
    """Return source and moment of a scan: as asked, else those of the run that it goes on with; None means now."""
    if known is not None and known[0] == "file":
        raise UserError(say("scan.archive_is_new"), hint=say("scan.archive_is_new_hint"))
    asked = _noon(as_of) if as_of else None
    if known is None:
        return ("past", asked) if asked else ("live", None)
    source, moment = known
    if asked is not None and (source != "past" or asked != moment):
        raise UserError(say("scan.other_date", day=moment.date()), where="--as-of")
    return source, moment if source == "past" else None


def _noon(text: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UserError(say("scan.no_date", text=text), where="--as-of", hint="--as-of 2019-06-01") from None
    if day >= date.today():
        raise UserError(say("scan.not_past", text=text), where="--as-of", hint=say("scan.not_past_hint"))
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Choice:
    """The municipalities that a call asks for: names, group, league, and from which registry."""

    names: tuple[str, ...]
    group: str | None
    league: str | None
    registry: Path | None
    settings: Settings

    def on(self, day: date) -> list[Municipality]:
        """Return them as they were on a day, with what was imported of who carries their services there.

        Raises:
            UserError: one is not known then.
        """
        towns = Registry.load(self.registry).on(day).select(self.names, group=self.group, league=self.league)
        services = loaded_set(self.settings.criteria).services
        return list(with_carriers(towns, services, self.settings.home, day))


def scan_files(files: list[Path], label: str, choice: Choice, settings: Settings) -> list[Ended]:
    """Judge archives of others as a new run; return how each municipality ended."""
    with adopting.opened(files, language()) as given:
        towns = given.whose(choice.on(given.day), named=bool(choice.names))
        plan = Plan(label, tuple(towns), source="file", as_of=given.foreign.manifest.as_of)
        store, run_id, plan = runs.start(plan, settings)
        ended = []
        for town in plan.municipalities:
            archive = runs.archive_of(plan, town, settings)
            ended.append(adopting.scan_given(given, town, archive, settings, (store, run_id)))
    return ended


def _new(label: str | None, *, other: object) -> str:
    """Return the label of a new run; UserError where there is none, or another option speaks of another run or day."""
    if label is None or other:
        raise UserError(say("scan.archive_is_new"), hint=say("scan.archive_is_new_hint"))
    return label


def _label(label: str | None, run: str | None) -> str:
    if (label is None) == (run is None):
        raise UserError(say("scan.which"), hint=say("scan.which_hint"))
    return label or run or ""


def _report(ended: list[Ended], label: str) -> None:
    for one in ended:
        if one.state != "done":
            typer.echo(f"{one.name}: {say(f'state.{one.state}')}" + (f" ({one.problem})" if one.problem else ""))
    done = sum(one.state == "done" for one in ended)
    typer.echo(say("scan.done", done=done, all=len(ended), label=label))
    if any(one.state == "stopped" for one in ended):
        typer.echo(say("scan.stopped", label=label))
    if unjudged := sum(one.state == "unjudged" for one in ended):
        typer.echo(say("scan.changed", count=unjudged, label=label))
    if done < len(ended):
        raise typer.Exit(1)
