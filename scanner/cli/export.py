"""``g2b export``: a run as a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from criteria.errors import UserError
from criteria.loading import load_set
from results.exports.contract import as_json, contract
from scanner.cli.options import Database, results_of, say, settings_of


class Format(StrEnum):
    """Formats of an export."""

    JSON = "json"


def export(
    context: typer.Context,
    run: Annotated[str, typer.Option("--run", metavar="RUN", help=say("argument.run"))],
    output: Annotated[Path, typer.Option("--output", metavar="PATH", help=say("export.output"))],
    form: Annotated[Format, typer.Option("--format", help=say("export.format"))] = Format.JSON,
    database: Database = None,
) -> None:
    """Write a run to a file."""
    del form  # JSON is the only one so far; the option is part of the contract
    roles = {service.id: service.role for service in load_set(settings_of(context).criteria).services}
    text = as_json(contract(run, results_of(context, database).scans(run), roles))
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, "utf-8")
    except OSError as error:
        raise UserError(error.strerror or str(error), where=str(output), hint=say("export.unwritable")) from error
    typer.echo(say("export.done", path=output))
