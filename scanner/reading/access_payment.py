"""Paying: by whom it is offered, for which service, and whether only at the counter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scanner.model.answer import Answer
from scanner.reading.facts import PageFacts
from scanner.reading.passages import Ear, ear_of, passages, telling_pages
from scanner.reading.seen import Seen, place_in
from scanner.reading.site_types import Access, Offer, OfferKind, OfferState, ServicePage

_FORMS = (OfferKind.ONLINE, OfferKind.STATE)
_SEPA = "sepa"


def payment_accesses(seen: Seen, offers: Mapping[str, tuple[Offer, ...]]) -> Iterator[Access]:
    """Yield who can pay how: electronically in a form of a service or by a page's word, by mandate, or in cash.

    A statement on the service page of a business service has the scope service_page and that service, one in its form
    the scope target; all others are of the site.
    """
    ear = ear_of(seen)
    for service, found in offers.items():
        yield from _in_forms(service, found)
    owners: dict[str, list[tuple[str, ServicePage]]] = {}
    for service, own in _business_pages(seen):
        owners.setdefault(own.page, []).append((service, own))
    for key, page in telling_pages(seen):
        yield from _on_page(page, owners.get(key, []), ear)


def _in_forms(service: str, found: tuple[Offer, ...]) -> Iterator[Access]:
    for offer in found:
        place = (offer.evidence_places or offer.links)[:1]
        if offer.kind in _FORMS and "electronic" in offer.payments and place:
            yield Access("payment", "electronic", Answer.YES, place[0], service, "target", fact=True)
        if offer.kind is OfferKind.ONLINE and "free" in offer.payments and place:
            yield Access("payment", "free", Answer.YES, place[0], service, "target")
        if service == _SEPA and offer.kind is OfferKind.PDF and offer.state is OfferState.WORKS and place:
            yield Access("payment", "sepa", Answer.YES, place[0], service, "target", fact=True)


def _business_pages(seen: Seen) -> Iterator[tuple[str, ServicePage]]:
    for service, found in seen.services.items():
        if service in seen.set.service and seen.set.service[service].business:
            yield from ((service, page) for page in found)


def _on_page(page: PageFacts, owners: list[tuple[str, ServicePage]], ear: Ear) -> Iterator[Access]:
    blocks = {id(block): at for at, block in enumerate(page.blocks)}
    for passage in passages(page):
        if ear.named("state_portal_named", passage.text) or not ear.named("access_any", passage.text):
            continue
        at = blocks[id(passage.block)]
        services = [service for service, own in owners if own.section < 0 or own.first <= at < own.last]
        place = place_in(page, passage.block.path, passage.block.text)
        heard = list(ear.hear(passage.text, "pays_electronically"))
        if any(one.said is Answer.YES and not ear.named("pays_at_counter", one.sentence) for one in heard):
            for service in services or [""]:
                scope = "service_page" if service else "site"
                yield Access("payment", "electronic", Answer.YES, place, service, scope)
            continue
        if {one.said for one in heard} == {Answer.NO}:
            yield from (Access("payment", "electronic", Answer.NO, place, service) for service in services or [""])
        elif services and ear.named("pays_cash", passage.text):
            yield from (Access("payment", "cash", Answer.YES, place, service, "service_page") for service in services)
