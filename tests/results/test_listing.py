"""A plain list as a file: the same bytes each time, and nothing in it that acts."""

import json

import pytest
from openpyxl import load_workbook

from criteria.errors import UserError
from results.exports.listing import FORMS, Listing, as_bytes, form_of

ROWS: list[tuple[str, int | None]] = [("99050012104000", 3), ("=1+1", None)]
LIST = Listing("Leistungen: [alle]", {"key": "Schlüssel", "count": "Fälle"}, ROWS, ["Hinweis"])


@pytest.mark.parametrize("form", FORMS)
def test_the_same_list_makes_the_same_bytes(form):
    assert as_bytes(LIST, form) == as_bytes(LIST, form)


def test_a_csv_file_opens_in_a_spreadsheet_without_doing_anything():
    lines = as_bytes(LIST, "csv").decode("utf-8-sig").splitlines()
    assert lines == ["Schlüssel;Fälle", "99050012104000;3", "'=1+1;"]


def test_a_workbook_keeps_keys_and_formulas_as_text(tmp_path):
    (tmp_path / "l.xlsx").write_bytes(as_bytes(LIST, "xlsx"))
    sheet = load_workbook(tmp_path / "l.xlsx").worksheets[0]
    shown = [sheet[cell].value for cell in ("A1", "A2", "B2", "A3", "A5")]
    assert shown == ["Schlüssel", "99050012104000", 3, "=1+1", "Hinweis"]
    assert sheet["A3"].data_type == "s"


def test_json_has_names_for_programs():
    assert json.loads(as_bytes(LIST, "json"))["rows"][0] == {"key": "99050012104000", "count": 3}


@pytest.mark.parametrize("form", FORMS)
def test_a_broken_sign_in_a_name_breaks_no_file(form):
    assert as_bytes(Listing("Liste", {"name": "Name"}, [["Dra\ud800chen\u202e"]]), form)


def test_json_has_no_signs_that_nobody_sees():
    assert json.loads(as_bytes(Listing("Liste", {"name": "Name"}, [["Dra\ud800chen\u202e"]]), "json"))["rows"] == [
        {"name": "Dra�chen"}
    ]


def test_the_form_is_as_asked_or_that_of_the_ending(tmp_path):
    assert form_of(tmp_path / "a.XLSX", "") == "xlsx"
    assert form_of(tmp_path / "a.txt", "csv") == "csv"
    with pytest.raises(UserError, match="is no form of a list"):
        form_of(tmp_path / "a.doc", "")
