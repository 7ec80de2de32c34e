"""Worksheets go out as XLSX and come back merged, with every conflict cell by cell."""

import pytest
from openpyxl import Workbook, load_workbook

from criteria.errors import UserError
from results.kompass.weights import load_weights
from results.kompass.worksheet import (
    State,
    conflict_sheet,
    keep,
    load,
    merged_with,
    name_of,
    read_returned,
    rows_of,
    sheet_of,
)
from results.kompass.writing import as_xlsx
from tests.results.kompass.matching import KITE, PASS, finding, matched, scan


@pytest.fixture
def state():
    match = matched(scan(finding()))
    rows = {**rows_of(match, "Reisen", "de"), **rows_of(match, "Freizeit", "de")}
    return State(name_of("Reisen", "Musterdorf"), 1, "Reisen", "Musterdorf", rows)


def written(tmp_path, state, name="out.xlsx"):
    path = tmp_path / name
    path.write_bytes(as_xlsx((sheet_of(state, "de"),), None, "de"))
    return path


def changed(path, cells, extra=()):
    """Fill in cells: (row of a service by name, header) -> word; `extra` are rows added below."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    at = next(n for n, row in enumerate(rows) if any(cell.value == "Leistung" for cell in row))
    heads = [cell.value for cell in rows[at]]
    for row in rows[at + 1 :]:
        for (name, head), word in cells.items():
            if row[heads.index("Leistung")].value == name:
                row[heads.index(head)].value = word
    for values in extra:
        sheet.append([values.get(head) for head in heads])
    book.save(path)
    return path


def test_the_name_of_worksheets_is_a_plain_word():
    assert name_of("Bauen & Wohnen", "Stadt Übermuster") == "bauen-wohnen-stadt-uebermuster"
    assert name_of("../..", "") == "worksheet"


def test_a_theme_that_nobody_has_is_refused_with_those_there_are():
    with pytest.raises(UserError, match="'Wetter'") as told:
        rows_of(matched(scan(finding())), "Wetter", "de")
    assert told.value.hint == "Freizeit; Reisen"


def test_a_worksheet_shows_how_it_stands_in_the_municipalities(state):
    assert state.rows[PASS]["state"] == "1 fehlt"
    assert state.rows[PASS]["name"] == "Reisepass"


def test_what_is_filled_in_comes_back(tmp_path, state):
    path = changed(written(tmp_path, state), {("Reisepass", "Wer"): "IT\nund Amt", ("Reisepass", "Priorität"): "hoch"})
    back = read_returned(path)
    assert (back.name, back.number) == (state.name, 1)
    after, merged = merged_with(back, state, state)
    assert after.rows[PASS]["who"] == "IT\nund Amt"
    assert (merged.taken, after.number, after.conflicts) == (2, 2, ())


def test_a_long_text_goes_out_and_comes_back_whole(tmp_path, state):
    long = "Warum das wichtig ist. " * 500
    path = changed(written(tmp_path, state), {("Reisepass", "Warum"): long})
    after, _ = merged_with(read_returned(path), state, state)
    again, merged = merged_with(read_returned(written(tmp_path, after, "2.xlsx")), after, after)
    assert again.rows[PASS]["why"] == long.strip()
    assert merged.taken == 0


def test_two_towns_that_fill_in_the_same_cell_are_a_conflict_told_cell_by_cell(tmp_path, state):
    one = changed(written(tmp_path, state, "1.xlsx"), {("Reisepass", "Wer"): "IT", ("Drachenflug", "Wann"): "2027"})
    two = changed(written(tmp_path, state, "2.xlsx"), {("Reisepass", "Wer"): "Bürgerbüro"})
    first, _ = merged_with(read_returned(one), state, state)
    second, _ = merged_with(read_returned(two), state, first)
    assert second.rows[PASS]["who"] == "IT"
    assert second.rows[KITE]["when"] == "2027"
    assert conflict_sheet(second, "de").rows == (("Reisepass", "Wer", "", "IT", "Bürgerbüro"),)


def test_an_open_conflict_stays_open_until_the_cell_is_written_anew(tmp_path, state):
    one = changed(written(tmp_path, state, "1.xlsx"), {("Reisepass", "Wer"): "IT"})
    two = changed(written(tmp_path, state, "2.xlsx"), {("Reisepass", "Wer"): "Amt"})
    first, _ = merged_with(read_returned(one), state, state)
    second, _ = merged_with(read_returned(two), state, first)
    third, _ = merged_with(read_returned(written(tmp_path, second, "3.xlsx")), second, second)
    assert len(third.conflicts) == 1
    settled = changed(written(tmp_path, third, "4.xlsx"), {("Reisepass", "Wer"): "IT und Amt"})
    fourth, _ = merged_with(read_returned(settled), third, third)
    assert (fourth.rows[PASS]["who"], fourth.conflicts) == ("IT und Amt", ())


def test_columns_and_rows_of_ones_own_are_kept(tmp_path, state):
    path = written(tmp_path, state)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = next(n for n, row in enumerate(sheet.iter_rows(), 1) if any(cell.value == "Leistung" for cell in row))
    column = sheet.max_column + 1
    sheet.cell(at, column).value = "Nachbarn"
    sheet.cell(at + 1, column).value = "Hille fragen"
    book.save(path)
    changed(path, {}, [{"Leistung": "Sonnenschein", "Wer": "alle"}])
    after, merged = merged_with(read_returned(path), state, state)
    assert [cells.get("Nachbarn") for cells in after.rows.values()].count("Hille fragen") == 1
    assert after.rows[merged.added[0]]["who"] == "alle"
    assert "Nachbarn" in sheet_of(after, "de").heads


def test_what_the_scanner_shows_is_not_overwritten(tmp_path, state):
    path = changed(written(tmp_path, state), {("Reisepass", "Stand in den Kommunen"): "alles gut"})
    after, _ = merged_with(read_returned(path), state, state)
    assert after.rows[PASS]["state"] == "1 fehlt"


def test_a_service_that_stands_there_twice_is_refused(tmp_path, state):
    path = changed(written(tmp_path, state), {}, [{"LeiKa-Schlüssel": PASS, "Leistung": "Reisepass"}])
    with pytest.raises(UserError, match="stands there twice"):
        read_returned(path)


def test_a_workbook_of_somebody_else_is_refused(tmp_path):
    book = Workbook()
    book.worksheets[0].append(["LeiKa-Schlüssel", "Priorität", "Wer"])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(UserError, match="no worksheet of ours"):
        read_returned(tmp_path / "x.xlsx")


def test_states_are_kept_beside_each_other_and_never_written_over(tmp_path, state):
    keep(tmp_path, state)
    with pytest.raises(UserError, match="at the same time"):
        keep(tmp_path, state)
    assert load(tmp_path, state.name) == load(tmp_path, state.name, 1) == state
    assert load(tmp_path, "nothing") is None


def test_a_damaged_state_says_so(tmp_path, state):
    keep(tmp_path, state).write_text("{", "utf-8")
    with pytest.raises(UserError, match="is damaged"):
        load(tmp_path, state.name)


def test_a_merged_worksheet_is_a_table_of_priorities(tmp_path, state):
    path = changed(
        written(tmp_path, state), {("Reisepass", "Priorität"): "hoch", ("Reisepass", "Fallzahl pro Jahr"): "300"}
    )
    weights = load_weights(path)
    assert [(row.key, row.priority, row.cases) for row in weights.services if row.priority] == [(PASS, "hoch", 300)]
