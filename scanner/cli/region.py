"""``g2b region``: the invented region, left running for one's own trials."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from criteria.errors import UserError
from scanner.cli.demo import WHOLE, write_registry
from scanner.cli.options import say
from scanner.practice.content.model import YEARS
from scanner.practice.country.country import Country
from scanner.practice.server import serve_answers

_LAST = max(YEARS)
app = typer.Typer(name="region", help=say("region.help"), no_args_is_help=True)
Port = Annotated[int, typer.Option("--port", metavar="PORT", min=0, max=65535, help=say("region.port"))]
Year = Annotated[int, typer.Option("--year", metavar="2019|2022|2026", help=say("demo.year"))]
Count = Annotated[int, typer.Option("--municipalities", metavar="N", min=1, max=5_000, help=say("demo.municipalities"))]
Output = Annotated[Path | None, typer.Option("--registry", metavar="CSV", help=say("region.registry"))]

Authority = Annotated[Path | None, typer.Option("--authority", metavar="PEM", help=say("region.authority"))]


@app.callback()
def region() -> None:
    """Hold the commands on the region."""


@app.command("serve", help=say("region.serve"))
def serve(
    port: Port = 0,
    year: Year = _LAST,
    municipalities: Count = WHOLE,
    registry: Output = None,
    authority: Authority = None,
) -> None:
    """Serve one year of the region until it is stopped."""
    if year not in YEARS:
        raise UserError(say("demo.no_year", year=year), hint=", ".join(map(str, YEARS)))
    country = Country(year, municipalities)
    if registry:
        write_registry(registry, country.registry_rows())
    with serve_answers(country, port=port) as practice:
        typer.echo(say("demo.serving", count=municipalities, year=year, port=practice.port))
        if authority:
            authority.write_bytes(practice.authority)
        typer.echo(say("region.use", proxy=practice.proxy))
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            typer.echo(say("region.stopped"))
