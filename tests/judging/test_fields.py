"""Which fields of a service's description headings, sentences and markup stand for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from criteria.language import Node
from scanner.judging.evaluate import evaluate
from scanner.judging.views import View
from tests.judging.builders import the_set
from tests.reading.sites import page, site_of
from scanner.judging.context import Context, Scope

_LISTS = yaml.safe_load(Path(__file__).with_name("fields.yaml").read_text("utf-8"))
_AROUND = {"headings": "<h2>{}</h2><p>Bitte sprechen Sie uns an.</p>", "texts": "<p>{}</p>", "markups": "{}"}
CASES = [
    (_AROUND[kind].format(text), "" if named == "none" else named)
    for kind, lists in _LISTS.items()
    for named, texts in lists.items()
    for text in texts
]
FIELDS = ("beschreibung", "ablauf", "voraussetzungen", "unterlagen", "fee", "time", "law", "unit", "offer", "text_date")


def _fields(markup: str) -> set[str]:
    from tests.reading.pages import read

    seen = read(page("Gewerbe anmelden", markup))
    view = View("x", seen)
    scope = Scope("page", (view,), True)
    at = Context(None, scope=scope)
    found = set()
    for name, node in zip(FIELDS, the_set().defines["fields"].sum, strict=True):
        if name in ("beschreibung", "offer"):
            continue
        if evaluate(node, at).value:
            found.add(name)
    return found


@pytest.mark.parametrize(("markup", "named"), CASES)
def test_fields(markup: str, named: str) -> None:
    assert _fields(markup) == set(named.split())
