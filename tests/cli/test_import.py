"""``g2b import`` as a user calls it, and how a hand-made survey is shown."""

import json

import pytest

from scanner.cli.imports import TEXTS
from scanner.model.texts import Texts
from tests.cli.test_commands import call  # noqa: F401 - a fixture
from tests.results.imports.sheets import REGISTRY, csv_sheet

SHEET = "Kommune;S1;A4;F\nMusterfeld;1;3,5;\nBeispielstadt;x;n/a;60\n"


@pytest.fixture
def imported(call, tmp_path):  # noqa: F811
    """Import a sheet with the sample registry; returns (exit code, standard output, standard error)."""
    (tmp_path / "registry.csv").write_text(REGISTRY, "utf-8")

    def run(text=SHEET, *more, label="2019"):
        path = csv_sheet(tmp_path, text)
        return call("import", str(path), "--label", label, "--registry", str(tmp_path / "registry.csv"), *more)

    return run


def test_a_survey_is_imported_once_and_says_what_it_is(call, imported):  # noqa: F811
    code, out, _ = imported()
    assert code == 0
    assert "2019 (Handerhebung): 2 Kommunen übernommen, Stand 31.12.2019" in out
    assert "ohne Differenz in Punkten" in out
    assert "nichts geändert" in imported()[1]
    assert "2019 (Handerhebung)" in call("runs")[1]


def test_overview_and_scorecard_name_the_source_and_the_break(call, imported):  # noqa: F811
    imported()
    shown = call("show", "2019")[1]
    assert "2019 (Handerhebung)" in shown
    assert "sichtbarem Bruch" in shown
    card = call("show", "2019", "beispielstadt", "--lang", "en")[1]
    assert "2019 (hand-made survey)" in card
    assert "surveyed by hand" in card
    assert "60.0 / 100" in card


def test_a_declared_relation_makes_no_break(call, imported, tmp_path):  # noqa: F811
    (tmp_path / "m.yaml").write_text("relation: same\nas_of: 2019-06-01\n", "utf-8")
    out = imported(SHEET, "--mapping", str(tmp_path / "m.yaml"))[1]
    assert "Stand 01.06.2019" in out
    assert "Bruch" not in out + call("show", "2019")[1]


def test_the_export_keeps_its_contract(call, imported, tmp_path):  # noqa: F811
    imported()
    assert call("export", "--run", "2019", "--output", str(tmp_path / "a.json"))[0] == 0
    towns = json.loads((tmp_path / "a.json").read_text())["municipalities"]
    town = next(one for one in towns if one["name"] == "Beispielstadt")
    assert town["criteria"]["S1"]["score"] == 1.0
    assert town["criteria"]["S1"]["evidence"] == [{"url": "sheet.csv", "where": "B3", "snippet": "x"}]
    assert town["categories"]["F"] == 60.0
    assert town["coverage"] == round(1 / 31, 4)


def test_refused_cells_are_listed_and_nothing_is_kept(call, imported):  # noqa: F811
    code, _, err = imported("Kommune;S1;A4\nMusterfeld;9;viel\nNirgends;1;1\n")
    assert (code, err.count("Zeile ")) == (2, 3)
    assert "Zeile 2, Spalte B (S1): 9 ist mehr als die 2 Punkte dieser Spalte" in err
    assert "noch keine Erhebung" in call("runs")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import"], "g2b import TABELLE.xlsx --label 2019"),
        (["import", "a.csv"], "g2b import TABELLE.xlsx --label 2019"),
        (["import", "a.csv", "--label", "krz"], "nennt kein Jahr"),
        (["import", "missing.csv", "--label", "2019"], "missing.csv"),
        (["import", "a.csv", "--label", "2019", "--mapping", "missing.yaml"], "missing.yaml"),
    ],
)
def test_a_mistake_gets_one_message(call, arguments, message):  # noqa: F811
    code, _, err = call(*arguments)
    assert (code, message in err) == (2, True)


def test_another_content_under_the_label_is_refused(imported):
    imported()
    code, _, err = imported(SHEET.replace("x;", "0;"))
    assert (code, "has other content" in err) == (2, True)


def test_a_survey_can_not_be_judged_again_or_scanned_into(call, imported, monkeypatch):  # noqa: F811
    imported()
    assert "2019 (Handerhebung) ist von Hand erhoben" in call("rescore", "2019")[2]
    monkeypatch.setenv("G2B_OPERATOR", "Test")
    monkeypatch.setenv("G2B_CONTACT", "test@practice.example")
    for way in (["--run", "2019"], ["--label", "2019", "--resume"]):
        code, _, err = call("scan", "hille", *way)
        assert (code, "nothing can be scanned into it" in err) == (2, True)


def test_a_template_is_written(call, tmp_path):  # noqa: F811
    code, out, _ = call("import", "--template", str(tmp_path / "t.xlsx"))
    assert (code, (tmp_path / "t.xlsx").is_file()) == (0, True)
    assert "Vorlage" in out
    assert call("import", "--template", str(tmp_path / "t.xlsx"))[0] == 2


def test_every_text_stands_in_both_languages():
    assert TEXTS.keys("de") == TEXTS.keys("en")
    compare = Texts("scanner.cli", "compare")
    assert compare.keys("de") == compare.keys("en")
