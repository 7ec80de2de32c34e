"""One page under many addresses becomes one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from criteria.words import Lexicon
from scanner.archive.records import Capture
from scanner.reading.alike import Alike, canonical_of, first_of_each, worth
from scanner.reading.captures import Readings
from scanner.reading.facts import PageFacts
from scanner.reading.hosts import Hosts
from scanner.reading.urls import host_key, identity


@dataclass(frozen=True)
class Merged:
    """Own pages by key, targets by the identity they were linked under, and the keys of all twins.

    `final` maps an identity (asked, passed on the way, canonical, or of a twin with the same content) to the key in
    `pages`.
    """

    pages: Mapping[str, PageFacts]
    targets: Mapping[str, tuple[PageFacts, ...]]
    final: Mapping[str, str]


def merge(readings: Readings, hosts: Hosts, lexicon: Lexicon, aliases: Iterable[tuple[str, str]] = ()) -> Merged:
    """Return pages by identity; twins by canonical link or by the same main content are one.

    `aliases` are pairs of an identity that was linked but not asked, and the one that was read for it.
    """
    read = [(capture, page) for capture, page in readings.pages if host_key(page.url) in hosts.own]
    first = first_of_each(page for _, page in read)
    keys = Alike(first, lexicon, aliases).keys()
    pages = _pages(first, keys)
    final: dict[str, str] = {}
    for capture, page in read:
        key = keys[identity(page.url)]
        final.update(dict.fromkeys(_names(capture, page) - pages.keys(), key))
    for own, key in keys.items():
        canonical = canonical_of(first[own])
        if canonical and canonical not in first:
            final.setdefault(canonical, key)
    return Merged(pages, _targets(readings, final), final)


def _pages(first: Mapping[str, PageFacts], keys: Mapping[str, str]) -> dict[str, PageFacts]:
    """Return the page of each key; one that was read under other addresses only is the plainest of them."""
    pages: dict[str, PageFacts] = {}
    for own, page in first.items():
        key = keys[own]
        if own == key or (key not in first and (key not in pages or worth(page) < worth(pages[key]))):
            pages[key] = page
    return pages


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
