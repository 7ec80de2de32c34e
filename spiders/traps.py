"""Keeps a crawl out of what never ends: calendars, state in addresses, loops, pages without end."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from enum import IntEnum
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from scanner.reading.facts import CONTENT, PageFacts, Quality
from scanner.reading.urls import host_key, identity

_DIGITS = re.compile(r"\d+")
_CALENDAR_NAMES = re.compile(r"(?:^|[\[_-])(?:month|monat|year|jahr|day|tag|date|datum|week|woche|kw)\w*\]?$")
_CALENDAR_VALUE = re.compile(r"\d{1,4}(?:[-./]\d{1,2}){0,2}(?:[t ]\S*)?|\d{8,10}")
_DATE_VALUE = re.compile(r"(?:19|20)\d\d-\d{1,2}(?:-\d{1,2}\S*)?|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")
_CALENDAR_PATH = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-]|$)")
_PAGING_NAMES = re.compile(r"(?:^|[\[_-])(?:page|seite|pg|p|offset|cur|currentpage|start|skip)\]?$")
_PAGING_PATH = re.compile(r"/(?:page|seite|p)[/-]?\d+$")
_SEARCH_NAMES = re.compile(r"(?:^|[\[_-])(?:q|query|search\w*|such\w*|sword|keywords?|term|volltext)\]?$")
_DEEPEST = 14  # steps of a path
_AGAIN = 3  # times a step may come back in one path
_FEW_WORDS = 12
_VOTES = 2
_DOUBLES = 4
_MOST_ALIASES = 1_000


class Promise(IntEnum):
    """What a link promises, least first; decides how many of its shape are followed."""

    DULL = 0
    PLAIN = 1
    PROMISING = 2


_MOST = {Promise.DULL: 12, Promise.PLAIN: 100, Promise.PROMISING: 400}
_MOST_OF_CALENDAR = 3
_MOST_PAGES = {Promise.DULL: 3, Promise.PLAIN: 12, Promise.PROMISING: 40}


class Traps:
    """What was learned of a site's addresses.

    A parameter that two pages of the same text differ in tells nothing; when that was seen twice and never the
    contrary, it is dropped from the keys of that host. A shape of address (see `shape`) that mostly brings pages seen
    before is closed.

    Args:
        state: what `state` returned before the scan was broken off.
    """

    def __init__(self, state: Mapping[str, Any] | None = None) -> None:
        state = state or {}
        self._admitted: Counter[str] = Counter(state.get("admitted"))
        self._same: Counter[str] = Counter(state.get("same"))
        self._other: Counter[str] = Counter(state.get("other"))
        self._fresh: Counter[str] = Counter(state.get("fresh"))
        self._doubles: Counter[str] = Counter(state.get("doubles"))
        self._texts: dict[str, str] = dict(state.get("texts", {}))
        self._variants: dict[str, tuple[str, str]] = {}
        self.cut = int(state.get("cut", 0))  # links not followed
        self.aliases: dict[str, str] = dict(state.get("aliases", {}))  # identity of a link -> key it was taken for

    @property
    def state(self) -> dict[str, Any]:
        """What is to be kept for a resume, as JSON values."""
        counters = ("admitted", "same", "other", "fresh", "doubles")
        return {name: dict(getattr(self, f"_{name}")) for name in counters} | {
            "texts": self._texts,
            "cut": self.cut,
            "aliases": self.aliases,
        }

    def key(self, url: str, *, linked: bool = False) -> str:
        """Return the identity of an address without the parameters that were seen to tell nothing.

        Of a link it is noted what it was taken for, so that readers of the archive find the page behind it.
        """
        found = identity(url)
        base, _, query = found.partition("?")
        host = host_key(url)
        kept = [part for part in query.split("&") if part and not self._tells_nothing(host, part.partition("=")[0])]
        key = f"{base}?{'&'.join(kept)}" if kept else base
        if linked and key != found and len(self.aliases) < _MOST_ALIASES:
            self.aliases[found] = key
        return key

    def admits(self, url: str, promise: Promise) -> bool:
        """Say whether an address that was not asked before is followed, and count it."""
        if self._refused(url, promise):
            self.cut += 1
            return False
        return True

    def saw(self, url: str, text: str) -> bool:
        """Learn from a page's text (see `fingerprint`); return whether the same text was read at another address."""
        key, kind = self.key(url), shape(url)
        first = self._texts.setdefault(text, key)
        double = first != key
        (self._doubles if double else self._fresh)[kind] += 1
        self._learn(identity(url), host_key(url), text)
        return double

    def _refused(self, url: str, promise: Promise) -> bool:
        if is_loop(url) or asks_search(url) or self._is_closed(shape(url)):
            return True
        if is_calendar(url):
            return self._full(f"calendar {_list_of(url)}", _MOST_OF_CALENDAR)
        if is_paging(url):
            return self._full(f"pages {_list_of(url)}", _MOST_PAGES[promise])
        return self._full(f"{promise.name} {shape(url)}", _MOST[promise])

    def _full(self, what: str, most: int) -> bool:
        self._admitted[what] += 1
        return self._admitted[what] > most

    def _is_closed(self, kind: str) -> bool:
        return self._doubles[kind] >= _DOUBLES and self._doubles[kind] > self._fresh[kind]

    def _tells_nothing(self, host: str, name: str) -> bool:
        vote = f"{host} {name}"
        return self._same[vote] >= _VOTES and not self._other[vote]

    def _learn(self, found: str, host: str, text: str) -> None:
        base, _, query = found.partition("?")
        parts = [part for part in query.split("&") if part]
        self._variants.setdefault(found, (text, ""))
        for at, part in enumerate(parts):
            rest = "&".join(parts[:at] + parts[at + 1 :])
            name, _, value = part.partition("=")
            self._vote(f"{base}?{rest}" if rest else base, f"{host} {name}", text, value)

    def _vote(self, variant: str, name: str, text: str, value: str) -> None:
        before, with_value = self._variants.setdefault(variant, (text, value))
        if value != with_value:
            (self._same if before == text else self._other)[name] += 1


def fingerprint(page: PageFacts) -> str:
    """Return a short hash of what a page says and calls its links in its content; empty where that is next to nothing."""
    if page.quality is not Quality.CONTENT:
        return ""
    said = [block.text for block in page.blocks if block.region in CONTENT]
    text = "\n".join([*said, "", *(link.text for link in page.links if link.region in CONTENT)])
    if len(text.split()) < _FEW_WORDS:
        return ""
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def shape(url: str) -> str:
    """Return what addresses of one kind share: host, folders with numbers as 0, names of parameters.

    Small numbers and words as values are kept, because systems tell kinds of pages by them (``ModID=10``).
    """
    parts = urlsplit(identity(url))
    folder, _, last = parts.path.rpartition("/")
    named = sorted(_of_parameter(name, value) for name, value in _parameters(parts.query))
    return f"{parts.netloc}{_DIGITS.sub('0', folder)}/{'*' if last else ''}?{'&'.join(named)}"


def _list_of(url: str) -> str:
    """Return what all pages of one list or calendar share."""
    parts = urlsplit(identity(url))
    return (
        f"{parts.netloc}{_DIGITS.sub('0', parts.path)}?{'&'.join(sorted(name for name, _ in _parameters(parts.query)))}"
    )


def _of_parameter(name: str, value: str) -> str:
    kept = value if re.fullmatch(r"\d{1,3}|[a-z]{2,12}", value) and re.search(r"mod|type|kind|class|art", name) else ""
    return f"{name}={kept}"


def _parameters(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def is_calendar(url: str) -> bool:
    """Whether an address asks for a day, a week, a month or a year."""
    parts = urlsplit(url.lower())
    if _CALENDAR_PATH.search(parts.path):
        return True
    return any(
        _DATE_VALUE.fullmatch(value) or (_CALENDAR_NAMES.search(name) and _CALENDAR_VALUE.fullmatch(value))
        for name, value in _parameters(parts.query)
    )


def is_paging(url: str) -> bool:
    """Whether an address asks for a further page of a list."""
    parts = urlsplit(url.lower())
    paged = any(_PAGING_NAMES.search(name) and value.isdigit() for name, value in _parameters(parts.query))
    return paged or _PAGING_PATH.search(parts.path.rstrip("/")) is not None


def asks_search(url: str) -> bool:
    """Whether an address is an answer of a search: these are asked by the shopper only. A letter is an A-Z list."""
    return any(
        _SEARCH_NAMES.search(name) and len(value) > 1 for name, value in _parameters(urlsplit(url.lower()).query)
    )


def is_loop(url: str) -> bool:
    """Whether a path goes round: relative links that each page puts behind its own address."""
    steps = [step for step in urlsplit(url).path.split("/") if step]
    return len(steps) > _DEEPEST or any(count > _AGAIN for count in Counter(steps).values())
