"""Whether an offer, a way to apply, is what a rule asks for: yes, no, or unknown where its target was not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from criteria.language import OfferQuery, OffersIn
from scanner.model.answer import Answer, all_of
from scanner.reading.site_types import Offer, OfferKind, OfferState, Owner, Site

_UNREAD = frozenset({OfferState.UNSEEN, OfferState.ROBOTS})
_GONE = frozenset({OfferState.DEAD, OfferState.SOFT_404, OfferState.WRONG_TYPE})


def matches(offer: Offer, query: OfferQuery, as_of: date) -> Answer:
    """Return whether an offer is what is asked for."""
    return all_of(test(offer, query, as_of) for test in _TESTS.values())


def failing(offer: Offer, query: OfferQuery, as_of: date) -> list[tuple[str, Answer]]:
    """Return the tests that an offer does not pass for certain, by the field of the query, with their answers."""
    answers = ((name, test(offer, query, as_of)) for name, test in _TESTS.items())
    return [(name, answer) for name, answer in answers if answer is not Answer.YES]


def _is_kind(offer: Offer, query: OfferQuery, _: date) -> Answer:
    return Answer.of(query.kind is None or offer.kind.value in query.kind)


def _is_owner(offer: Offer, query: OfferQuery, _: date) -> Answer:
    if query.owner is None:
        return Answer.YES
    return Answer.UNKNOWN if offer.owner is Owner.UNKNOWN else Answer.of(offer.owner.value in query.owner)


def _is_state(offer: Offer, query: OfferQuery, _: date) -> Answer:
    if query.state is None or offer.state.value in query.state:
        return Answer.YES
    if offer.state not in _UNREAD:
        return Answer.NO
    # a link that names the service in a state portal is a way to apply, whether the portal lets robots in or not
    deep = offer.kind is OfferKind.STATE and query.state == (OfferState.WORKS.value,)
    return Answer.YES if deep else Answer.UNKNOWN


def _is_fillable(offer: Offer, query: OfferQuery, _: date) -> Answer:
    return _said(offer.fillable, query.fillable)


def _is_sent(offer: Offer, query: OfferQuery, _: date) -> Answer:
    return _said(offer.sent, query.sent)


def _said(value: str, asked: tuple[str, ...] | None) -> Answer:
    if asked is None:
        return Answer.YES
    return Answer.UNKNOWN if value == "unknown" else Answer.of(value in asked)


def _takes_evidence(offer: Offer, query: OfferQuery, _: date) -> Answer:
    return offer.evidence if query.evidence == "ok" else Answer.YES


def _notifies(offer: Offer, query: OfferQuery, _: date) -> Answer:
    return offer.notice if query.notice == "digital" else Answer.YES


def _has_login(offer: Offer, query: OfferQuery, _: date) -> Answer:
    if query.login is None or not offer.logins.isdisjoint(query.login):
        return Answer.YES
    return Answer.UNKNOWN if offer.state in _UNREAD else Answer.NO


def _logs_in_first(offer: Offer, query: OfferQuery, _: date) -> Answer:
    if query.login_first is None:
        return Answer.YES
    return offer.login_first if query.login_first == "yes" else offer.login_first.negated()


def _is_old(offer: Offer, query: OfferQuery, as_of: date) -> Answer:
    if query.older_than is None:
        return Answer.YES
    if offer.printed is None:
        return Answer.UNKNOWN if offer.state in _UNREAD else Answer.NO
    years = int(query.older_than.removesuffix("y"))
    return Answer.of(offer.printed < _years_before(as_of, years))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _in_main(offer: Offer, query: OfferQuery, _: date) -> Answer:
    return Answer.of(query.in_main is None or offer.in_main == query.in_main)


_TESTS: dict[str, Callable[[Offer, OfferQuery, date], Answer]] = {
    "kind": _is_kind,
    "owner": _is_owner,
    "state": _is_state,
    "fillable": _is_fillable,
    "sent": _is_sent,
    "evidence": _takes_evidence,
    "notice": _notifies,
    "login": _has_login,
    "login_first": _logs_in_first,
    "older_than": _is_old,
    "in_main": _in_main,
}


def business_offers(site: Site, roles: tuple[str, ...] = ("core", "extended")) -> Iterator[Offer]:
    """Yield the offers of the services of some roles, in the order of the catalogue."""
    for service in site.set.services:
        if service.role in roles:
            yield from site.offers.get(service.id, ())


def distinct_offers(site: Site, query: OffersIn) -> Iterator[tuple[Offer, Answer]]:
    """Yield each target once with whether it belongs to the collection: yes or unknown."""
    answers: dict[str, tuple[Offer, Answer]] = {}
    for offer in business_offers(site, query.roles):
        answer = Answer.NO if _left_out(offer, query) else matches(offer, query, site.as_of)
        before = answers.get(offer.url)
        if answer is not Answer.NO and (before is None or (before[1] is Answer.UNKNOWN and answer is Answer.YES)):
            answers[offer.url] = offer, answer
    yield from answers.values()


def _left_out(offer: Offer, query: OffersIn) -> bool:
    if query.not_owner is not None and offer.owner.value == query.not_owner:
        return True
    if query.not_to is not None and offer.kind.value == query.not_to:
        return True
    states = query.not_state or ()
    return offer.state.value in states or ("dead" in states and offer.state in _GONE)


def why_unsure(one: Offer) -> str:
    """Return why it can't be told what an offer is like."""
    return {"robots": "robots", "unseen": "target_unseen"}.get(one.state.value, "form_does_not_say")
