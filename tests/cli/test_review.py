"""``g2b review``: what a reviewer and a lead type, and what they are told."""

from __future__ import annotations

import pytest

from results.store import ScanFacts
from scanner.model.verdict import State
from tests.calling import called
from tests.results.samples import TOWN, judgement, opened, verdict


@pytest.fixture
def g2b(tmp_path, monkeypatch, capsys):
    """Call the command on a survey with one town: S1 half, S4 not testable."""
    monkeypatch.setenv("G2B_HOME", str(tmp_path))
    monkeypatch.setenv("G2B_LANG", "de")
    monkeypatch.setenv("COLUMNS", "160")
    engine, store, run = opened(tmp_path)
    store.add_scan(run, ScanFacts(TOWN, "done"), judgement(verdict("S1", 0.5), verdict("S4", None, State.NOT_TESTABLE)))
    engine.dispose()
    return lambda *arguments: called(monkeypatch, capsys, *arguments)


SAID = ("--reason", "Feld steht im Kopf", "--by", "A. Muster")


def test_a_review_is_given_without_naming_the_subcommand(g2b):
    code, out, _ = g2b("review", "2026", "musterfeld", "s1", "--points", "2", *SAID)
    assert code == 0
    assert out.splitlines() == [
        "Prüfvermerk 1: Musterfeld, S1",
        "Gesamt mit Prüfvermerken 100,0 (50,0–100,0), ohne 50,0 (25,0–75,0); von Hand entschieden: 1",
    ]


def test_the_list_shows_both_scores_and_who_said_why(g2b):
    g2b("review", "2026", "Musterfeld", "S1", "--points", "2", *SAID)
    _, out, _ = g2b("review", "list", "2026")
    assert "1,0 → 2,0" in out
    assert "A. Muster" in out
    assert "gilt" in out


def test_the_scorecard_says_that_a_person_decided(g2b):
    g2b("review", "2026", "Musterfeld", "S1", "--points", "2", *SAID)
    _, out, _ = g2b("show", "2026", "Musterfeld")
    flat = " ".join(out.replace("│", " ").split())
    assert "2,0 / 2" in flat
    assert "durch A. Muster: Feld steht im Kopf (Scanner: 1)" in flat
    assert "Musterfeld · 2026 · erhoben (Entwurf)" in flat
    assert "davon von Hand: 1" in flat
    assert "Gesamt ohne Prüfvermerke 50,0 (25,0–75,0)" in flat


def test_runs_and_overview_say_how_far_a_run_has_come(g2b):
    g2b("review", "stage", "2026", "checked", "--by", "A. Muster")
    assert "geprüft (Entwurf)" in g2b("runs")[1]
    g2b("review", "stage", "2026", "released", "--by", "A. Muster")
    assert "freigegeben" in g2b("runs")[1]
    assert g2b("show", "2026")[1].startswith("2026 · freigegeben\n")


def test_a_file_that_proves_it_is_kept_under_its_hash(g2b, tmp_path):
    proof = tmp_path / "Foto.PNG"
    proof.write_bytes(b"picture")
    g2b("review", "2026", "Musterfeld", "S1", "--points", "2", "--evidence", proof, *SAID)
    proof.unlink()
    kept = list((tmp_path / "reviews").iterdir())
    assert [one.read_bytes() for one in kept] == [b"picture"]
    assert kept[0].name in g2b("review", "show", "1")[1].replace("\n", "")


def test_a_withdrawn_review_is_still_shown_with_its_end(g2b):
    g2b("review", "2026", "Musterfeld", "S1", "--points", "2", *SAID)
    assert g2b("review", "withdraw", "1", "--by", "A. Muster", "--reason", "verwechselt")[0] == 0
    out = g2b("review", "show", "1")[1]
    assert "zurückgezogen" in out
    assert "verwechselt" in out


def test_the_way_to_the_release_is_told_with_names(g2b):
    for stage in ("checked", "hearing", "released"):
        assert g2b("review", "stage", "2026", stage, "--by", "Leitung")[0] == 0
    _, out, _ = g2b("review", "stage", "2026")
    assert out.splitlines()[0] == "2026 · freigegeben"
    assert [line.split("  ")[1] for line in out.splitlines()[1:]] == [
        "geprüft (Entwurf)", "zur Stellungnahme (Entwurf)", "freigegeben",
    ]  # fmt: skip


def test_everything_that_people_did_stands_in_the_log(g2b):
    g2b("review", "2026", "Musterfeld", "S1", "--points", "2", *SAID)
    g2b("review", "withdraw", "1", "--by", "B. Beispiel", "--reason", "verwechselt")
    g2b("review", "stage", "2026", "checked", "--by", "Leitung")
    lines = g2b("review", "log", "2026")[1].splitlines()
    assert [line.split("  ")[1] for line in lines] == ["A. Muster", "B. Beispiel", "Leitung"]


def test_a_released_run_takes_corrections_and_nothing_that_changes_it_silently(g2b):
    for stage in ("checked", "released"):
        g2b("review", "stage", "2026", stage, "--by", "Leitung")
    code, _, error = g2b("review", "2026", "Musterfeld", "S1", "--points", "2", *SAID)
    assert (code, "is released" in error) == (2, True)
    assert g2b("publish", "2026", "Musterfeld", "1")[0] == 2
    assert g2b("scan", "Hille", "--run", "2026", "--reason", "noch einmal")[0] == 2
    assert g2b("review", "2026", "Musterfeld", "S1", "--points", "2", "--correction", *SAID)[0] == 0
    assert "Berichtigung" in g2b("review", "list", "2026")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("2026", "Musterfeld", "S1", *SAID), "entweder Punkte oder einen Zustand", id="neither"),
        pytest.param(("2026", "Musterfeld", "S1", "--points", "1", "--note", *SAID), "gibt keine Punkte", id="note"),
        pytest.param(("2026", "Musterfeld", "S1", "--state", "kaputt", *SAID), "keinen Zustand", id="state"),
        pytest.param(("2026", "Musterfeld", "S1", "--points", "9", *SAID), "from 0 to 2", id="scale"),
        pytest.param(("2026", "Mustrefeld", "S1", "--points", "1", *SAID), "Musterfeld", id="town"),
        pytest.param(("2025", "Musterfeld", "S1", "--points", "1", *SAID), "2026", id="run"),
        pytest.param(
            ("2026", "Musterfeld", "S1", "--points", "1", "--valid-until", "bald", *SAID), "kein Tag", id="day"
        ),
        pytest.param(
            ("2026", "Musterfeld", "S1", "--points", "1", "--evidence", "fehlt.png", *SAID), "fehlt.png", id="file"
        ),
    ],
)
def test_bad_input_is_one_clear_message(g2b, arguments, told):
    code, _, error = g2b("review", *arguments)
    assert code == 2
    assert told in error
    assert "keine Prüfvermerke" in g2b("review", "list", "2026")[1]
