"""What a user sees of match, solutions, plan, worksheets and measures."""

import csv
import json

import pytest
from openpyxl import load_workbook

from criteria.kompass.builtin import builtin_records
from results.store import ScanFacts
from scanner.cli.kompass_asking import TEXTS
from tests.calling import called
from tests.results.samples import AS_OF, TOWN, finding, judgement, opened, verdict

LIST = "Leistung;LeiKa-Schlüssel;Produkt;Reifegrad\nGewerbeanmeldung;99050012104000;Gewerbe ganz online;4\n"


SMALL = tuple(one for one in builtin_records() if one.key.startswith(("9905001", "99085")))
"""Part of the catalogue, since the whole of it takes a second to read."""


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command in a home with two runs; returns (exit code, standard output, standard error)."""
    for name in ("HOME", "DATABASE", "LANG"):
        monkeypatch.delenv(f"G2B_{name}", raising=False)
    monkeypatch.setenv("COLUMNS", "220")
    monkeypatch.setattr("criteria.kompass.loading.builtin_records", lambda: SMALL)
    engine, store, _ = opened(tmp_path)
    later = store.start_run("2027", source="live", as_of=AS_OF.replace(year=2027), settings={})
    facts = ScanFacts(TOWN, "done", AS_OF, AS_OF)
    store.add_scan(later, facts, judgement(verdict("S1", 0.5), services=(finding(level=4),)))
    engine.dispose()

    def run(*arguments):
        return called(monkeypatch, capsys, "--home", tmp_path, "kompass", *arguments)

    return run


def test_every_text_stands_in_both_languages():
    assert TEXTS.keys("de") == TEXTS.keys("en")


def test_the_match_is_shown_by_municipality_with_counts(call):
    code, out, _ = call("match", "2026", "--municipality", "Musterfeld")
    assert code == 0
    assert "ENTWURF" in out
    assert "Nicht beschrieben" in out
    assert "Gewerbeanmeldung" in out


def test_the_match_is_written_in_the_format_of_the_ending(call, tmp_path):
    assert call("match", "2026", "--business", "--output", tmp_path / "m.json")[0] == 0
    rows = json.loads((tmp_path / "m.json").read_text("utf-8"))["rows"]
    row = next(row for row in rows if row["service"] == "gewerbe_anmeldung")
    assert (row["level"], row["gap"], row["business"]) == (3, "online", "ja")
    assert {row["business"] for row in rows} == {"ja"}


def test_rows_can_be_chosen_by_finding(call, tmp_path):
    call("match", "2026", "--finding", "state_not_linked", "--output", tmp_path / "m.csv")
    lines = list(csv.DictReader((tmp_path / "m.csv").read_text("utf-8-sig").splitlines()))
    assert lines
    assert all("state_not_linked" in line["codes"].split() for line in lines)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("match", "2026", "--finding", "state_linked"), "einen Befund state_linked gibt es nicht"),
        (("match", "2026", "--format", "xlsx"), "ist eine Datei nötig"),
        (("match", "2026", "--municipality", "Nirgends"), "Nirgends"),
        (("match", "1999"), "1999"),
        (("plan",), "für wen der Plan ist, fehlt"),
        (("plan", "--municipality", "Musterfeld", "--output", "x.doc"), "die Endung doc"),
        (("measure", "done", "5"), "no measure 5"),
        (("measure", "add", "--municipality", "Musterfeld", "--about", "S99", "--project", "x"), "S99 ist kein Kriterium"),
        (("worksheet", "export", "--theme", "Wetter", "--output", "x.xlsx"), "'Wetter'"),
    ],
)  # fmt: skip
def test_what_can_not_be_meant_is_told_and_ends_with_2(call, arguments, message):
    code, _, err = call(*arguments)
    assert code == 2
    assert message in err


def test_solutions_are_imported_listed_and_lead_the_match(call, tmp_path):
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    code, out, _ = call("solutions", "import", tmp_path / "list.csv", "--as-of", "2026-01-01")
    assert code == 0
    assert "1 Lösungen gelesen: 1 neu, 0 weg, 0 geändert" in out
    assert "Unverändert" in call("solutions", "import", tmp_path / "list.csv", "--as-of", "2026-01-01")[1]
    assert "Gewerbe ganz online" in call("solutions", "list", "--day", "2026-05-01")[1]
    assert "Lösung vorhanden, nicht eingebracht: Gewerbe ganz online" in call("match", "2026")[1]
    assert "Lösung vorhanden, nicht eingebracht: Gewerbe ganz online" not in call("match", "2027")[1]  # level 4 by then


def test_a_plan_is_made_of_the_latest_run_and_written_as_a_workbook(call, tmp_path):
    code, out, _ = call("plan", "--municipality", "Musterfeld")
    assert code == 0
    assert "Erhebung 2027" in out
    assert call("plan", "--municipality", "Musterfeld", "--run", "2026", "--output", tmp_path / "p.xlsx")[0] == 0
    sheet = load_workbook(tmp_path / "p.xlsx").worksheets[0]
    assert (sheet.title, sheet["A4"].value, sheet["A5"].value) == ("Umsetzungsplan", "Rang", 1)


def filled(path, column, word):
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = list(enumerate(sheet.iter_rows(max_row=6), 1))
    row, at = next((n, m) for n, cells in rows for m, cell in enumerate(cells, 1) if cell.value == column)
    sheet.cell(row + 1, at).value = word
    book.save(path)


def test_worksheets_go_out_and_come_back_with_conflicts_told(call, tmp_path):
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    asked = ("worksheet", "export", "--theme", "Unternehmensführung & -entwicklung", "--sponsor", "Musterfeld")
    assert call(*asked, "--output", one)[0] == call(*asked, "--output", two)[0] == 0
    filled(one, "Wer", "IT")
    filled(two, "Wer", "Amt")
    code, out, _ = call("worksheet", "import", one)
    assert (code, "1 Zellen übernommen, 0 Zeilen neu, 0 Konflikte" in out) == (0, True)
    code, out, _ = call("worksheet", "import", two, "--output", tmp_path / "merged.xlsx")
    assert code == 1
    assert all(word in out for word in ("1 Konflikte", "IT", "Amt"))
    assert load_workbook(tmp_path / "merged.xlsx").sheetnames == ["Arbeitsblatt", "Konflikte"]
    assert call("worksheet", "import", two, "--theirs")[0] == 0


def test_a_worksheet_of_another_home_is_refused(call, tmp_path):
    path = tmp_path / "1.xlsx"
    call("worksheet", "export", "--theme", "Unternehmensführung & -entwicklung", "--output", path)
    for state in (tmp_path / "kompass-worksheets").rglob("*.json"):
        state.unlink()
    code, _, err = call("worksheet", "import", path)
    assert (code, "wurde hier nicht ausgegeben" in err) == (2, True)


def test_a_measure_is_followed_until_a_later_run_says_whether_it_moved(call):
    town = ("--municipality", "Musterfeld")
    code, out, _ = call("measure", "add", *town, "--about", "gewerbe_anmeldung", "--run", "2026", "--project", "Formular",
                        "--owner", "IT", "--due", "2026-12-31", "--finding", "not_described")  # fmt: skip
    assert (code, "Maßnahme 1 festgehalten" in out) == (0, True)
    call("measure", "add", *town, "--about", "S1", "--run", "2026", "--project", "Suche")
    assert call("measure", "done", "1", "--day", "2026-12-01")[0] == 0
    out = call("measure", "list", *town)[1]
    assert "hat bewegt: 3 → 4" in out
    assert "schlechter geworden: 1 → 0,5" in out
    assert "erledigt" in out
    assert "hat nichts bewegt: 3 → 3" in call("measure", "list", "--run", "2026")[1]
