"""A hearing: files go out, objections come in, are answered, and change points where they are upheld."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook

from results.objections import Objections
from scanner.model.objection import Outcome
from tests.calling import called
from tests.cli.test_review_sheets import Office

FROM = ("--who", "Wirtschaftsförderung Musterfeld", "--by", "A. Muster")


@pytest.fixture
def office(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("G2B_HOME", str(tmp_path))
    monkeypatch.setenv("G2B_LANG", "de")
    office = Office(tmp_path, lambda *arguments: called(monkeypatch, capsys, *arguments))
    for stage in ("checked", "hearing"):
        office.call("review", "stage", "2026", stage, "--by", "Leitung")
    return office


def objected(office, *more):
    arguments = (
        "2026",
        "Musterfeld",
        "--criterion",
        "S1",
        "--text",
        "Das Feld steht im Kopf jeder Seite",
        *FROM,
        *more,
    )
    return office.call("review", "objection", "add", *arguments)


def s1(office):
    return next(one for one in office.scan.verdicts if one.criterion == "S1").score


def test_an_objection_is_kept_with_who_when_and_what(office):
    assert objected(office, "--received", "2026-12-01")[1].strip() == "Einwand 1: Musterfeld, S1"
    one = Objections(office.engine).one(1)
    assert (one.who, one.received.isoformat(), one.outcome) == (
        "Wirtschaftsförderung Musterfeld",
        "2026-12-01",
        Outcome.OPEN,
    )
    assert s1(office) == 0.5


def test_one_that_is_upheld_changes_the_points_by_a_review(office):
    objected(office)
    answered = ("--outcome", "upheld", "--text", "Stimmt, nachgesehen", "--by", "B. Beispiel", "--points", "2")
    _, out, _ = office.call("review", "objection", "answer", "1", *answered)
    assert out.splitlines() == ["Einwand 1, Musterfeld: stattgegeben", "daraus wurde Prüfvermerk 1"]
    assert s1(office) == 1.0
    assert office.scan.reviews[0].source == "objection:1"


def test_objection_and_answer_stand_in_the_log_and_on_the_scan(office):
    objected(office)
    office.call(
        "review", "objection", "answer", "1", "--outcome", "rejected", "--text", "steht nirgends", "--by", "B. Beispiel"
    )
    lines = office.call("review", "log", "2026")[1].splitlines()
    assert lines[-2].endswith(
        "Einwand 1: Musterfeld S1, Wirtschaftsförderung Musterfeld: Das Feld steht im Kopf jeder Seite"
    )
    assert lines[-1].endswith("Antwort auf Einwand 1 (Musterfeld), zurückgewiesen: steht nirgends")
    assert [one.outcome for one in office.scan.objections] == [Outcome.REJECTED]


def test_one_that_is_rejected_changes_nothing_and_both_answers_are_kept(office):
    objected(office)
    for outcome in ("partly", "rejected"):
        office.call(
            "review", "objection", "answer", "1", "--outcome", outcome, "--text", "geprüft", "--by", "B. Beispiel"
        )
    one = Objections(office.engine).one(1)
    assert [answer.outcome for answer in one.answers] == [Outcome.PARTLY, Outcome.REJECTED]
    assert (one.outcome, s1(office)) == (Outcome.REJECTED, 0.5)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("--outcome", "rejected", "--points", "2"), "changes no points", id="rejected"),
        pytest.param(("--outcome", "upheld", "--points", "9"), "from 0 to 2", id="scale"),
        pytest.param(("--outcome", "vielleicht"), "vielleicht", id="outcome"),
    ],
)
def test_an_answer_that_cannot_be_given_changes_nothing(office, arguments, told):
    objected(office)
    code, _, error = office.call("review", "objection", "answer", "1", "--text", "geprüft", "--by", "B.", *arguments)
    assert (code, told in error) == (2, True)
    assert Objections(office.engine).one(1).answers == ()
    assert office.scan.reviews == ()


def test_objections_are_taken_only_while_the_run_is_out_for_hearing(office):
    office.call("review", "stage", "2026", "released", "--by", "Leitung")
    code, _, error = objected(office)
    assert (code, "out for hearing" in error) == (2, True)


def test_objections_are_exported_apart_and_cannot_become_formulas(office, tmp_path):
    office.call("review", "objection", "add", "2026", "Musterfeld", "--text", "=HYPERLINK(1)", *FROM)
    office.call("review", "objection", "export", "2026", "--output", tmp_path / "einwaende.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "einwaende.csv").read_text("utf-8"))))
    assert (rows[0]["id"], rows[0]["text"], rows[0]["outcome"]) == ("Ganzes", "'=HYPERLINK(1)", "offen")


def test_objections_are_not_written_as_csv_into_a_workbook(office, tmp_path):
    code, _, error = office.call("review", "objection", "export", "2026", "--output", tmp_path / "einwaende.xlsx")
    assert (code, (tmp_path / "einwaende.xlsx").exists()) == (2, False)
    assert "Einwände werden als CSV geschrieben" in error


def packed(office, tmp_path):
    code, _, error = office.call("review", "hearing", "2026", "--no-pdf", "--output", tmp_path / "post")
    assert code == 0, error
    return tmp_path / "post" / "2026-05999001.zip"


def test_a_municipality_gets_its_results_and_a_form(office, tmp_path):
    path = packed(office, tmp_path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        archive.extract("2026-05999001-einwaende.xlsx", tmp_path)
    assert any(name.startswith("evidence.") for name in names)
    rows = list(
        load_workbook(tmp_path / "2026-05999001-einwaende.xlsx").worksheets[0].iter_rows(min_row=3, values_only=True)
    )
    assert [row[2] for row in rows] == ["Nr.", "S1", "S4", "U1"]
    assert rows[0][-5:] == ("Richtig wären (Punkte)", "Adresse des Belegs", "Datum", "Name", "Einwand")


def test_the_form_comes_back_and_is_taken_once(office, tmp_path):
    with zipfile.ZipFile(packed(office, tmp_path)) as archive:
        archive.extract("2026-05999001-einwaende.xlsx", tmp_path)
    form = tmp_path / "2026-05999001-einwaende.xlsx"
    office.fill(form, {0: {"Einwand": "Feld steht im Kopf", "Datum": datetime(2026, 12, 2), "Name": "Frau Weber"}})
    for new, known in ((1, 0), (0, 1)):
        _, out, _ = office.call("review", "objection", "take", form, "--by", "A. Muster")
        assert f"{new} Einwände übernommen, {known} waren schon da" in out
    one = Objections(office.engine).of_run("2026")[0]
    assert (one.criterion, one.who, one.text) == ("S1", "Frau Weber", "Feld steht im Kopf")


def test_a_form_without_a_reason_is_refused_cell_by_cell(office, tmp_path):
    with zipfile.ZipFile(packed(office, tmp_path)) as archive:
        archive.extract("2026-05999001-einwaende.xlsx", tmp_path)
    form = office.fill(tmp_path / "2026-05999001-einwaende.xlsx", {0: {"Richtig wären (Punkte)": 2}})
    code, _, error = office.call("review", "objection", "take", form, "--by", "A. Muster")
    assert code == 2
    assert "hier fehlt der Einwand" in error
    assert "hier fehlt das Kürzel" in error


def test_nothing_is_sent_before_the_run_is_out_for_hearing(office, tmp_path):
    office.call("review", "stage", "2026", "checked", "--by", "Leitung")
    code, _, error = office.call("review", "hearing", "2026", "--no-pdf", "--output", tmp_path / "post")
    assert (code, "steht nicht zur Stellungnahme" in error) == (2, True)
    assert not (tmp_path / "post").exists()
