"""What a domain expert sees of ``g2b criteria``."""

import json
import re
import shutil

import pytest
from typer.testing import CliRunner

from criteria.loading import folder_of
from scanner.cli.criteria import app


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")

    def run(*arguments, lang="de"):
        monkeypatch.setenv("G2B_LANG", lang)
        return CliRunner().invoke(app, list(arguments))

    return run


def test_list_names_every_criterion_with_its_question(run):
    shown = run("list").stdout
    assert "Suchfeld auf der Startseite" in shown
    assert "Finde ich auf der Startseite sofort ein Suchfeld?" in shown
    assert len(re.findall(r"│ [SUAFE]\d +│", shown)) == 32
    assert "Do I see a search field" in run("list", lang="en").stdout


def test_check_of_the_built_in_set_ends_well(run):
    result = run("check")
    assert result.exit_code == 0
    assert "g2b-2026: 32 Kriterien ohne Fehler" in result.stdout


def test_check_tells_every_mistake_and_ends_with_2(run, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder_of("g2b-2026"), copy, ignore=shutil.ignore_patterns("examples"))
    rules = copy / "S.yaml"
    text = rules.read_text("utf-8")
    rules.write_text(text.replace("in: homepage", "in: hompage"), "utf-8")
    result = run("check", "--criteria", str(copy))
    assert result.exit_code == 2
    assert "S1.rule.steps.1.any.1.in: 'hompage' is not allowed" in result.stderr
    assert result.stderr.rstrip().endswith(f"{text.count('in: homepage')} Fehler")


def test_explain_says_rules_in_words(run):
    shown = run("explain", "U2", "f4").stdout
    assert "U2 Klicktiefe zu den Kernleistungen (Version 1, 0 bis 3 Punkte)" in shown
    assert "F4 Interaktive Online-Formulare" in shown
    assert "0 to 3 points" in run("explain", "U2", lang="en").stdout


def test_examples_are_tried_and_counted(run):
    result = run("test", "S1")
    assert result.exit_code == 0
    assert "S1" in result.stdout
    assert "richtig" in result.stdout


def test_an_example_that_fails_is_named_and_ends_with_1(run, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(
        folder_of("g2b-2026"), copy, ignore=shutil.ignore_patterns("[T-Z][0-9]", "A[0-9]", "F[0-9]", "E[0-9]")
    )
    example = copy / "examples" / "S1" / "newsletter.yaml"
    example.write_text(example.read_text("utf-8").replace("worth: 0", "worth: 1"), "utf-8")
    result = run("test", "S1", "--criteria", str(copy))
    assert result.exit_code == 1
    assert "S1/newsletter: 1 erwartet, 0 erhalten" in result.stdout


def test_the_schema_of_rules_is_json_and_all_can_be_written(run, tmp_path):
    assert json.loads(run("schema").stdout)["patternProperties"]
    written = run("schema", "--output", str(tmp_path / "schemas")).stdout
    assert written.count("geschrieben: ") == len(list((tmp_path / "schemas").iterdir())) == 5
