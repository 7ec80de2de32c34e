"""Small things that several tests of the crawl need."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import yaml

import criteria
from criteria.registry import Municipality
from criteria.services import Service
from criteria.words import Lexicon
from scanner.archive.records import Capture, Purpose
from scanner.reading.facts import PageFacts
from scanner.reading.page import read_page

HOME = "http://www.musterdorf.example/"
TOWN = Municipality("05999001", "Gemeinde Musterdorf", "Gemeinde", "gemeinde", HOME)
SERVICES = (
    Service("gewerbe_anmeldung", "Gewerbeanmeldung", ("Gewerbe anmelden",), "", "core", ("gemeinde",), ("G",)),
    Service("hundesteuer", "Hundesteuer", (), "", "adjacent_citizen", ("gemeinde",), ()),
)


@cache
def lexicon() -> Lexicon:
    path = Path(criteria.__file__).parent / "g2b-2026" / "reading" / "crawl.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    words, expressions = (
        {name: tuple(found) for name, found in data[kind].items()} for kind in ("words", "expressions")
    )
    return Lexicon(words, expressions)


def page(html: str, url: str = HOME) -> PageFacts:
    capture = Capture(
        "urn:1", url, url, Purpose.PAGE, 200, datetime(2026, 6, 1, tzinfo=UTC), "text/html; charset=utf-8"
    )
    return read_page(capture, html.encode(), lexicon())
