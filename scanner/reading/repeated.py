"""Texts that stand on (nearly) every page of a host: a footer's contact is nobody's contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from criteria.words import fold
from scanner.reading.facts import CONTENT, PageFacts, Quality
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
    shown = [_texts(page) for page in _in_frame(pages)]
    if len(shown) < _FEWEST_PAGES:
        return
    counts = Counter(text for texts in shown for text in texts)
    yield from (text for text, count in counts.items() if count >= _SHARE * len(shown))


def _in_frame(pages: list[PageFacts]) -> list[PageFacts]:
    """Return the pages that stand in the frame of most; a form server's or a print view has its own."""
    around = [{fold(block.text) for block in page.blocks if block.region not in CONTENT} for page in pages]
    counts = Counter(text for texts in around for text in texts)
    frame = {text for text, count in counts.items() if count * 2 >= len(pages)}
    return [page for page, texts in zip(pages, around, strict=True) if len(texts & frame) * 2 >= len(frame)]


def _texts(page: PageFacts) -> set[str]:
    shown = {fold(block.text) for block in page.blocks}
    shown |= {fold(contact.text) for contact in page.contacts}
    return (shown | {fold(form.text) for form in page.forms}) - {""}
