"""Options that several commands share, and what they open."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from results.database import open_database
from results.queries import Results, Use
from scanner.model.stage import Stage
from scanner.model.texts import Texts, chosen_language
from scanner.run.settings import Settings, load_settings

TEXTS = Texts("scanner.cli")
_STAGES = Texts("scanner.cli", "review")


def language() -> str:
    """Return the language of this call: ``--lang`` on the command line, else G2B_LANG, else German."""
    arguments = sys.argv[1:]
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            return chosen_language(arguments[at + 1])
        if argument.startswith("--lang="):
            return chosen_language(argument.removeprefix("--lang="))
    return chosen_language()


def say(key: str, /, **values: object) -> str:
    """Return a text of the command line in the language of this call."""
    return TEXTS.say(key, language(), **values)


Database = Annotated[str | None, typer.Option("--database", metavar="URL", help=say("option.database"))]
RunLabel = Annotated[str, typer.Argument(metavar="RUN", help=say("argument.run"))]
Town = Annotated[str, typer.Argument(metavar="NAME", help=say("argument.name"))]


def settings_of(context: typer.Context, **options: object) -> Settings:
    """Return the settings of this call; options that are None count as not given."""
    home: Path | None = context.find_root().params.get("home")
    return load_settings(home, **options)


UseScan = Annotated[Use, typer.Option("--use", help=say("option.use"))]


def results_of(context: typer.Context, database: str | None, use: Use = Use.LATEST) -> Results:
    """Return the reading side of the results database of this call; `use` says which scan of a municipality counts."""
    return Results(open_database(settings_of(context, database=database).database_url), use)


def named_run(label: str, source: str) -> str:
    """Return the label of a run as it is shown: with its source where people or a web archive made it."""
    return say(f"label.{source}", label=label) if source in ("sheet", "past") else label


def named_stage(stage: Stage) -> str:
    """Return how far a run has come, and that it is a draft until it is released."""
    return _STAGES.say(f"stage.{stage}", language())


def terminal_width() -> int | None:
    """Return a fixed width for tables in a pipe, None (fit) on a terminal."""
    return None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "120"))
