"""Service findings: where each service is described, how far it goes, how far away it is and whom it names."""

from __future__ import annotations

from criteria.language import Node
from scanner.judging.blame import target_of
from scanner.judging.context import Context
from scanner.judging.evaluate import evaluate
from scanner.judging.members import is_carried_elsewhere, listed_services
from scanner.judging.outcome import Outcome
from scanner.judging.scopes import service_pages
from scanner.judging.ways import ways
from scanner.model.place import Place
from scanner.model.verdict import ServiceFinding
from scanner.reading.site_types import Offer, OfferKind, OfferState, Owner

LEVEL = "ozg_level"  # the definitions that findings are read from
CONTACT = "contact_kind"
_WAYS = frozenset({OfferKind.PDF, OfferKind.ONLINE, OfferKind.STATE})
_OPEN = frozenset({OfferState.WORKS, OfferState.ROBOTS, OfferState.UNSEEN})
_MOST_PLACES = 12


def findings(context: Context) -> tuple[ServiceFinding, ...]:
    """Return the finding of every service of the basket and of every other one that was found."""
    return tuple(_finding(context.of_service(service)) for service in listed_services(context.site))


def _finding(context: Context) -> ServiceFinding:
    site, service = context.site, context.service
    level = _defined(LEVEL, context)
    offers = [offer for offer in site.offers.get(service, ()) if _counts(offer)]
    pages = site.services.get(service, ())
    clicks = [site.clicks[page.page] for page in pages if page.page in site.clicks]
    nearest = min(clicks, default=None, key=lambda one: one[0])
    return ServiceFinding(
        service,
        None if level.value is None else int(level.value),
        tuple(dict.fromkeys(site.address(page.page) for page in pages)),
        tuple(dict.fromkeys(target_of(site, offer) for offer in offers)),
        nearest[0] if nearest is not None else None,
        _contact(context),
        nearest[1] if nearest is not None else (),
        _places(context, offers),
        _flags(context, level, offers),
        ways(site, service),
    )


def _defined(name: str, context: Context) -> Outcome:
    return evaluate(Node(use=name), context)


def _counts(offer: Offer) -> bool:
    return offer.kind in _WAYS and offer.state in _OPEN and offer.owner is not Owner.OTHER


def _contact(context: Context) -> str:
    outcome = _defined(CONTACT, context)
    return outcome.flags[-1] if outcome.holds and outcome.flags else "none"


def _places(context: Context, offers: list[Offer]) -> tuple[Place, ...]:
    pages = [view.opening for view in service_pages(context).views]
    forms = [place for offer in offers for place in offer.links[:1]]
    return tuple(dict.fromkeys((*pages, *forms)))[:_MOST_PLACES]


def _flags(context: Context, level: Outcome, offers: list[Offer]) -> tuple[str, ...]:
    flags = list(level.flags)
    flags += [f"level_unknown:{level.reason}"] if level.value is None else []
    flags += ["login_first"] if any(offer.login_first.value == "yes" for offer in offers) else []
    flags += ["carried_elsewhere"] if is_carried_elsewhere(context.site, context.service) else []
    flags += ["referral"] if context.site.referrals.get(context.service) else []
    flags += ["contradiction"] if context.site.twins.get(context.service) else []
    return tuple(dict.fromkeys(flags))
