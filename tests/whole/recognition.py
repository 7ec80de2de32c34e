"""How well services beyond the criteria set are recognised: precision and recall on sites whose truth is known.

    python -m tests.whole.recognition --sites               the practice sites, scanned afresh
    python -m tests.whole.recognition --region 40           so many towns of the generated region, scanned afresh
    python -m tests.whole.recognition --run RUN --home HOME [--labels FILE]   a run that is there, against labels

Truth is what a page is about (labels by hand), or what the content model made it from. Pages that no scan read do not count.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from results.database import open_database
from results.queries import Results
from scanner.archive.reader import Archive
from scanner.practice.content.beyond import beyond
from scanner.practice.content.pools import pool
from scanner.practice.content.towns import towns
from scanner.practice.content.years import town_year
from scanner.practice.country.country import COLUMNS, Country
from scanner.practice.pages.site import site_of
from scanner.practice.region import COLUMNS as SITE_COLUMNS
from scanner.practice.server import registry_rows, serve, serve_answers
from scanner.practice.skins.face import Face
from scanner.reading.urls import identity

HERE = Path(__file__).parent
LABELS = HERE / "also_sites.yaml"
_CITIZEN = {"Personalausweis": "99008001000000", "Wohnsitz anmelden": "99115005104000",
            "Eheschließung": "99059001000000", "Fundsachen": "99089017000000"}  # fmt: skip
_SERVICE = 8


@dataclass
class Recognition:
    """What was found against what is there; `lines` tell every difference."""

    hits: int = 0
    exact: int = 0
    wrong: int = 0
    missed: int = 0
    how: Counter = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def precision(self):
        return self.hits / (self.hits + self.wrong) if self.hits + self.wrong else 1.0

    @property
    def recall(self):
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    def __str__(self):
        how = ", ".join(f"{name} {count}" for name, count in sorted(self.how.items()))
        figures = (
            f"precision {self.precision:.3f}, recall {self.recall:.3f}: {self.hits} right ({self.exact} on 11 digits)"
        )
        return "\n".join([f"{figures}, {self.wrong} wrong, {self.missed} missed; found by {how}", *self.lines])


def measured(scans, truth):
    """Compare what scans found with the truth: identity of an address -> LeiKa key."""
    measure = Recognition()
    for scan in scans:
        seen = (
            {identity(one.final or one.url) for one in Archive(Path(scan.archive)).manifest.captures}
            if scan.archive
            else set()
        )
        there = {truth[url] for url in seen & set(truth)}
        found = {one.key: one for one in scan.judgement.also}
        _count(measure, scan.name, there, found, truth)
    return measure


def _count(measure, name, there, found, truth):
    for key, one in found.items():
        wanted = truth.get(identity(one.url), "")
        if wanted[:_SERVICE] == key[:_SERVICE]:
            measure.hits += 1
            measure.exact += wanted[:11] == key[:11]
            measure.how[one.how] += 1
        else:
            measure.wrong += 1
            measure.lines.append(f"wrong  {name}: {key} {one.name} ({one.how}) {one.url}")
    services = {key[:_SERVICE] for key in found}
    for key in sorted(there):
        if key[:_SERVICE] not in services:
            measure.missed += 1
            measure.lines.append(f"missed {name}: {key}")


def labelled(path=LABELS):
    """Return the truth of sites that a person labelled."""
    return {identity(row["url"]): row["key"] for row in yaml.safe_load(path.read_text("utf-8"))}


def region_truth(year=2026, count=40):
    """Return the truth of the generated region."""
    truth = {}
    for town in towns(count):
        made = town_year(town, year)
        face = Face(made, site_of(town, year))
        for one in beyond(town):
            if one.key:
                truth[identity(face.address(one.page))] = one.key
        for at, (title, _) in enumerate(pool("extended")["citizen"]):
            if title in _CITIZEN:
                truth[identity(face.address(f"citizen:{at}"))] = _CITIZEN[title]
    return truth


def _scan(home, registry, columns, rows, practice, **variables):
    with registry.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns)
        table.writeheader()
        table.writerows(rows)
    command = [sys.executable, "-m", "scanner.cli", "--home", str(home), "scan", "--registry", str(registry)]
    command += ["--proxy", practice.proxy, "--delay", "0", "--label", "measured"]
    names = {"G2B_OPERATOR": "tests", "G2B_CONTACT": "tests@practice.example", **variables}
    ended = subprocess.run(command, env=os.environ | names, check=False, stdout=subprocess.PIPE, text=True)
    if ended.returncode:
        print(ended.stdout)
    return Results(open_database(f"sqlite:///{home / 'g2b.sqlite'}")).scans("measured")


def of_sites(home):
    """Scan the practice sites and measure."""
    with serve() as practice:
        return measured(_scan(home, home / "registry.csv", SITE_COLUMNS, registry_rows(), practice), labelled())


def of_region(home, count):
    """Scan towns of the region as they are in 2026 and measure."""
    country = Country(2026)
    rows = country.registry_rows()
    rows = [rows[at * len(rows) // count] for at in range(count)]
    with serve_answers(country) as practice:
        (home / "authority.pem").write_bytes(practice.authority)
        trusted = {"SSL_CERT_FILE": str(home / "authority.pem"), "G2B_AS_OF": "2026-11-16"}
        return measured(_scan(home, home / "registry.csv", COLUMNS, rows, practice, **trusted), region_truth())


def main():
    """Print the measure that was asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sites", action="store_true")
    asked.add_argument("--region", type=int, metavar="N")
    asked.add_argument("--run")
    asked.add_argument("--home", type=Path)
    asked.add_argument("--labels", type=Path)
    given = asked.parse_args()
    if given.run:
        scans = Results(open_database(f"sqlite:///{given.home / 'g2b.sqlite'}")).scans(given.run)
        print(measured(scans, labelled(given.labels) if given.labels else region_truth()))
        return
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        print(of_region(home, given.region) if given.region else of_sites(home))


if __name__ == "__main__":
    main()
