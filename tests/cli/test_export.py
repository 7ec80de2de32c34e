"""``g2b export`` as somebody calls it: each format into a file, for whom it is asked, and one message for each mistake."""

import json
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from criteria.registry import Municipality
from results.store import ScanFacts
from scanner.model.place import Place
from tests.calling import called
from tests.results.samples import AS_OF, judgement, opened, verdict

PERSON = "Frau Anke Muster, Tel. 05923 123-26"


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run an export of a home with two towns; returns (exit code, standard output, standard error)."""
    engine, store, run = opened(tmp_path)
    for number in (1, 2):
        town = Municipality(
            f"0599900{number}",
            f"Feld {number}",
            "Gemeinde",
            "gemeinde",
            f"http://feld{number}.example/",
            groups=("five",),
        )
        place = Place(f"http://feld{number}.example/", AS_OF, "p", PERSON, "urn:uuid:1")
        made = judgement(replace(verdict("A1", 0.5), evidence=(place,)))
        store.add_scan(run, ScanFacts(town, "done", AS_OF, AS_OF), made)
    engine.dispose()

    def export(*arguments):
        return called(monkeypatch, capsys, "--home", tmp_path, "export", "--run", "2026", *map(str, arguments))

    return export


def snippets(path):
    """The quotations of a JSON export, by municipality."""
    towns = json.loads(path.read_text("utf-8"))["municipalities"]
    return {
        town["name"]: town["criteria"]["A1"]["evidence"][0]["snippet"] for town in towns if "A1" in town["criteria"]
    }


def test_persons_are_masked_unless_the_export_is_for_their_own_municipality(call, tmp_path):
    assert call("--output", tmp_path / "all.json")[0] == 0
    assert snippets(tmp_path / "all.json") == dict.fromkeys(("Feld 1", "Feld 2"), "benannte Person, Tel. Durchwahl")
    assert call("--output", tmp_path / "own.json", "--municipality", "Feld 2", "--persons", "full")[0] == 0
    assert snippets(tmp_path / "own.json") == {"Feld 2": PERSON}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--persons", "full"], "--municipality NAME"),
        (["--names", "own"], "--municipality NAME"),
        (["--names", "group"], "--group NAME"),
        (["--format", "pptx"], "das Format pptx gibt es nicht\n  json, json-full, csv, xlsx"),
        (["--municipality", "Fled 1"], "Feld 1"),
        (["--group", "six"], "known are five"),
        (["--league", "dorf"], "kreis, stadt, gemeinde"),
        (["--with", "2062"], "no run named '2062'"),
        (["--borders", "missing.geojson"], "missing.geojson"),
    ],
)
def test_a_mistake_gets_one_message_and_writes_nothing(call, tmp_path, arguments, message):
    code, _, err = call("--output", tmp_path / "out.json", *arguments)
    assert (code, (tmp_path / "out.json").exists()) == (2, False)
    assert message in err
    assert "Traceback" not in err


def test_each_format_writes_what_its_name_says(call, tmp_path):
    assert call("--format", "json-full", "--output", tmp_path / "out.json")[0] == 0
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["format"] == "g2b-rich-1"
    assert call("--format", "csv", "--output", tmp_path / "out.zip")[0] == 0
    assert "datapackage.json" in zipfile.ZipFile(tmp_path / "out.zip").namelist()
    assert call("--format", "csv", "--output", tmp_path / "folder")[0] == 0
    assert (tmp_path / "folder/datapackage.json").is_file()
    assert call("--format", "csv", "--output", tmp_path / "scores.csv")[0] == 0
    assert (tmp_path / "scores.csv").read_text("utf-8").startswith("run,ags,criterion,")
    assert call("--format", "xlsx", "--output", tmp_path / "out.xlsx", "--group", "five", "--lang", "en")[0] == 0
    assert load_workbook(tmp_path / "out.xlsx").sheetnames[0] == "Overview"


def test_who_is_not_to_be_named_becomes_municipality_a(call, tmp_path):
    assert call("--output", tmp_path / "out.json", "--names", "own", "--municipality", "Feld 1")[0] == 0
    assert list(snippets(tmp_path / "out.json")) == ["Feld 1"]
