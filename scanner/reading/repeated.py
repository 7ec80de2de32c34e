"""Texts that stand on (nearly) every page of a host: a footer's contact is nobody's contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from criteria.words import fold
from scanner.reading.facts import PageFacts, Quality
from scanner.reading.urls import host_of

_FEWEST_PAGES = 5
_SHARE = 0.85


def repeated_texts(pages: Mapping[str, PageFacts]) -> frozenset[str]:
    """Return the folded texts of blocks, contacts and forms that stand on nearly every page of a host."""
    hosts: dict[str, list[PageFacts]] = {}
    for page in pages.values():
        if page.quality is Quality.CONTENT and page.pdf is None:
            hosts.setdefault(host_of(page.url), []).append(page)
    return frozenset(text for group in hosts.values() for text in _of_host(group))


def _of_host(pages: list[PageFacts]) -> Iterator[str]:
    if len(pages) < _FEWEST_PAGES:
        return
    counts = Counter(text for page in pages for text in _texts(page))
    yield from (text for text, count in counts.items() if count >= _SHARE * len(pages))


def _texts(page: PageFacts) -> set[str]:
    shown = {fold(block.text) for block in page.blocks}
    shown |= {fold(contact.text) for contact in page.contacts}
    return (shown | {fold(form.text) for form in page.forms}) - {""}
