"""Which services a short text names: a link, a file name, a heading or an entry of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from criteria.services import Service
from criteria.words import WordList, fold

_DETAIL = re.compile(r"\s[–—-]\s.*")
_PARTS = re.compile(r"\s+/\s+|,\s(?=[A-ZÄÖÜ])")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_ELLIPSIS = re.compile(r"(?<!\w)(\w+)-(?=\s*(?:,|/|und|oder|bzw\.?|&)\s)")
_PREFIX = re.compile(r"^(?:an|ab|um|auf|aus|ein|vor|nach|zu|be|er|ver)(?=\w{4})", re.I)
_CLOSING = re.compile(r"(?:und|oder|bzw\.?|&|/|,)\s*(\w{5,})")
_TAIL = 6  # letters that names share at least
_INFLECTED = 6  # letters: shorter names must stand as they are
_STEM = 4


@dataclass(frozen=True)
class Names:
    """The names of all services, asked at once; a longer name hides the shorter one in it.

    `tails` are the ends that several names share: "Taxi- und Mietwagengenehmigung" means a Taxigenehmigung, too.
    """

    by_service: tuple[tuple[str, WordList], ...]
    every: WordList
    tails: tuple[str, ...] = ()

    def find(self, text: str) -> frozenset[str]:
        """Return the ids of the services that a text names."""
        return _find(self, f"{readable(text)} {' '.join(self._meant(text))}".rstrip())

    def _meant(self, text: str) -> Iterator[str]:
        stumps = list(_ELLIPSIS.finditer(text))
        closing = _closing(text, stumps[-1].end()) if stumps else ""
        for tail in self.tails if closing else ():
            if fold(closing).endswith(tail):
                yield from (fold(stump.group(1)) + tail for stump in stumps)


@lru_cache(maxsize=65_536)
def _find(names: Names, folded: str) -> frozenset[str]:
    found = {hit.text for hit in names.every.all_folded(folded)}
    return frozenset(service for service, own in names.by_service if any(_is_whole(own, text) for text in found))


def _is_whole(own: WordList, text: str) -> bool:
    hit = own.search_folded(text)
    return hit is not None and hit.end - hit.start == len(text)


@lru_cache(maxsize=8)
def names_of(services: tuple[Service, ...], terms: tuple[tuple[str, str], ...] = ()) -> Names:
    """Return the names of some services: their name, their synonyms, and `terms` (term, service id) that mean them."""
    lists = tuple((service.id, WordList(tuple(_patterns(service, terms)))) for service in services)
    patterns = [pattern for _, own in lists for pattern in own.patterns]
    return Names(lists, WordList(tuple(patterns)), _shared_ends(patterns))


def _shared_ends(patterns: Iterable[str]) -> tuple[str, ...]:
    words = {fold(pattern.rstrip("*")).split(" ")[-1] for pattern in patterns}
    ends = Counter(word[at:] for word in words for at in range(1, len(word) - _TAIL + 1))
    return tuple(end for end, count in ends.items() if count > 1)


def _patterns(service: Service, terms: tuple[tuple[str, str], ...]) -> Iterable[str]:
    names = [*_PARTS.split(_DETAIL.sub("", _PARENTHESIS.sub("", service.name))), *service.synonyms]
    for name in [*names, *(term for term, meant in terms if meant == service.id)]:
        last = fold(name).split(" ")[-1]
        if last:
            yield name + ("*" if len(last) >= _INFLECTED else "")


def readable(text: str) -> str:
    """Return a text folded, with underscores as gaps and "An- und Abmeldung" spelled out."""
    return fold(_spelled_out(text.replace("_", " ")))


def _spelled_out(text: str) -> str:
    """Complete the stumps of a list with the end of the word that closes it ("An-, Ab- und Ummeldung")."""
    stumps = list(_ELLIPSIS.finditer(text))
    if not stumps:
        return text
    closing = _closing(text, stumps[-1].end())
    end = _shared_end(closing)
    if not end:
        return text
    return _ELLIPSIS.sub(lambda stump: stump.group(1) + end, text)


def _closing(text: str, after: int) -> str:
    """Return the word that closes a list of stumps, empty where there is none."""
    found = _CLOSING.search(text[after:])
    return found.group(1) if found else ""


def _shared_end(word: str) -> str:
    """Return the part of a compound after its prefix: "meldung" of "Ummeldung"."""
    return _PREFIX.sub("", word)


def file_words(url: str) -> str:
    """Return the last step of an address as words: what a file or a page calls itself."""
    last = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return re.sub(r"\.\w{2,5}$", "", last).replace("-", " ").replace("_", " ").replace("+", " ")


def short_names(ids: Sequence[str], services: Iterable[Service]) -> dict[str, str]:
    """Return what tells services of one page apart: the rest of their names after the part they share.

    "Gewerbeanmeldung, Gewerbeabmeldung" gives ``anmeldung`` and ``abmeldung``, as a list of links on a page about both
    calls them. Services whose names share no beginning have no short name.
    """
    names = {service.id: fold(service.name) for service in services if service.id in ids}
    shared = _shared_beginning(list(names.values())) if len(names) > 1 else 0
    return {service: name[shared:] for service, name in names.items() if shared >= _STEM and len(name) > shared + 3}


def _shared_beginning(names: Sequence[str]) -> int:
    """Return the length of what all names begin with, up to where their verbs begin ("gewerbe|anmeldung")."""
    letters = zip(*names, strict=False)
    shared = next((at for at, column in enumerate(letters) if len(set(column)) > 1), min(map(len, names)))
    starts = range(shared, max(shared - 3, 0), -1)
    return next((at for at in starts if all(_PREFIX.match(name[at:]) for name in names)), shared)
