"""Which service of the catalogue a heading names: thousands of names in one pass, and only where nothing else is said.

A name counts where it fills the heading, but for words that may stand around every service ("beantragen", "Antrag auf")
and for what is done with it ("Anmeldung"). Precision goes over recall: a name of two different services names none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import ahocorasick
import snowballstemmer
import yaml

from criteria.kompass.builtin import builtin_records
from criteria.kompass.catalogue import Catalogue
from criteria.words import fold

_SHORTEST = 5  # letters of a name
_LONGEST = 160  # letters of a heading; what is longer is text
_MOST_WORDS = 14
_COMMON = 3  # services with the same last word: it says what is done, not with what
_PARENTHESIS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_SERVICE = 8  # digits that tell what it is about; the rest tells what is done


@dataclass(frozen=True)
class NamedService:
    """A service that a heading names. `how` is name or synonym; `weak` names are those of places and topics, too."""

    key: str
    name: str
    how: str
    weak: bool = False


@dataclass(frozen=True)
class CatalogueName:
    """The names of one service of the catalogue; `key` has 14 digits."""

    key: str
    name: str
    synonyms: tuple[str, ...] = ()


class NamingWords:
    """The lists of ``naming.yaml``, folded."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.around = frozenset(fold(word) for word in data["around"])
        self.doing = frozenset(stem(fold(word)) for word in data["doing"])
        self.weak = frozenset(fold(word) for word in data["weak"])
        self.elsewhere = re.compile("|".join(data["elsewhere"]))
        self.opening = re.compile("|".join(data["opening"]))
        self.synonyms: dict[str, tuple[str, ...]] = {key: tuple(names) for key, names in data["synonyms"].items()}


@cache
def naming_words() -> NamingWords:
    """Return the words that the project carries, read once."""
    return NamingWords(yaml.safe_load(resources.files(__package__).joinpath("naming.yaml").read_text("utf-8")))


class CatalogueNames:
    """All names of a catalogue, asked at once.

    Args:
        services: keys and names; those without a key are left out.
        words: what may stand around a name.
    """

    def __init__(self, services: Iterable[CatalogueName], words: NamingWords | None = None) -> None:
        self.words = words or naming_words()
        known = [service for service in services if service.key]
        self.names = {service.key: service.name for service in known}
        self._meant = self._unambiguous(known)
        self._doing = self.words.doing | frozenset(_last_stems(known))
        self._done = _by_doing(known)
        self._machine = ahocorasick.Automaton()
        for folded in self._meant:
            self._machine.add_word(f" {folded}", folded)
        self._machine.make_automaton()

    def find(self, heading: str, around: Iterable[str] = ()) -> NamedService | None:
        """Return the service that a heading names, None for none or for several.

        Args:
            heading: as written; ``around`` are further words that may stand beside the name, such as the town's own.
        """
        if not heading or len(heading) > _LONGEST or not len(self._machine):
            return None
        beside = frozenset(fold(word) for word in around)
        for spelling in _spellings(heading):
            found = self._named(spelling, beside)
            if found is not None:
                return found
        return None

    def _named(self, folded: str, beside: frozenset[str]) -> NamedService | None:
        if len(folded.split()) > _MOST_WORDS:
            return None
        fitting = [named for named in self._hits(folded) if self._fills(named[1], beside)]
        if not fitting:
            return None
        longest = max(len(name) for name, _ in fitting)
        best = {self._meant[name]: (name, rest) for name, rest in fitting if len(name) == longest}
        if len({service.key[:_SERVICE] for service in best}) > 1:
            return None
        service, (_, rest) = min(best.items(), key=lambda item: item[0].key)
        return self._with_doing(service, rest)

    def _hits(self, folded: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each name that the heading holds, and the words that stand beside it."""
        text = f" {folded} "
        for at, name in self._machine.iter(text):
            start, end = at - len(name), at + 1
            tail = text[end:].split(" ", 1)[0]
            if tail and stem(tail) not in self._doing:
                continue
            yield name, [*text[:start].split(), *([tail] if tail else []), *text[end + len(tail) :].split()]

    def _fills(self, rest: list[str], beside: frozenset[str]) -> bool:
        return all(word in self.words.around or word in beside or stem(word) in self._doing for word in rest)

    def _with_doing(self, service: NamedService, rest: list[str]) -> NamedService:
        """Return the row of the catalogue for what is done with it, where there is exactly one.

        Where it is said what is done, a weak name is that of a service.
        """
        weak = service.weak and not any(stem(word) in self._doing for word in rest)
        done = {self._done.get((service.key[:_SERVICE], stem(word))) for word in rest} - {None}
        key = (done.pop() if len(done) == 1 else None) or service.key
        return NamedService(key, self.names[key], service.how, weak)

    def _unambiguous(self, known: list[CatalogueName]) -> dict[str, NamedService]:
        """Return by folded name the service that it means; of one service the row that says least of what is done."""
        meant: dict[str, list[NamedService]] = defaultdict(list)
        for service in known:
            for name, how in _names(service, self.words):
                folded = fold(name)
                if len(folded) >= _SHORTEST:
                    meant[folded].append(NamedService(service.key, service.name, how, folded in self.words.weak))
        return {
            folded: min(found, key=lambda one: (one.how != "name", one.key))
            for folded, found in meant.items()
            if len({one.key[:_SERVICE] for one in found}) == 1
        }


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("german")


@cache
def stem(word: str) -> str:
    """Return the stem of a folded German word."""
    return str(_stemmer().stemWord(word))


def _spellings(heading: str) -> Iterator[str]:
    """Yield a heading folded: as it is, with hyphens as gaps, without what stands in parentheses."""
    bare = _PARENTHESIS.sub(" ", heading)
    yield from dict.fromkeys(fold(text) for text in (heading, heading.replace("-", " "), bare, bare.replace("-", " ")))


def _names(service: CatalogueName, words: NamingWords) -> Iterator[tuple[str, str]]:
    yield service.name, "name"
    synonyms = (*service.synonyms, *words.synonyms.get(service.key[:_SERVICE], ()))
    yield from ((name, "synonym") for name in synonyms)


def _last_stems(known: list[CatalogueName]) -> Iterator[str]:
    """Yield what the names of several services end in, where the same name stands there without it."""
    plain = {fold(service.name) for service in known}
    parted = (fold(service.name).rpartition(" ") for service in known)
    ends = Counter(stem(last) for before, _, last in parted if before in plain and len(last) >= _SHORTEST)
    yield from (end for end, count in ends.items() if count >= _COMMON)


def _by_doing(known: list[CatalogueName]) -> dict[tuple[str, str], str | None]:
    """Return the key by the service and what is done; None where several rows say the same."""
    plain = {service.key[:_SERVICE]: fold(service.name) for service in known if service.key[_SERVICE:] == "000000"}
    done: dict[tuple[str, str], str | None] = {}
    for service in known:
        thing, name = plain.get(service.key[:_SERVICE], "\0"), fold(service.name)
        doing = name.removeprefix(thing).strip()
        if name.startswith(f"{thing} ") and " " not in doing:
            at = (service.key[:_SERVICE], stem(doing))
            done[at] = None if at in done else service.key
    return done


@cache
def builtin_names() -> CatalogueNames:
    """Return the names of the tables that come with the scanner; read once in a process."""
    names: dict[str, list[str]] = defaultdict(list)
    for record in builtin_records():
        names[record.key] += [record.name, *(term.text for term in record.synonyms)]
    return CatalogueNames(
        CatalogueName(key, first, tuple(dict.fromkeys(others))) for key, (first, *others) in names.items() if key
    )


def catalogue_names(catalogue: Catalogue) -> CatalogueNames:
    """Return the names of all services of a catalogue, those of the criteria set and imported ones among them."""
    entries = (entry for entry in catalogue.entries if entry.key)
    return CatalogueNames(
        CatalogueName(entry.key, entry.name, tuple(dict.fromkeys((*entry.names[1:], *entry.synonyms()))))
        for entry in entries
    )
