"""Ways to apply: form PDFs, online forms, deep links into state portals."""

from __future__ import annotations

from collections.abc import Iterable

from criteria.language import OfferQuery
from scanner.judging.asking import found, hidden, missing
from scanner.judging.context import Context, Scope
from scanner.judging.offering import business_offers, matches, why_unsure
from scanner.judging.outcome import Finding
from scanner.judging.scopes import any_page, service_pages
from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.site_types import Offer

_SHOWN = 8


def offer(context: Context, query: OfferQuery) -> Finding:
    """Answer whether an offer like this exists: the one at hand, of the service at hand, or of any business service."""
    offers = list(_candidates(context, query))
    scope = _scope(context, query, offers)
    answers = [(one, matches(one, query, context.site.as_of)) for one in offers]
    hits = [one for one, answer in answers if answer is Answer.YES]
    if hits:
        return found((place for one in hits for place in _places(one)), scope)
    unsure = [one for one, answer in answers if answer is Answer.UNKNOWN]
    return hidden(why_unsure(unsure[0]), scope.searched) if unsure else missing(scope)


def _candidates(context: Context, query: OfferQuery) -> Iterable[Offer]:
    if context.offer is not None:
        return (context.offer,)
    service = query.service or context.service
    offers = context.site.offers.get(service, ()) if service else business_offers(context.site)
    if context.scope is not None and context.scope.bound:
        urls = {view.page.url for view in context.scope.views}
        offers = (one for one in offers if any(place.url in urls for place in one.links))
    if context.scope is not None and context.scope.name == "main":
        return (one for one in offers if one.in_main)
    return offers


def _scope(context: Context, query: OfferQuery, offers: list[Offer]) -> Scope:
    """Return what was looked at; a miss is a "no" if the service has a page or was searched for in full."""
    named = tuple(f"offer:{one.url}" for one in offers)[:_SHOWN]
    if context.offer is not None:
        return Scope("offer", searched=named)
    if query.service or not context.service:
        whole = any_page(context)
        return Scope("offers", (), whole.complete, whole.reason, named or ("offers:0", *whole.searched))
    pages = service_pages(context)
    return Scope("offers", (), pages.complete or bool(offers), pages.reason, pages.searched + (named or ("offers:0",)))


def _places(one: Offer) -> tuple[Place, ...]:
    return tuple(dict.fromkeys((*one.links[:1], *one.evidence_places[:1])))
