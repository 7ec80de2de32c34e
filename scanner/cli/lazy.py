"""Loads a command when it is called: what a scan needs takes longer to load than most other commands to run."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from scanner.cli.options import say

Places = tuple[str, ...]
"""Where a command stands: ``module:attribute`` of a function, or of an app; further ones are apps that are added to it."""


class LazyGroup(TyperGroup):
    """A group whose commands are named by `places` and loaded one by one."""

    places: ClassVar[Mapping[str, Places]] = {}

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002 - of typer
        """Return the names in their order."""
        return list(self.places)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]  # noqa: ARG002
        """Load and return a command, None where there is none of that name."""
        if cmd_name not in self.commands and cmd_name in self.places:
            self.commands[cmd_name] = _loaded(cmd_name, self.places[cmd_name])
        return self.commands.get(cmd_name)  # type: ignore[return-value]


def _loaded(name: str, places: Places) -> Any:  # noqa: ANN401 - a command or a group of typer
    first, *others = map(_found, places)
    if isinstance(first, typer.Typer):
        for other in others:
            first.add_typer(other)
        first.rich_markup_mode = None  # as the command itself: plain text, in a pipe and on a terminal
        return typer.main.get_command(first)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, help=say(f"{name}.help"))(first)
    return typer.main.get_command(alone)


def _found(place: str) -> Any:  # noqa: ANN401 - a function or an app
    module, attribute = place.split(":")
    return getattr(import_module(f"scanner.cli.{module}"), attribute)
