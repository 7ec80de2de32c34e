"""Ways to apply for a service, as a site offers them, the best first."""

from __future__ import annotations

from criteria.platforms import Platform
from scanner.judging.blame import target_of
from scanner.model.verdict import Way
from scanner.reading.site_types import Offer, OfferKind, OfferState, Owner, Site

_PRODUCTS = ("state_portal", "federal_portal", "form_server", "portal_product")
_STATES = (OfferState.WORKS, OfferState.ROBOTS, OfferState.UNSEEN)  # then those that do not work
_SENT = ("online", "mail", "print", "unknown")
_FILLABLE = ("yes", "xfa", "signature", "no", "unknown")
_ANSWERS = ("yes", "unknown", "no")
_KINDS = (OfferKind.STATE, OfferKind.ONLINE, OfferKind.PDF, OfferKind.PORTAL_START, OfferKind.ENDED)


def ways(site: Site, service: str) -> tuple[Way, ...]:
    """Return the ways to apply for a service: those that work first, and of them those that go furthest."""
    offers = sorted(site.offers.get(service, ()), key=_rank)
    return tuple(_way(site, offer) for offer in offers)


def _rank(offer: Offer) -> tuple[int, ...] | tuple[int | str, ...]:
    return (
        _STATES.index(offer.state) if offer.state in _STATES else len(_STATES),
        int(offer.owner is Owner.OTHER),
        _level(offer),
        _SENT.index(offer.sent),
        _ANSWERS.index(offer.evidence.value),
        _FILLABLE.index(offer.fillable),
        _KINDS.index(offer.kind),
        offer.url,
    )


def _level(offer: Offer) -> int:
    """Return how far a way goes, 0 the furthest: on the screen to its end, on the screen, paper, a start page, nowhere."""
    if offer.kind in (OfferKind.STATE, OfferKind.ONLINE):
        return 0 if offer.sent == "online" else 1
    return {OfferKind.PDF: 2, OfferKind.PORTAL_START: 3}.get(offer.kind, 4)


def _way(site: Site, offer: Offer) -> Way:
    address = target_of(site, offer)
    platform = _platform(site, offer, address)
    of_state = platform is not None and offer.kind is OfferKind.STATE
    return Way(
        address,
        offer.kind.value,
        offer.state.value,
        offer.owner.value,
        platform.id if platform is not None else "",
        platform.vendor if platform is not None else "",
        offer.fillable,
        offer.sent,
        offer.evidence.value,
        tuple(sorted(offer.logins | frozenset(platform.logins if platform is not None and of_state else ()))),
        tuple(sorted(offer.payments | frozenset(platform.payments if platform is not None and of_state else ()))),
        tuple(sorted(offer.shows)),
    )


def _platform(site: Site, offer: Offer, address: str) -> Platform | None:
    if offer.kind is OfferKind.ENDED:
        return site.set.platforms.ended(address, site.as_of)
    return site.set.platforms.match(address, site.as_of, _PRODUCTS)
