"""A section or labelled part of the pages at hand that says something."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.language import SectionQuery
from criteria.words import WordList, fold
from scanner.judging.asking import hit_or_miss
from scanner.judging.context import Context
from scanner.judging.outcome import Finding
from scanner.judging.scopes import current
from scanner.judging.views import View
from scanner.model.place import Place
from scanner.reading.facts import Section


def section(context: Context, query: SectionQuery) -> Finding:
    """Answer whether something stands under a heading or label of these words; an empty heading is none."""
    scope = current(context)
    return hit_or_miss((hit for view in scope.views for hit in _hits(view, query)), scope)


def _hits(view: View, query: SectionQuery) -> Iterator[tuple[str, Place]]:
    for part in view.sections():
        if part.words >= query.at_least_words and _is_called(part.heading, query) and _lists(view, part, query.items):
            texts = (block.text for block in view.page.blocks[part.first : part.last])
            yield f"{view.key} {part.path}", view.place(part.path, " ".join((part.heading, *texts)))


def _is_called(heading: str, query: SectionQuery) -> bool:
    folded = fold(heading)
    if query.heading is not None and query.heading.search_folded(folded) is None:
        return False
    return query.without is None or query.without.search_folded(folded) is None


def _lists(view: View, part: Section, words: WordList | None) -> bool:
    """Whether at least half of what is listed right under a heading has one of some words; headings of pages have none."""
    if words is None:
        return True
    listed = [fold(one) for one in _listed(view, part)] if part.level > 1 else []
    held = sum(words.search_folded(one) is not None for one in listed)
    return held * 2 >= len(listed) > 0


def _listed(view: View, part: Section) -> list[str]:
    """Return the entries of a list; where there is none, the parts of a text of commas that is no sentence."""
    sections = view.page.sections
    own = [block for block in view.page.blocks[part.first : part.last] if sections[block.section] is part]
    items = [block.text for block in own if block.kind == "item"]
    if items or len(own) != 1 or own[0].text.endswith("."):
        return items
    parts = own[0].text.split(", ")
    return parts if len(parts) > 1 else []
