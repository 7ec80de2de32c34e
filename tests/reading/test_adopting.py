"""A crawl that others made becomes a municipality's archive: hers, what is lacking, and what was never asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from criteria.loading import load_set
from criteria.registry import Municipality
from scanner.archive.deriving import derive
from scanner.archive.reader import Archive
from scanner.archive.records import Failure, Manifest, Purpose
from scanner.archive.writer import ArchiveWriter
from scanner.reading.adopting import Foreign, adopt, homepage_in
from scanner.reading.captures import read_captures
from tests.archive.making import exchange

TOWN = Municipality("05999001", "Musterfeld", "Gemeinde", "gemeinde", "http://www.musterfeld.example/")
HTML = "text/html; charset=utf-8"
SEARCH = "<header><form action=/suche><input type=search name=q><button>Suche</button></form></header>"
LINKS = (
    "<a href=/gewerbe>Gewerbe anmelden</a> <a href=/nicht-da>Taxi</a> <a href=https://amt.example/form>Antrag</a>"
    "<a href=/alt>Alt</a>"
)
CRAWL = {
    "http://www.fremd.example/": (200, HTML, "<title>Ganz woanders</title>"),
    "http://www.musterfeld.example/": (
        200,
        HTML,
        f"<html><title>Musterfeld</title><body>{SEARCH}<main>{LINKS}</main></body></html>",
    ),
    "http://www.musterfeld.example/gewerbe": (
        200,
        HTML,
        f"<html><body>{SEARCH}<main><h1>Gewerbe anmelden</h1></main></body></html>",
    ),
    "http://www.musterfeld.example/alt": (301, HTML, "/gewerbe"),
    "http://www.musterfeld.example/ins-leere": (302, HTML, "/weg"),
    "http://www.musterfeld.example/suche?q=Taxi": (200, HTML, "<main>1 Treffer</main>"),
    "http://www.musterfeld.example/stil.css": (200, "text/css", "p {}"),
    "http://www.musterfeld.example/blatt.pdf": (200, "application/pdf", "%PDF-1.4"),
    "https://amt.example/form": (200, HTML, "<form><input name=a></form>"),
}


def crawl(folder: Path, pages: dict[str, tuple[int, str, str]]) -> Foreign:
    path = folder / "crawl.warc.gz"
    with ArchiveWriter(path, software="other/1") as writer:
        for url, (status, kind, text) in pages.items():
            headers = (("Content-Type", kind), *((("Location", text),) if status in (301, 302) else ()))
            writer.exchange(exchange(url=url, status=status, headers=headers, body=text.encode()))
    return Foreign(path, derive(path))


@pytest.fixture
def adopted(tmp_path: Path) -> Manifest:
    return adopt(crawl(tmp_path, CRAWL), TOWN, load_set())


def paths(manifest: Manifest, purpose: Purpose) -> list[str]:
    return ["/" + one.url.split("/", 3)[3] for one in manifest.captures if one.purpose is purpose]


def test_pages_of_her_hosts_are_hers_and_what_they_link_elsewhere_are_targets(adopted: Manifest) -> None:
    assert paths(adopted, Purpose.PAGE) == ["/", "/gewerbe", "/alt"]
    assert paths(adopted, Purpose.TARGET) == ["/blatt.pdf", "/form"]
    assert paths(adopted, Purpose.ASSET) == ["/stil.css"]
    assert (adopted.ags, adopted.source) == ("05999001", "file")


def test_a_question_to_her_search_is_a_search(adopted: Manifest) -> None:
    (asked,) = (one for one in adopted.captures if one.purpose is Purpose.SEARCH)
    assert (asked.term, asked.engine) == ("Taxi", adopted.engines[0].id)
    assert Purpose.SEARCH in adopted.unasked


def test_what_is_linked_and_not_held_is_missing_and_never_absent(adopted: Manifest) -> None:
    assert [(one.url, one.failure) for one in adopted.missing] == [
        ("http://www.musterfeld.example/nicht-da", Failure.NOT_ARCHIVED)
    ]
    assert not adopted.complete


def test_the_homepage_may_be_an_earlier_one(tmp_path: Path) -> None:
    manifest = crawl(tmp_path, CRAWL).manifest
    moved = replace(TOWN, homepage="https://musterfeld.digital.example/", homepage_before=("www.musterfeld.example",))
    assert homepage_in(manifest, TOWN) == TOWN.homepage
    assert homepage_in(manifest, moved) == "https://www.musterfeld.example/"
    assert not homepage_in(manifest, replace(TOWN, homepage="http://www.nirgends.example/"))


def test_a_homepage_that_answered_with_an_error_is_not_held(tmp_path: Path) -> None:
    broken = {TOWN.homepage: (503, HTML, "down")}
    assert not homepage_in(crawl(tmp_path, broken).manifest, TOWN)


@pytest.mark.parametrize(
    ("encoding", "encode"), [("br", brotli.compress), ("zstd", zstandard.ZstdCompressor().compress)]
)
def test_bodies_that_a_browser_was_sent_are_decoded(tmp_path: Path, encoding: str, encode) -> None:
    path = tmp_path / "crawl.warc.gz"
    headers = (("Content-Type", HTML), ("Content-Encoding", encoding))
    with ArchiveWriter(path, software="other/1") as writer:
        writer.exchange(exchange("/", encode(CRAWL[TOWN.homepage][2].encode()), headers=headers))
    manifest = adopt(Foreign(path, derive(path)), TOWN, load_set())
    ((_, page),) = read_captures(Archive(path, manifest), load_set().lexicon).pages
    assert page.title == "Musterfeld"
