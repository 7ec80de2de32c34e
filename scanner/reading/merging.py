"""One page under many addresses becomes one page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from criteria.words import fold
from scanner.archive.records import Capture
from scanner.reading.captures import Readings
from scanner.reading.facts import CONTENT, PageFacts, Quality
from scanner.reading.hosts import Hosts
from scanner.reading.urls import host_key, identity

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
    read = [(capture, page) for capture, page in readings.pages if host_key(page.url) in hosts.own]
    first = _first_of_each(page for _, page in read)
    keys = _keys(first)
    pages = {key: page for key, page in first.items() if keys[key] == key}
    final: dict[str, str] = {}
    for capture, page in read:
        key = keys[identity(page.url)]
        final.update(dict.fromkeys(_names(capture, page) - pages.keys(), key))
    for own, key in keys.items():
        canonical = _canonical(first[own])
        if canonical and canonical not in first:
            final.setdefault(canonical, key)
    return Merged(pages, _targets(readings, final), final)


def _first_of_each(pages: Iterable[PageFacts]) -> dict[str, PageFacts]:
    """Return one page for each identity: the first that has content, else the first."""
    first: dict[str, PageFacts] = {}
    for page in pages:
        known = first.setdefault(identity(page.url), page)
        if known.quality is not Quality.CONTENT and page.quality is Quality.CONTENT:
            first[identity(page.url)] = page
    return first


def _keys(first: Mapping[str, PageFacts]) -> dict[str, str]:
    """Return for each identity the key of the page that it is a twin of: its canonical address, else the shortest."""
    same: dict[str, str] = {}
    for key, page in first.items():
        content = _content(page)
        same[content] = min(same.get(content, key), key, key=lambda each: (len(each), each))
    keys = {}
    for key, page in first.items():
        canonical = _canonical(page)
        twin = canonical if canonical in first and _same_heading(page, first[canonical]) else key
        keys[key] = same[_content(first[twin])]
    return {key: keys[key] if keys[keys[key]] == keys[key] else key for key in first}


def _canonical(page: PageFacts) -> str:
    """Return the identity of the address that a page with content calls its own, empty where it is on another host."""
    if page.quality is not Quality.CONTENT or not page.canonical:
        return ""
    return identity(page.canonical) if host_key(page.canonical) == host_key(page.url) else ""


def _same_heading(one: PageFacts, other: PageFacts) -> bool:
    """Whether two pages are about the same: some systems call the homepage the canonical address of every page."""
    return fold(one.h1 or one.title) == fold(other.h1 or other.title)


def _content(page: PageFacts) -> str:
    """Return what makes two pages the same: title, main content and how many links it has.

    A page that says little is like no other. Where its links lead to does not matter: the twin below a language prefix has
    twins of all of them.
    """
    if page.quality is not Quality.CONTENT or page.words < _WORDS or page.pdf is not None:
        return f"\0{identity(page.url)}"
    said = [fold(block.text) for block in page.blocks if block.region in CONTENT]
    led = sum(link.region in CONTENT for link in page.links)
    text = "\n".join([host_key(page.url), fold(page.title), *said, str(led)])
    return hashlib.sha256(text.encode()).hexdigest()


def _names(capture: Capture, page: PageFacts) -> set[str]:
    passed = (capture.url, capture.final, page.url, *capture.redirects)
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
