"""``g2b kompass counts``: how many services there are for whom, beside the published figures, and why they differ."""

from __future__ import annotations

import typer
from babel.numbers import format_decimal
from rich.console import Console
from rich.table import Table

from criteria.kompass.counts import Count, Counts, counts, published
from scanner.cli.kompass_shared import catalogue_of_call, say
from scanner.cli.options import language, terminal_width
from scanner.cli.options import say as say_all


def show_counts(context: typer.Context) -> None:
    """Print the counts by level and by league, and the published figures beside them."""
    console = Console(width=terminal_width(), highlight=False)
    catalogue = catalogue_of_call(context)
    found = counts(catalogue)
    console.print(_beside(found))
    console.print(_by_level(found))
    console.print(_bases(found))
    console.print(_why(found), markup=False)
    if not any(source.kind == "fim" for source in catalogue.sources):
        console.print(say("counts.fim"), markup=False)
    console.print(say("counts.hash", hash=catalogue.hash[:12], sources=", ".join(one.id for one in catalogue.sources)))


def number(value: int) -> str:
    """Return a number as the language writes it."""
    return str(format_decimal(value, locale=language()))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=say(title), title_justify="left")
    for at, column in enumerate(columns):
        table.add_column(say(f"counts.{column}"), justify="right" if at else "left")
    return table


def _beside(found: Counts) -> Table:
    table, told = _table("counts.beside", "what", "published", "sure", "with_open"), published()
    sure, may = found.municipal, found.municipal
    rows = (
        ("all", told.services, found.services, found.services),
        ("municipal", told.municipal, sure.sure, sure.sure + may.open),
        ("municipal_business", told.municipal_business, sure.sure_business, sure.sure_business + may.open_business),
    )
    for name, *values in rows:
        table.add_row(say(f"counts.{name}"), say("counts.about", number=number(values[0])), *map(number, values[1:]))
    return table


def _by_level(found: Counts) -> Table:
    table = _table("counts.by_level", "level", "sure", "open", "sure_business", "open_business")
    for level, count in found.levels.items():
        table.add_row(say(f"level.{level}"), *_cells(count))
    table.add_section()
    for league, count in found.leagues.items():
        table.add_row(say_all(f"league.{league}"), *_cells(count))
    table.add_section()
    table.add_row(say("counts.municipal"), *_cells(found.municipal))
    return table


def _cells(count: Count) -> tuple[str, ...]:
    return tuple(map(number, (count.sure, count.open, count.sure_business, count.open_business)))


def _bases(found: Counts) -> Table:
    table = _table("counts.bases", "basis", "count")
    for basis, count in sorted(found.bases.items(), key=lambda pair: -pair[1]):
        table.add_row(say(f"basis.{basis}"), number(count))
    return table


def _why(found: Counts) -> str:
    open_share = round(100 * found.municipal.open / found.services)
    values = {
        "objects": number(found.objects),
        "services": number(found.services),
        "open": number(found.municipal.open),
    }
    return say("counts.why", **values, share=open_share, unkeyed=number(found.services - found.keyed))
