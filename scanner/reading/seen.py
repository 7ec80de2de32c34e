"""What has been read of a site before its offers, searches and accesses are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from criteria.loading import CriteriaSet
from criteria.registry import Municipality
from scanner.archive.records import Capture, Manifest
from scanner.model.place import Place, clip
from scanner.reading.facts import PageFacts
from scanner.reading.site_types import Entry, Kind, ServicePage
from scanner.reading.urls import host_key, host_of, identity


@dataclass(frozen=True)
class Asked:
    """An answer of a search or of its suggestions: the capture, its facts, and the body as text where it is JSON."""

    capture: Capture
    page: PageFacts | None = None
    text: str = ""


@dataclass(frozen=True)
class Seen:
    """Everything `owner`, `offers`, `online_forms`, `search`, `access` and `wants` look at; fields named as in `Site`.

    `pages` holds pages of own hosts, `targets` by `urls.identity` of the address that was linked the pages it led to
    (its first page and what "Weiter" led to); a target that is itself in `pages` need not stand there again. `answers`
    holds search and suggestion captures. `unseen` maps the identity of an address that was wanted to why it was not
    seen (a value of `Failure`). `final` maps the identity of an address that was linked to the key it was read under,
    where they differ.
    """

    municipality: Municipality
    set: CriteriaSet
    manifest: Manifest
    as_of: date
    home: str
    pages: Mapping[str, PageFacts]
    kinds: Mapping[str, frozenset[Kind]] = field(default_factory=dict)
    targets: Mapping[str, tuple[PageFacts, ...]] = field(default_factory=dict)
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    services: Mapping[str, tuple[ServicePage, ...]] = field(default_factory=dict)
    referrals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: tuple[Asked, ...] = ()
    final: Mapping[str, str] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()
    unseen: Mapping[str, str] = field(default_factory=dict)
    own_hosts: frozenset[str] = frozenset()
    portal_hosts: frozenset[str] = frozenset()

    @cached_property
    def _sides(self) -> dict[str, str]:
        own = {host.removeprefix("www."): "main" for host in self.own_hosts}
        return own | {host.removeprefix("www."): "portal" for host in self.portal_hosts}

    def side(self, url: str) -> str:
        """Return whose host an address is on: main, portal, or empty for a foreign one."""
        return self._sides.get(host_key(url), "") or self._sides.get(host_of(url).removeprefix("www."), "")

    def on_form_server(self, url: str) -> bool:
        """Whether an address is on a server that holds nothing but forms, be it on an own host or one that towns share."""
        return self.set.platforms.match(url, self.as_of, ("form_server",)) is not None

    def key(self, url: str) -> str:
        """Return the key that an address was read under, else its identity."""
        found = identity(url)
        return self.final.get(found, found)

    def is_kind(self, key: str, *kinds: Kind) -> bool:
        """Whether a page has one of these kinds."""
        return not self.kinds.get(key, frozenset()).isdisjoint(kinds)


def place_in(page: PageFacts, where: str = "", snippet: str = "") -> Place:
    """Return a place of evidence in a page."""
    return Place(page.url, page.fetched, where, clip(snippet), page.record)
