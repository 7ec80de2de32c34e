"""Which fields of a service's description headings, sentences and markup stand for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from scanner.judging.context import Context, Scope
from scanner.judging.evaluate import evaluate
from scanner.judging.views import View
from scanner.reading.site_types import Site
from tests.judging.builders import site, the_set
from tests.reading.pages import read
from tests.reading.sites import page

_LISTS = yaml.safe_load(Path(__file__).with_name("fields.yaml").read_text("utf-8"))
_AROUND = {"headings": "<h2>{}</h2><p>Bitte sprechen Sie uns an.</p>", "texts": "<p>{}</p>", "markups": "{}"}
CASES = [
    (_AROUND[kind].format(text), "" if named == "none" else named)
    for kind, lists in _LISTS.items()
    for named, texts in lists.items()
    for text in texts
]
# As `fields` of the criteria set has them; two are about more than a snippet can show.
FIELDS = ("", "ablauf", "voraussetzungen", "unterlagen", "fee", "time", "law", "unit", "", "text_date")


@cache
def a_site() -> Site:
    return site()


def fields(markup: str) -> set[str]:
    """Return the fields that a page with this markup has."""
    seen = Context(a_site(), scope=Scope("page", (View("x", read(page("Gewerbe anmelden", markup))),)))
    parts = the_set().defines["fields"].sum or ()
    return {name for name, part in zip(FIELDS, parts, strict=True) if name and evaluate(part, seen).value}


@pytest.mark.parametrize(("markup", "named"), CASES)
def test_fields_of_a_service(markup: str, named: str) -> None:
    assert fields(markup) == set(named.split())
