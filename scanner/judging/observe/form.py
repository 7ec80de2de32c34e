"""HTML forms by what they are for, and what an online form shows while it is filled in."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.language import FormQuery
from criteria.words import fold
from scanner.judging.asking import found, hidden, hit_or_miss
from scanner.judging.context import Context, Scope
from scanner.judging.outcome import Finding
from scanner.judging.scopes import any_page, current
from scanner.judging.views import View
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.facts import Form, Region
from scanner.reading.site_types import OfferState

_WRITTEN = frozenset({"textarea", "email", "tel"})


def form(context: Context, query: FormQuery) -> Finding:
    """Answer whether a form of this purpose stands at the place, or whether the online form at hand shows a quality."""
    if query.shows is not None:
        return _shows(context, query.shows)
    scope = current(context)
    return hit_or_miss((hit for view in scope.views for hit in _hits(view, query)), scope)


def _hits(view: View, query: FormQuery) -> Iterator[tuple[str, Place]]:
    for one in view.page.forms:
        if one.region is Region.CONSENT:
            continue
        if _gives(one, query) if query.choice is not None else _is_for(one, view, query):
            yield f"{one.action} {one.about}", view.place(one.path, one.text or one.about)


def _is_for(one: Form, view: View, query: FormQuery) -> bool:
    """Whether the form itself, or the title of a page that a reader writes on, names the purpose."""
    labels = " ".join(field.label for field in one.fields)
    own = fold(f"{one.text} {one.about} {labels} {' '.join(one.buttons)}")
    titled = any(field.kind in _WRITTEN for field in one.fields) and one.region in (Region.MAIN, Region.ASIDE)
    title = fold(f"{view.page.title} {view.page.h1}") if titled else ""
    if query.without and (query.without.search_folded(own) or query.without.search_folded(title)):
        return False
    return query.purpose is None or any(query.purpose.search_folded(words) for words in (own, title))


def _gives(one: Form, query: FormQuery) -> bool:
    """Whether an option, a box to tick or a button of the form says so."""
    boxes = (field.label for field in one.fields if field.kind in ("checkbox", "radio"))
    options = (option for field in one.fields for option in field.options)
    choices = map(fold, (*boxes, *options, *one.buttons))
    said = [choice for choice in choices if query.choice and query.choice.search_folded(choice)]
    return any(not (query.without and query.without.search_folded(choice)) for choice in said)


def _shows(context: Context, quality: str) -> Finding:
    offer = context.offer
    scope = Scope("offer", searched=(f"form:{offer.url}",) if offer is not None else ("no_form:",))
    if offer is None:
        return Finding(Answer.NO, (), any_page(context).searched)
    if offer.state in (OfferState.UNSEEN, OfferState.ROBOTS):
        return hidden(offer.state.value, scope.searched)
    if quality in offer.shows:
        return found((offer.evidence_places or offer.links)[:2], scope)
    return Finding(Answer.NO, (), scope.searched)
