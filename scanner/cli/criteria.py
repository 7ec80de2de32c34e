"""``g2b criteria``: look at the rules and check them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from criteria.loading import DEFAULT, load_set
from scanner.cli.options import language, say, terminal_width

app = typer.Typer(name="criteria", help=say("criteria.help"), no_args_is_help=True)
Set = Annotated[str, typer.Option("--criteria", metavar="SET", help=say("rescore.criteria"))]


@app.command("list", help=say("criteria.list"))
def list_all(criteria: Set = DEFAULT) -> None:
    """List the criteria with version, scale and title."""
    table = Table(*(say(f"criteria.{column}") for column in ("id", "version", "max", "title")))
    for criterion in load_set(criteria).criteria:
        table.add_row(criterion.id, criterion.version, f"{criterion.max:g}", criterion.title.get(language()))
    Console(width=terminal_width()).print(table)


@app.command(help=say("criteria.check"))
def check(criteria: Set = DEFAULT) -> None:
    """Load the set; every mistake is told with file, line and field."""
    known = load_set(criteria)
    typer.echo(say("criteria.good", name=known.name, count=len(known.criteria), hash=known.hash[:12]))
