"""What a mayor gets from ``g2b why``: lines in the terminal, or a page to print."""

import re
from dataclasses import replace
from types import SimpleNamespace

import lxml.html
import pytest
from typer.testing import CliRunner

from results.queries import ScanInfo
from scanner.cli import app
from scanner.cli import why as command
from scanner.cli.why import lines_of
from scanner.cli.why_page import page_of
from scanner.judging.answers import answer_url, answer_why
from scanner.judging.judge import judge
from scanner.judging.why import why_criterion
from scanner.judging.why_url import why_url
from scanner.model.place import Place
from scanner.model.review import Review, ReviewKind, basis_of
from scanner.model.verdict import State
from tests.judging.builders import AS_OF, HOST, TOWN, OfferKind, offer, with_service


def town():
    return with_service(offers={"gewerbe_anmeldung": (offer(kind=OfferKind.PDF),)})


def scan(archive=""):
    judged = judge(town(), scanner_version="1")
    return ScanInfo(
        1, "2026", TOWN.ags, TOWN.name, TOWN.league, TOWN.kind, 1, "", "done", "", AS_OF, AS_OF, archive, {}, {}, judged
    )


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Return a function that runs the command on a town made by hand."""
    archive = tmp_path / "archive.warc.gz"
    archive.write_bytes(b"")
    results = SimpleNamespace(scan=lambda *_: scan(str(archive)))
    monkeypatch.setattr(command, "results_of", lambda *_: results)
    monkeypatch.setattr(command, "site_of", lambda *_: town())

    def run(*arguments, lang="de"):
        monkeypatch.setenv("G2B_LANG", lang)
        return CliRunner().invoke(app, ["why", "2026", "Musterfeld", *arguments])

    return run


def test_a_score_is_explained_with_what_is_missing(run):
    shown = run("F2").stdout

    assert "Gemeinde Musterfeld · F2 Formularabdeckung der Kernleistungen: 7,7 %" in shown
    assert "erfüllt bei 1 von 13 Kernleistungen" in shown
    assert "je 7,7 Prozentpunkte mehr: ein PDF-Formular, ein Online-Formular oder ein Direktlink" in shown
    assert "    – Gewerbeummeldung" in shown
    assert f"{HOST}/gewerbe" in shown


def test_a_score_that_would_be_another_today_is_told(run, monkeypatch):
    monkeypatch.setattr(command, "site_of", lambda *_: with_service())
    assert "In der Erhebung steht 7,7 %; nach den Regeln und mit dem Prüfer von heute wären es 0 %." in run("F2").stdout
    assert "In der Erhebung" not in run("E1").stdout


def test_what_a_person_decided_stands_first_and_is_no_other_rule(run, monkeypatch):
    judged = scan(str(command.__file__))
    verdict = next(one for one in judged.judgement.verdicts if one.criterion == "F2")
    review = Review(1, "2026", judged.ags, "F2", ReviewKind.SCORE, State.SCORED, 0.5, "steht im Menü", "A. Muster", AS_OF,
                    basis_of(verdict))  # fmt: skip
    reviewed = replace(judged, reviews=(review,))
    monkeypatch.setattr(command, "results_of", lambda *_: SimpleNamespace(scan=lambda *_: reviewed))
    shown = run("F2").stdout
    assert "Formularabdeckung der Kernleistungen: 50 %\n" in shown
    assert "durch A. Muster: steht im Menü" in shown
    assert "Vermerkt: Ohne Prüfvermerk wären es 7,7 %. 7,7 %: erfüllt bei 1 von 13 Kernleistungen." in shown
    assert "In der Erhebung" not in shown


def test_a_page_is_followed(run):
    assert "zählt als Leistungsseite" in run("--url", "/gewerbe").stdout
    assert "counts as a service page" in run("--url", "/gewerbe", lang="en").stdout


def test_it_is_one_of_both(run):
    assert run().exception
    assert run("F2", "--url", "/gewerbe").exception


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_says_what_the_terminal_says(run, tmp_path, language):
    for question in (("U6",), ("--url", f"{HOST}/gewerbe")):
        path = tmp_path / "seite" / "why.html"
        assert run(*question, "--page", str(path), lang=language).exit_code == 0
        read = " ".join(str(lxml.html.fromstring(path.read_text("utf-8")).xpath("string()")).split())
        for line in run(*question, lang=language).stdout.splitlines()[2:]:
            words = re.split(r"(?: more| weitere)$|: ", line.strip(" –"))[0].split(" [")[0]
            assert words.rstrip(":") in read or line.endswith(":"), line


def test_the_page_is_well_formed_for_everyone():
    html = page_of(answer_why(why_criterion(town(), "U6"), town().set, "de"), scan(), "de")
    page = lxml.html.document_fromstring(html)

    assert page.get("lang") == "de"
    assert len(page.findall(".//h1")) == 1
    assert str(page.findtext(".//title")).startswith("U6 ")
    assert all(table.find("caption") is not None for table in page.findall(".//table"))
    assert all(head.get("scope") in ("col", "row") for head in page.findall(".//th"))
    assert not page.xpath("//script | //link | //img | //iframe")
    assert "@media print" in html
    assert "@import" not in html


def test_nothing_from_the_web_becomes_markup():
    hostile = Place("javascript:alert(1)", AS_OF, "<b>", '<script>alert("x")</script>', "")
    answer = replace(answer_why(why_criterion(town(), "U6"), town().set, "de"), evidence=(hostile,))
    html = page_of(answer, scan(), "de")

    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert 'href="javascript' not in html
    told = answer_url(why_url(town(), 'http://x.example/"><script>'), town().set, "de")
    assert "<script" not in page_of(told, scan(), "de")


def test_the_terminal_tells_doubt():
    answer = replace(answer_why(why_criterion(town(), "U6"), town().set, "de"), doubts=("Zweifel.",))

    assert "Nicht ganz sicher: Zweifel." in list(lines_of(answer, scan()))


def test_a_file_that_can_t_be_written_is_told(run, tmp_path):
    (tmp_path / "voll").write_text("")
    assert "voll" in str(run("F2", "--page", str(tmp_path / "voll" / "x.html")).exception)
