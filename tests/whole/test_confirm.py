"""`g2b confirm` as a user calls it: a flip is looked at once more, against a town on loopback."""

import csv
import json
import shutil

import pytest

from tests.spiders.towns import WORDS, Town, served
from tests.whole.commands import g2b

pytestmark = [pytest.mark.server, pytest.mark.slow]

PEOPLE = {"G2B_OPERATOR": "Probe", "G2B_CONTACT": "probe@musterdorf.example", "G2B_LANG": "de"}


def town(*, english):
    links = "<a href=/gewerbe-anmelden>Gewerbe anmelden</a> <a href=/kontakt>Kontakt</a>"
    made = Town().page("/", links + (" <a href=/en>English</a>" if english else ""))
    made.page("/gewerbe-anmelden", WORDS, title="Gewerbeanmeldung")
    if english:
        text = " ".join(["This is what our town does for businesses and how to register one."] * 12)
        made.raw("/en", f"<html lang=en><title>English</title><body><main><h1>Welcome</h1><p>{text}</main>")
    return made.page("/kontakt", "Telefon 05771 1234, " + WORDS)


@pytest.fixture
def registry(tmp_path):
    path = tmp_path / "registry.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        one = town(english=True)
        rows = [["ags", "name", "league", "homepage"], [one.ags, one.name, one.league, f"http://{one.host}/"]]
        csv.writer(file).writerows(rows)
    return path


def run(home, practice, registry, *arguments):
    reach = ["--registry", registry, "--proxy", practice.proxy, "--delay", "0"]
    return g2b(home, *map(str, [*arguments, *reach]), **PEOPLE)


def told(home, label, *more):
    g2b(home, "export", "--run", label, "--output", str(home / "told.json"), *more)
    (one,) = json.loads((home / "told.json").read_text("utf-8"))["municipalities"]
    return one


def test_a_flip_is_confirmed_by_its_pages_or_decided_by_a_scan_that_is_made_once_more(tmp_path, registry):
    home, other = tmp_path / "home", tmp_path / "other"
    with served(tmp_path / "a", town(english=True)) as rich, served(tmp_path / "b", town(english=False)) as poor:
        assert run(home, rich, registry, "scan", "--label", "alt").returncode == 0
        assert run(home, poor, registry, "scan", "--label", "neu").returncode == 0
        shutil.copytree(home, other)
        same = run(home, poor, registry, "confirm", "neu")
        back = run(other, rich, registry, "confirm", "neu")
    assert same.returncode == 0, same.stderr
    flipped = [line for line in same.stdout.splitlines() if "Musterdorf" in line]
    assert flipped
    assert all("bestätigt" in line and "nicht" not in line for line in flipped)
    assert "Nichts zu bestätigen" in run(home, poor, registry, "confirm", "neu").stdout
    assert back.returncode == 0, back.stderr
    assert "erneut geprüft, das zählt" in back.stdout
    shown = g2b(other, "show", "neu", "musterdorf", **PEOPLE).stdout
    assert "erneute Prüfung Nr. 2" in shown
    assert "Ergebnis umgeschlagen" in shown
