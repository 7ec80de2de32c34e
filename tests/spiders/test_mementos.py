"""What a web archive sends becomes the answer of the site again."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

from scanner.archive.exchange import Exchange
from spiders.mementos import is_memento, then

SOURCE = "http://archive.example/web/20190520000000id_/http://www.musterdorf.example/a"
URL = "http://www.musterdorf.example/a"
NOW, MAY = datetime(2026, 1, 1, tzinfo=UTC), datetime(2019, 5, 20, tzinfo=UTC)


def sent(*headers: tuple[str, str], status: int = 200, body: bytes = b"<p>Amt</p>") -> Exchange:
    return Exchange(SOURCE, status, NOW, headers, body, request_headers=(("User-Agent", "G2B"),), address="10.0.0.1")


def original(address: str) -> str:
    return address.partition("id_/")[2] or address


def test_address_time_and_headers_are_those_of_then() -> None:
    answer = sent(
        ("Content-Type", "text/html"),
        ("Memento-Datetime", "Mon, 20 May 2019 10:11:12 GMT"),
        ("X-Archive-Orig-Server", "Apache"),
        ("X-Archive-Orig-Content-Length", "99"),
        ("Server", "archive"),
        ("Link", "<a>; rel=original"),
    )
    made = then(answer, URL, MAY, SOURCE, original)
    assert (made.url, made.fetched, made.source) == (URL, datetime(2019, 5, 20, 10, 11, 12, tzinfo=UTC), SOURCE)
    assert made.headers == (("Server", "Apache"), ("Content-Type", "text/html"))
    assert (made.body, made.request_headers, made.address) == (b"<p>Amt</p>", (), "")


def test_where_the_archive_says_no_time_the_index_does() -> None:
    assert then(sent(), URL, MAY, SOURCE, original).fetched == MAY


def test_a_redirect_of_then_leads_to_an_address_of_then() -> None:
    for place in (f"{SOURCE[:-1]}b", "/web/20190520000000id_/http://www.musterdorf.example/b"):
        made = then(sent(("Location", place), status=302), URL, MAY, SOURCE, original)
        assert made.header("location") == "http://www.musterdorf.example/b"
    made = then(sent(("Location", "x"), ("x-archive-orig-location", "b?c=d"), status=301), URL, MAY, SOURCE, original)
    assert made.header("location") == "http://www.musterdorf.example/b?c=d"


def test_a_body_is_unpacked_the_way_it_is_packed_now() -> None:
    packed = gzip.compress(b"Amt")
    said = ("x-archive-orig-content-encoding", "gzip")
    assert then(sent(said, body=packed), URL, MAY, SOURCE, original).header("content-encoding") == "gzip"
    assert then(sent(said), URL, MAY, SOURCE, original).header("content-encoding") == ""
    by_archive = sent(("x-archive-orig-content-encoding", "br"), ("Content-Encoding", "gzip"), body=packed)
    assert then(by_archive, URL, MAY, SOURCE, original).header("content-encoding") == "gzip"


def test_a_capture_is_told_from_what_the_archive_says_itself() -> None:
    assert is_memento(sent(("Memento-Datetime", "x")))
    assert is_memento(sent(("X-Archive-Orig-Server", "x")))
    assert not is_memento(sent(("Content-Type", "text/html"), status=404))
