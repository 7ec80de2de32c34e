"""Archived pages as evidence: nothing that acts is left, and the place is marked."""

import lxml.html
import pytest

from scanner.model.place import Place
from scanner.reading.marking import MARK, mark
from tests.archive.making import NOON

URL = "http://www.musterfeld.example/"
HTML = "text/html; charset=utf-8"
HOSTILE = b"""<html><head><title>T</title><meta name=viewport content="width=device-width">
<base href="http://evil.example/"><script>steal()</script><style>@import url(http://evil.example/x)</style></head>
<body onload="steal()"><!-- hidden --><div id=main><p style="background:url(http://evil.example/y)">Guten Tag</p>
<p>Gewerbe <a href="javascript:steal()" onclick=steal()>anmelden</a></p><img src=http://evil.example/z alt=Rathaus>
<form action=http://evil.example/ method=post><input name=q value=x onfocus=steal()></form>
<iframe src=http://evil.example/></iframe><svg><script>steal()</script></svg><my-box>Kasten</my-box></div>
<p id=g2b-mark>falsche Marke</p></body></html>"""


def place(where="", snippet=""):
    return Place(URL, NOON, where, snippet, "urn:uuid:1")


def marked(body, where="", snippet="", kind=HTML):
    found = mark(body, kind, place(where, snippet))
    page = lxml.html.document_fromstring(f"<main>{found.html}</main>")
    at = [one for one in page.iter() if one.get("id") == MARK]
    return found, [" ".join(str(one.xpath("string()")).split()) for one in at]


def test_the_place_is_found_by_its_path_in_the_tree_of_the_reader():
    found, at = marked(HOSTILE, "div#main > p:nth-child(2) > a:nth-child(1)")
    assert at == ["anmelden"]
    assert found.target == "javascript:steal()"


def test_nothing_is_left_that_acts_or_loads():
    html = mark(HOSTILE, HTML, place("div#main > p:nth-child(1)")).html
    for bad in (
        "steal",
        "evil",
        "<script",
        "<style",
        "<iframe",
        "onload",
        "action=",
        "src=",
        "href",
        "<base",
        "hidden",
    ):
        assert bad not in html, bad
    assert "[Rathaus]" in html
    assert 'value="x"' in html


@pytest.mark.parametrize(
    ("where", "snippet", "shown"),
    [
        ("", "Gewerbe anmelden", "Gewerbe anmelden"),
        ("div#weg > p:nth-child(9)", "Guten Tag | Bauamt", "Guten Tag"),
        ("div#main > my-box:nth-child(7)", "", "Kasten"),
        ("head > meta:nth-child(2)", "", '<meta name="viewport" content="width=device-width">'),
    ],
)
def test_a_place_is_marked_where_its_path_is_of_no_use_too(where, snippet, shown):
    assert marked(HOSTILE, where, snippet)[1] == [shown]


def test_a_place_that_cant_be_found_is_told():
    found, at = marked(HOSTILE, "div#weg", "steht hier nicht geschrieben")
    assert not found.found
    assert at == []


def test_answers_that_are_no_pages_are_shown_as_text():
    assert marked(b'["Gewerbe anmelden", "<b>"]', "", "Gewerbe anmelden | Bau", "application/json")[1] == [
        "Gewerbe anmelden"
    ]


@pytest.mark.parametrize("body", [b"", b"<", b"%PDF-1.4 broken", b"\x00\xff" * 50, b"<p>" * 3000 + b"tief"])
def test_it_never_raises(body):
    mark(body, HTML, place("p:nth-child(1)", "tief"))
