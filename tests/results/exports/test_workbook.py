"""The workbook as somebody opens it: what is in its cells, and that it can be filtered, printed and read."""

import io

import pytest
from openpyxl import load_workbook

from results.audience import Audience
from results.exports.workbook import sheet, workbook
from results.exports.workbook.words import TEXTS
from scanner.model.stage import Stage
from tests.results.exports.sources import erased, source, town

NAMES = ["Übersicht", "Scorecards", "Kriterien-Matrix", "Jahresvergleich", "Leistungen", "Belege", "Lesehinweise"]


def opened(given):
    """The workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(b"".join(workbook(given))))


@pytest.fixture(scope="module")
def book():
    return opened(source())


def rows(paper):
    """The rows below the head, by the words of the head."""
    head = [cell.value for cell in paper[4]]
    return [dict(zip(head, (cell.value for cell in row), strict=True)) for row in paper.iter_rows(min_row=5)]


def test_the_sheets_stand_in_order_in_german_and_english(book):
    assert book.sheetnames == NAMES
    assert opened(source(audience=Audience("en"))).sheetnames[:3] == ["Overview", "Scorecards", "Criteria matrix"]
    assert TEXTS.keys("de") == TEXTS.keys("en")


def test_the_overview_has_totals_ranks_and_changes_as_numbers(book):
    one = rows(book["Übersicht"])[2]
    assert (one["Kommune"], one["AGS"], one["Gesamtwert"], one["Suchfunktionalitäten"]) == (
        "Feld 3",
        "05999003",
        55,
        60,
    )
    assert one["Veränderung"] == pytest.approx(15)
    assert one["Erhebungsquote"] == pytest.approx(2 / 3)
    assert (one["Rang"], one["Hinweis zum Rang"]) == ("–", "kein Rang, Erhebungsquote unter 80 %")


def test_a_scorecard_has_points_reasons_medians_and_the_first_proof(book):
    one = next(row for row in rows(book["Scorecards"]) if (row["Kommune"], row["Nr."]) == ("Feld 3", "S1"))
    assert (one["Punkte"], one["von"], one["Anteil"], one["Anteil davor"]) == (pytest.approx(1.2), 2, 0.6, 0.3)
    assert (one["Begründung"], one["Veränderung"]) == ("because steps", pytest.approx(30))
    unseen = next(row for row in rows(book["Scorecards"]) if row["Nr."] == "A1")
    assert (unseen["Punkte"], unseen["Anteil"]) == ("nicht prüfbar", "–")


def test_the_matrix_has_the_number_in_each_coloured_cell_and_words_where_there_is_none(book):
    paper = book["Kriterien-Matrix"]
    one = rows(paper)[2]
    assert one["S1 Suchfeld auf der Startseite"] == 60
    assert one["A1 Ansprechperson Wirtschaftsförderung"] == "n. p."
    assert {rule.type for rules in paper.conditional_formatting for rule in rules.rules} == {"dataBar", "colorScale"}


def test_the_years_stand_side_by_side_with_the_cause_of_each_change(book):
    found = rows(book["Jahresvergleich"])
    one = next(row for row in found if (row["Kommune"], row["Nr."]) == ("Feld 3", "S1"))
    assert (one["2022"], one["2026"], one["2022 → 2026"]) == (30, 60, pytest.approx(30))
    assert one["Ursache 2022 → 2026"] == "gestiegen: Website"
    service = next(row for row in found if row["Ebene"] == "Leistung")
    assert (service["Titel"], service["2022"], service["2026"]) == ("Gewerbeanmeldung", 1, 3)


def test_services_have_level_and_the_best_way_to_apply(book):
    one = rows(book["Leistungen"])[0]
    assert (one["Leistung"], one["Reifegrad"], one["In Worten"], one["Reifegrad davor"]) == (
        "Gewerbeanmeldung", 3, "online beantragen", 1,
    )  # fmt: skip
    assert (one["Formular von"], one["Lösung"], one["Anmeldung"], one["Nachweise anfügen"]) == (
        "Kommune",
        "Civento",
        "BundID",
        "ja",
    )


def test_evidence_is_masked_and_its_addresses_are_links(book):
    paper = book["Belege"]
    assert rows(paper)[0]["Zitat"] == "benannte Person, Tel. Durchwahl"
    assert paper["E5"].hyperlink.target == "http://feld1.example/a"
    gone = rows(opened(source(towns=[erased()], labels=("2026",)))["Belege"])[0]
    assert gone["Gelöscht"] == "am 2026-11-24 rechtmäßig gelöscht: AZ 1"


def test_every_sheet_is_frozen_filtered_and_printed_landscape_with_its_head_on_each_page(book):
    for paper in book.worksheets:
        assert paper.freeze_panes in ("A5", "B5")
        assert paper.auto_filter.ref.startswith("A4:")
        assert paper.print_title_rows == "$4:$4"
        assert (paper.page_setup.orientation, paper.page_setup.fitToHeight) == ("landscape", 0)
        assert paper.sheet_properties.pageSetUpPr.fitToPage
    assert {"Übersicht", "Kriterien_Matrix", "Belege"} <= set(book.defined_names)


def test_a_draft_says_so_on_every_sheet_and_every_printed_page(book):
    for paper in book.worksheets:
        assert "ENTWURF" in paper["A2"].value
        assert "ENTWURF" in paper.oddHeader.center.text
        assert "ENTWURF" in paper.oddFooter.left.text
    for paper in opened(source(stage=Stage.RELEASED)).worksheets:
        assert "ENTWURF" not in str(paper["A2"].value)
        assert "ENTWURF" not in str(paper.oddHeader.center.text)


def test_each_municipality_begins_a_printed_page_of_its_own(book):
    assert [one.id for one in book["Scorecards"].row_breaks.brk] == [7, 10, 13, 16, 19]


def test_the_notes_say_what_it_rests_on(book):
    told = {row["Was"]: row["Erläuterung"] for row in rows(book["Lesehinweise"])}
    assert told["Erhebung"] == "Erhebung 2026, auf den Websites der Kommunen gemessen"
    assert told["Kriterienkatalog"] == "g2b-2026 · " + "a" * 64
    assert told["Freigabe"] == "erhoben, nicht freigegeben"
    assert "2,0 Punkte" in told["Rang"]


def test_links_beyond_what_a_sheet_may_have_are_text_and_the_notes_say_so(monkeypatch):
    monkeypatch.setattr(sheet, "MOST_LINKS", 2)
    book = opened(source())
    linked = [cell.hyperlink is not None for cell in book["Belege"]["E"][4:]]
    assert linked == [True, True, False, False, False, False]
    assert book["Belege"]["E10"].value == "http://feld6.example/a"
    assert "Links" in {row["Was"] for row in rows(book["Lesehinweise"])}


def test_rows_beyond_what_a_sheet_may_have_are_left_out_and_the_notes_say_so(monkeypatch):
    monkeypatch.setattr(sheet, "MOST_ROWS", 30)
    book = opened(source())
    assert len(rows(book["Jahresvergleich"])) == 26
    assert "Gekürzt" in {row["Was"] for row in rows(book["Lesehinweise"])}


def test_no_cell_is_a_formula_and_the_book_was_made_when_the_run_was():
    made = opened(source(towns=[town(1, "2026", name="=1+1")], labels=("2026",)))
    kinds = {cell.data_type for paper in made.worksheets for row in paper.iter_rows() for cell in row}
    assert "f" not in kinds
    assert made["Übersicht"]["A5"].value == "=1+1"
    assert made["Übersicht"]["A5"].quotePrefix
    assert made.properties.created.year == 2026
