"""One page under many addresses becomes one page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from criteria.words import fold
from scanner.archive.records import Capture
from scanner.reading.captures import Readings
from scanner.reading.facts import CONTENT, PageFacts, Quality
from scanner.reading.hosts import Hosts
from scanner.reading.urls import host_key, host_of, identity

_WORDS = 20  # shorter pages may say the same and still be different ones


@dataclass(frozen=True)
class Merged:
    """Own pages by key, targets by the identity they were linked under, and the keys of all twins.

    `final` maps an identity (asked, passed on the way, canonical, or of a twin with the same content) to the key in
    `pages`.
    """

    pages: Mapping[str, PageFacts]
    targets: Mapping[str, tuple[PageFacts, ...]]
    final: Mapping[str, str]


def merge(readings: Readings, hosts: Hosts) -> Merged:
    """Return pages by identity; twins by canonical link or by the same main content are one."""
    pages: dict[str, PageFacts] = {}
    final: dict[str, str] = {}
    contents: dict[str, str] = {}
    for capture, page in readings.pages:
        if host_key(page.url) not in hosts.own:
            continue
        key = _key(page, pages, contents)
        pages.setdefault(key, page)
        contents.setdefault(_content(page), key)
        final.update(dict.fromkeys(_names(capture, page) - {key}, key))
    return Merged(pages, _targets(readings, final), final)


def _key(page: PageFacts, pages: Mapping[str, PageFacts], contents: Mapping[str, str]) -> str:
    """Return the key of the page it is a twin of, else its own."""
    own = identity(page.url)
    if page.quality is not Quality.CONTENT or own in pages:
        return own
    canonical = identity(page.canonical) if page.canonical else own
    if canonical in pages and host_of(page.canonical) == host_of(page.url):
        return canonical
    return contents.get(_content(page), own)


def _content(page: PageFacts) -> str:
    """Return what makes two pages the same: title, main content and its links; empty for a page that says little."""
    if page.quality is not Quality.CONTENT or page.words < _WORDS or page.pdf is not None:
        return f"\0{page.url}"
    said = [fold(block.text) for block in page.blocks if block.region in CONTENT]
    led = [identity(link.url) for link in page.links if link.region in CONTENT]
    text = "\n".join([host_of(page.url), fold(page.title), *said, *led])
    return hashlib.sha256(text.encode()).hexdigest()


def _names(capture: Capture, page: PageFacts) -> set[str]:
    passed = (capture.url, capture.final, page.url, *capture.redirects, page.canonical)
    return {identity(url) for url in passed if url}


def _targets(readings: Readings, final: dict[str, str]) -> dict[str, tuple[PageFacts, ...]]:
    """Return the pages of each target under the identity it was wanted by; later pages are what "Weiter" led to."""
    targets: dict[str, tuple[PageFacts, ...]] = {}
    for capture, page in readings.targets:
        key = identity(capture.wanted or capture.url)
        if page not in targets.get(key, ()):
            targets[key] = (*targets.get(key, ()), page)
        final.update({name: key for name in _names(capture, page) - {key} if not capture.wanted and name not in final})
    return targets
