"""Words in the content of the pages at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from criteria.language import TextQuery
from criteria.words import fold
from scanner.judging.asking import found, hit_or_miss, missing
from scanner.judging.context import Context
from scanner.judging.outcome import Finding
from scanner.judging.scopes import current
from scanner.judging.views import View
from scanner.model.place import Place
from scanner.model.verdict import Doubt

_ONCE = 0.8  # one mention in running text may mean something else


def text(context: Context, query: TextQuery) -> Finding:
    """Answer whether a block of the content has the words, or whether the content has that many words."""
    scope = current(context)
    if query.words is None:
        long = [view.opening for view in scope.views if view.words >= (query.at_least_words or 1)]
        return found(long, scope) if long else missing(scope)
    finding = hit_or_miss((hit for view in scope.views for hit in _hits(view, query)), scope)
    return replace(finding, confidence=_ONCE, flags=(Doubt.ONE_MENTION,)) if len(finding.places) == 1 else finding


def _hits(view: View, query: TextQuery) -> Iterator[tuple[str, Place]]:
    for _, block in view.blocks():
        folded = fold(block.text)
        hit = query.words.search_folded(folded) if query.words is not None else None
        if hit is not None and not (query.without and query.without.search_folded(folded)):
            yield f"{view.key} {block.path}", view.place(block.path, block.text)
