"""The command ``g2b``: one file per command. Exit codes: 0 done, 1 some municipalities failed, 2 bad input."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from criteria.errors import UserError
from scanner.cli import (
    archive,
    browser,
    compare,
    cooperate,
    criteria,
    demo,
    export,
    hearing,
    imports,
    kompass,
    region,
    rescore,
    review,
    review_sheets,
    runs,
    scan,
    show,
    why,
)
from scanner.cli.options import say

app = typer.Typer(name="g2b", help=say("app"), no_args_is_help=True, add_completion=False, rich_markup_mode=None)


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


for name, command in (
    ("demo", demo.demo),
    ("scan", scan.scan),
    ("import", imports.import_sheet),
    ("runs", runs.runs),
    ("show", show.show),
    ("why", why.why),
    ("compare", compare.compare),
    ("cooperate", cooperate.cooperate),
    ("export", export.export),
    ("rescore", rescore.rescore),
    ("publish", rescore.publish),
    ("browser", browser.browser),
):
    app.command(name, help=say(f"{name}.help"))(command)
app.add_typer(archive.app, name="archive")
app.add_typer(criteria.app, name="criteria")
app.add_typer(kompass.app, name="kompass")
app.add_typer(region.app, name="region")
review.app.add_typer(review_sheets.app)
review.app.add_typer(hearing.app)
app.add_typer(review.app, name="review")


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
