"""What a part of a score is missing for and who can change it; whose product an address belongs to (METHOD.md 1.8)."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.judging.leading import host_side
from scanner.model.cause import Cause
from scanner.model.verdict import Changer
from scanner.reading.site_types import Kind, Offer, Site

_PRODUCTS = ("form_server", "portal_product")
_STATE = ("state_portal", "federal_portal")


@dataclass(frozen=True)
class Blame:
    """A cause with its detail, who can change it, and where it shows."""

    cause: Cause
    detail: str = ""
    changer: Changer = Changer.MUNICIPALITY
    url: str = ""


def keeper(site: Site, url: str) -> Changer:
    """Return who keeps what stands at an address: the state its portals, the data centre portals and form servers."""
    if site.set.platforms.match(url, site.as_of, _STATE):
        return Changer.STATE
    if host_side(site, url) == "portal" or site.set.platforms.match(url, site.as_of, _PRODUCTS):
        return Changer.DATA_CENTRE
    return Changer.MUNICIPALITY


def portal_of(site: Site) -> str:
    """Return the address of a page of the own service portal, empty where there is none."""
    key = next((key for key, kinds in site.kinds.items() if Kind.PORTAL in kinds and key in site.pages), "")
    return site.address(key) if key else ""


def page_of(site: Site, service: str) -> str:
    """Return the address of the first page of a service, empty where it has none."""
    pages = site.services.get(service, ())
    return site.address(pages[0].page) if pages else ""


def target_of(site: Site, offer: Offer) -> str:
    """Return the address of a way to apply as it was read, else as it is known."""
    chain = site.targets.get(offer.url)
    if chain:
        return chain[0].asked
    page = site.pages.get(offer.url)
    return page.url if page is not None else offer.url
