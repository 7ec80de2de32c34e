"""``g2b browser``: which browser is used, and getting one."""

from __future__ import annotations

from typing import Annotated

import typer

from criteria.errors import UserError
from scanner.cli.options import say, settings_of
from spiders.chromium import find_chromium, install_chromium


def browser(
    context: typer.Context,
    install: Annotated[bool, typer.Option("--install", help=say("browser.install"))] = False,
) -> None:
    """Print the path of the browser that renders pages; with --install get one if there is none."""
    path = find_chromium(settings_of(context).chromium)
    if path is None and install:
        path = install_chromium(typer.echo)
    if path is None:
        raise UserError(say("browser.none"), hint=say("browser.hint"))
    typer.echo(path)
