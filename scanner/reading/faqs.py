"""Pages that answer questions: whether they are for business or about the service portal."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.words import Lexicon, fold
from scanner.reading.facts import CONTENT, PageFacts

_MANY = 3  # questions that make a page one of answers, whatever it calls itself
_SOME = 2  # questions of a section that calls itself answers


def answers_business(page: PageFacts, heading: str, lexicon: Lexicon, *, portal: bool, business: bool) -> bool:
    """Whether a page answers questions of business or about the portal.

    Args:
        page: the page.
        heading: what it calls itself, folded.
        lexicon: words of the criteria set.
        portal: whether it stands on the own portal.
        business: whether its heading speaks of business.
    """

    def named(name: str, text: str) -> bool:
        return lexicon.expression(name).search(text) is not None

    asked = [text for text in _questions(page) if not named("part_heading", text)]
    if business and (len(asked) >= _MANY or (len(asked) >= _SOME and _has_section(page, lexicon))):
        return True
    if not named("faq_title", heading):
        return False
    if named("faq_business", heading):
        return True
    if named("faq_other", heading):
        return False
    return portal or any(named("faq_business", text) for text in (asked or _texts(page)))


def _questions(page: PageFacts) -> Iterator[str]:
    for block in page.blocks:
        if block.region in CONTENT and block.text.rstrip().endswith("?"):
            yield fold(block.text)


def _texts(page: PageFacts) -> Iterator[str]:
    return (fold(block.text) for block in page.blocks if block.region in CONTENT)


def _has_section(page: PageFacts, lexicon: Lexicon) -> bool:
    headings = (fold(section.heading) for section in page.sections if section.region in CONTENT)
    return any(lexicon.expression("faq_title").search(heading) for heading in headings)
