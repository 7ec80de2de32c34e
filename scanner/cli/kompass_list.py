"""``g2b kompass list``: which services there are, which of them a municipality is competent for, which are missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.errors import UserError
from criteria.kompass.choosing import Choice, Chosen, choose
from criteria.kompass.record import Known
from criteria.municipality import Municipality, same_ags
from criteria.registry import Registry
from results.exports.files import write_file
from results.exports.listing import Listing, as_bytes, form_of
from results.queries import SHEET, Results, ScanInfo
from scanner.cli.kompass_shared import catalogue_of_call, say
from scanner.cli.kompass_show import levels_in_short, levels_in_words, state_in_words
from scanner.cli.options import Database, results_of, terminal_width

SHOWN = 50
DONE = "done"

Town = Annotated[str | None, typer.Option("--municipality", metavar="NAME", help=say("list.municipality"))]
RegistryFile = Annotated[Path | None, typer.Option("--registry", metavar="CSV", help=say("list.registry"))]
Output = Annotated[Path | None, typer.Option("--output", metavar="PATH", help=say("list.output"))]
Form = Annotated[str, typer.Option("--format", metavar="text|csv|xlsx|json", help=say("list.format"))]


def list_services(
    context: typer.Context,
    municipality: Town = None,
    business: Annotated[bool, typer.Option("--business", help=say("list.business"))] = False,
    theme: Annotated[list[str] | None, typer.Option("--theme", metavar="TEXT", help=say("list.theme"))] = None,
    state_service: Annotated[bool, typer.Option("--state-service", help=say("list.state_service"))] = False,
    unknown: Annotated[bool, typer.Option("--unknown", help=say("list.unknown"))] = False,
    search: Annotated[str, typer.Option("--search", metavar="TEXT", help=say("list.search"))] = "",
    missing: Annotated[bool, typer.Option("--missing", help=say("list.missing"))] = False,
    run: Annotated[str | None, typer.Option("--run", metavar="RUN", help=say("list.run"))] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=0, help=say("list.limit"))] = None,
    form: Form = "",
    output: Output = None,
    registry: RegistryFile = None,
    database: Database = None,
) -> None:
    """Print services, or write them to a file."""
    if (missing or run) and not municipality:
        raise UserError(say("list.whose"), hint=say("list.whose_hint"))
    day = date.today()
    town = Registry.load(registry).on(day).select([municipality])[0] if municipality else None
    choice = Choice(town, day, unknown, business, state_service, tuple(theme or ()), search)
    chosen = choose(catalogue_of_call(context), choice)
    notes: tuple[str, ...] = ()
    if town is not None and (missing or run):
        chosen, notes = _missing(chosen, town, run, results_of(context, database))
    form = form or ("text" if output is None else form_of(output, ""))
    if form == "text" and output is None:
        _print(chosen, town, SHOWN if limit is None else limit or len(chosen), notes)
        return
    text = as_bytes(listing(chosen[: limit or None], town, notes), form_of(output, form))
    _put(text, output, len(chosen))


def _put(data: bytes, output: Path | None, count: int) -> None:
    if output is None:
        typer.echo(data, nl=False)
        return
    write_file(output, [data])
    typer.echo(say("list.written", count=count, path=output))


def _missing(
    chosen: Sequence[Chosen], town: Municipality, run: str | None, results: Results
) -> tuple[list[Chosen], tuple[str, ...]]:
    """Return the services of the criteria set that the newest run, or the named one, did not find, and a note on it."""
    scan = newest_scan(results, town, run)
    if scan.state != DONE:
        raise UserError(say("list.not_seen", run=scan.run, town=town.name), hint=say("list.not_seen_hint"))
    found = {finding.service for finding in scan.judgement.services if finding.pages}
    left = [one for one in chosen if one.entry.service and one.entry.service not in found]
    share = round(100 * scan.judgement.completeness)
    return left, (say("list.missing_note", run=scan.run, town=town.name, share=share),)


def newest_scan(results: Results, town: Municipality, run: str | None = None) -> ScanInfo:
    """Return the scan of a municipality in a run, without a name in the newest that is no hand-made survey.

    Raises:
        UserError: there is no such run, or the municipality was never scanned.
    """
    if run is not None:
        return results.scan(run, town.ags)
    made = [info for info in results.runs() if info.source != SHEET]
    for info in sorted(made, key=lambda one: (one.as_of, one.id), reverse=True):
        found = next((scan for scan in results.scans(info.label) if same_ags(scan.ags, town.ags)), None)
        if found is not None:
            return found
    raise UserError(say("list.no_scan", town=town.name), hint=say("list.no_scan_hint"))


def listing(chosen: Sequence[Chosen], town: Municipality | None, notes: Sequence[str] = ()) -> Listing:
    """Return services as a list for a file; of a town with what holds there."""
    names = ("key", "name", "theme", "situation", "ozg_id", "ozg_name", "addressee", "levels", "basis", "state_service")
    named = (*names, "service", *(("competent", "carrier", "joined") if town else ()))
    title = say("list.title", town=town.name) if town else say("list.title_all")
    return Listing(title, {name: say(f"column.{name}") for name in named}, [_row(one) for one in chosen], notes)


def _row(one: Chosen) -> list[str]:
    entry = one.entry
    row = [
        entry.key,
        entry.name,
        entry.theme,
        entry.situation,
        entry.text("ozg_id"),
        entry.text("ozg_name"),
        say(f"addressee.{entry.addressee}"),
        levels_in_words(entry),
        say(f"basis.{one.in_town.basis if one.in_town else entry.competence.basis}"),
        " | ".join(state_in_words(service) for service in entry.state_services()),
        entry.service,
    ]
    return (
        row
        if one.in_town is None
        else [
            *row,
            say(f"answer.{one.in_town.answer}"),
            one.in_town.carrier,
            say(f"answer.{one.in_town.joined}") if entry.state_services() else "",
        ]
    )


def _print(chosen: Sequence[Chosen], town: Municipality | None, shown: int, notes: Sequence[str]) -> None:
    console = Console(width=terminal_width(), highlight=False)
    if not chosen:
        console.print(say("list.none"), markup=False)
    else:
        title = say("list.title", town=town.name) if town else say("list.title_all")
        table = Table(title=title, title_justify="left")
        for column in ("key", "name", "theme", "addressee", "basis" if town else "levels", "state_service"):
            table.add_column(say(f"column.{column}"), overflow="fold", no_wrap=column == "key")
        for one in chosen[:shown]:
            table.add_row(*_cells(one))
        console.print(table)
        console.print(say("list.count", count=len(chosen), shown=min(shown, len(chosen))), markup=False)
    for note in notes:
        console.print(note, markup=False)


def _cells(one: Chosen) -> tuple[str, ...]:
    entry = one.entry
    competence = levels_in_short(entry)
    if one.in_town is not None:
        sure = one.in_town.answer is Known.YES
        competence = say(f"basis.{one.in_town.basis}") if sure else f"{say('list.not_known')} ({competence})"
    online = ", ".join(service.name or service.address for service in entry.state_services())
    return entry.key or "–", entry.name, entry.theme, say(f"addressee.{entry.addressee}"), competence, online
