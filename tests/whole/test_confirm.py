"""`g2b confirm` as a user calls it: a flip is looked at once more, against a town on loopback."""

import csv
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from results.database import open_database
from results.queries import Results
from results.store import ScanFacts, Store
from scanner.model.verdict import State
from tests.spiders.towns import WORDS, Town, served
from tests.whole.commands import g2b

pytestmark = [pytest.mark.server, pytest.mark.slow]

PEOPLE = {"G2B_OPERATOR": "Probe", "G2B_CONTACT": "probe@musterdorf.example", "G2B_LANG": "de"}


def town(more=""):
    made = Town().page("/", f"<a href=/gewerbe-anmelden>Gewerbe anmelden</a> <a href=/kontakt>Kontakt</a>{more}")
    made.page("/gewerbe-anmelden", WORDS + more, title="Gewerbeanmeldung")
    return made.page("/kontakt", f"Telefon 05771 1234, {WORDS}{more}")


def run(home, practice, registry, *arguments):
    reach = ["--registry", registry, "--proxy", practice.proxy, "--delay", "0"]
    return g2b(home, *map(str, [*arguments, *reach]), **PEOPLE)


def lay_before(home):
    """Store a run of the year before in which one criterion of the run gave nothing; return its id."""
    engine = open_database(f"sqlite:///{home}/g2b.sqlite")
    (scan,) = Results(engine).scans("neu")
    found = next(one for one in scan.verdicts if one.state is State.SCORED and one.score and one.evidence)
    nothing = replace(found, score=0.0, low=0.0, high=0.0, evidence=())
    verdicts = tuple(nothing if one is found else one for one in scan.judgement.verdicts)
    store, at = Store(engine), datetime(2025, 3, 1, tzinfo=UTC)
    before = store.start_run("alt", source="live", as_of=at, settings={})
    store.add_scan(before, ScanFacts(town().municipality, "done", at, at), replace(scan.judgement, verdicts=verdicts))
    engine.dispose()
    return found.criterion


def test_a_flip_is_confirmed_by_its_pages_or_decided_by_a_scan_that_is_made_once_more(tmp_path):
    registry, home, other = tmp_path / "registry.csv", tmp_path / "home", tmp_path / "other"
    with registry.open("w", encoding="utf-8", newline="") as file:
        rows = [("ags", "name", "league", "homepage"), ("05999001", "Musterdorf", "gemeinde", f"http://{town().host}/")]
        csv.writer(file).writerows(rows)
    with (
        served(tmp_path / "a", town()) as as_it_was,
        served(tmp_path / "b", town("<p>Neu seit gestern</p>")) as changed,
    ):
        assert run(home, as_it_was, registry, "scan", "--label", "neu").returncode == 0
        criterion = lay_before(home)
        shutil.copytree(home, other)
        same = run(home, as_it_was, registry, "confirm", "neu")
        again = run(other, changed, registry, "confirm", "neu")
    assert (same.returncode, again.returncode) == (0, 0), same.stderr + again.stderr
    (line,) = (line for line in same.stdout.splitlines() if criterion in line)
    assert "│ bestätigt" in line
    assert len(list(home.rglob("confirm-1.warc.gz"))) == 1
    assert "erneut geprüft, das zählt" in again.stdout
    shown = " ".join(g2b(other, "show", "neu", "musterdorf", **PEOPLE).stdout.split())
    assert "gezeigt wird die erneute Prüfung Nr. 2 von 2" in shown
    assert f"Ergebnis umgeschlagen, Seiten beim zweiten Abruf anders ({criterion})" in shown
