"""Parallel pages of one service that contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from criteria.words import fold
from scanner.model.place import Place
from scanner.reading.facts import CONTENT
from scanner.reading.seen import Seen, place_in
from scanner.reading.site_types import Offer, OfferKind, ServicePage, Twin
from scanner.reading.urls import identity

_ONLINE = (OfferKind.ONLINE, OfferKind.STATE, OfferKind.PORTAL_START, OfferKind.ENDED)


def find_twins(seen: Seen, offers: Mapping[str, tuple[Offer, ...]]) -> dict[str, tuple[Twin, ...]]:
    """Return by service id the pairs of pages whose fee, online target or contact differ."""
    found = {}
    for service, pages in seen.services.items():
        told = [_Told(seen, page, offers.get(service, ())) for page in _one_per_address(pages)]
        twins = tuple(twin for one, other in combinations(told, 2) if (twin := _compare(service, one, other)))
        if twins:
            found[service] = twins
    return found


def _one_per_address(pages: tuple[ServicePage, ...]) -> Iterator[ServicePage]:
    yield from {page.page: page for page in reversed(pages)}.values()


class _Told:
    """What one page says of its service."""

    def __init__(self, seen: Seen, own: ServicePage, offers: tuple[Offer, ...]) -> None:
        self.own, self.page = own, seen.pages[own.page]
        self._repeated, self._offers = seen.repeated, offers

    def _has(self, section: int) -> bool:
        if self.own.section < 0 or section < 0:
            return True
        return section == self.own.section or self.page.sections[section].first in range(self.own.first, self.own.last)

    def fees(self) -> frozenset[str]:
        """Amounts in euro."""
        return frozenset(
            str(value.amount)
            for value in self.page.values
            if value.kind == "fee" and value.amount is not None and value.region in CONTENT and self._has(value.section)
        )

    def targets(self) -> frozenset[str]:
        """Online targets that the page links."""
        links = {identity(link.url) for link in self.page.links if link.region in CONTENT}
        return frozenset(identity(o.url) for o in self._offers if o.kind in _ONLINE and identity(o.url) in links)

    def contacts(self) -> frozenset[str]:
        """Numbers and mails of the contacts that belong to the page."""
        own = [c for c in self.page.contacts if c.region in CONTENT and self._has(c.section)]
        shown = [c for c in own if fold(c.text) not in self._repeated]
        return frozenset(filter(None, [part for c in shown for part in (_digits(c.phone), c.mail.lower())]))

    def place(self) -> Place:
        """Where it is said."""
        return place_in(self.page, "", self.own.heading)


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def _compare(service: str, one: _Told, other: _Told) -> Twin | None:
    """Return the pair if what both say of one thing can't both be true."""
    asked: Mapping[str, tuple[Callable[[_Told], frozenset[str]], Callable[[frozenset[str], frozenset[str]], bool]]] = {
        "fee": (_Told.fees, _each_has_its_own),
        "online_target": (_Told.targets, _nothing_shared),
        "contact": (_Told.contacts, _nothing_shared),
    }
    differs = tuple(name for name, (said, contradict) in asked.items() if contradict(said(one), said(other)))
    if not differs:
        return None
    return Twin(service, (one.own.page, other.own.page), differs, (one.place(), other.place()))


def _nothing_shared(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both say something, and nothing of it is the same: one more number or way is no contradiction."""
    return bool(one) and bool(other) and not one & other


def _each_has_its_own(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each gives an amount that the other does not know: one may be shorter, but not of another opinion."""
    return bool(one - other) and bool(other - one)
