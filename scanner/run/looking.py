"""Looks at a few pages outside of a scan, by the one fetch path: settings for it, and what a page showed."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from criteria.words import Lexicon
from scanner.archive.reader import Archive, DamagedRecordError
from scanner.archive.records import Capture, Purpose
from scanner.reading.facts import PageFacts
from scanner.reading.page import read_page
from scanner.reading.urls import identity
from scanner.run.asking import asking
from scanner.run.settings import Settings
from spiders.jobs import CrawlSettings

UNSEEN = "unseen"
"""What an address showed that was never asked for."""
_ASKED = frozenset({Purpose.PAGE, Purpose.TARGET, Purpose.SEARCH})


def look_settings(settings: Settings) -> CrawlSettings:
    """Return how a look is made: as politely as a scan, without a browser, and not waiting for a robots.txt."""
    return replace(asking(settings), render=False, more={"G2B_ROBOTS_AGAIN": []})


def capture_of(archive: Archive, url: str) -> Capture | None:
    """Return what an archive has of an address, asked by GET; None where there is nothing."""
    wanted = identity(url)
    asked = [one for one in archive.captures if one.purpose in _ASKED and one.method == "GET"]
    exact = (one for one in asked if identity(one.url) == wanted)
    return next(exact, None) or next((one for one in asked if identity(one.final) == wanted), None)


def what_it_showed(archive: Archive, url: str, lexicon: Lexicon) -> str:
    """Return a code of what an address showed: a hash of what a reader sees, ``status N``, ``failed WHY`` or `UNSEEN`."""
    capture = capture_of(archive, url)
    if capture is None:
        missing = (one for one in archive.manifest.missing if identity(one.url) == identity(url))
        return next((f"failed {one.failure}" for one in missing), UNSEEN)
    if capture.status >= 400:
        return f"status {capture.status}"
    try:
        body = archive.body(capture.id)
    except DamagedRecordError:
        return "failed damaged"
    page = read_page(capture, body, lexicon) if "html" in capture.content_type else None
    read = page is not None and (page.blocks or page.links or page.forms)
    said = _said(page).encode() if page is not None and read else body  # of what can't be read every byte counts
    return hashlib.sha256(said).hexdigest()[:16]


def _said(page: PageFacts) -> str:
    """Return all that rules can read of a page, without what changes from visit to visit in its markup."""
    blocks = [f"{one.region} {one.kind} {one.text}" for one in page.blocks]
    links = [f"{one.text} {identity(one.url)}" for one in page.links]
    forms = [
        " ".join([identity(one.action), *(f.name for f in one.fields if f.kind != "hidden")]) for one in page.forms
    ]
    return "\n".join([page.title, page.language, *blocks, *links, *forms, *sorted(page.uses)])
