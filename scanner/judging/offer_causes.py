"""Why no way to apply is what a rule asks for: the one that comes nearest, and what it fails by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from criteria.language import OfferQuery
from scanner.judging.blame import Blame, keeper, page_of, target_of
from scanner.judging.context import Context
from scanner.judging.offering import business_offers, failing, why_unsure
from scanner.model.answer import Answer
from scanner.model.cause import Cause
from scanner.model.verdict import Changer
from scanner.reading.site_types import Offer, OfferKind, OfferState, Owner, Site

_ONLINE = frozenset({OfferKind.ONLINE.value, OfferKind.STATE.value})
_BY_STATE = {
    OfferState.DEAD: Cause.DEAD_LINK,
    OfferState.SOFT_404: Cause.SOFT_404,
    OfferState.WRONG_TYPE: Cause.WRONG_FILE,
    OfferState.ROBOTS: Cause.NOT_SEEN,
    OfferState.UNSEEN: Cause.NOT_SEEN,
}
_BY_FILL = {"no": Cause.PDF_FLAT, "signature": Cause.PDF_SIGNATURE_ONLY, "xfa": Cause.PDF_XFA}
_BY_SENT = {"print": Cause.PRINT_ONLY, "mail": Cause.MAIL_ONLY}
_BY_TEST = {
    "evidence": Cause.NO_UPLOAD,
    "notice": Cause.NO_DIGITAL_NOTICE,
    "login": Cause.NO_LOGIN,
}
_INSTEAD = {  # of an online form that is asked for
    OfferKind.STATE: Cause.STATE_SERVICE_ONLY,
    OfferKind.PORTAL_START: Cause.PORTAL_START_PAGE,
    OfferKind.ENDED: Cause.ENDED_OFFER,
}
_LINKS = frozenset(  # what is wrong with a link rather than with the form behind it
    {Cause.DEAD_LINK, Cause.SOFT_404, Cause.WRONG_FILE, Cause.PORTAL_START_PAGE, Cause.ENDED_OFFER, Cause.OUTDATED}
)
_GONE = frozenset({Cause.DEAD_LINK, Cause.SOFT_404, Cause.WRONG_FILE})
_FAR = 10  # tests: who is of another kind is further away than who fails all others


def lacking_offer(context: Context, queries: Sequence[OfferQuery]) -> Blame:
    """Return why nothing is one of the ways to apply that are asked for.

    Args:
        context: with the service or the way to apply at hand, if any.
        queries: alternatives, as the rule asks for them.
    """
    offers = _candidates(context, queries)
    near = min(
        ((_distance(context.site, offer, query), at, offer, query) for at, (offer, query) in _pairs(offers, queries)),
        key=lambda one: one[:2],
        default=None,
    )
    if near is None or near[0] >= _FAR:
        return _none_of_kind(context, offers, queries)
    return _failed(context.site, near[2], near[3])


def held_offer(context: Context, query: OfferQuery) -> Blame:
    """Return what stands against the way to apply at hand: that it is what the rule names."""
    offer = context.offer
    if offer is None:
        return Blame(Cause.BELOW_STEP)
    if offer.state in _BY_STATE:
        return _blame(context.site, offer, _BY_STATE[offer.state])
    if offer.kind is OfferKind.ENDED:
        return _blame(context.site, offer, Cause.ENDED_OFFER)
    return _blame(context.site, offer, Cause.OUTDATED if query.older_than else Cause.BELOW_STEP)


def quality_of_offer(context: Context, shows: str) -> Blame:
    """Return that the online form at hand does not show a quality."""
    if context.offer is None:
        return Blame(Cause.NO_ONLINE_FORM)
    address = target_of(context.site, context.offer)
    return Blame(Cause.FORM_QUALITY, shows, keeper(context.site, address), address)


def _candidates(context: Context, queries: Sequence[OfferQuery]) -> list[Offer]:
    if context.offer is not None:
        return [context.offer]
    services = [query.service or context.service for query in queries]
    if not all(services):
        return list(business_offers(context.site))
    return [offer for service in dict.fromkeys(services) for offer in context.site.offers.get(service, ())]


def _pairs(offers: Iterable[Offer], queries: Sequence[OfferQuery]) -> Iterable[tuple[int, tuple[Offer, OfferQuery]]]:
    return enumerate((offer, query) for offer in offers for query in queries)


def _distance(site: Site, offer: Offer, query: OfferQuery) -> int:
    """Return how many tests an offer fails; those of another kind, and those that fail none, are far away."""
    failed = [name for name, _ in failing(offer, query, site.as_of)]
    return _FAR if not failed or "kind" in failed or "in_main" in failed else len(failed)


def _none_of_kind(context: Context, offers: Sequence[Offer], queries: Sequence[OfferQuery]) -> Blame:
    """Return what is there instead of a way to apply of the kinds that are asked for."""
    site, service = context.site, queries[0].service or context.service
    kinds = frozenset(kind for query in queries for kind in query.kind or ())
    if service == context.service and service and not offers and not site.services.get(service):
        return no_page(context)
    for kind, cause in _INSTEAD.items():
        found = next((offer for offer in offers if offer.kind is kind and kind.value not in kinds), None)
        if found is not None and kinds & _ONLINE:
            return _blame(site, found, cause)
    elsewhere = any(not failing(offer, query, site.as_of) for offer in offers for query in queries)
    return Blame(_absent(kinds, elsewhere=elsewhere), queries[0].service or "", url=page_of(site, service))


def _absent(kinds: frozenset[str], *, elsewhere: bool) -> Cause:
    """Return the cause where there is no way to apply of some kinds, or only elsewhere than where it is looked for."""
    if kinds == {OfferKind.STATE.value}:
        return Cause.STATE_SERVICE_NOT_LINKED
    if elsewhere:
        return Cause.FORM_NOT_LINKED
    return Cause.NO_ONLINE_FORM if kinds and kinds <= _ONLINE else Cause.NO_FORM


def no_page(context: Context) -> Blame:
    """Return why the service at hand has no page: a page that only refers to others, or none at all."""
    keys = [key for key in context.site.referrals.get(context.service, ()) if key in context.site.pages]
    return Blame(Cause.REFERRAL_ONLY, url=context.site.address(keys[0])) if keys else Blame(Cause.NO_PAGE)


def _failed(site: Site, offer: Offer, query: OfferQuery) -> Blame:
    """Return what an offer fails by: what is certain first."""
    failed = failing(offer, query, site.as_of)
    name, _ = next((one for one in failed if one[1] is Answer.NO), failed[0])
    if all(answer is Answer.UNKNOWN for _, answer in failed):
        return Blame(Cause.NOT_SEEN, why_unsure(offer), url=target_of(site, offer))
    found = _blame(site, offer, _cause(offer, name, query))
    return replace(found, detail=query.login[0]) if found.cause is Cause.NO_LOGIN and query.login else found


def _cause(offer: Offer, test: str, query: OfferQuery) -> Cause:
    if test == "state":
        return _BY_STATE.get(offer.state, Cause.BELOW_STEP)
    if test == "fillable":
        return _BY_FILL.get(offer.fillable, Cause.BELOW_STEP)
    if test == "sent":
        return _BY_SENT.get(offer.sent, Cause.BELOW_STEP)
    if test == "owner":
        return Cause.STATE_SERVICE_ONLY if offer.owner is Owner.STATE else Cause.FOREIGN_FORM
    if test == "login_first":
        return Cause.LOGIN_FIRST if query.login_first == "no" else Cause.BELOW_STEP
    return _BY_TEST.get(test, Cause.BELOW_STEP)


def _blame(site: Site, offer: Offer, cause: Cause) -> Blame:
    """Return the cause with who can change it: who keeps the target, but a link is the municipality's to mend."""
    address = target_of(site, offer)
    if cause in _LINKS:
        changer = keeper(site, address) if cause in _GONE else Changer.MUNICIPALITY
        return Blame(cause, address, changer, offer.links[0].url if offer.links else address)
    if cause is Cause.STATE_SERVICE_ONLY:
        return Blame(cause, changer=Changer.STATE, url=address)
    paper = offer.kind is OfferKind.PDF or cause is Cause.FOREIGN_FORM
    return Blame(cause, changer=Changer.MUNICIPALITY if paper else keeper(site, address), url=address)
