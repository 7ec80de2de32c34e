"""What a page is, is made for, or uses."""

from __future__ import annotations

import re

from criteria.language import PageQuery
from criteria.words import Lexicon, fold
from scanner.judging.asking import found, missing
from scanner.judging.context import Context, Scope
from scanner.judging.leading import ENOUGH_WORDS
from scanner.judging.outcome import Finding
from scanner.judging.scopes import any_page, current, pages_of_kind
from scanner.judging.views import View
from scanner.model.place import Place
from scanner.reading.site_types import Kind

_GERMAN = 0.08  # share of function words: German prose has 0.2 and more, other languages next to none
_OTHER = 0.06  # and prose of another language has its own, lists of names have none
_LEAST = 3
_FEW_WORDS = 20
_FOREIGN_LETTERS = re.compile(r"[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]")


def page(context: Context, query: PageQuery) -> Finding:
    """Answer whether a page at the place is of the kind and has what is asked for."""
    scope = _where(context, query)
    fitting = [view for view in scope.views if _fits(view, query, context)]
    if not fitting:
        return missing(scope)
    return found((_place(view, query) for view in fitting), scope)


def _where(context: Context, query: PageQuery) -> Scope:
    """Return the place to look at; a kind of page without a place is looked for everywhere."""
    if context.scope is None and query.kind is not None and not context.service:
        scopes = pages_of_kind(context, Kind(query.kind))
        return scopes[0] if not scopes[0].views else any_page(context)
    return current(context)


def _fits(view: View, query: PageQuery, context: Context) -> bool:
    if query.kind is not None and Kind(query.kind) not in context.site.kinds.get(view.key, ()):
        return False
    if query.viewport is not None and query.viewport not in view.page.viewport.replace(" ", "").lower():
        return False
    if query.uses is not None and query.uses not in view.page.uses:
        return False
    if query.content and view.words < ENOUGH_WORDS:
        return False
    return query.language is None or _is_foreign(view, context.site.set.lexicon)


def _is_foreign(view: View, lexicon: Lexicon) -> bool:
    """Whether the content is prose of another language than German, whatever the page declares."""
    if view.words < _FEW_WORDS:
        return False
    folded = [fold(block.text) for _, block in view.blocks()]
    tokens = [token for text in folded for token in text.split() if len(token) > 1]
    if sum(len(lexicon.list("function_words_de").all_folded(text)) for text in folded) >= _GERMAN * len(tokens):
        return False
    other = sum(len(lexicon.list("function_words_other").all_folded(text)) for text in folded)
    foreign = sum(_FOREIGN_LETTERS.search(token) is not None for token in tokens)
    return max(other, foreign / 2) >= max(_LEAST, _OTHER * len(tokens))


def _place(view: View, query: PageQuery) -> Place:
    if query.viewport is not None:
        return view.place("meta[name=viewport]", view.page.viewport)
    if query.language is not None:
        text = " ".join(block.text for _, block in view.blocks())
        return view.place("", text)
    return view.opening
