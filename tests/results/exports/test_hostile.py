"""Text from the web ends as text in every format, whatever it tries to be."""

import pytest

from results.exports.hostile import LONGEST, clean, defused, safe_link
from tests.whole.hostile import TEXTS, ends, known

QUICK = ["json", "json-full", "csv"]


@pytest.mark.parametrize("name", TEXTS)
def test_it_ends_as_text_in_json_and_csv(name):
    assert [fine for _, fine in ends(name, QUICK)] == [True] * len(QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_it_ends_as_text_in_workbooks_and_pages(name):
    forms = [form for form in known() if form not in QUICK]
    assert "xlsx" in forms
    assert [(words, fine) for words, fine in ends(name, forms) if not fine] == []


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "  =1", '"=1', "'=1", "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(text):
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", ["Gewerbe", "1-2", "a=b", "", "– kein", "2026"])
def test_other_text_gets_none(text):
    assert defused(text) == text


def test_signs_that_nobody_sees_go_and_long_text_is_cut():
    assert clean("a\x00b\u202ec\ud800d\r\ne\u2028f") == "abc�d\ne\nf"
    assert len(clean("x" * 1_000_000)) == LONGEST
    assert clean("Ämter, 5 €\t„so“") == "Ämter, 5 €\t„so“"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "http://", "https://a b.example",
            "mailto:a@b.example", "https://ort.example/" + "a" * 2_100, 'https://ort.example/"onx=1', "ftp://ort.example"]
)  # fmt: skip
def test_only_web_addresses_become_links(url):
    assert safe_link(url) == ""


def test_a_web_address_is_a_link():
    assert safe_link("https://ort.example/a?b=1#c") == "https://ort.example/a?b=1#c"
