"""What a node is evaluated in: the site, where to look, and the member of a collection at hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from scanner.judging.outcome import Outcome
from scanner.judging.views import View
from scanner.reading.site_types import Entry, Offer, Site

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """Where to look.

    Args:
        name: the spot or kind of page, as the rule names it.
        views: the pages, as far as they are looked at.
        complete: whether a miss here is a "no"; `reason` says why it is not.
        searched: what was looked at, as ``code:detail``.
        bound: whether offers count only where a page of this scope links them.
        every: whether it must stand on (nearly) every page.
        all_regions: whether links count wherever they stand on the page, or in its content only.
    """

    name: str
    views: tuple[View, ...] = ()
    complete: bool = True
    reason: str = ""
    searched: tuple[str, ...] = ()
    bound: bool = False
    every: bool = False
    all_regions: bool = False


class Memory:
    """What was worked out once for a judgement and is asked often."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, object] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key, made on first use."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast("T", self._kept[key])


@dataclass(frozen=True)
class Context:
    """The site, and what is at hand while a tree is walked.

    `service`, `term`, `entry` and `offer` are the member of the collection around, `number` the value of a ``let``.
    """

    site: Site
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)
    scope: Scope | None = None
    service: str = ""
    term: str = ""
    entry: Entry | None = None
    offer: Offer | None = None
    number: Outcome | None = None

    def within(self, scope: Scope | None) -> Context:
        """Return the context with another place to look."""
        return replace(self, scope=scope)

    def of_service(self, service: str) -> Context:
        """Return the context with a service at hand."""
        return replace(self, service=service)
