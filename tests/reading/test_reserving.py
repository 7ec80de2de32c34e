"""A reservation against text and data mining is noted wherever a site can say it."""

from dataclasses import replace

import pytest

from scanner.archive.exchange import Exchange
from scanner.archive.reader import Archive
from scanner.archive.records import Manifest, Purpose
from scanner.archive.writer import ArchiveWriter
from scanner.reading.reserving import reservations
from tests.archive.making import NOON, capture, exchange

HTML = ("Content-Type", "text/html")


@pytest.fixture
def noted(tmp_path):
    """Return a function that archives answers and returns what is noted of them."""

    def noted(*answers: Exchange):
        captures = []
        with ArchiveWriter(tmp_path / "a.warc.gz", software="test/1") as writer:
            for answer in answers:
                purpose = Purpose.ROBOTS if answer.url.endswith("/robots.txt") else Purpose.PAGE
                made = capture(writer.exchange(answer), answer)
                kind = answer.header("content-type")
                captures.append(replace(made, purpose=purpose, headers=answer.headers, content_type=kind))
        manifest = Manifest("05999001", "Musterfeld", "gemeinde", "", NOON, captures=tuple(captures))
        return reservations(manifest, Archive(tmp_path / "a.warc.gz", manifest).body)

    return noted


@pytest.mark.parametrize(
    ("path", "body", "headers", "way"),
    [
        ("/", b"<p>x</p>", (HTML, ("TDM-Reservation", "1")), "header"),
        ("/", b"<p>x</p>", (HTML, ("X-Robots-Tag", "noindex, noai")), "noai"),
        ("/", b"<meta content='1' name=\"tdm-reservation\">", (HTML,), "meta"),
        ("/", b'<META NAME=robots CONTENT="index, noimageai">', (HTML,), "noai"),
        ("/.well-known/tdmrep.json", b'[{"location": "/*", "tdm-reservation": 1}]', (), "tdmrep"),
        ("/ai.txt", b"User-Agent: *\nDisallow: /\n", (), "ai_txt"),
        ("/robots.txt", b"User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n", (), "robots"),
    ],
)
def test_each_way_is_seen(noted, path, body, headers, way):
    answer = exchange(path, body, headers=headers)
    assert noted(answer) == (f"reserved:{way}:1:{answer.url}",)


@pytest.mark.parametrize(
    ("path", "body", "headers"),
    [
        ("/", b'<meta name="tdm-reservation" content="0"><meta name=robots content="noindex">', (HTML,)),
        ("/", b"<p>Der Verein noai hat tdm-reservation: 1 gesagt</p>", (HTML, ("X-Robots-Tag", "noindex"))),
        ("/.well-known/tdmrep.json", b"<html>nicht gefunden", (HTML,)),
        ("/ai.txt", b"User-Agent: *\nDisallow:\n", ()),
        ("/robots.txt", b"User-agent: GPTBot\nDisallow: /\n", ()),
    ],
)
def test_what_is_none_is_not_taken_for_one(noted, path, body, headers):
    assert noted(exchange(path, body, headers=headers)) == ()


def test_pages_of_a_host_are_counted_together(noted):
    pages = [exchange(f"/{number}", b"<p>x</p>", headers=(HTML, ("tdm-reservation", "1"))) for number in range(3)]
    assert noted(*pages) == ("reserved:header:3:http://www.musterfeld.example/0",)
