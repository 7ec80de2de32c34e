"""What a user sees of the commands: texts in two languages, exit codes, one clear message for each mistake."""

import json
import re
from pathlib import Path

import pytest

from results.store import ScanFacts
from scanner.cli import app, options_first
from scanner.cli.options import TEXTS
from scanner.cli.reference import reference
from tests.calling import called
from tests.results.samples import AS_OF, TOWN, finding, judgement, opened, verdict


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command in a fresh home; returns (exit code, standard output, standard error)."""
    for name in ("OPERATOR", "CONTACT", "HOME", "DATABASE", "PROXY"):
        monkeypatch.delenv(f"G2B_{name}", raising=False)
    monkeypatch.setenv("COLUMNS", "160")

    def run(*arguments):
        return called(monkeypatch, capsys, "--home", tmp_path, *arguments)

    return run


@pytest.fixture
def stored(tmp_path):
    engine, store, run = opened(tmp_path)
    store.add_scan(run, ScanFacts(TOWN, "done", AS_OF, AS_OF), judgement(verdict("S1", 0.5), services=(finding(),)))
    engine.dispose()


def test_every_text_stands_in_both_languages():
    assert TEXTS.keys("de") == TEXTS.keys("en")


def test_the_language_may_be_asked_for_anywhere():
    assert options_first(["show", "2026", "--lang", "en", "hille"]) == ["--lang", "en", "show", "2026", "hille"]


@pytest.mark.usefixtures("stored")
def test_runs_are_listed_in_german_and_english(call):
    assert "Erhebung" in call("runs")[1]
    code, out, _ = call("runs", "--lang", "en")
    assert code == 0
    assert re.search(r"2026 .* Nov 24, 2026 .* live .* 1 scanned", out)


def test_without_any_run_the_way_to_begin_is_told(call):
    assert "g2b demo" in call("runs")[1]


@pytest.mark.usefixtures("stored")
def test_a_scorecard_shows_points_services_and_evidence(call):
    code, out, _ = call("show", "2026", "musterfeld", "--evidence")
    assert code == 0
    assert re.search(r"S1 .*Suchfeld auf der Startseite.* 1,0 / 2", out)
    assert "http://www.musterfeld.example/" in out
    assert re.search(r"Gewerbeanmeldung .* 3 ", out)


@pytest.mark.usefixtures("stored")
def test_a_run_at_a_glance_has_a_table_per_league(call):
    assert "Übrige Städte und Gemeinden" in call("show", "2026")[1]


@pytest.mark.usefixtures("stored")
def test_an_export_is_written(call, tmp_path):
    code, out, _ = call("export", "--run", "2026", "--format", "json", "--output", str(tmp_path / "a/b.json"))
    assert (code, json.loads((tmp_path / "a/b.json").read_text())["run"]) == (0, "2026")
    assert "Geschrieben" in out


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "2062"], "no run named '2062'\n  did you mean 2026?"),
        (["show", "2026", "Mustrefeld"], "did you mean Musterfeld?"),
        (["why", "2026", "musterfeld"], "g2b why 2026 hille S2"),
        (["why", "2026", "musterfeld", "S1"], "kein Archiv"),
        (["scan", "hille"], "--label NAME"),
        (["scan", "hile", "--label", "x"], "did you mean Hille"),
        (["scan", "--registry", "missing.csv", "--label", "x"], "missing.csv"),
        (["scan", "hille", "--label", "x"], "who asks: operator and contact not set"),
        (["scan", "hille", "--label", "x", "--delay", "-1"], "setting 'delay'"),
        (["scan", "hille", "--label", "x", "--as-of", "Juni"], "'Juni' ist kein Datum"),
        (["scan", "hille", "--label", "x", "--as-of", "2999-01-01"], "liegt nicht in der Vergangenheit"),
        (["scan", "hille", "--run", "2026", "--as-of", "2019-06-01"], "steht für einen anderen Tag"),
        (["scan", "hille", "--run", "2062"], "no run named '2062'"),
    ],
)
def test_a_mistake_gets_one_message_and_exit_code_2(call, arguments, message):
    code, _, err = call(*arguments)
    assert code == 2
    assert message in err
    assert "Traceback" not in err


@pytest.mark.usefixtures("stored")
def test_a_label_that_is_taken_is_refused_before_anything_is_fetched(call, monkeypatch):
    monkeypatch.setenv("G2B_OPERATOR", "Test")
    monkeypatch.setenv("G2B_CONTACT", "test@practice.example")
    code, _, err = call("scan", "hille", "--label", "2026")
    assert code == 2
    assert "'2026' is there already" in err


def test_the_reference_in_docs_is_up_to_date(monkeypatch):
    monkeypatch.setenv("G2B_LANG", "en")
    listed = (Path(__file__).parents[2] / "docs/commands.md").read_text("utf-8")
    names = set(re.findall(r"^- `(--[\w-]+)", reference(app), re.M))
    assert names == set(re.findall(r"^- `(--[\w-]+)", listed, re.M))
    assert re.findall(r"^## .*", reference(app), re.M) == re.findall(r"^## .*", listed, re.M)
