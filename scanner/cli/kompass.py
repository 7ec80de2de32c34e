"""``g2b kompass``: the catalogue of services. One file per command, registered here."""

from __future__ import annotations

import typer

from scanner.cli import kompass_counts, kompass_import, kompass_list, kompass_show
from scanner.cli.kompass_shared import say
from scanner.cli.lazy import LazyGroup


class Commands(LazyGroup):
    """The commands of the catalogue; those on runs take longer to load than a search, and are loaded when called."""

    places = {  # noqa: RUF012 - as in the class it fills in
        "match": ("kompass_match:app",),
        "plan": ("kompass_plan:app",),
        "solutions": ("kompass_solutions:app",),
        "worksheet": ("kompass_worksheet:app",),
        "measure": ("kompass_measure:app",),
    }

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names: those loaded at once first."""
        return [*(name for name in self.commands if name not in self.places), *super().list_commands(ctx)]


app = typer.Typer(name="kompass", cls=Commands, help=say("help"), no_args_is_help=True)
for name, command in (
    ("list", kompass_list.list_services),
    ("show", kompass_show.show),
    ("counts", kompass_counts.show_counts),
    ("import", kompass_import.import_catalogue),
):
    app.command(name, help=say(f"{name}.help"))(command)
