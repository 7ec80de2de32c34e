"""Examples beside the criteria: tiny sites that are read and judged as real ones, and the table of what they gave."""

from dataclasses import replace

import pytest

from criteria.errors import UserError
from criteria.language import Example
from scanner.judging.example_pdf import pdf_of
from scanner.judging.example_site import site_of
from scanner.judging.examples import Row, judged, run_examples, tally
from scanner.judging.observe.search import engine_of
from scanner.model.verdict import State
from scanner.reading.site_types import Kind
from tests.judging.builders import key, the_set

LONG = "Wer in der Gemeinde ein stehendes Gewerbe beginnt, zeigt das an und erhält dafür eine Bestätigung. " * 4
SERVICE = f"<h1>Gewerbeanmeldung</h1><p>{LONG}</p>"


def example(**given):
    return Example.model_validate({"kind": "counts", "why": "Probe", "worth": 1, **given})


def given(criterion, **site):
    criteria = the_set()
    return judged(criteria, criteria.criterion(criterion), example(**site))


def test_a_snippet_becomes_a_page_that_the_homepage_links():
    where = site_of(example(pages={"/gewerbe": SERVICE}), the_set())

    assert where.services["gewerbe_anmeldung"][0].page == key("/gewerbe")
    assert Kind.HOMEPAGE in where.kinds[where.home]
    assert where.clicks[key("/gewerbe")][0] == 1


def test_the_search_of_an_example_answers_all_terms():
    search = {"answers": {"Gewerbeanmeldung": ["/gewerbe"]}, "suggests": ["Gewerbe"]}
    where = site_of(example(pages={"/gewerbe": SERVICE}, search=search), the_set())
    engine = engine_of(where)

    assert engine is not None
    assert len(engine.answers) >= 23
    assert engine.answers["gewerbeanmeldung"].results[0].key == key("/gewerbe")
    assert engine.answers["gestattung"].results == ()


def test_terms_and_basket_narrow_what_the_share_is_over():
    term = {"Gewerbeanmeldung": "gewerbe_anmeldung"}
    search = {"answers": {"Gewerbeanmeldung": ["/gewerbe"]}}

    assert given("S2", pages={"/gewerbe": SERVICE}, search=search, terms=term).score == 1
    assert given("E1", pages={"/gewerbe": SERVICE}, basket=["gewerbe_anmeldung", "gewerbesteuer"]).score == 0.5


def test_what_is_missing_is_unseen_with_its_reason():
    hidden = given("U4", missing={"/": "robots"}, pages={"/x": SERVICE})

    assert (hidden.state, hidden.reason) == (State.NOT_TESTABLE, "robots")
    blocked = given("S2", search={"blocked": "captcha"}, pages={"/gewerbe": SERVICE})
    assert (blocked.state, blocked.reason) == (State.NOT_TESTABLE, "captcha")


def test_a_league_is_taken():
    where = site_of(example(league="kreis"), the_set())

    assert (where.municipality.league, len(where.municipality.ags)) == ("kreis", 5)


@pytest.mark.parametrize(
    ("words", "fill"),
    [
        ({"text": "Antrag"}, "flat"),
        ({"text": "Antrag", "fields": ["name", "ort", "datum"]}, "acroform"),
        ({"text": "Antrag", "signature": True}, "signature"),
        ({"text": "Antrag", "xfa": True}, "xfa"),
    ],
)
def test_pdfs_are_written_from_words(words, fill):
    pages = {"/": '<h1>Musterfeld</h1><a href="/antrag.pdf">Antrag</a>', "/antrag.pdf": {"pdf": words}}
    page = site_of(example(pages=pages), the_set()).pages[key("/antrag.pdf")]

    assert page.pdf is not None
    assert page.pdf.fill == fill
    assert "Antrag" in page.pdf.text


def test_the_same_words_make_the_same_pdf():
    words = example(pages={"/a.pdf": {"pdf": {"text": "Antrag", "fields": ["a"]}}}).pages["/a.pdf"].pdf

    assert words is not None
    assert pdf_of(words) == pdf_of(words)


def _row(ok, wanted, got):
    return Row("S1", "x", "counts", "", wanted, got, ok)


def test_the_tally_tells_misses_from_false_alarms():
    rows = [_row(True, "1", "1"), _row(False, "1", "0.5"), _row(False, "0", "0.5"), _row(False, "1", "not_testable")]
    sums = tally(rows)[0]

    assert (sums.hits, sums.misses, sums.false_alarms) == (1, 2, 1)


def test_a_broken_example_is_told_with_file_and_field(tmp_path):
    folder = tmp_path / "examples" / "S1"
    folder.mkdir(parents=True)
    (folder / "wrong.yaml").write_text("kind: counts\nwhy: x\nworth: 7\n", "utf-8")

    with pytest.raises(UserError, match="worth") as told:
        run_examples(replace(the_set(), folder=tmp_path), ["S1"])
    assert "wrong.yaml" in told.value.where
