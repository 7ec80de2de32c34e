"""A sheet as rows with named fields: where headers stand, what they mean, and which cell is wrong."""

import pytest

from criteria.errors import UserError
from criteria.sheets.table import Fields, TableMapping, read_rows
from tests.criteria.sheets.books import workbook

FIELDS = Fields({"key": ["Schlüssel", "Nr."], "name": ["Bezeichnung"], "note": ["Bemerkung"]}, ("key", "name"))


def csv(tmp_path, text):
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    return path


def test_headers_may_stand_below_a_title_and_in_any_order(tmp_path):
    table = read_rows(csv(tmp_path, "Meine Liste;\n;\nbezeichnung;SCHLÜSSEL;Sonst\nEins;1;x\n;;\nZwei;2;y\n"), FIELDS)
    assert [(row["key"], row["name"], row.row) for row in table.rows] == [("1", "Eins", 4), ("2", "Zwei", 6)]
    assert table.unread == ("Sonst",)
    assert table.rows[0]["note"] == ""


def test_a_header_may_be_said_by_row_and_letter(tmp_path):
    mapping = TableMapping(header=2, columns={"name": "B"})
    table = read_rows(csv(tmp_path, "x;y\nNr.;Dings\n1;Eins\n"), FIELDS, mapping)
    assert [(row["key"], row["name"]) for row in table.rows] == [("1", "Eins")]


def test_a_problem_names_the_cell_or_the_row(tmp_path):
    (row,) = read_rows(csv(tmp_path, "Nr.;Bezeichnung\n1;Eins\n"), FIELDS).rows
    assert row.problem("name", "is wrong").where.endswith("t.csv: B2")
    assert row.problem("note", "is missing").where.endswith("t.csv: row 2")


def test_a_formula_without_result_is_refused(tmp_path):
    book, sheet = workbook()
    sheet.append(["Nr.", "Bezeichnung"])
    sheet.append(["=1+1", "Eins"])
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(UserError, match="key: is a formula whose result is not stored") as caught:
        read_rows(tmp_path / "t.xlsx", FIELDS)
    assert "Sheet!A2" in caught.value.where


@pytest.mark.parametrize(
    ("mapping", "what"),
    [
        (TableMapping(columns={"colour": "Nr."}), "'colour' is no field"),
        (TableMapping(columns={"name": "Nirgends"}), "no column 'Nirgends'"),
        (TableMapping(header=9), "the sheet has 2 rows"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told(tmp_path, mapping, what):
    with pytest.raises(UserError, match=what):
        read_rows(csv(tmp_path, "Nr.;Bezeichnung\n1;Eins\n"), FIELDS, mapping)
