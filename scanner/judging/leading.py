"""Where a link leads: to a kind of page, a platform, a service, a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scanner.judging.context import Context
from scanner.model.answer import Answer
from scanner.reading.documents import DOCUMENTS, extension
from scanner.reading.facts import PageFacts, Quality
from scanner.reading.site_types import NOISE, Kind, OfferKind, OfferState, Site
from scanner.reading.urls import host_key, identity

ENOUGH_WORDS = 40  # of a page with content of its own, as of a service page
_DEAD = frozenset({Quality.ERROR, Quality.SOFT_404})
_GONE = frozenset({"dns", "refused", "redirect_loop"})
_KINDS = frozenset(kind.value for kind in Kind)
_ONLINE = frozenset({OfferKind.ONLINE, OfferKind.STATE})
_FORMS = _ONLINE | {OfferKind.PDF}


@dataclass(frozen=True)
class Led:
    """Services that an address leads to: by whole page, by section, by their online form, by any form."""

    pages: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    online: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()


@dataclass
class _Counted:
    pages: set[str] = field(default_factory=set)
    sections: set[str] = field(default_factory=set)
    online: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)


def led_to(context: Context, url: str) -> Led:
    """Return which services an address leads to."""
    index = context.memory.once("led_to", lambda: _index(context.site))
    return index.get(context.site.key(url)) or index.get(identity(url)) or Led()


def _index(site: Site) -> Mapping[str, Led]:
    index: dict[str, _Counted] = {}
    for service, pages in site.services.items():
        for page in pages:
            counted = index.setdefault(page.page, _Counted())
            (counted.sections if page.section >= 0 else counted.pages).add(service)
    for service, offers in site.offers.items():
        for offer in (one for one in offers if one.kind in _FORMS and one.state is not OfferState.DEAD):
            counted = index.setdefault(offer.url, _Counted())
            counted.forms.add(service)
            if offer.kind in _ONLINE:
                counted.online.add(service)
    return {
        key: Led(frozenset(one.pages), frozenset(one.sections), frozenset(one.online), frozenset(one.forms))
        for key, one in index.items()
    }


def target_of(site: Site, url: str) -> PageFacts | None:
    """Return the page an address was read as, own or target; None where it was not read."""
    own = site.pages.get(site.key(url))
    chain = site.targets.get(identity(url)) or site.targets.get(site.key(url))
    return own or (chain[0] if chain else None)


def why_unseen(site: Site, url: str) -> str:
    """Return why an address was not read."""
    return site.unseen.get(identity(url)) or site.unseen.get(site.key(url)) or "not_fetched"


def is_alive(site: Site, url: str) -> Answer:
    """Return whether something stands at an address; unknown where it was not tried, or hidden."""
    page = target_of(site, url)
    if page is not None:
        return Answer.of(page.quality not in _DEAD)
    return Answer.NO if why_unseen(site, url) in _GONE else Answer.UNKNOWN


def was_tried(site: Site, url: str) -> bool:
    """Whether an address was read, or turned out to be gone."""
    return is_alive(site, url) is not Answer.UNKNOWN


def leads_to(site: Site, url: str, what: str) -> Answer:
    """Return whether an address leads to a kind of page, a kind of platform, or one of the special targets.

    Special are ``content`` (an own page that says something of its own), ``portal_start`` and ``state_deep_link`` (of a
    state portal), ``ended`` (a platform that is no more) and ``news`` (an own page that is news or the like).
    """
    page = target_of(site, url)
    addresses = (url, page.url) if page is not None else (url,)
    if what in _SPECIAL:
        return Answer.of(any(_SPECIAL[what](site, address) for address in addresses))
    if what == "content":
        return _has_content(site, url)
    if any(site.set.platforms.match(address, site.as_of, (what,)) for address in addresses):
        return Answer.YES
    return _is_kind(site, url, Kind(what)) if what in _KINDS else Answer.NO


_SPECIAL = {
    "portal_start": lambda site, url: site.set.platforms.start_page(url, site.as_of) is not None,
    "state_deep_link": lambda site, url: site.set.platforms.deep_link(url, site.as_of) is not None,
    "ended": lambda site, url: site.set.platforms.ended(url, site.as_of) is not None,
    "news": lambda site, url: not NOISE.isdisjoint(site.kinds.get(site.key(url), ())),
}


def _has_content(site: Site, url: str) -> Answer:
    page = site.pages.get(site.key(url))
    if page is None:
        return Answer.UNKNOWN if is_own(site, url) else Answer.NO
    noise = not (NOISE | {Kind.PENDING}).isdisjoint(site.kinds.get(site.key(url), ()))
    return Answer.of(page.quality is Quality.CONTENT and page.words >= ENOUGH_WORDS and not noise)


def _is_kind(site: Site, url: str, kind: Kind) -> Answer:
    key = site.key(url)
    if key in site.pages:
        return Answer.of(kind in site.kinds.get(key, ()))
    return Answer.UNKNOWN


def is_own(site: Site, url: str) -> bool:
    """Whether an address is on a host of the municipality."""
    host = host_key(url)
    return host in site.own_hosts or host.split(":")[0] in site.own_hosts


def host_side(site: Site, url: str) -> str:
    """Return on whose host an address is: the homepage's or one below it, the own portal's, or another one."""
    page = site.pages.get(site.key(url))
    host, home = host_key(page.url if page is not None else url), site.pages.get(site.home)
    if host in site.portal_hosts:
        return "portal"
    homes = {host_key(site.municipality.homepage), *([host_key(home.url)] if home is not None else [])}
    return "homepage" if any(host == own or host.endswith(f".{own}") for own in homes) else "other"


def is_document(url: str, page: PageFacts | None) -> bool:
    """Whether an address is a document to download."""
    return (page is not None and page.pdf is not None) or extension(url) in DOCUMENTS
