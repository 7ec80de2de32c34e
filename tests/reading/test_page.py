"""Pages that nobody should send: read in bounded time, never raising."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.reading.facts import Quality, Region
from scanner.reading.vocabulary import Pattern
from tests.reading.pages import lexicon, read

PIECES = [
    "<p>",
    "</div>",
    "<table><tr><td>",
    "<b>",
    "<a href='x'>",
    "&bogus;",
    "&#xffffffff;",
    "\x00",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "Gebühr: 26 Euro",
    "Frau Muster 05999 55-1",
    "<form><input>",
    "<select><option>",
    "<h1>",
    "<frameset>",
    "%",
    "\ud83d\ude00",
]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "Rathaus" + "</div>" * 10_000 + "<p>Danach</p>",
        "<font>Rathaus " * 5_000 + "<p>Danach</p>",
        "<table><tr><td>" * 3_000 + "Rathaus<p>Danach",
        "<ul><li>" * 3_000 + "Rathaus<p>Danach",
        "<a href=x><b>" * 3_000 + "Rathaus<p>Danach",
    ],
    ids=["div", "font", "table", "list", "links"],
)
def test_deep_markup_is_read_to_the_end(html):
    started = time.process_time()
    page = read(f"<body>{html}")
    assert "Rathaus" in " ".join(block.text for block in page.blocks)
    assert "Danach" in " ".join(block.text for block in page.blocks)
    assert max(len(block.path) for block in page.blocks) < 6_000
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "html",
    [
        "Wort " * 400_000,
        "Wort" * 400_000,
        "a@" * 100_000,
        "0" * 300_000,
        "05999 " * 60_000,
        "A B " * 100_000,
        "Frau Muster " * 30_000,
        "<p>Wort</p>" * 100_000,
        "<a href=x>Wort</a>" * 70_000,
        "&shy;" * 300_000,
        "- " * 200_000,
        "<input>" * 50_000,
        "Mo 8-" * 60_000,
    ],
    ids=[
        "words",
        "word",
        "ats",
        "zeros",
        "numbers",
        "letters",
        "names",
        "paragraphs",
        "links",
        "hyphens",
        "dashes",
        "inputs",
        "days",
    ],
)
def test_long_pages_are_read_in_bounded_time(html):
    started = time.process_time()
    read(f"<body><main><h1>Gewerbe</h1>{html}</main>")
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 1000,
        b"\xff" * 1000,
        b"<",
        b"<!",
        b"<html",
        b"<p \x00=\x00>x",
        b"<![CDATA[x]]>",
        b"<?php echo 1 ?>",
        b"{}",
        bytes(range(256)),
    ],
)
def test_rubbish_is_a_page_too(body):
    assert read(body).status == 200


def test_other_files_are_no_pages():
    page = read(b"\x89PNG\r\n", kind="image/png")
    assert (page.quality, page.blocks) == (Quality.CONTENT, ())
    assert read("Adresse nicht da", kind="text/plain", status=404).quality is Quality.ERROR


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_reading_never_raises_and_facts_fit_together(html):
    page = read(html.encode("utf-8", "surrogatepass"))
    count, sections = len(page.blocks), len(page.sections)
    assert all(-1 <= block.section < sections for block in page.blocks)
    assert all(0 <= each.first <= each.last <= count for each in page.sections)
    assert all(-1 <= link.block < count and -1 <= link.section < sections for link in page.links)
    assert all(-1 <= each.section < sections for kind in (page.forms, page.contacts, page.values) for each in kind)
    assert {block.region for block in page.blocks} <= set(Region)


def test_the_same_bytes_give_the_same_facts():
    html = "<main><h1>Gewerbe</h1><p>Gebühr: 26 Euro</p><p>Frau Muster, 05999 55-1</p></main>"
    assert read(html) == read(html)


def test_a_set_without_the_lists_of_reading_still_reads():
    from criteria.words import Lexicon
    from scanner.reading.page import read_page
    from tests.reading.pages import capture

    page = read_page(capture(), b"<main><h1>Gewerbe</h1><p>Text</p></main>", Lexicon({}))
    assert [block.text for block in page.blocks] == ["Gewerbe", "Text"]


@pytest.mark.parametrize("name", sorted(lexicon().expressions))
def test_expressions_match_something_but_not_everything(name):
    if name in ("months",):
        return
    assert "" not in Pattern(lexicon().expressions[name])
    for expression in lexicon().expressions[name]:
        assert Pattern([expression]).machine.search("qqq") is None
