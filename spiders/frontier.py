"""Which links of a page are followed, and which first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, urlsplit

from criteria.services import Service
from criteria.words import Lexicon, fold
from scanner.reading.facts import Link, PageFacts, Region
from scanner.reading.naming import file_words, names_of
from scanner.reading.urls import acts, plain
from spiders.hosts import OwnHosts, Verdict
from spiders.traps import Promise, Traps

_NO_PAGE = re.compile(
    r"\.(?:pdf|docx?|dotx?|xlsx?|pptx?|od[tsp]|rtf|zip|rar|7z|gz|exe|jpe?g|png|gif|svg|webp|tiff?|bmp|ico|mp[34]|m4[av]|"
    r"avi|mov|wmv|webm|ogg|wav|css|js|json|xml|rss|ics|vcf|kml|gpx|txt|csv|epub)(?:$|[?/;])",
    re.I,
)
_LETTER = re.compile(r"[a-zäöü](?:\s*[-–/]\s*[a-zäöü])?|0-9", re.I)
_OTHER_LANGUAGE = re.compile(r"/(?:en|fr|nl|pl|ru|tr|uk|ua|es|it|ar|ro|bg|da|pt|zh|eng|english)(?:[/.]|$)", re.I)

SENT = 80
SERVICE, LISTS, WANTED, DULL, FOREIGN_TONGUE = 60, 45, 35, -45, -30
CLICK = -4
UNKNOWN_CLICKS = 3
_FIRST_HITS = 5
_LETTER_BONUS = 40
_OF_A_LIST = 20
_TILE = 20
_MENU = {1: 20, 2: 12}
_PLACE = {Region.NAV: 8, Region.HEADER: 10, Region.FOOTER: 4, Region.BREADCRUMB: -20}
_NEVER = frozenset({Region.CONSENT})


@dataclass(frozen=True)
class Found:
    """A link to follow: `key` makes it the same as its twins, `ask` says that it is to find out whose the host is."""

    url: str
    key: str
    priority: int
    clicks: int
    text: str = ""
    ask: bool = False
    known: bool = False


@dataclass(frozen=True)
class Worth:
    """What the words of a link are worth."""

    points: int
    promise: Promise


class Frontier:
    """Turns pages into links to follow; the site's own hosts and its traps are learned on the way.

    Args:
        lexicon: words of the criteria set (reading/crawl.yaml).
        services: whose names make a link promising.
        hosts: the municipality's hosts.
        traps: what is known of its addresses.
        knows: whether a key was noted before; asked before a link becomes a request.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        services: Iterable[Service],
        hosts: OwnHosts,
        traps: Traps,
        knows: Callable[[str], bool],
    ) -> None:
        self._lexicon, self._hosts, self._traps, self._knows = lexicon, hosts, traps, knows
        self._names = names_of(tuple(service for service in services if service.business))
        self._worths: dict[tuple[str, str], Worth] = {}
        self._given: dict[str, int] = {}

    def follow(self, page: PageFacts, clicks: int) -> list[Found]:
        """Return the links of a page that are new, or promise more than before (`known`); each address once."""
        is_list = self._lists(page)
        best: dict[str, tuple[int, Link]] = {}
        for link in page.links:
            if link.region not in _NEVER and is_page(link.url):
                key = self._traps.key(link.url, linked=True)
                points = self.worth(link.url, link.text).points + place(link) + _entry(link, is_list=is_list)
                if key not in best or points > best[key][0]:
                    best[key] = (points, link)
        found = (self._found(key, points + CLICK * clicks, link, clicks + 1) for key, (points, link) in best.items())
        return [one for one in found if one is not None]

    def sent_to(self, urls: Iterable[str], clicks: int) -> Iterator[Found]:
        """Yield the addresses that a page sends its reader to without a link, as far as they are new and own."""
        for url in urls:
            key = self._traps.key(url)
            if is_page(url) and not self._knows(key) and self._hosts.side(url) is not None:
                self._given[key] = SENT
                yield Found(url, key, SENT, clicks)

    def hits(self, answer: PageFacts) -> list[Found]:
        """Return the first results of a search that are new: a search counts by what its first results are."""
        own = (link for link in answer.links if link.region is Region.MAIN and is_page(link.url))
        path = urlsplit(answer.url).path
        results = dict.fromkeys(link.url for link in own if urlsplit(link.url).path != path)
        return list(self.sent_to(islice(results, _FIRST_HITS), UNKNOWN_CLICKS))

    def listed(self, urls: Iterable[str]) -> Iterator[Found]:
        """Yield the addresses of a sitemap that are new and on an own host."""
        for url in urls:
            key = self._traps.key(url)
            if is_page(url) and not self._knows(key) and self._hosts.side(url) is not None:
                worth = self.worth(url, "")
                if self._traps.admits(url, worth.promise):
                    yield Found(url, key, worth.points + CLICK * UNKNOWN_CLICKS, UNKNOWN_CLICKS)

    def worth(self, url: str, text: str) -> Worth:
        """Say what a link promises by its text and its address."""
        words = _words(url, text)
        if (words, text) not in self._worths:
            self._worths[words, text] = self._weigh(url, text, words)
        return self._worths[words, text]

    def _weigh(self, url: str, text: str, words: str) -> Worth:
        says = self._lexicon.expression
        service = bool(self._names.find(text) or self._names.find(file_words(url)))
        lists, wanted = (says(name).search(words) is not None for name in ("crawl_lists", "crawl_wanted"))
        dull = says("crawl_dull").search(words) is not None
        foreign = _OTHER_LANGUAGE.search(url) is not None
        points = SERVICE if service else LISTS if lists else WANTED if wanted else 0
        points += DULL * dull + FOREIGN_TONGUE * foreign
        if foreign or (dull and not service):
            return Worth(points, Promise.DULL)
        return Worth(points, Promise.PROMISING if points > 0 else Promise.PLAIN)

    def _found(self, key: str, points: int, link: Link, clicks: int) -> Found | None:
        given = self._given.get(key)
        if given is not None or self._knows(key):
            if given is None or points <= given:
                return None
            self._given[key] = points
            return Found(link.url, key, points, clicks, link.text, known=True)
        whose = self._hosts.consider(link.url, clicks, link.text)
        if whose is Verdict.FOREIGN:
            return None
        if whose is Verdict.OWN and not self._traps.admits(link.url, self.worth(link.url, link.text).promise):
            return None
        self._given[key] = points
        return Found(plain(link.url), key, points, clicks, link.text, ask=whose is Verdict.ASK)

    def _lists(self, page: PageFacts) -> bool:
        texts = fold(f"{page.h1 or page.title} {file_words(page.url)}")
        return self._lexicon.expression("crawl_lists").search(texts) is not None


def _entry(link: Link, *, is_list: bool) -> int:
    if _LETTER.fullmatch(link.text.strip()):
        return _LETTER_BONUS
    return _OF_A_LIST if is_list and link.region is Region.MAIN and link.depth == 0 else 0


def place(link: Link) -> int:
    """Return what the place of a link is worth: menus and tiles lead to what a site holds important."""
    menu = _MENU.get(link.depth, _PLACE.get(link.region, 0))
    return max(menu, _TILE) if link.tile else menu


def is_page(url: str) -> bool:
    """Whether an address may be fetched as a page: no file, and nothing that acts."""
    return not acts(url) and not _NO_PAGE.search(urlsplit(url).path)


def _words(url: str, text: str) -> str:
    steps = unquote(urlsplit(url).path).replace("-", " ").replace("_", " ").split("/")
    return fold(" . ".join([text, *(re.sub(r"\.\w{2,5}$", "", step) for step in steps[-3:])]))
