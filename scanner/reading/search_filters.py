"""What the results of a search can be narrowed by: links, tabs, options, boxes and buttons of a result page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from criteria.words import fold
from scanner.archive.records import Engine
from scanner.reading.facts import CONTENT, Field, Form, PageFacts, Region
from scanner.reading.search_results import asks_again, asks_term
from scanner.reading.seen import Seen
from scanner.reading.urls import identity

_LABEL = 60
_NAME = re.compile(r"([^()\d]{3,40}?) ?\(\d+\)")
_COUNTED = re.compile(r"(?:[^()\d]{3,40}? ?\(\d+\) ?){1,9}")
_TABS = 2
_TYPED = frozenset({"text", "search", "", "hidden"})
_BOXES = frozenset({"checkbox", "radio"})


def filters_of(page: PageFacts, engine: Engine, term: str, seen: Seen) -> Iterator[str]:
    """Yield the labels that an answer can be narrowed by."""
    turning = seen.set.lexicon.expression("turning")
    here = identity(page.url)
    links = (link for link in page.links if link.region in CONTENT and identity(link.url) != here)
    back = (link for link in links if asks_again(link.url, engine) and asks_term(link.url, engine, term))
    yield from (link.text for link in back if 0 < len(link.text) <= _LABEL and not turning.search(fold(link.text)))
    yield from _tabs(page, here)
    for form in page.forms:
        if form.region is not Region.CONSENT:
            yield from filters_of_form(form, seen, answered=form.region in CONTENT)


def filters_of_form(form: Form, seen: Seen, *, answered: bool = False) -> Iterator[str]:
    """Yield options and boxes of a form that searches; on an answer also those that stand alone, and its buttons.

    What orders or counts the results, or tells how words are compared, narrows nothing.
    """
    if not answered and not any(field.kind in _TYPED for field in form.fields):
        return
    other = seen.set.lexicon.expression("no_filter")
    for field in form.fields:
        if not other.search(fold(f"{field.name} {field.label if field.kind not in _BOXES else ''}")):
            yield from (label for label in _labels(field) if len(label) <= _LABEL and not other.search(fold(label)))
    if answered:
        yield from (button for button in form.buttons if len(button) <= _LABEL)


def _labels(field: Field) -> Iterator[str]:
    if field.kind == "select":
        yield from field.options
    if field.kind in _BOXES and field.label:
        yield field.label


def _tabs(page: PageFacts, here: str) -> list[str]:
    """Return the names of tabs: several short texts with a number, that lead nowhere else: Alle (7) Formulare (4)."""
    led = {link.text for link in page.links if identity(link.url) != here}
    texts = (block.text for block in page.blocks if block.region in CONTENT and block.text not in led)
    names = [name.strip() for text in texts if _COUNTED.fullmatch(text) for name in _NAME.findall(text)]
    return names if len(names) >= _TABS else []
