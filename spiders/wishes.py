"""Turns what is still wanted of a site into requests, and into questions that only the browser can ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scrapy import Request

from scanner.archive.records import Engine, Failure, Missing, Purpose
from scanner.reading.facts import PageFacts
from scanner.reading.wants import Wanted, Wants
from spiders.expedition import Expedition
from spiders.frontier import Found, is_page
from spiders.ledger import Ledger
from spiders.orders import WANTED, Orders

_MOST_TARGETS = 400
_ONLY_LOOKED_AT = frozenset({"help", "login"})  # worth a page of the budget, no more
_CLICKS = 3  # of a page that was found by what others say of it


@dataclass(frozen=True)
class Typed:
    """A question that is typed into a page: sent, or only its beginning for suggestions."""

    engine: Engine
    text: str
    sent: bool


class Wishes:
    """What a planner's answer means for one scan.

    Args:
        expedition: what is known of the site.
        orders: makes the requests.
        ledger: what was asked before.
        miss: notes what will not be fetched.
    """

    def __init__(self, expedition: Expedition, orders: Orders, ledger: Ledger, miss: Callable[[Missing], None]) -> None:
        self._expedition, self._orders, self._ledger, self._miss = expedition, orders, ledger, miss
        self._missed: set[str] = set()

    def requests(self, wants: Wants, *, pages: int, idle: bool) -> list[Request]:
        """Return new requests for what is wanted.

        Args:
            wants: see there.
            pages: how many pages the budget still allows.
            idle: nothing else is under way, so a known address will not come by itself any more.
        """
        made = [*self._questions(wants), *self._targets(wants), *self._pages(wants, pages, idle=idle)]
        return [request for request in made if not self._ledger.knows(request.meta["key"])]

    def hits(self, answer: PageFacts | None) -> list[Request]:
        """Return requests for the first results of a search that were not read yet."""
        found = self._expedition.frontier.hits(answer) if answer is not None else []
        return [self._orders.found(one, answer.url) for one in found if answer is not None]

    def typed(self, wants: Wants) -> list[Typed]:
        """Return the questions that only the browser can ask."""
        engines = {engine.id: engine for engine in wants.engines}
        asked = [Typed(engines[name], term, sent=True) for name, term in wants.ask if engines[name].kind == "script"]
        begun = [Typed(engines[name], text, sent=False) for name, text in wants.suggest if not engines[name].suggest]
        return asked + begun

    def _questions(self, wants: Wants) -> Iterator[Request]:
        engines = {engine.id: engine for engine in wants.engines}
        for name, term in wants.ask:
            if engines[name].kind != "script":
                yield self._orders.search(engines[name], term)
        for name, beginning in wants.suggest:
            if engines[name].suggest:
                yield self._orders.suggest(engines[name], beginning)

    def _targets(self, wants: Wants) -> Iterator[Request]:
        left = _MOST_TARGETS - self._ledger.done(Purpose.TARGET)
        for number, want in enumerate(wants.targets):
            if number < left:
                yield self._target(want)
            else:
                self._give_up(want, Purpose.TARGET)

    def _pages(self, wants: Wants, pages: int, *, idle: bool) -> Iterator[Request]:
        for want in wants.pages:
            key = self._expedition.traps.key(want.url)
            if not is_page(want.url):
                yield self._target(want)
            elif self._expedition.knows(key) and not idle:
                self._ledger.raise_priority(key, WANTED)
            elif pages > 0 and not self._expedition.knows(key):
                pages -= 1
                yield self._orders.found(Found(want.url, key, WANTED, _CLICKS), want.via)
            elif want.reason in _ONLY_LOOKED_AT:
                self._give_up(want, Purpose.PAGE)
            else:
                yield self._target(want)

    def _target(self, want: Wanted) -> Request:
        shared = not self._expedition.is_own(want.url)
        return self._orders.target(want.url, want.via, want.first, shared=shared)

    def _give_up(self, want: Wanted, purpose: Purpose) -> None:
        if want.url not in self._missed:
            self._missed.add(want.url)
            self._miss(Missing(want.url, purpose, Failure.BUDGET, via=want.via))
