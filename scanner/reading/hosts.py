"""Which hosts are the municipality's own: homepage, portal, microsite for business (METHOD.md 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from criteria.loading import CriteriaSet
from criteria.registry import Municipality
from criteria.words import fold
from scanner.archive.records import Manifest
from scanner.reading.captures import Readings
from scanner.reading.facts import PageFacts
from scanner.reading.owner import core_name
from scanner.reading.urls import host_key, identity, with_scheme

_CLICKS = 2
_NOT_OWN = ("state_portal", "federal_portal", "form_server", "account", "payment", "booking", "procurement", "council")


@dataclass(frozen=True)
class Hosts:
    """Hosts without ``www.``: `own` holds all of them, `portal` those of the own portal, `business` microsites."""

    own: frozenset[str]
    portal: frozenset[str] = frozenset()
    business: frozenset[str] = frozenset()


def own_hosts(readings: Readings, manifest: Manifest, municipality: Municipality, criteria: CriteriaSet) -> Hosts:
    """Return the hosts that the homepage leads to within two clicks and that name the municipality."""
    home = {host_key(municipality.homepage), *(host_key(with_scheme(url)) for url in municipality.homepage_before)}
    home |= {host_key(page.url) for capture, page in readings.pages if host_key(capture.url) in home}
    portal = {host_key(with_scheme(url)) for url in (*manifest.portal_hosts, *municipality.portal)}
    if manifest.own_hosts:
        named = {host_key(with_scheme(host)) for host in manifest.own_hosts}
    else:
        named = {host_key(page.url) for page in _near_home(readings, home) if _is_own(page, municipality, criteria)}
        portal |= named - home
    own = home | named | portal
    return Hosts(frozenset(own), frozenset(portal - home), frozenset(own - home - portal))


def _near_home(readings: Readings, home: set[str]) -> Iterator[PageFacts]:
    """Yield pages on other hosts that pages of the homepage's host link, within two clicks."""
    read = {identity(capture.url): page for capture, page in readings.pages}
    near = [page for page in read.values() if host_key(page.url) in home and page is next(iter(read.values()))]
    for _ in range(_CLICKS):
        led = {identity(link.url) for page in near for link in page.links}
        near = [page for key, page in read.items() if key in led]
        yield from (page for page in near if host_key(page.url) not in home)


def _is_own(page: PageFacts, municipality: Municipality, criteria: CriteriaSet) -> bool:
    """Whether a page says, in its title or host, that it is the municipality's; platforms of others never are."""
    if any(platform.kind in _NOT_OWN for platform in criteria.platforms.matches(page.url)):
        return False
    name = fold(core_name(municipality.name, criteria.lexicon))
    return bool(name) and (f" {name} " in f" {fold(page.title)} " or name.replace(" ", "") in host_key(page.url))
