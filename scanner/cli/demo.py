"""``g2b demo``: the whole main job on the invented region that the project carries, without a network."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from criteria.errors import UserError
from criteria.loading import CriteriaSet, load_set
from results.audience import Audience
from results.compare.comparison import compare
from results.compare.survey import surveys
from results.database import open_database
from results.exports.files import write_file
from results.queries import Results, ScanInfo
from results.reports.region.report import Choice
from results.reports.region.scope import Scope
from scanner.cli.demo_story import Story, overview_of_years
from scanner.cli.options import language, say, settings_of, terminal_width
from scanner.practice.borders import write_borders
from scanner.practice.content.model import YEARS
from scanner.practice.content.towns import towns
from scanner.practice.country.country import COLUMNS, Country
from scanner.practice.server import serve_answers
from scanner.run.regional import report_html

WHOLE = 40
AUTHORITY = "authority.pem"
Count = Annotated[int, typer.Option("--municipalities", metavar="N", min=1, max=5_000, help=say("demo.municipalities"))]
Year = Annotated[int | None, typer.Option("--year", metavar="2019|2022|2026", help=say("demo.year"))]


def demo(context: typer.Context, municipalities: Count = WHOLE, year: Year = None) -> None:
    """Serve the region on loopback, scan its years as runs, compare them, and write a report; starts afresh each time."""
    if year not in (None, *YEARS):
        raise UserError(say("demo.no_year", year=year), hint=", ".join(map(str, YEARS)))
    settings = settings_of(context)
    home = settings.home / "demo"
    shutil.rmtree(home, ignore_errors=True)  # only what an earlier demo made
    home.mkdir(parents=True)
    years = [year] if year else list(YEARS)
    scans = {one: _scanned(home, one, municipalities) for one in years}
    criteria = load_set(settings.criteria)
    story = Story(scans, criteria, language())
    Console(width=terminal_width(), highlight=False).print(overview_of_years(story))
    for finding in story.findings():
        typer.echo(f"• {finding}")
    typer.echo(say("demo.report", path=_report(home, years, max(municipalities, WHOLE), criteria)))
    typer.echo(say("demo.next", home=home, label=years[-1]))


def _scanned(home: Path, year: int, count: int) -> list[ScanInfo]:
    """Serve a year of the region, scan it as the run of that name, and return its scans; UserError where it broke off."""
    country = Country(year, max(count, WHOLE))
    rows = chosen(country.registry_rows(), count)
    registry = home / f"registry-{year}.csv"
    write_registry(registry, rows)
    with serve_answers(country) as practice:
        typer.echo(say("demo.serving", count=len(rows), year=year, port=practice.port))
        (home / AUTHORITY).write_bytes(practice.authority)
        ended = _scan(home, registry, practice.proxy, year)
    scans = Results(open_database(f"sqlite:///{home / 'g2b.sqlite'}")).scans(str(year)) if ended in (0, 1) else []
    if len(scans) < len(rows):
        raise UserError(say("demo.failed"), hint=say("demo.failed_hint", code=ended))
    return scans


def _report(home: Path, years: list[int], count: int, criteria: CriteriaSet) -> Path:
    """Write the regional report on the last of the years beside the others, with borders of its own; return its path."""
    labels = [str(year) for year in years]
    found = compare(surveys(Results(open_database(f"sqlite:///{home / 'g2b.sqlite'}")), labels))
    scope = Scope.of(found, labels[-1], criteria, Audience(language()))
    borders = write_borders(home / "borders.geojson", towns(count))
    path = home / "report.html"
    write_file(path, [report_html(scope, borders, Choice(note=say("demo.about"))).encode()])
    return path


def chosen(rows: list[dict[str, str]], count: int) -> list[dict[str, str]]:
    """Return so many rows, spread over the whole so that all leagues are among them."""
    return [rows[at * len(rows) // count] for at in range(min(count, len(rows)))]


def write_registry(path: Path, rows: list[dict[str, str]]) -> None:
    """Write registry rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)


def _scan(home: Path, registry: Path, proxy: str, year: int) -> int:
    """Run ``g2b scan`` as a process of its own (a process crawls once) and return its exit code."""
    command = [sys.executable, "-m", "scanner.cli", "--home", str(home), "--lang", language(), "scan"]
    options = ["--registry", str(registry), "--proxy", proxy, "--delay", "0", "--label", str(year)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("G2B_")}
    environment |= {"G2B_OPERATOR": "g2b demo", "G2B_CONTACT": "demo@practice.example"}
    environment |= {"G2B_AS_OF": YEARS[year].isoformat(), "SSL_CERT_FILE": str(home / AUTHORITY)}
    if "G2B_CHROMIUM" in os.environ:
        environment["G2B_CHROMIUM"] = os.environ["G2B_CHROMIUM"]
    child = subprocess.Popen([*command, *options], env=environment)  # noqa: S603 - our own command
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.wait(timeout=10)  # it got the signal too, and stops by itself
        raise
