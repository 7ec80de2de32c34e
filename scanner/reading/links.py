"""Link drafts to links: absolute addresses, the text around them, badges beside them."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from scanner.reading.drafts import Draft, LinkDraft, Sheet
from scanner.reading.facts import CONTENT, Link, Region
from scanner.reading.tree import Paths
from scanner.reading.urls import normalise

_LONGEST_CONTEXT = 300
_MOST_BLOCKS = 8  # of an entry; what is longer is a part of the page
_normalised = lru_cache(maxsize=100_000)(normalise)


class Base:
    """What the links of a page are relative to."""

    def __init__(self, url: str, base: str = "", charset: str = "utf-8") -> None:
        self.url = normalise(base, url) or url if base else url
        parts = urlsplit(self.url)
        self._origin = f"{parts.scheme}://{parts.netloc}/"
        self._folder = self.url.partition("?")[0].partition("#")[0].rpartition("/")[0] + "/"
        self.charset = charset

    def absolute(self, raw: str) -> str | None:
        """Return the address to fetch, None where the link leads to no web page.

        Pages of a site share most of their links, so answers are kept for as large a part of the site as they hold for.
        """
        raw = raw.strip()
        if raw.startswith("/") and not raw.startswith("//"):
            return _normalised(raw, self._origin, self.charset)
        if raw[:1] in ("?", "#", "") or raw.startswith("//"):
            return normalise(raw, self.url, self.charset)
        return _normalised(raw, self._folder if ":" not in raw[:8] else "", self.charset)


def build_links(sheet: Sheet, base: Base, paths: Paths) -> tuple[Link, ...]:
    """Return the links of a page that lead to web pages, in reading order."""
    found = []
    for draft in sheet.links:
        url = base.absolute(draft.raw) if draft.kind == "web" else None
        if url:
            found.append(_link(draft, url, sheet.drafts, paths))
    return tuple(found)


def _link(draft: LinkDraft, url: str, drafts: list[Draft], paths: Paths) -> Link:
    block = drafts[draft.draft] if 0 <= draft.draft < len(drafts) else None
    region = block.region if block is not None and block.region is Region.BREADCRUMB else draft.region
    content = region in CONTENT
    return Link(
        url,
        draft.text or " ".join(draft.title.split()),
        region,
        paths.of(draft.element),
        draft.raw,
        _context(draft, block, drafts) if content else "",
        _mark(draft) if content else "",
        draft.depth if region is Region.NAV else 0,
        draft.tile and content,
        block.section if block is not None else -1,
        draft.draft,
        draft.nofollow,
    )


def _context(link: LinkDraft, block: Draft | None, drafts: list[Draft]) -> str:
    entry = link.entry
    last = -1 if entry is None else entry.cut if entry.cut > link.draft else entry.last
    if entry is None or not 0 < last - entry.first <= _MOST_BLOCKS:
        return _window(block.text, link.text) if block is not None else ""
    read = [draft.text for draft in drafts[entry.first : last] if draft.words or draft.kind != "label"]
    return _window(" ".join(read), link.text)


def _window(text: str, around: str) -> str:
    if len(text) <= _LONGEST_CONTEXT:
        return text
    at = max(text.find(around), 0)
    start = max(0, min(at + len(around) // 2 - _LONGEST_CONTEXT // 2, len(text) - _LONGEST_CONTEXT))
    return text[start : start + _LONGEST_CONTEXT]


def _mark(link: LinkDraft) -> str:
    entry = link.entry
    if entry is None or not entry.marks:
        return ""
    return " ".join(mark for mark in dict.fromkeys(entry.marks) if mark != link.text)[:_LONGEST_CONTEXT]
