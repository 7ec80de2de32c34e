"""The members that a mean or a median runs over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from criteria.language import Collection, OffersIn, ServicesIn
from criteria.words import fold, word_list
from scanner.judging.context import Context, Scope
from scanner.judging.leading import was_tried
from scanner.judging.offering import distinct_offers
from scanner.judging.scopes import current, is_business
from scanner.model.answer import Answer
from scanner.reading.facts import CONTENT
from scanner.reading.site_types import Site
from scanner.reading.urls import host_key


@dataclass(frozen=True)
class Member:
    """One member with what it is evaluated in; `certain` is false where it may be none."""

    label: str
    context: Context
    certain: bool = True


def members(context: Context, over: Collection) -> list[Member]:
    """Return the members of a collection, in a fixed order."""
    if over.terms is not None:
        return list(_terms(context, over.terms))
    if over.offers is not None:
        return list(_offers(context, over.offers))
    if over.entries:
        return list(_entries(context))
    services = _of_roles(context.site, over.services) if over.services else basket(context)
    if over.basket == "with_page":
        services = [service for service in services if context.site.services.get(service)]
    if over.basket == "with_state_service":
        services = [service for service in services if context.site.set.service[service].state_service]
    return [Member(service, context.of_service(service)) for service in services]


def basket(context: Context) -> list[str]:
    """Return the core services of the league, those left out that the registry and the page say another carries."""
    site = context.site
    core = site.set.baskets.get(site.municipality.league, ())
    return [service for service in core if not is_carried_elsewhere(site, service)]


def is_carried_elsewhere(site: Site, service: str) -> bool:
    """Whether the registry marks a service as carried by another body, and a page names and links that body."""
    carrier = dict(site.municipality.not_competent).get(service)
    if carrier is None:
        return False
    keys = [*site.referrals.get(service, ()), *(page.page for page in site.services.get(service, ()))]
    return any(_names_and_links(site, key, carrier) for key in dict.fromkeys(keys) if key in site.pages)


def _names_and_links(site: Site, key: str, carrier: str) -> bool:
    page, name = site.pages[key], word_list([carrier])
    named = any(name.search_folded(fold(block.text)) for block in page.blocks if block.region in CONTENT)
    links = [link for link in page.links if link.region in CONTENT]
    away = (link for link in links if host_key(link.url) not in site.own_hosts)
    return (named and any(True for _ in away)) or any(name.search(link.text) for link in links)


def _of_roles(site: Site, wanted: ServicesIn) -> list[str]:
    league = site.municipality.league
    rows = [row for row in site.set.services if row.role in wanted.role]
    if wanted.competence == "league":
        rows = [row for row in rows if league in row.levels]
    return [row.id for row in rows if not is_carried_elsewhere(site, row.id)]


def _terms(context: Context, name: str) -> Iterator[Member]:
    terms: dict[str, str] = getattr(context.site.set.terms[context.site.municipality.league], name)
    for term, service in terms.items():
        yield Member(term, replace(context, term=term, service=service))


def _offers(context: Context, wanted: OffersIn) -> Iterator[Member]:
    for offer, answer in distinct_offers(context.site, wanted):
        at_hand = replace(context, offer=offer, service=offer.service)
        yield Member(offer.url, at_hand, certain=answer is Answer.YES)


def _entries(context: Context) -> Iterator[Member]:
    """Yield the entries of the list pages at hand of which the link was tried: the others say nothing."""
    for view in current(context).views:
        scope = Scope("entry", (view,))
        for entry in context.site.entries.get(view.key, ()):
            if was_tried(context.site, entry.link.url):
                yield Member(entry.text or entry.link.text, replace(context, entry=entry, scope=scope))


def listed_services(site: Site) -> list[str]:
    """Return the services that a judgement reports: the basket, and every other of the catalogue that was found."""
    core = site.set.baskets.get(site.municipality.league, ())
    others = [row.id for row in site.set.services if row.id not in core and _was_found(site, row.id)]
    return [*core, *(service for service in others if is_business(site, service) or _is_extra(site, service))]


def _was_found(site: Site, service: str) -> bool:
    return bool(site.services.get(service) or site.offers.get(service))


def _is_extra(site: Site, service: str) -> bool:
    return site.set.service[service].role == "extra"
