"""Pages from snippets of HTML, read with the words of the criteria set, for tests of page reading."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import yaml

import criteria
from criteria.words import Lexicon
from scanner.archive.records import Capture, Purpose
from scanner.reading.facts import Block, Contact, PageFacts, Region, Value
from scanner.reading.page import read_page
from scanner.reading.vocabulary import Vocabulary

URL = "http://www.musterfeld.example/rathaus/seite.html"
FILES = ("regions", "quality", "contacts", "values", "pdf", "forms")


@cache
def lexicon() -> Lexicon:
    """Return the lists of page reading alone: a mistake elsewhere in the set is no mistake of reading."""
    folder = Path(criteria.__file__).parent / "g2b-2026" / "reading"
    words: dict[str, tuple[str, ...]] = {}
    expressions: dict[str, tuple[str, ...]] = {}
    for name in FILES:
        data = yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))
        words |= {key: tuple(found) for key, found in data.get("words", {}).items()}
        expressions |= {key: tuple(found) for key, found in data.get("expressions", {}).items()}
    return Lexicon(words, expressions)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(lexicon())


def capture(url: str = URL, status: int = 200, kind: str = "text/html; charset=utf-8", **known: bool) -> Capture:
    return Capture("urn:test:1", url, url, Purpose.PAGE, status, datetime(2026, 6, 1, tzinfo=UTC), kind, **known)  # type: ignore[arg-type]


def read(
    html: str | bytes, url: str = URL, status: int = 200, kind: str = "text/html; charset=utf-8", **known: bool
) -> PageFacts:
    """Read a page as it is."""
    body = html if isinstance(html, bytes) else html.encode()
    rendered = known.pop("rendered", False)
    return read_page(capture(url, status, kind, **known), body, lexicon(), rendered=rendered)


def content(inner: str, heading: str = "Gewerbe anmelden") -> PageFacts:
    """Read a page of today whose main content is `inner` under a first heading."""
    return read(
        "<!doctype html><html lang=de><head><title>Musterfeld</title></head><body>"
        "<header><a href='/'>Gemeinde Musterfeld</a><nav><ul><li><a href='/rathaus'>Rathaus</a></li></ul></nav></header>"
        f"<main><h1>{heading}</h1>{inner}</main><footer><p>© Gemeinde Musterfeld</p></footer></body></html>"
    )


def texts(page: PageFacts, region: Region = Region.MAIN) -> list[str]:
    """Return the texts of a part of a page, its first heading left out."""
    return [block.text for block in page.blocks if block.region is region and block.level != 1]


def block(page: PageFacts, text: str) -> Block:
    """Return the one block that holds some words."""
    (found,) = [each for each in page.blocks if text in each.text]
    return found


def values(page: PageFacts, kind: str) -> list[Value]:
    return [value for value in page.values if value.kind == kind]


def people(page: PageFacts) -> list[Contact]:
    return [contact for contact in page.contacts if contact.kind == "person"]
