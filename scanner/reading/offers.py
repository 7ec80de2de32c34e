"""The ways to apply for each service: form PDFs, online forms, deep links into state portals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from scanner.model.answer import Answer
from scanner.model.place import Place
from scanner.reading.facts import CONTENT, Form, PageFacts, Region
from scanner.reading.form_reader import ServiceText
from scanner.reading.mentions import Mention, Mentions, service_text
from scanner.reading.offer_kinds import Judge
from scanner.reading.online_forms import FormFacts, read_online_form, read_pdf
from scanner.reading.owner import owner_of
from scanner.reading.seen import Seen, place_in
from scanner.reading.site_types import Offer, OfferKind, OfferState, Owner, ServicePage
from scanner.reading.targets import Target, target_of
from scanner.reading.urls import identity

_FILLABLE = {"acroform": "yes", "xfa": "xfa", "signature": "signature", "flat": "no"}
_DATE = re.compile(r"\b(?:(\d{1,2})\.\s?)?(\d{1,2})[./](\d{4})\b")
_BEST = ("service_page", "forms_overview", "other")


@dataclass(frozen=True)
class _Found:
    """One target of one service with everything that links it."""

    kind: OfferKind
    target: Target
    mentions: tuple[Mention, ...]


def find_offers(seen: Seen) -> dict[str, tuple[Offer, ...]]:
    """Return the offers by service id, from service pages and forms overviews; one offer per service and target.

    Forms of another town are left out: they count for nothing. A form that the page itself holds is an offer at the
    page's own address.
    """
    mentions = Mentions(seen)
    judge = Judge(seen, mentions.names)
    offers: dict[str, list[Offer]] = {}
    for (service, _), found in _by_target(seen, judge, mentions.all()).items():
        offer = _offer(seen, service, found)
        if offer.owner is not Owner.OTHER:
            offers.setdefault(service, []).append(offer)
    for service, offer in _in_pages(seen, judge):
        offers.setdefault(service, []).append(offer)
    return {service: tuple(found) for service, found in offers.items()}


def _by_target(seen: Seen, judge: Judge, mentions: Iterable[Mention]) -> dict[tuple[str, str], _Found]:
    targets: dict[str, Target] = {}
    found: dict[tuple[str, str], _Found] = {}
    for mention in mentions:
        address = identity(mention.link.url)
        target = targets.get(address) or target_of(seen, mention.link)
        targets.setdefault(address, target)
        kind = judge.kind(replace(target, link=mention.link), mention)
        if kind is not None:
            before = found.get((mention.service, target.key))
            so_far = before.mentions if before else ()
            found[mention.service, target.key] = _Found(before.kind if before else kind, target, (*so_far, mention))
    return found


def _offer(seen: Seen, service: str, found: _Found) -> Offer:
    target, first = found.target, found.mentions[0]
    places = tuple(place_in(m.page, m.link.path, m.link.text) for m in found.mentions)
    offer = Offer(
        service=service,
        url=target.key,
        kind=found.kind,
        state=_state(found),
        owner=owner_of(seen, target.url, target.chain, link=first.link),
        links=places,
        where=min((m.where for m in found.mentions), key=_BEST.index),
        in_main=any(m.link.region in (Region.MAIN, Region.ASIDE) for m in found.mentions),
        title=first.link.text,
    )
    return _with_facts(seen, offer, found)


def _state(found: _Found) -> OfferState:
    """Return whether the target works; start pages and what has ended are not fetched, so they stand as they are."""
    untried = found.kind in (OfferKind.PORTAL_START, OfferKind.ENDED) and not found.target.chain
    return OfferState.WORKS if untried else found.target.state


def _with_facts(seen: Seen, offer: Offer, found: _Found) -> Offer:
    texts = _texts(seen, offer.service, found.mentions)
    if offer.kind is OfferKind.PDF:
        return _as_pdf(seen, offer, found, texts)
    if offer.kind is OfferKind.ONLINE:
        chain = found.target.chain if offer.state is OfferState.WORKS else ()
        return _joined(offer, read_online_form(seen, chain, texts))
    if offer.kind is OfferKind.STATE:
        return _as_state(seen, offer, found, texts)
    return offer


def _texts(seen: Seen, service: str, mentions: Iterable[Mention]) -> tuple[ServiceText, ...]:
    """Return what is said of the service where it is linked, else on its service pages."""
    linked = tuple(mention.text for mention in mentions if mention.text is not None)
    own = seen.services.get(service, ())
    return linked or tuple(service_text(seen.pages[page.page], page) for page in own)


def _as_pdf(seen: Seen, offer: Offer, found: _Found, texts: tuple[ServiceText, ...]) -> Offer:
    page = found.target.first
    pdf = page.pdf if page is not None else None
    offer = _joined(offer, read_pdf(seen, page if pdf is not None else None, texts))
    if pdf is None or page is None:
        return offer
    return replace(
        offer,
        fillable=_FILLABLE.get(pdf.fill, "unknown"),
        printed=pdf.printed or _said_in_link(found.mentions) or pdf.dated,
        evidence_places=(Place(page.url, page.fetched, "page 1", pdf.text[:300], page.record),),
    )


def _said_in_link(mentions: Iterable[Mention]) -> date | None:
    """Return the date that a link gives for its document ("Stand 01/2013"); a year in its path is none."""
    for mention in mentions:
        for day, month, year in _DATE.findall(mention.link.text):
            if 1 <= int(month) <= 12 and 1 <= int(day or 1) <= 28:
                return date(int(year), int(month), int(day or 1))
    return None


def _as_state(seen: Seen, offer: Offer, found: _Found, texts: tuple[ServiceText, ...]) -> Offer:
    platform = seen.set.platforms.deep_link(found.target.url, seen.as_of)
    facts = read_online_form(seen, found.target.chain, texts)
    logins = facts.logins - {"ended"} | (frozenset(platform.logins) if platform else frozenset())
    return _joined(offer, replace(facts, sent="online", evidence=Answer.YES, logins=logins))


def _joined(offer: Offer, facts: FormFacts) -> Offer:
    return replace(
        offer,
        sent=facts.sent,
        evidence=facts.evidence,
        notice=facts.notice,
        login_first=facts.login_first,
        logins=facts.logins,
        payments=facts.payments,
        shows=facts.shows,
        evidence_places=facts.places or offer.links,
    )


def _in_pages(seen: Seen, judge: Judge) -> Iterator[tuple[str, Offer]]:
    """Yield the forms that service pages hold themselves."""
    for service, pages in seen.services.items():
        for own in pages:
            page = seen.pages[own.page]
            inside = (form for form in page.forms if _stands_in(form, own))
            form = next((form for form in inside if judge.applies_in_page(form, page)), None)
            if form is not None:
                facts = read_online_form(seen, (page,), (service_text(page, own),))
                yield service, _joined(_own_form(service, own, page, form), facts)


def _stands_in(form: Form, own: ServicePage) -> bool:
    return form.region in CONTENT and (own.section < 0 or form.section == own.section)


def _own_form(service: str, own: ServicePage, page: PageFacts, form: Form) -> Offer:
    place = place_in(page, form.path, form.text)
    return Offer(service, own.page, OfferKind.ONLINE, OfferState.WORKS, links=(place,), title=page.h1)
