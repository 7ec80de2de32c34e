"""The match as files: the same rows in each format, nothing that a spreadsheet would run, a draft that says so."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from results.kompass.sheets import sheets_of
from results.kompass.writing import FORMATS, as_csv, as_json, as_xlsx
from tests.results.kompass.matching import PASS, RELEASED, RUN, also, finding, matched, scan, solution

HOSTILE = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def match():
    bad = also(PASS, url="http://musterdorf.example/=1+1\x07")
    return matched(scan(finding(1), also=[bad]), solutions=[solution(HOSTILE, level=4)])


def lines(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_holds_a_row_for_each_service_and_says_that_it_is_a_draft(match):
    head, *rows = lines(as_csv(sheets_of(match, RUN, "de"), RUN, "de"))
    assert head[-1] == "draft"
    assert {row[-1] for row in rows} == {"ENTWURF"}
    assert [row[head.index("name")] for row in rows] == ["Drachenflug", "Gewerbeanmeldung", "Reisepass"]


def test_a_released_run_is_no_draft(match):
    head, *_ = lines(as_csv(sheets_of(match, RELEASED, "de"), RELEASED, "de"))
    assert "draft" not in head
    assert json.loads(as_json(sheets_of(match, RELEASED, "en"), RELEASED, "en"))["draft"] == ""


def test_nothing_in_a_workbook_is_a_formula_or_a_control_sign(match):
    book = load_workbook(io.BytesIO(as_xlsx(sheets_of(match, RUN, "de"), RUN, "de")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(HOSTILE in str(cell.value) for cell in cells)
    assert not any("\x07" in str(cell.value) for cell in cells)


def test_every_sheet_of_a_draft_says_so_on_screen_and_paper(match):
    book = load_workbook(io.BytesIO(as_xlsx(sheets_of(match, RUN, "de"), RUN, "de")))
    for sheet in book:
        assert "ENTWURF" in str([row[0].value for row in sheet.iter_rows(max_row=3)])
        assert "ENTWURF" in str(sheet.oddHeader)


def test_a_cell_of_csv_that_begins_like_a_formula_is_defused():
    match = matched(scan(finding(1, pages=("=cmd|' /C calc'!A0",))))
    text = as_csv(sheets_of(match, RUN, "de"), RUN, "de").decode("utf-8-sig")
    assert "'=cmd" in text
    assert ",=cmd" not in text


def test_counts_stand_by_finding_and_league(match):
    counts = json.loads(as_json(sheets_of(match, RUN, "en"), RUN, "en"))["counts"]
    assert {"code": "solution_available", "finding": "Solution available, not brought in", "gemeinde": 1} in counts


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_match_gives_the_same_bytes(match, form):
    made = [FORMATS[form](sheets_of(match, RUN, "de"), RUN, "de") for _ in range(2)]
    assert made[0] == made[1]
