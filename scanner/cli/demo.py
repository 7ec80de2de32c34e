"""``g2b demo``: the whole main job on the invented sites that the project carries, without a network."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import typer
from rich.console import Console

from criteria.errors import UserError
from criteria.loading import load_set
from results.database import open_database
from results.queries import Results
from scanner.cli.options import language, say, settings_of, terminal_width
from scanner.cli.show import overview, scorecard
from scanner.practice.region import COLUMNS, registry_rows
from scanner.practice.server import serve
from scanner.run.settings import Settings

LABEL = "demo"


def demo(context: typer.Context) -> None:
    """Serve the practice sites on loopback, scan, judge, and write a report; run again it starts afresh."""
    settings = settings_of(context)
    home = settings.home / "demo"
    shutil.rmtree(home, ignore_errors=True)  # only what an earlier demo made
    home.mkdir(parents=True)
    registry = home / "registry.csv"
    with registry.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(registry_rows())
    with serve() as practice:
        typer.echo(say("demo.serving", count=len(registry_rows()), port=practice.port))
        ended = _scan(home, registry, practice.proxy)
    if ended not in (0, 1):
        raise UserError(say("demo.failed"), hint=say("demo.failed_hint", code=ended))
    report = write_report(home, settings)
    typer.echo(say("demo.report", path=report))
    typer.echo(say("demo.next", home=home, label=LABEL))


def _scan(home: Path, registry: Path, proxy: str) -> int:
    """Run ``g2b scan`` as a process of its own (a process crawls once) and return its exit code."""
    command = [sys.executable, "-m", "scanner.cli", "--home", str(home), "--lang", language(), "scan"]
    options = ["--registry", str(registry), "--proxy", proxy, "--delay", "0", "--label", LABEL]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("G2B_")}
    environment |= {"G2B_OPERATOR": "g2b demo", "G2B_CONTACT": "demo@practice.example"}
    if "G2B_CHROMIUM" in os.environ:
        environment["G2B_CHROMIUM"] = os.environ["G2B_CHROMIUM"]
    child = subprocess.Popen([*command, *options], env=environment)  # noqa: S603 - our own command
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.wait(timeout=10)  # it got the signal too, and stops by itself
        raise


def write_report(home: Path, settings: Settings) -> Path:
    """Print the overview of the demo run and write it with all scorecards as one HTML file; return its path."""
    scans = Results(open_database(f"sqlite:///{home / 'g2b.sqlite'}")).scans(LABEL)
    Console(width=terminal_width(), highlight=False).print(overview(scans))
    criteria = load_set(settings.criteria)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        recorder = Console(record=True, width=130, file=nowhere, highlight=False)
        recorder.print(overview(scans))
        for scan in scans:
            recorder.print(scorecard(scan, criteria))
        report = home / "report.html"
        report.write_text(recorder.export_html(inline_styles=True), "utf-8")
    return report
