"""What list pages list: entries with their group, the services they name or lead to, and their mark."""

from __future__ import annotations

from collections import defaultdict

from scanner.reading.facts import CONTENT, Link, PageFacts, Quality
from scanner.reading.namer import Namer
from scanner.reading.seen import Seen
from scanner.reading.site_types import NOISE, Entry, Kind

_BADGE = 4  # words
_NO_LIST = NOISE | {Kind.SEARCH, Kind.LEGAL, Kind.LOGIN}


def list_entries(seen: Seen) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of every page that may be a list; needs kinds and services."""
    lister = _Lister(seen)
    lists = {}
    for key, page in seen.pages.items():
        if page.quality is not Quality.CONTENT or page.pdf is not None or seen.is_kind(key, *_NO_LIST):
            continue
        entries = tuple(lister.entry(page, link) for link in _listed(page))
        if entries:
            lists[key] = entries
    return lists


def _listed(page: PageFacts) -> list[Link]:
    return [link for link in page.links if link.region in CONTENT and not link.depth and len(link.text.strip()) > 1]


def _beside(link: Link) -> str:
    """Return the few words that stand in the entry beside the link, and in brackets at its end: they may be a badge."""
    rest = link.context.replace(link.text, " ", 1).split()
    bracketed = link.text.rstrip(" )").rpartition("(")[2].split() if link.text.rstrip().endswith(")") else []
    return " ".join(word for words in (rest, bracketed) if len(words) <= _BADGE for word in words)


class _Lister:
    """Tells what an entry lists: the services of the page it leads to, else those that its text names."""

    def __init__(self, seen: Seen) -> None:
        self._seen, self._namer = seen, Namer(seen)
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, set[str]] = defaultdict(set)
        for service, own in seen.services.items():
            for described in own:
                (self._whole if described.section < 0 else self._parts)[described.page].add(service)
        self._referring = {key for keys in seen.referrals.values() for key in keys}

    def entry(self, page: PageFacts, link: Link) -> Entry:
        """Return the entry of a link."""
        key = self._seen.key(link.url)
        named = self._namer.find(link.text) if key not in self._referring else frozenset()
        led = self._whole.get(key, set()) | (self._parts.get(key, set()) & named)
        services = tuple(sorted(led & named or led or named))
        group = page.sections[link.section].heading if 0 <= link.section < len(page.sections) else ""
        return Entry(
            link, link.text, services, group, " ".join(dict.fromkeys(filter(None, (link.mark, _beside(link)))))
        )
