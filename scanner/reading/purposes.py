"""What the text of a page is made for: to describe a service, to report what happened, to apply by."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.words import Lexicon, fold
from scanner.reading.facts import CONTENT, Block, Form, PageFacts, Region

_HEAD = 5  # blocks at the head of a text
_DATELINE = 8  # words of a line that gives the date
_INPUTS = frozenset({"text", "email", "tel", "date", "number", "textarea", "select", "radio", "checkbox", "file"})
_FEWEST_INPUTS = 3


def parts_of(page: PageFacts, lexicon: Lexicon) -> int:
    """Return how many parts of a description (papers, fees, steps ...) have a heading and text below it."""
    machine = lexicon.expression("part_heading")
    told = (section for section in page.sections if section.region in CONTENT and section.words)
    return len({folded for section in told if machine.search(folded := fold(section.heading))})


def reads_as_news(page: PageFacts, lexicon: Lexicon) -> bool:
    """Whether a text has the date of its day at its head, and reports or leads back to a list of news."""
    if not any(_is_dateline(block.text, lexicon) for block in _head(page)):
        return False
    machine = lexicon.expression("news_wording")
    said = (block.text for block in page.blocks if block.region in CONTENT)
    return any(machine.search(fold(text)) for text in said)


def is_dated(page: PageFacts, lexicon: Lexicon) -> bool:
    """Whether a line of the text gives a day: that of a report or of an event."""
    return any(_is_dateline(block.text, lexicon) for block in page.blocks if block.region is Region.MAIN)


def _head(page: PageFacts) -> Iterator[Block]:
    main = [block for block in page.blocks if block.region is Region.MAIN]
    yield from main[:_HEAD]


def _is_dateline(text: str, lexicon: Lexicon) -> bool:
    short = len(text.split()) <= _DATELINE
    dated = lexicon.expression("dateline").search(text) is not None
    return short and dated and lexicon.expression("dateline_not").search(fold(text)) is None


def is_application(page: PageFacts, lexicon: Lexicon) -> bool:
    """Whether a form to apply by stands in the main content; one to ask, search, sign in or rate by is none."""
    return any(form.region in CONTENT and _applies(form, page, lexicon) for form in page.forms)


def turns_leaves(form: Form) -> bool:
    """Whether inputs that nothing sends are the tabs or folds of the page."""
    return not form.action and not form.buttons and all(field.kind in ("radio", "checkbox") for field in form.fields)


def _applies(form: Form, page: PageFacts, lexicon: Lexicon) -> bool:
    if sum(field.kind in _INPUTS for field in form.fields) < _FEWEST_INPUTS or turns_leaves(form):
        return False
    over = page.sections[form.section].heading if 0 <= form.section < len(page.sections) else ""
    about = fold(" ".join((over, form.about, *form.buttons, *(field.label for field in form.fields))))
    asks = lexicon.expression("asking_form").search(about) is not None
    return not asks or lexicon.expression("applying_form").search(about) is not None
