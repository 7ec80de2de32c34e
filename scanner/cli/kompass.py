"""``g2b kompass``: the catalogue of services. One file per command, registered here."""

from __future__ import annotations

import typer

from scanner.cli import kompass_show
from scanner.cli.kompass_shared import say

app = typer.Typer(name="kompass", help=say("help"), no_args_is_help=True)
for name, command in (("show", kompass_show.show),):
    app.command(name, help=say(f"{name}.help"))(command)


@app.callback()
def kompass() -> None:
    """Make a group of it, however many commands there are."""
