"""The template is a sheet that can be filled in and imported as it is."""

import pytest
from openpyxl import load_workbook

from criteria.errors import UserError
from criteria.loading import load_set
from criteria.municipality import Municipality
from results.imports.template import write_template
from scanner.model.texts import Texts
from tests.results.imports.sheets import scores, survey

TOWNS = [
    Municipality("05999001", "Musterfeld", "Gemeinde", "gemeinde", "http://www.musterfeld.example/"),
    Municipality("05999002", "Beispielstadt", "Stadt", "stadt", "http://www.beispielstadt.example/"),
]


@pytest.fixture
def template(tmp_path):
    write_template(tmp_path / "new/t.xlsx", load_set(), TOWNS, "de")
    return tmp_path / "new/t.xlsx"


def test_it_has_a_row_for_each_municipality_and_a_column_for_each_criterion(template):
    book = load_workbook(template)
    head = [cell.value for cell in book["Ergebnisse"][1]]
    assert head == ["AGS", "Kommune", *(one.id for one in load_set().criteria)]
    assert [row[0].value for row in book["Ergebnisse"].iter_rows(min_row=2)] == ["05999001", "05999002"]
    assert "Suchfeld auf der Startseite" in book["Ergebnisse"]["C1"].comment.text
    assert book["Kriterien"].max_row == 33
    assert "0 bis Kreise 4" in str([cell.value for cell in book["Kriterien"]["E"]])


def test_it_is_imported_as_it_is_once_filled_in(tmp_path, template):
    book = load_workbook(template)
    book["Ergebnisse"]["C2"], book["Ergebnisse"]["D2"] = "2/2", "65 %"
    book.save(template)
    found = survey(tmp_path, template)
    assert {name: score for name, score in scores(found).items() if score != "not_testable"} == {"S1": 1.0, "S2": 0.65}
    assert found.empty == ("Beispielstadt",)


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path):
    write_template(tmp_path / "t.xlsx", load_set(), [Municipality("1", "=1+1", "", "kreis", "http://a.example/")], "en")
    assert load_workbook(tmp_path / "t.xlsx")["Results"]["B2"].data_type == "s"


def test_an_existing_file_is_not_written_over(template):
    before = template.read_bytes()
    with pytest.raises(UserError, match="is there already"):
        write_template(template, load_set(), TOWNS, "de")
    assert template.read_bytes() == before


def test_the_texts_stand_in_both_languages():
    texts = Texts("results.imports")
    assert texts.keys("de") == texts.keys("en")
