"""``g2b export --municipality`` as a scorecard: which municipality, which language, and what is said where it can't be."""

import pytest

from results.queries import Results
from results.store import ScanFacts
from tests.calling import called
from tests.results.reports.look.samples import parsed
from tests.results.samples import AS_OF, TOWN, finding, judgement, opened, verdict


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command in a home with one town in two runs of different years; returns (code, output, errors)."""
    for name in ("OPERATOR", "CONTACT", "HOME", "DATABASE", "PROXY", "LANG"):
        monkeypatch.delenv(f"G2B_{name}", raising=False)
    engine, store, _ = opened(tmp_path)
    earlier = store.start_run("2022", source="live", as_of=AS_OF.replace(year=2022), settings={})
    store.add_scan(
        earlier, ScanFacts(TOWN, "done", AS_OF, AS_OF), judgement(verdict("S1", 0.5), services=(finding(level=1),))
    )
    assert [run.label for run in Results(engine).runs()] == ["2026", "2022"]
    engine.dispose()
    return lambda *arguments: called(monkeypatch, capsys, "--home", tmp_path, *arguments)


def exported(call, path, *more):
    code, _, errors = call(
        "export", "--run", "2026", "--format", "html", "--municipality", "musterfeld", "--output", path, *more
    )
    assert (code, errors) == (0, "")
    return parsed(path.read_text("utf-8"))


def test_scorecard_is_written_beside_the_survey_before(call, tmp_path):
    tree = exported(call, tmp_path / "karte.html")
    assert tree.xpath("string(//h1)") == "Musterfeld"
    told = " ".join(tree.xpath("string(//section[@class='changes'])").split())
    assert "+50 Suchfeld auf der Startseite: von 50 auf 100 (Website)" in told
    assert "Volle Punktzahl" in tree.xpath("string(//table[contains(@class, 'criteria')])")


def test_scorecard_in_english_without_earlier_surveys(call, tmp_path):
    tree = exported(call, tmp_path / "card.html", "--lang", "en", "--with", "none")
    assert "First survey: nothing to compare with yet" in " ".join(tree.text_content().split())


def test_scorecard_twice_is_the_same_bytes(call, tmp_path):
    for name in ("a.html", "b.html"):
        exported(call, tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_municipality_that_is_not_there_is_told(call, tmp_path):
    code, _, errors = call(
        "export", "--run", "2026", "--format", "html", "--municipality", "nirgends", "--output", tmp_path / "a.html"
    )
    assert code == 2
    assert "nirgends" in errors
    assert not (tmp_path / "a.html").exists()


@pytest.mark.browser
def test_scorecard_on_paper_is_the_same_bytes_each_time(call, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        assert (
            call(
                "export",
                "--run",
                "2026",
                "--format",
                "pdf",
                "--municipality",
                "musterfeld",
                "--output",
                tmp_path / name,
            )[0]
            == 0
        )
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.7")
