"""Which addresses lead to the same page, and which of them is the page (METHOD.md: print, language, session, canonical twins)."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from criteria.words import Lexicon, fold
from scanner.reading.facts import CONTENT, Link, PageFacts, Quality
from scanner.reading.urls import host_key, identity, strays

_WORDS = 20  # shorter pages may say the same and still be different ones
_SHARED = 0.7  # of the words of the shorter page: a print view leaves things out and adds its own
_MORE_LINKS = 1  # that a view may have: "Zurück zur Seite"
_VIEW_LINK = 4  # words: what is longer is no button


class Alike:
    """Pages of own hosts by identity, and what tells that two of them are one.

    Args:
        first: one page for each identity.
        lexicon: words of the criteria set; ``view_link`` says what a link to a print or read-aloud view is called.
        aliases: pairs of an identity that was linked but not asked, and the one that was read for it.
    """

    def __init__(
        self, first: Mapping[str, PageFacts], lexicon: Lexicon, aliases: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._first = first
        self._aliases: dict[str, list[str]] = defaultdict(list)
        for linked, read in aliases:
            self._aliases[read].append(linked)
        self._view_link = lexicon.expression("view_link")

    def keys(self) -> dict[str, str]:
        """Return for each identity the key of the page it is a twin of; the key may be a canonical address never read."""
        parents = {key: key for key in self._first}
        for one, other in self._pairs():
            parents[_root(parents, other)] = _root(parents, one)
        groups: dict[str, list[str]] = defaultdict(list)
        for key in self._first:
            groups[_root(parents, key)].append(key)
        return {key: chosen for group in groups.values() for chosen in [self._chosen(group)] for key in group}

    def _pairs(self) -> Iterator[tuple[str, str]]:
        same: dict[str, str] = {}
        for key, page in self._first.items():
            yield same.setdefault(_content(page), key), key
        for canonical, claiming in self._claims.items():
            yield from ((canonical if canonical in self._first else claiming[0], key) for key in claiming)
        yield from self._views

    @cached_property
    def _claims(self) -> dict[str, list[str]]:
        """The pages that call another address their own, by that address, where that can be believed."""
        claims: dict[str, list[str]] = defaultdict(list)
        for key, page in self._first.items():
            canonical = canonical_of(page)
            if canonical and canonical != key:
                claims[canonical].append(key)
        return {canonical: kept for canonical, keys in claims.items() if (kept := self._believed(canonical, keys))}

    def _believed(self, canonical: str, claiming: list[str]) -> list[str]:
        """Return those that are the page they call their own: some systems call one address that of every page."""
        if canonical in self._first:
            return [key for key in claiming if is_view(self._first[key], self._first[canonical])]
        start, *others = (self._first[key] for key in claiming)
        return claiming if all(is_view(other, start) for other in others) else []

    @cached_property
    def _views(self) -> tuple[tuple[str, str], ...]:
        """Pages, each with what its own link "Drucken" or "Vorlesen" leads to."""
        return tuple(
            (key, view)
            for key, page in self._first.items()
            for view in {identity(link.url) for link in page.links if link.text in self._called} - {key}
            if view in self._first and is_view(self._first[view], page)
        )

    @cached_property
    def _called(self) -> frozenset[str]:
        """What links to another view are called here."""
        texts = {link.text for page in self._first.values() for link in page.links}
        short = (text for text in texts if text and len(text.split()) <= _VIEW_LINK)
        return frozenset(text for text in short if self._view_link.search(fold(text)))

    def _buttons(self, page: PageFacts) -> Iterator[Link]:
        return (link for link in page.links if link.text in self._called and not strays(link.url))

    def _chosen(self, group: list[str]) -> str:
        """Return which of the twins is the page: the canonical one, else what is linked, plain and short.

        Of equally plain ones (a page under several categories) it is the one that its print view, its sections or its step
        in the trail stand under, then the one that most pages link.
        """
        others = [linked for key in group for linked in self._aliases.get(key, ())]
        if len(group) == 1 and not others and group[0] not in self._claimed:
            return group[0]
        claimed = Counter(self._claimed[key] for key in group if key in self._claimed)
        own = Counter(key for key in group if canonical_of(self._first[key]) == key)
        if claimed or own:
            return min(claimed + own, key=lambda each: (-own[each], -claimed[each], len(each), each))
        known = {*group, *others}
        named = Counter(to for key in group for to in self._leads[key] & known)
        return min(
            known,
            key=lambda each: (
                each in self._viewed,
                not self._linked[each],
                *_parts(each),
                -named[each],
                -self._linked[each],
                len(each),
                each,
            ),
        )

    @cached_property
    def _claimed(self) -> dict[str, str]:
        return {key: canonical for canonical, keys in self._claims.items() for key in keys}

    @cached_property
    def _viewed(self) -> frozenset[str]:
        """Views with an address of their own: a print view asked by a parameter has that of its page."""
        return frozenset(identity(link.url) for page in self._first.values() for link in self._buttons(page))

    @cached_property
    def _linked(self) -> Counter[str]:
        """How many pages link an address for visitors to follow."""
        return Counter(to for key, led in self._leads.items() for to in led - {key})

    @cached_property
    def _leads(self) -> dict[str, frozenset[str]]:
        """Where each page leads to."""
        return {
            key: frozenset(identity(link.url) for link in page.links if not link.nofollow)
            for key, page in self._first.items()
        }


def first_of_each(pages: Iterable[PageFacts]) -> dict[str, PageFacts]:
    """Return one page for each identity: one with content, asked by an address without print or tracking parameters."""
    first: dict[str, PageFacts] = {}
    for page in pages:
        key = identity(page.url)
        if key not in first or worth(page) < worth(first[key]):
            first[key] = page
    return first


def worth(page: PageFacts) -> tuple[bool, int]:
    """Return how little a capture stands for its page: less is better."""
    return page.quality is not Quality.CONTENT, strays(page.url)


def canonical_of(page: PageFacts) -> str:
    """Return the identity of the address that a page with content calls its own, empty where it is on another host."""
    if page.quality is not Quality.CONTENT or not page.canonical:
        return ""
    return identity(page.canonical) if host_key(page.canonical) == host_key(page.url) else ""


def is_view(view: PageFacts, page: PageFacts) -> bool:
    """Whether one page is another look at the other: what it is called, what it says and where it leads are the same."""
    if view.quality is not Quality.CONTENT or page.quality is not Quality.CONTENT:
        return False
    if not _names(view) & _names(page):
        return False
    one, other = _said(view), _said(page)
    least = min(one.total(), other.total())
    more = _led(view) - _led(page)
    return (one & other).total() >= _SHARED * least and len(more) <= _MORE_LINKS


def _names(page: PageFacts) -> set[str]:
    return {fold(text) for text in (page.h1 or page.title, page.title) if text}


def _said(page: PageFacts) -> Counter[str]:
    """Return the words of the main content, counted by the blocks that they stand in."""
    said: Counter[str] = Counter()
    for block in page.blocks:
        if block.region in CONTENT:
            said[fold(block.text)] = len(block.text.split())
    return said


def _led(page: PageFacts) -> set[str]:
    return {identity(link.url) for link in page.links if link.region in CONTENT}


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


def _parts(key: str) -> tuple[int, int]:
    """Return how many parameters and steps an address has: the fewer, the plainer."""
    path, _, query = key.partition("?")
    return (query.count("&") + 1 if query else 0), path.count("/")


def _root(parents: dict[str, str], key: str) -> str:
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key
