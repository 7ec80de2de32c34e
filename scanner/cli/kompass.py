"""``g2b kompass``: the catalogue of services. One file per command, registered here."""

from __future__ import annotations

import typer

from scanner.cli import kompass_counts, kompass_import, kompass_list, kompass_show
from scanner.cli.kompass_shared import say

app = typer.Typer(name="kompass", help=say("help"), no_args_is_help=True)
for name, command in (
    ("list", kompass_list.list_services),
    ("show", kompass_show.show),
    ("counts", kompass_counts.show_counts),
    ("import", kompass_import.import_catalogue),
):
    app.command(name, help=say(f"{name}.help"))(command)
