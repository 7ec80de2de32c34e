"""Which hosts are the municipality's own: homepage, service portal, business site (METHOD.md 1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from tldextract import TLDExtract

from criteria.platforms import Platforms
from criteria.registry import Municipality
from criteria.words import Lexicon, WordList, fold
from scanner.reading.facts import PageFacts, Region
from scanner.reading.urls import host_key, host_of, with_scheme

_MOST_HOSTS = 12
_MOST_ASKED = 8
_CLICKS = 2
_SHORTEST_NAME = 4  # shorter ones must stand as a word of their own
_REDIRECTOR = re.compile(r"(?:^|[/_.-])(?:links?|redirect|redir|goto|go|jump|out|extern\w*)(?:[/_.-]|$)", re.I)
_NAMING = frozenset({Region.HEADER, Region.NAV, Region.FOOTER})
_suffixes = TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list that comes with the library: no download


class Side(StrEnum):
    """What a host of the municipality is for."""

    MAIN = "main"
    PORTAL = "portal"
    BUSINESS = "business"


class Verdict(StrEnum):
    """What is to be done with a link to a host: it is own, foreign, or to be asked once to find out."""

    OWN = "own"
    FOREIGN = "foreign"
    ASK = "ask"


@dataclass(frozen=True)
class _Own:
    side: Side
    folder: str = ""  # of a host that several municipalities share


class OwnHosts:
    """The municipality's hosts, as far as they are known; grows while the crawl goes on.

    Args:
        municipality: whose hosts they are.
        lexicon: words of the criteria set (reading/crawl.yaml).
        state: what `state` returned before the scan was broken off.
        platforms: known ones; a form server that names the municipality is what towns share, no site of its own.
    """

    def __init__(
        self,
        municipality: Municipality,
        lexicon: Lexicon,
        state: Mapping[str, Any] | None = None,
        platforms: Platforms | None = None,
    ) -> None:
        self._lexicon, self._platforms = lexicon, platforms or Platforms(())
        self._district = municipality.league == "kreis"
        self._name = _words_of_name(municipality.name, lexicon)
        self._known: dict[str, _Own] = {}
        self._asked: set[str] = set()
        for url in (municipality.homepage, *municipality.portal):
            self.add(with_scheme(url), Side.MAIN if url == municipality.homepage else Side.PORTAL)
        if state:
            self._known.update({host: _Own(Side(side), folder) for host, (side, folder) in state["known"].items()})
            self._asked.update(state["asked"])

    @property
    def state(self) -> dict[str, Any]:
        """What is to be kept for a resume, as JSON values."""
        known = {host: [own.side.value, own.folder] for host, own in self._known.items()}
        return {"known": known, "asked": sorted(self._asked)}

    def hosts(self, *sides: Side) -> tuple[str, ...]:
        """Return the own hosts of these sides (all if none is given), without ``www.``."""
        return tuple(host for host, own in self._known.items() if not sides or own.side in sides)

    def add(self, url: str, side: Side, folder: str = "") -> None:
        """Note a host as the municipality's own; what it was first stays."""
        if host := host_key(url):
            self._known.setdefault(host, _Own(side, folder))

    def side(self, url: str) -> Side | None:
        """Return what the host of an address is for, None where it is not the municipality's."""
        own = self._known.get(host_key(url))
        return own.side if own and _in_folder(url, own.folder) else None

    def consider(self, url: str, clicks: int, *said: str) -> Verdict:
        """Say whether an address is on an own host, and note its host where that is plain from its name.

        Args:
            url: the address.
            clicks: from the homepage to it.
            said: what the link to it, or the page behind it, says of it.
        """
        if self.side(url) is not None:
            return Verdict.OWN
        if clicks > _CLICKS or len(self._known) >= _MOST_HOSTS:
            return Verdict.FOREIGN
        if self._same_domain(url):
            self.add(url, self._hinted(url, *said) or Side.MAIN)
            return Verdict.OWN
        side = self._hinted(url, *said)
        if side and self._names(host_of(url)):
            self.add(url, side)
            return Verdict.OWN
        return self._worth_asking(url, side)

    def judge(self, page: PageFacts, asked: str, clicks: int, *said: str) -> bool:
        """Say whether a page that was asked is the municipality's, and note its host then.

        It is where its host names the municipality, or where it is a portal or a site for business that names it in its
        title, its first heading, its header or its footer.
        """
        verdict = self.consider(page.url, clicks, page.title, *(said if host_key(page.url) == host_key(asked) else ()))
        if verdict is Verdict.OWN:
            return True
        side = self._hinted(page.url, page.title, page.h1, *said)
        if (
            side is None
            or self._serves_forms(page.url)
            or clicks > _CLICKS
            or len(self._known) >= _MOST_HOSTS
            or not self._named_on(page)
        ):
            return False
        self.add(page.url, side, _shared_folder(page.url, self._name))
        return True

    def _worth_asking(self, url: str, side: Side | None) -> Verdict:
        host = host_key(url)
        if self._serves_forms(url):
            return Verdict.FOREIGN
        leads_on = _REDIRECTOR.search(urlsplit(url).path) is not None and "?" in url
        if not (side or leads_on) or len(self._asked) >= _MOST_ASKED or (host in self._asked and not leads_on):
            return Verdict.FOREIGN
        self._asked.add(url if leads_on else host)
        return Verdict.ASK

    def _serves_forms(self, url: str) -> bool:
        return bool(self._platforms.matches(url, ("form_server",)))

    def _hinted(self, url: str, *said: str) -> Side | None:
        text = fold(" ".join((*said, *_host_words(host_of(url)))))
        for side, words in ((Side.PORTAL, "crawl_portal"), (Side.BUSINESS, "crawl_business")):
            if self._lexicon.expression(words).search(text):
                return side
        return None

    def _same_domain(self, url: str) -> bool:
        domains = {_domain(host) for host, own in self._known.items() if not own.folder}
        return _domain(host_key(url)) in domains - {""}

    def _names(self, host: str) -> bool:
        words = _host_words(host)
        runs = [
            run for run in _runs(words) if _names_it(run, "".join(self._name), self._lexicon.list("crawl_host_parts"))
        ]
        return bool(runs) and self._is_district([*words, *(run.replace("".join(self._name), "") for run in runs)])

    def _is_district(self, words: Iterable[str]) -> bool:
        """Whether words around the name fit: a district shares it with the town that it is named after."""
        districts = self._lexicon.list("crawl_districts")
        return any(word in districts for word in words) == self._district

    def _named_on(self, page: PageFacts) -> bool:
        texts = [page.title, page.h1, *(block.text for block in page.blocks if block.region in _NAMING)]
        return any(self._named_in(fold(text).split()) for text in texts)

    def _named_in(self, words: list[str]) -> bool:
        others = self._lexicon.list("crawl_other_names")
        for at in _places(words, "".join(self._name)):
            before = words[at - 1 : at] if at else []
            if self._is_district(before) and not any(word in others for word in before):
                return True
        return False


def _words_of_name(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the folded words of the name itself: "Stadt Bad Musterdorf" gives bad, musterdorf."""
    titles = lexicon.list("crawl_titles")
    words = fold(re.sub(r"[,(/].*", "", name).replace("-", " ")).split()
    return tuple(word for word in words if word not in titles) or tuple(words)


def _names_it(run: str, name: str, parts: WordList) -> bool:
    if run == name or len(name) < _SHORTEST_NAME:
        return run == name
    rests = [run.removeprefix(name)] if run.startswith(name) else []
    rests += [run.removesuffix(name)] if run.endswith(name) else []
    return any(rest in parts for rest in rests)


def _runs(words: list[str], *, first_only: bool = False) -> Iterable[str]:
    """Yield neighbouring words written as one: a host says bad-musterdorf or badmusterdorf."""
    for first in range(1 if first_only else len(words)):
        for last in range(first, min(first + 5, len(words))):
            yield "".join(words[first : last + 1])


def _places(words: list[str], name: str) -> list[int]:
    """Return where in a text a name begins, written as one word or as several."""
    return [at for at in range(len(words)) if name in _runs(words[at : at + 5], first_only=True)]


def _host_words(host: str) -> list[str]:
    """Return the words of a host name without its public ending: portal, bad, musterdorf."""
    readable = _readable(host)
    ending = _suffixes(readable).suffix or readable.rpartition(".")[2]
    stem = readable.removesuffix(ending).strip(".").removeprefix("www.")
    return [word for part in re.split(r"[.-]", stem) for word in fold(part).split()]


@lru_cache(maxsize=4096)
def _readable(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


@lru_cache(maxsize=4096)
def _domain(host: str) -> str:
    """Return the part of a host that is registered; empty for an address of numbers."""
    host = host.partition(":")[0]
    found = _suffixes(host)
    if found.ipv4 or found.ipv6 or "." not in host:
        return ""
    if found.suffix:
        return f"{found.domain}.{found.suffix}" if found.domain else ""
    return ".".join(host.split(".")[-2:])


def _shared_folder(url: str, name: tuple[str, ...]) -> str:
    """Return the first step of the path where it names the municipality: others have theirs on the same host."""
    first = urlsplit(url).path.strip("/").partition("/")[0]
    return f"/{first}" if first and _places(fold(first.replace("-", " ")).split(), "".join(name)) else ""


def _in_folder(url: str, folder: str) -> bool:
    path = urlsplit(url).path
    return not folder or path == folder or path.startswith(folder + "/")
