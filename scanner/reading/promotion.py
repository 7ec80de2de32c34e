"""Pages on business promotion beside those that are headed so: of a microsite, and those with its people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from criteria.words import Lexicon, fold
from scanner.reading.facts import CONTENT, Link, PageFacts, Quality
from scanner.reading.seen import Seen
from scanner.reading.site_types import Kind
from scanner.reading.urls import host_key

_OTHER = frozenset(
    {Kind.HOMEPAGE, Kind.SITEMAP, Kind.SEARCH, Kind.LEGAL, Kind.NEWS, Kind.EVENT, Kind.JOB, Kind.COUNCIL}
)


def has_promoter(page: PageFacts, lexicon: Lexicon) -> bool:
    """Whether somebody of business promotion can be reached on a page."""
    machine = lexicon.expression("wifoe_text")
    contacts = (contact for contact in page.contacts if contact.region in CONTENT)
    return any(machine.search(fold(f"{contact.unit} {contact.role} {contact.text}")) for contact in contacts)


def with_people(seen: Seen, kinds: Mapping[str, frozenset[Kind]]) -> dict[str, frozenset[Kind]]:
    """Return the kinds again, with the pages that name the people of business promotion.

    These are pages of a microsite for business, and pages that one on business promotion links as its team or contact,
    as far as they are about business or stand below it.
    """
    found = dict(kinds)
    for key in (*_of_microsites(seen), *_linked(seen, kinds)):
        if found.get(key, _OTHER).isdisjoint(_OTHER) and seen.pages[key].quality is Quality.CONTENT:
            found[key] = (found[key] | {Kind.WIFOE}) - {Kind.STAFF}
    return found


def _of_microsites(seen: Seen) -> Iterator[str]:
    machine, people = (seen.set.lexicon.expression(name) for name in ("wifoe_host", "wifoe_team"))
    main = host_key(seen.municipality.homepage)
    for key, page in seen.pages.items():
        own, opening = host_key(page.url), urlsplit(page.url).path in ("", "/")
        microsite = own != main and seen.side(page.url) == "main" and machine.search(own)
        if microsite and (opening or people.search(fold(page.h1 or page.title))):
            yield key


def _linked(seen: Seen, kinds: Mapping[str, frozenset[Kind]]) -> Iterator[str]:
    people = seen.set.lexicon.expression("wifoe_link")
    for key, page in seen.pages.items():
        if Kind.WIFOE in kinds[key]:
            for link in page.links:
                if link.region in CONTENT and people.search(fold(link.text)) and _belongs(seen, page, link):
                    yield seen.key(link.url)


def _belongs(seen: Seen, page: PageFacts, link: Link) -> bool:
    target = seen.pages.get(seen.key(link.url))
    if target is None:
        return False
    below = target.url.startswith(page.url.rstrip("/").removesuffix(".html") + "/")
    return below or seen.set.lexicon.list("business_page").search_folded(fold(target.h1)) is not None
