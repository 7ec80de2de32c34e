"""Whether a search suggests something while a term is typed: asked of its address, typed by the browser, or in the markup."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.words import fold
from scanner.archive.records import Capture, Engine, Purpose
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.facts import Form, PageFacts, Quality, Region
from scanner.reading.search_forms import hints_at_suggestions, typed_field
from scanner.reading.search_results import json_hits
from scanner.reading.seen import Asked, Seen, place_in

_LEAST = 2  # values of a list; fewer is an example
_LONGEST = 120


def suggests(engine: Engine, seen: Seen, stands: list[tuple[PageFacts, Form]]) -> tuple[Answer, Place | None]:
    """Return whether a search suggests, and where that is seen.

    Args:
        engine: the search, `blocked` where it never answered.
        seen: what was fetched.
        stands: the pages and forms that ask it.
    """
    for page, form in stands:
        listed = _listed(form, seen)
        if listed:
            return Answer.YES, place_in(page, form.path, " | ".join(listed[:5]))
    asked = [a for a in seen.answers if a.capture.engine == engine.id and a.capture.purpose is Purpose.SUGGEST]
    for answer in asked:
        shown = _shown(answer, seen.pages.get(seen.key(engine.page)))
        if shown and answer.capture.status < 400:
            return Answer.YES, capture_place(answer.capture, " | ".join(shown[:5]))
    if asked and all(a.capture.status < 500 for a in asked):
        return Answer.NO, capture_place(asked[0].capture)
    hinted = bool(engine.suggest) or any(hints_at_suggestions(form, seen) for _, form in stands)
    unaskable = bool(engine.blocked) or Purpose.SEARCH in seen.manifest.unasked
    return (Answer.UNKNOWN if hinted or unaskable else Answer.NO), None


def capture_place(capture: Capture, snippet: str = "") -> Place:
    """Return an answer as a place."""
    return Place(capture.final, capture.fetched, "", snippet[:300], capture.id)


def _listed(form: Form, seen: Seen) -> list[str]:
    """Return what the markup of a form holds to be suggested: the values of a datalist or of a telling attribute."""
    field = typed_field(form)
    if field is not None and len(field.options) >= _LEAST:
        return list(field.options)
    tells = seen.set.lexicon.expression("suggest_lists")
    values = (_values(value) for name, value in form.data if tells.search(fold(name)))
    return next((found for found in values if len(found) >= _LEAST), [])


def _values(text: str) -> list[str]:
    """Return the values of a list as attributes hold them: JSON, or parted by | ; or commas."""
    if text.lstrip()[:1] in ("[", "{"):
        return [hit.title for hit in json_hits(text, "")]
    parted = next((text.split(sign) for sign in ("|", ";", ",") if sign in text), [])
    values = [value.strip() for value in parted]
    return values if all(value and not value.startswith(("/", "http")) for value in values) else []


def _shown(answer: Asked, before: PageFacts | None) -> list[str]:
    if answer.text:
        return [hit.title for hit in json_hits(answer.text, answer.capture.final)]
    page = answer.page
    if page is None or page.quality is not Quality.CONTENT:
        return []
    if not page.title:
        return [block.text for block in page.blocks if block.kind == "item"] or [link.text for link in page.links]
    return _new(page, before, answer.capture.term)


def _new(page: PageFacts, before: PageFacts | None, typed: str) -> list[str]:
    """Return the short texts with what was typed that a page did not show before."""
    known = set(_texts(before)) if before is not None else set()
    fresh = (text for text in dict.fromkeys(_texts(page)) if text not in known and len(text) <= _LONGEST)
    return [text for text in fresh if fold(typed) in fold(text) and fold(text) != fold(typed)] if before else []


def _texts(page: PageFacts) -> Iterator[str]:
    yield from (block.text for block in page.blocks if block.region is not Region.CONSENT)
    yield from (link.text for link in page.links if link.region is not Region.CONSENT)
    yield from (option for form in page.forms for field in form.fields for option in field.options)
