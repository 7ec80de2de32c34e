"""What became of an address: not fetched and why, fetched but judged as something else, or counted where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.judging.judge import judge
from scanner.judging.leading import ENOUGH_WORDS, is_own
from scanner.model.verdict import Judgement
from scanner.reading.facts import PageFacts, Quality
from scanner.reading.naming import names_of
from scanner.reading.site_types import NOISE, Kind, Site
from scanner.reading.urls import acts, identity

_LISTS = frozenset({Kind.A_TO_Z, Kind.OVERVIEW, Kind.BUNDLE, Kind.FORMS, Kind.SITEMAP, Kind.SEARCH})
_MOST_LINKS = 5


@dataclass(frozen=True)
class UrlStory:
    """What became of an address.

    Args:
        url: as asked for.
        fate: not_fetched, unreadable, counted, noise, referral, list, target or uncounted.
        reason: code behind the fate: a failure, a quality, a kind of page, too_short, names_no_service.
        read_as: the address that it was read under, where another.
        kinds: what kinds of page it is.
        services: ids of the services it counts for, as page, section or form.
        named: ids of the services that its title or heading names.
        criteria: ids of the criteria that have it in their evidence.
        linked_from: addresses of pages that link it, at most 5.
        words: words of its content.
    """

    url: str
    fate: str
    reason: str = ""
    read_as: str = ""
    kinds: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    linked_from: tuple[str, ...] = ()
    words: int = 0


def why_url(site: Site, url: str, judgement: Judgement | None = None) -> UrlStory:
    """Return what became of an address.

    Args:
        site: what was seen.
        url: any spelling of the address.
        judgement: of the site, judged anew where it is not given.
    """
    key = site.key(url)
    judgement = judgement or judge(site, scanner_version="")
    page = site.pages.get(key)
    chain = site.targets.get(identity(url)) or site.targets.get(key)
    if page is not None:
        return _own_page(site, url, key, page, judgement)
    if chain:
        services = tuple(sorted(_offering(site, key)))
        criteria = tuple(_evidence(judgement, chain[0].url))
        fate = "counted" if services or criteria else "target"
        return UrlStory(url, fate, "", chain[0].url, (), services, (), criteria, _linking(site, key))
    return _not_fetched(site, url, key)


def _not_fetched(site: Site, url: str, key: str) -> UrlStory:
    linking = _linking(site, key)
    known = site.unseen.get(identity(url)) or site.unseen.get(key)
    if known:
        return UrlStory(url, "not_fetched", known, linked_from=linking)
    if not is_own(site, url):
        return UrlStory(url, "not_fetched", "foreign_host", linked_from=linking)
    if not linking:
        return UrlStory(url, "not_fetched", "not_linked")
    if acts(url):
        return UrlStory(url, "not_fetched", "acts", linked_from=linking)
    reason = "trap" if site.manifest.complete else "budget"
    return UrlStory(url, "not_fetched", reason, linked_from=linking)


def _own_page(site: Site, url: str, key: str, page: PageFacts, judgement: Judgement) -> UrlStory:
    kinds = site.kinds.get(key, frozenset())
    described = {service for service, pages in site.services.items() if any(one.page == key for one in pages)}
    services = tuple(sorted(described | _offering(site, key)))
    criteria = tuple(_evidence(judgement, page.url))
    named = tuple(sorted(names_of(site.set.services).find(f"{page.title} . {page.h1}")))
    fate, reason = _fate(site, key, page, services, named)
    if fate == "uncounted" and criteria:
        fate, reason = "counted", ""
    return UrlStory(
        url,
        fate,
        reason,
        page.url if page.url != url else "",
        tuple(sorted(kind.value for kind in kinds)),
        services,
        named,
        criteria,
        _linking(site, key),
        page.words,
    )


def _fate(site: Site, key: str, page: PageFacts, services: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, str]:
    if page.quality is not Quality.CONTENT:
        return "unreadable", page.quality.value
    return ("counted", "") if services else _left_out(site, key) or _uncounted(page, named)


def _left_out(site: Site, key: str) -> tuple[str, str] | None:
    """Return what a page is that no service page may be, None where nothing speaks against it."""
    kinds = site.kinds.get(key, frozenset())
    if noise := sorted(kind.value for kind in kinds & NOISE):
        return "noise", noise[0]
    if Kind.REFERRAL in kinds or any(key in pages for pages in site.referrals.values()):
        return "referral", "referral"
    lists = sorted(kind.value for kind in kinds & _LISTS)
    return ("list", lists[0]) if lists else None


def _uncounted(page: PageFacts, named: tuple[str, ...]) -> tuple[str, str]:
    if not named:
        return "uncounted", "names_no_service"
    return "uncounted", "too_short" if page.words < ENOUGH_WORDS else "not_about_it"


def _offering(site: Site, key: str) -> set[str]:
    return {service for service, offers in site.offers.items() if any(offer.url == key for offer in offers)}


def _evidence(judgement: Judgement, url: str) -> Iterator[str]:
    for verdict in judgement.verdicts:
        if any(place.url == url for place in verdict.evidence):
            yield verdict.criterion


def _linking(site: Site, key: str) -> tuple[str, ...]:
    pages = (page.url for page in site.pages.values() if any(site.key(link.url) == key for link in page.links))
    return tuple(url for url, _ in zip(pages, range(_MOST_LINKS), strict=False))
