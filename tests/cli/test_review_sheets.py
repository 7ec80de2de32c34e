"""Worksheets go out, people fill them in, and they come back: whole or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from results.queries import Results
from results.second_looks import SecondLooks
from results.store import ScanFacts
from scanner.model.verdict import State
from tests.calling import called
from tests.results.samples import TOWN, judgement, opened, verdict

SEEN = datetime(2026, 11, 25, 10, 30)


class Office:
    """A survey with one town, and a person who fills in worksheets of it."""

    def __init__(self, folder, call):
        self.folder, self.call = folder, call
        self.engine, self.store, self.run = opened(folder)
        self.stored = judgement(
            verdict("S1", 0.5, confidence=0.8), verdict("S4", None, State.NOT_TESTABLE), verdict("U1", 1.0)
        )
        self.store.add_scan(self.run, ScanFacts(TOWN, "done"), self.stored)

    @property
    def scan(self):
        return Results(self.engine).scan("2026", TOWN.name)

    def draw(self, *more):
        path = self.folder / "liste.xlsx"
        code, _, error = self.call("review", "worksheet", "2026", "--output", path, *more)
        assert code == 0, error
        return path

    def fill(self, path, rows):
        """Fill in rows by number, counted from 0: column header -> value."""
        book = load_workbook(path)
        sheet: Any = book.worksheets[0]
        heads = {cell.value: cell.column for cell in sheet[3]}
        for number, values in rows.items():
            for head, value in values.items():
                sheet.cell(4 + number, heads[head]).value = value
        book.save(path)
        return path


@pytest.fixture
def office(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("G2B_HOME", str(tmp_path))
    monkeypatch.setenv("G2B_LANG", "de")
    return Office(tmp_path, lambda *arguments: called(monkeypatch, capsys, *arguments))


def filled(**more):
    return {
        "Punkte": 2,
        "Adresse des Belegs": "http://www.musterfeld.example/suche",
        "Geprüft am": SEEN,
        "Kürzel": "AM",
    } | more


def test_the_worksheet_asks_what_needs_a_person_with_question_and_proof(office):
    sheet: Any = load_workbook(office.draw()).worksheets[0]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[2] for row in rows] == ["Nr.", "S4", "S1"]
    asked = dict(zip(rows[0], rows[2], strict=True))
    assert asked["Frage"] == "Finde ich auf der Startseite sofort ein Suchfeld?"
    assert (asked["Warum prüfen"], asked["Textstelle"]) == ("unsicher", "Suche")
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "D4"
    assert "ENTWURF" in sheet.oddHeader.right.text


def test_the_same_run_gives_the_same_bytes(office):
    first = office.draw().read_bytes()
    assert office.draw().read_bytes() == first


def test_a_filled_worksheet_becomes_reviews_and_counts_into_coverage(office):
    path = office.fill(office.draw(), {0: filled(Punkte=1, Bemerkung="Vorschläge gibt es")})
    code, out, _ = office.call("review", "take", path)
    assert (code, out.strip()) == (0, "2026: 1 Prüfvermerke übernommen, 0 waren schon da, 1 Zeilen sind noch offen")
    review = office.scan.reviews[0]
    assert (review.criterion, review.points, review.by, review.reason) == ("S4", 1.0, "AM", "Vorschläge gibt es")
    assert review.evidence == "http://www.musterfeld.example/suche"
    assert review.at.isoformat() == "2026-11-25T09:30:00+00:00"
    assert (office.scan.totals.coverage, office.scan.by_hand) == (1.0, {"S4"})


def test_reading_a_worksheet_twice_changes_nothing(office):
    path = office.fill(office.draw(), {0: filled(Punkte=1)})
    office.call("review", "take", path)
    _, out, _ = office.call("review", "take", path)
    assert "0 Prüfvermerke übernommen, 1 waren schon da" in out
    assert len(office.scan.reviews) == 1


def test_words_stand_for_states_and_need_no_address(office):
    path = office.fill(office.draw(), {0: {"Punkte": "entfällt", "Geprüft am": "25.11.2026", "Kürzel": "AM"}})
    assert office.call("review", "take", path)[0] == 0
    assert next(one for one in office.scan.verdicts if one.criterion == "S4").state is State.NOT_APPLICABLE


def test_rows_may_be_sorted_and_columns_moved(office):
    path = office.fill(office.draw(), {0: filled(Punkte=1)})
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.move_range("A3:R5", rows=2, cols=1)
    book.save(path)
    assert office.call("review", "take", path)[0] == 0
    assert office.scan.by_hand == {"S4"}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        pytest.param({"Punkte": 7}, "Spalte M (Punkte): 7 ist mehr als die 2 Punkte", id="scale"),
        pytest.param({"Punkte": "viel"}, "„viel“ ist kein Wert", id="words"),
        pytest.param({"Punkte": None}, "hier fehlen die Punkte", id="no points"),
        pytest.param({"Adresse des Belegs": None}, "nennt die Adresse", id="no address"),
        pytest.param({"Adresse des Belegs": "javascript:alert(1)"}, "ist keine Adresse", id="script"),
        pytest.param({"Geprüft am": "neulich"}, "„neulich“ ist kein Zeitpunkt", id="time"),
        pytest.param({"Kürzel": " "}, "hier fehlt das Kürzel", id="initials"),
        pytest.param({"Schlüssel": "05999001/S9/x"}, "gehört zu keiner Frage", id="key"),
    ],
)
def test_every_cell_that_is_refused_is_named_and_nothing_is_taken(office, values, told):
    path = office.fill(office.draw(), {0: filled(**({"Punkte": 1} | values)), 1: filled()})
    code, _, error = office.call("review", "take", path)
    assert code == 2
    assert told in error
    assert office.scan.reviews == ()


def test_a_result_that_changed_since_the_worksheet_was_drawn_is_not_overruled_blindly(office):
    path = office.fill(office.draw(), {1: filled()})
    number = office.store.add_judgement(office.scan.id, judgement(verdict("S1", 1.0)))
    office.store.publish(office.scan.id, number)
    code, _, error = office.call("review", "take", path)
    assert (code, "ist inzwischen ein anderes" in error) == (2, True)


def test_a_file_of_somebody_else_is_no_worksheet(office, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0]["A1"] = "Rechnung"
    book.save(tmp_path / "fremd.xlsx")
    code, _, error = office.call("review", "take", tmp_path / "fremd.xlsx")
    assert (code, "is no worksheet that g2b wrote" in error) == (2, True)


def test_a_second_look_does_not_show_what_the_scanner_said(office, tmp_path):
    path = tmp_path / "zweit.xlsx"
    office.call("review", "sample", "2026", "--share", "1", "--by", "Leitung", "--output", path)
    book = load_workbook(path)
    texts = [
        str(cell)
        for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)
        for cell in row
        if cell is not None
    ]
    assert not any("Punkten sind belegt" in text or text == "unsicher" for text in texts)
    assert any(
        "Regel" in str(cell)
        for row in book.worksheets[0].iter_rows(min_row=3, max_row=3, values_only=True)
        for cell in row
    )


def test_a_second_look_gives_the_agreement_and_overrules_nothing(office, tmp_path):
    path = tmp_path / "zweit.xlsx"
    office.call("review", "sample", "2026", "--share", "1", "--by", "Leitung", "--output", path)
    office.fill(path, {0: filled(Punkte=1), 1: filled(Punkte="nicht prüfbar"), 2: filled(Punkte=0)})
    assert office.call("review", "take", path)[0] == 0
    code, out, _ = office.call("review", "agreement", "2026")
    assert code == 0
    assert "Gleich entschieden: 67 % von 3 Ergebnissen" in out
    assert "Breite von „gleichauf“" in out
    assert office.scan.reviews == ()
    labels = SecondLooks(office.engine).sample(1).labels
    assert [(one.member.criterion, one.state, one.score) for one in labels] == [
        ("S1", State.SCORED, 0.5), ("S4", State.NOT_TESTABLE, None), ("U1", State.SCORED, 0.0),
    ]  # fmt: skip


def test_a_second_look_that_is_read_again_adds_nothing_and_a_changed_state_is_taken(office, tmp_path):
    path = tmp_path / "zweit.xlsx"
    office.call("review", "sample", "2026", "--share", "1", "--by", "Leitung", "--output", path)
    blank = path.read_bytes()
    office.fill(path, {1: filled(Punkte="nicht prüfbar")})
    (tmp_path / "andere.xlsx").write_bytes(blank)
    office.fill(tmp_path / "andere.xlsx", {1: filled(Punkte="nicht zutreffend", Kürzel="BP")})
    assert ": 1 Urteile" in office.call("review", "take", path)[1]
    assert ": 1 Urteile" in office.call("review", "take", tmp_path / "andere.xlsx")[1]
    assert ": 0 Urteile" in office.call("review", "take", path)[1]
    (label,) = SecondLooks(office.engine).sample(1).labels
    assert (label.by, label.state) == ("BP", State.NOT_APPLICABLE)
    path.write_bytes(blank)
    office.fill(path, {1: filled(Punkte="nicht zutreffend")})
    assert ": 1 Urteile" in office.call("review", "take", path)[1]


def test_without_a_second_look_there_is_no_agreement(office):
    code, _, error = office.call("review", "agreement", "2026")
    assert (code, "keine Zweitprüfung" in error) == (2, True)
