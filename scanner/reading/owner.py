"""Whose a host, a page or a form is (METHOD.md 1.8)."""

from __future__ import annotations

from scanner.reading.facts import Link, PageFacts
from scanner.reading.seen import Seen
from scanner.reading.site_types import Owner


def owner_of(seen: Seen, url: str, pages: tuple[PageFacts, ...] = (), *, link: Link | None = None) -> Owner:
    """Return whose the target at `url` is.

    `pages` are the pages it led to as far as they were read, `link` the link of an own page to it. A host of the municipality
    and an AGS in the address are proof; else the names of towns and post codes in the target decide, and a target that names no
    other town belongs to the page that links it.
    """
    raise NotImplementedError
