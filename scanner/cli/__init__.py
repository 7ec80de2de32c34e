"""The command ``g2b``: one file per command. Exit codes: 0 done, 1 some municipalities failed, 2 bad input."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from criteria.errors import UserError
from scanner.cli.lazy import LazyGroup, Places
from scanner.cli.options import say

COMMANDS: dict[str, Places] = {
    "demo": ("demo:demo",),
    "scan": ("scan:scan",),
    "import": ("imports:import_sheet",),
    "runs": ("runs:runs",),
    "show": ("show:show",),
    "why": ("why:why",),
    "compare": ("compare:compare",),
    "confirm": ("confirm:confirm",),
    "cooperate": ("cooperate:cooperate",),
    "export": ("export:export",),
    "rescore": ("rescore:rescore",),
    "publish": ("rescore:publish",),
    "browser": ("browser:browser",),
    "archive": ("archive:app",),
    "criteria": ("criteria:app",),
    "kompass": ("kompass:app",),
    "region": ("region:app",),
    "review": ("review:app", "review_sheets:app", "hearing:app"),
    "preflight": ("preflight:check",),
    "schedule": ("schedule:app", "schedule_run:app", "schedule_watch:app"),
}


class Commands(LazyGroup):
    """The commands of g2b."""

    places = COMMANDS


app = typer.Typer(
    name="g2b", cls=Commands, help=say("app"), no_args_is_help=True, add_completion=False, rich_markup_mode=None
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"g2b-scanner {version('g2b-scanner')}")
        raise typer.Exit


@app.callback()
def root(
    home: Annotated[Path | None, typer.Option("--home", metavar="DIR", help=say("option.home"))] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="de|en", help=say("option.lang"))] = None,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=say("option.version"))
    ] = False,
) -> None:
    """Hold the options that stand before the command; they are read where they are needed."""
    del home, lang, show_version


def options_first(arguments: list[str]) -> list[str]:
    """Return the arguments with ``--lang`` and ``--home`` in front, so that they may stand anywhere."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument in ("--lang", "--home"):
            front += [argument, *(value for value in [next(waiting, None)] if value is not None)]
        elif argument.startswith(("--lang=", "--home=")):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


def main() -> None:
    """Run the command line; bad input is one message and exit code 2, never a traceback."""
    try:
        app(args=options_first(sys.argv[1:]))
    except UserError as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"g2b: {error}", markup=False)
        sys.exit(2)
