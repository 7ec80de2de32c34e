"""Sheets as people send them: understood, or refused with every cell named."""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from criteria.errors import UserError
from criteria.yaml_file import Loader
from results.compare.relation import Relation
from results.imports.mapping import Mapping
from results.imports.problems import RefusedError
from scanner.model.totals import totals
from scanner.model.verdict import State
from tests.results.imports.sheets import csv_sheet, scores, survey, xlsx_sheet

OWN = """
name: krz 2019
relation: none
criteria:
  - {column: Suchfeld, ours: S1, relation: analogous, scale: 3}
  - {column: Kontakt, category: A, relation: category, scale: percent}
  - {column: Formulare ok, category: F, scale: 1}
categories:
  - {column: eServices, category: E}
"""


def test_a_sheet_of_our_criteria_needs_no_mapping(tmp_path):
    path = csv_sheet(tmp_path, "AGS;Kommune;S1;S2 Treffergüte;A4\n05999001;Musterfeld;2;65 %;n/a\n")
    found = survey(tmp_path, path)
    assert scores(found) == {"S1": 1.0, "S2": 0.65, "A4": "not_applicable"}
    assert found.towns[0].municipality.name == "Musterfeld"


def test_points_are_those_of_the_league(tmp_path):
    path = csv_sheet(tmp_path, "AGS;E7\n05999;4\n05999001;4\n")
    found = survey(tmp_path, path)
    assert [scores(found, town)["E7"] for town in (0, 1)] == [1.0, 0.8]


def test_without_a_mapping_nothing_is_comparable_in_points(tmp_path):
    found = survey(tmp_path, csv_sheet(tmp_path, "Kommune,S1\nMusterfeld,1\n"))
    assert set(found.relations) == {Relation.NONE}
    assert found.towns[0].verdicts[0].version != "1"


def test_one_line_says_that_the_rules_are_ours(tmp_path):
    found = survey(tmp_path, csv_sheet(tmp_path, "Kommune,S1\nMusterfeld,1\n"), "relation: same\n")
    assert (found.towns[0].verdicts[0].criterion, found.towns[0].verdicts[0].version) == ("S1", "1")
    assert found.rules["S1"]["relation"] == "same"


def test_columns_of_their_own_are_mapped(tmp_path):
    text = "Erhebung 2019;;;;\nGemeinde;Suchfeld;Kontakt;Formulare ok;eServices\nMusterfeld;1,5;80;x;40\n"
    found = survey(tmp_path, csv_sheet(tmp_path, text), OWN)
    assert scores(found) == {"S1": 0.5, "A Kontakt": 0.8, "F Formulare ok": 1.0, "E": 0.4}
    relations = {name: one["relation"] for name, one in found.rules.items()}
    assert relations == {"S1": "analogous", "A Kontakt": "category", "F Formulare ok": "none", "E": "none"}


def test_totals_of_categories_count_where_they_are_all_there_is(tmp_path):
    text = "Kommune,S1,S,Formular-Services\nMusterfeld,,70,50 %\nBeispielstadt,2,70,\n"
    found = survey(tmp_path, csv_sheet(tmp_path, text))
    assert scores(found, 0) == {"S": 0.7, "F": 0.5}
    assert scores(found, 1) == {"S1": 1.0, "F": "not_testable"}
    assert found.skipped == ("S",)
    shown = [dict(one.values)["title"] for one in found.towns[0].verdicts if one.criterion in ("S", "F")]
    assert shown == ["Suchfunktionalitäten", "Formular-Services"]
    sums = totals(found.towns[0].verdicts, asked=32)
    assert (sums.categories["S"].value, sums.categories["F"].value, sums.total.value) == (70, 50, 60)
    assert sums.coverage == 0


def test_coverage_is_over_all_32_and_what_the_sheet_leaves_out_makes_a_range(tmp_path):
    found = survey(tmp_path, csv_sheet(tmp_path, "Kommune,S1,S2,S3\nMusterfeld,2,1,n/a\n"))
    sums = totals(found.towns[0].verdicts, asked=32)
    assert sums.coverage == pytest.approx(2 / 31)
    assert (sums.categories["S"].value, sums.categories["S"].low) == (100, 50)


def test_every_score_has_its_cell_and_every_zero_says_where_it_was_read(tmp_path):
    path = xlsx_sheet(tmp_path, [["AGS", "S1", "S2"], ["05999001", "2/2", 0]])
    one, other = survey(tmp_path, path).towns[0].verdicts[:2]
    assert (one.evidence[0].url, one.evidence[0].where, one.evidence[0].snippet) == ("sheet.xlsx", "Sheet!B2", "2/2")
    assert other.searched == ("cell:Sheet!C2",)


def test_every_refused_cell_is_named_with_row_and_column_at_once(tmp_path):
    text = "AGS;Kommune;S1;S2\n05999001;Musterfeld;3;viel\n05999009;Nirgends;1;1\n;Musterfeldt;1;101 %\n;;1;\n"
    with pytest.raises(RefusedError) as caught:
        survey(tmp_path, csv_sheet(tmp_path, text))
    named = [(one.row, one.column, one.header, one.code) for one in caught.value.problems]
    assert named == [
        (2, "C", "S1", "too_much"),
        (2, "D", "S2", "unknown"),
        (3, "A", "AGS", "unknown_municipality"),
        (4, "B", "Kommune", "unknown_municipality"),
        (4, "D", "S2", "too_much_percent"),
        (5, "C", "S1", "no_municipality"),
    ]
    german = str(caught.value.told("de"))
    assert "sheet.csv wird nicht übernommen, 6 Zellen" in german
    assert "Zeile 2, Spalte D (S2): „viel“ ist kein Wert" in german
    assert "did you mean Musterfeld?" in german
    assert "row 4, column D (S2): 101 % is more than 100 per cent" in str(caught.value.told("en"))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("05999001;Musterfeld;1\n05999001;;2\n", "twice"),
        ("05999001;Beispielstadt;1\n", "two_municipalities"),
        ("05999001;Musterfeld;1;9\n", "too_wide"),
    ],
)
def test_rows_that_can_not_be_meant_are_refused(tmp_path, rows, code):
    with pytest.raises(RefusedError) as caught:
        survey(tmp_path, csv_sheet(tmp_path, f"AGS;Kommune;S1\n{rows}"))
    assert [one.code for one in caught.value.problems] == [code]
    assert "Zeile" in caught.value.problems[0].say("de")


def test_an_ags_that_a_spreadsheet_made_a_number_of_is_known(tmp_path):
    path = xlsx_sheet(tmp_path, [["AGS", "Name", "S1"], [5999001, "Gemeinde Musterfeld", 1], [5999, None, 2]])
    assert [one.municipality.ags for one in survey(tmp_path, path).towns] == ["05999", "05999001"]


def test_rows_without_values_are_passed_over_and_named(tmp_path):
    found = survey(tmp_path, csv_sheet(tmp_path, "Kommune;S1;Bemerkung\nMusterfeld;1;gut\nBeispielstadt;;\n\n"))
    assert (len(found.towns), found.empty, found.columns.unread) == (1, ("Beispielstadt",), ("Bemerkung",))


def test_a_sheet_without_any_value_is_refused(tmp_path):
    with pytest.raises(UserError, match="no row has a value"):
        survey(tmp_path, csv_sheet(tmp_path, "Kommune;S1\nMusterfeld;\n"))


def test_formulas_dates_errors_and_merged_cells_are_told(tmp_path):
    path = xlsx_sheet(
        tmp_path, [["Kommune", "S1", "S2", "S3"], ["Musterfeld", "=1+1", 0.5, 1], ["Beispielstadt", 1, 1, 1]]
    )
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.merge_cells("C2:D2")
    sheet["B3"].value, sheet["B3"].data_type = "#DIV/0!", "e"
    book.save(path)
    with pytest.raises(RefusedError) as caught:
        survey(tmp_path, path)
    assert [(one.where, one.code) for one in caught.value.problems] == [
        ("Sheet!B2", "formula"),
        ("Sheet!D2", "merged"),
        ("Sheet!B3", "error"),
    ]


def test_a_percent_format_and_a_second_worksheet(tmp_path):
    path = xlsx_sheet(tmp_path, [["Kommune", "S2"], ["Musterfeld", 0.65]], formats=[("B2", "0%")])
    assert scores(survey(tmp_path, path, "sheet: Sheet\n")) == {"S2": 0.65}
    with pytest.raises(UserError, match=r"no worksheet 'Shet'\n  did you mean Sheet\?"):
        survey(tmp_path, path, "sheet: Shet\n")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("relation: equal\n", r"mapping.yaml:1: relation: 'equal' is not allowed\n.*same"),
        ("kriterien: []\n", r"mapping.yaml:1: kriterien: 'kriterien' is not known here"),
        (
            "criteria:\n  - {column: X, ours: S1, scale: viel}\n",
            r"mapping.yaml:2: criteria.1.scale: 'viel' is no number",
        ),
        (
            "criteria:\n  - {column: Suchfld, ours: S1}\n",
            r"mapping.yaml:2: .* no column 'Suchfld'\n  did you mean Suchfeld",
        ),
        ("criteria:\n  - {column: Suchfeld, ours: S9}\n", r"mapping.yaml:2: criteria.1.ours: .* no criterion 'S9'"),
        ("criteria:\n  - {column: Suchfeld, category: S}\n", r"mapping.yaml:2: .*scale is missing"),
        ("criteria:\n  - {column: Suchfeld, scale: 3}\n", r"ours or category is missing"),
        ("relation: same\ncriteria:\n  - {column: Suchfeld, category: S, scale: 3}\n", r"mapping.yaml:3: .*needs ours"),
        ("criteria: [{column: Suchfeld, ours: S1}, {column: Kontakt, ours: S1}]\n", r"both stand for S1"),
        ("header: 40\n", r"mapping.yaml:1: header: the sheet has 2 rows"),
        ("municipality: Ort\n", r"no row of headers was found"),
        ("{", r"is not valid YAML"),
    ],
)
def test_a_mistake_in_the_mapping_is_told_with_file_line_and_field(tmp_path, mapping, message):
    path = csv_sheet(tmp_path, "Kommune;Suchfeld;Kontakt\nMusterfeld;1;1\n")
    with pytest.raises(UserError, match=message):
        survey(tmp_path, path, mapping)


def test_a_column_may_be_named_by_its_letter(tmp_path):
    path = csv_sheet(tmp_path, "Kommune;Wert;Wert\nMusterfeld;1;2\n")
    mapping = "criteria: [{column: B, ours: S1}, {column: C, ours: U1}]\n"
    assert scores(survey(tmp_path, path, mapping)) == {"S1": 0.5, "U1": 1.0}
    with pytest.raises(UserError, match=r"several columns\n  name one by its letter: B, C"):
        survey(tmp_path, path, "criteria: [{column: Wert, ours: S1}]\n")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0", r"\.xls is not understood\n  save it as \.xlsx"),
        ("a.xlsx", b"no zip", r"is no XLSX file"),
        ("a.csv", b"", r"is empty"),
        ("a.csv", b"Ort;Punkte\nX;1\n", r"no row of headers"),
        ("a.csv", b"Kommune;Punkte\nX;1\n", r"no column holds a criterion"),
    ],
)
def test_a_file_that_is_no_sheet(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=message):
        survey(tmp_path, tmp_path / name)


def test_a_missing_file(tmp_path):
    for name in ("a.csv", "a.xlsx"):
        with pytest.raises(UserError, match="No such file"):
            survey(tmp_path, tmp_path / name)


def test_an_archive_that_is_no_workbook_ends_in_a_message(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("xl/workbook.xml", "<a>")
    with pytest.raises(UserError, match="is no XLSX file, or a damaged one"):
        survey(tmp_path, tmp_path / "a.xlsx")


def test_a_windows_csv_with_decimal_commas_and_semicolons(tmp_path):
    (tmp_path / "a.csv").write_bytes("Kommune;S2;S3\nMusterfeld;0,5;entfällt\n".encode("windows-1252"))
    assert scores(survey(tmp_path, tmp_path / "a.csv")) == {"S2": 0.5, "S3": "not_applicable"}


def test_the_same_content_has_the_same_hash_however_it_is_saved(tmp_path):
    text = "Kommune;S1;S2\nMusterfeld;1;0,5\nBeispielstadt;x;n/a\n"
    one = survey(tmp_path, csv_sheet(tmp_path, text))
    rows = [["Kommune", "S1", "S2"], ["Beispielstadt", "ja", "entfällt"], ["Musterfeld", 1, 0.5]]
    other = survey(tmp_path, xlsx_sheet(tmp_path, rows))
    changed = survey(tmp_path, csv_sheet(tmp_path, text.replace("0,5", "0,6")))
    assert one.content_hash == other.content_hash != changed.content_hash


def test_a_criterion_that_was_not_surveyed_is_not_testable(tmp_path):
    verdicts = survey(tmp_path, csv_sheet(tmp_path, "Kommune;S1\nMusterfeld;1\n")).towns[0].verdicts
    left_out = {one.criterion: one.state for one in verdicts if one.reason == "not_in_sheet"}
    assert set(left_out.values()) == {State.NOT_TESTABLE}
    assert "S2" in left_out


def test_the_mapping_in_the_documentation_is_understood():
    text = (Path(__file__).parents[3] / "docs/surveys.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.S)
    meaning = Mapping.model_validate(Loader(example).get_single_data())
    assert (len(meaning.criteria), meaning.criteria[2].scale, meaning.words.yes) == (3, 100, ("grün",))
