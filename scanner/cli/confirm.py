"""``g2b confirm``: verdicts that flipped against the run before are looked at once more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from results.compare.previous import previous
from results.confirmations import Outcome
from results.database import open_database
from results.queries import Results
from scanner.cli.options import Database, RunLabel, language, settings_of, terminal_width
from scanner.cli.show import number
from scanner.model.texts import Texts
from scanner.model.verdict import Verdict
from scanner.run.calls import caller
from scanner.run.confirm import Confirming, Doubted
from scanner.run.settings import Settings, require_operator

_TEXTS = Texts("scanner.cli", "confirm")
Key = tuple[str, str]


def _say(key: str, /, **values: object) -> str:
    return _TEXTS.say(key, language(), **values)


def confirm(
    context: typer.Context,
    run: RunLabel,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help=_say("names"))] = None,
    registry: Annotated[Path | None, typer.Option("--registry", metavar="CSV", help=_say("registry"))] = None,
    proxy: Annotated[str | None, typer.Option("--proxy", metavar="URL", help=_say("proxy"))] = None,
    delay: Annotated[float | None, typer.Option("--delay", metavar="SECONDS", help=_say("delay"))] = None,
    database: Database = None,
) -> None:
    """Fetch the pages of flipped verdicts once more; where they differ scan the municipality once more in the run."""
    settings = settings_of(context, database=database, proxy=proxy, delay=delay)
    require_operator(settings)
    results = Results(open_database(settings.database_url))
    work = Confirming(results, run, settings)
    doubted = work.doubted(names or ())
    if not doubted:
        before = previous(results, run)
        typer.echo(_say("none", before=before.label) if before else _say("first", label=run))
        return
    left = work.look(doubted)
    again = {_key(one) for one in left}
    if left:
        _scan_again(settings, run, left, registry)
    waiting = {_key(one) for one in work.scanned_again(left)}
    Console(width=terminal_width(), highlight=False).print(_table(doubted, again, waiting))
    if waiting:
        raise typer.Exit(1)


def _scan_again(settings: Settings, run: str, left: Iterable[Doubted], registry: Path | None) -> None:
    """Scan municipalities once more inside the run, in a process of its own: a crawl needs one."""
    towns = list(dict.fromkeys(one.flip.after.ags for one in left))
    reason = _say("reason", ids=", ".join(dict.fromkeys(one.flip.criterion for one in left)))
    more = [] if registry is None else ["--registry", str(registry)]
    more += ["--proxy", settings.proxy] if settings.proxy else []
    caller(settings)(["scan", *towns, "--run", run, "--reason", reason, "--delay", str(settings.delay), *more])


def _table(doubted: list[Doubted], again: set[Key], waiting: set[Key]) -> Table:
    table = Table(*(_say(f"column.{name}") for name in ("name", "criterion", "before", "after", "outcome")))
    for one in doubted:
        flip, key = one.flip, _key(one)
        outcome = Outcome.WAITING if key in waiting else Outcome.AGAIN if key in again else Outcome.CONFIRMED
        told = _say(f"outcome.{outcome}")
        table.add_row(flip.after.name, flip.criterion, _points(flip.old), _points(flip.new), told)
    return table


def _key(one: Doubted) -> Key:
    return one.flip.after.ags, one.flip.criterion


def _points(verdict: Verdict) -> str:
    return f"{number(verdict.points)} / {number(verdict.max)}"
