"""Finds services by what people type: names, synonyms and keys, in German, inflected, compounded, misspelt.

The words of the catalogue are few thousand, so each word of the question is held against all of them: the very word, a
beginning, a part of a compound, the parts of a compound that the question is; and only where that finds nothing, words that
are spelt alike (RapidFuzz).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import snowballstemmer
from rapidfuzz import fuzz, process

from criteria.kompass.entry import Entry
from criteria.kompass.words import vocabulary
from criteria.words import fold

_VERY, _BEGINS, _COMPOUND, _PART, _ALIKE, _ALIKE_PART = 1.0, 0.9, 0.75, 0.6, 0.7, 0.5
_NAME, _SYNONYM, _AROUND = 1.0, 0.95, 0.5
_SHORTEST_PART = 4
_CLOSE, _CLOSE_PART = 80, 88
_AS_CLOSE = 8  # of 100; what is further from the nearest word is another word
_LONG = 7
_JOINT = 2  # letters between the parts of a compound: Hund-e-steuer, Antrag-s-formular
_WHOLE_NAME = 1.0  # on top, where the question is the name
_DIGITS = frozenset("0123456789 .")


@dataclass(frozen=True)
class Hit:
    """A service that a question led to, and how well (0 to 2) it fits."""

    entry: Entry
    score: float


class Index:
    """The words of some services; building it costs more than asking."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._words: dict[str, dict[int, float]] = defaultdict(dict)
        self._whole: dict[str, set[int]] = defaultdict(set)
        for at, entry in enumerate(self._entries):
            for text, weight in _texts(entry):
                self._add(at, fold(text), weight)

    def _add(self, at: int, folded: str, weight: float) -> None:
        if weight > _AROUND:
            self._whole[folded].add(at)
        for word in folded.split():
            known = self._words[word]
            known[at] = max(weight, known.get(at, 0.0))

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        return tuple(self._words)

    def search(self, question: str) -> list[Hit]:
        """Return the services that fit, the best first; those of a key or an OZG id where the question is one.

        Services with every word of the question win; where there are none, those with at least half of them.
        """
        if question.strip() and set(question) <= _DIGITS:
            return self._of_digits("".join(sign for sign in question if sign.isdigit()))
        words = _asked(question)
        found: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(words))
        for number, word in enumerate(words):
            for at, score in self._of_word(word).items():
                found[at][number] = score
        exact = self._whole.get(fold(question), set())
        return self._ranked(words, found, exact)

    def _ranked(self, words: list[str], found: Mapping[int, list[float]], exact: set[int]) -> list[Hit]:
        most = max((sum(map(bool, scores)) for scores in found.values()), default=0)
        if most < (len(words) + 1) // 2:
            return []
        lengths = [len(word) for word in words]
        hits = []
        for at, scores in found.items():
            if sum(map(bool, scores)) == most:
                score = sum(one * long for one, long in zip(scores, lengths, strict=True)) / sum(lengths)
                hits.append(Hit(self._entries[at], score + _WHOLE_NAME * (at in exact)))
        return sorted(hits, key=lambda hit: (-round(hit.score, 6), len(hit.entry.name), hit.entry.name, hit.entry.id))

    def _of_digits(self, digits: str) -> list[Hit]:
        keys = [entry for entry in self._entries if len(digits) >= _SHORTEST_PART and entry.key.startswith(digits)]
        by_ozg = [entry for entry in self._entries if entry.text("ozg_id") == digits]
        return [Hit(entry, 1.0) for entry in (*keys, *by_ozg)]

    def _of_word(self, word: str) -> dict[int, float]:
        """Return how well a word of the question fits each service."""
        like = list(self._written_so(word)) or list(self._spelt_alike(word))
        return self._with(like) or self._of_compound(word) or self._with(self._alike_inside(word))

    def _with(self, words: Iterable[tuple[str, float]]) -> dict[int, float]:
        """Return the services with any of some words, each with the best of them."""
        found: dict[int, float] = {}
        for known, likeness in words:
            for at, weight in self._words[known].items():
                found[at] = max(found.get(at, 0.0), likeness * weight)
        return found

    def _of_compound(self, word: str) -> dict[int, float]:
        """Return the services with both parts of a compound (Grillplatzmiete: Grillplatz, Miete), else with one."""
        parts = list(self._parts_of(word))
        found = [(self._words[one].keys(), self._words[other].keys()) for one, other in parts]
        both = {at for one, other in found for at in one & other}
        return dict.fromkeys(both or {at for one, other in found for at in one | other}, _PART)

    def _written_so(self, word: str) -> Iterator[tuple[str, float]]:
        stem = _stem(word)
        for known in self._vocabulary:
            if known == word:
                yield known, _VERY
            elif known.startswith(stem) and len(stem) >= _SHORTEST_PART - 1:
                yield known, _BEGINS
            elif len(stem) >= _SHORTEST_PART and stem in known:
                yield known, _COMPOUND

    def _parts_of(self, word: str) -> Iterator[tuple[str, str]]:
        long = [known for known in self._vocabulary if _SHORTEST_PART <= len(known) < len(word)]
        first = [known for known in long if word.startswith(known)]
        last = [known for known in long if word.endswith(known)]
        for one in first:
            for other in last:
                if 0 <= len(word) - len(one) - len(other) <= _JOINT:
                    yield one, other

    def _spelt_alike(self, word: str) -> Iterator[tuple[str, float]]:
        near = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=20)
        for known, score, _ in near:
            if score > near[0][1] - _AS_CLOSE:  # Baugenemigung is Baugenehmigung, and not Genehmigung as well
                yield known, _ALIKE * score / 100

    def _alike_inside(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield compounds with a part that is spelt alike."""
        longer = [known for known in self._vocabulary if len(known) > len(word) >= _LONG]
        near = process.extract(word, longer, scorer=fuzz.partial_ratio, score_cutoff=_CLOSE_PART, limit=20)
        for known, score, _ in near:
            yield known, _ALIKE_PART * score / 100


def _texts(entry: Entry) -> Iterator[tuple[str, float]]:
    for name in entry.names:
        yield name, _NAME
    for term in entry.synonyms():
        yield term, _SYNONYM
    if around := entry.text("ozg_name"):
        yield around, _AROUND


def _asked(question: str) -> list[str]:
    words = list(dict.fromkeys(fold(question).split()))
    stop = set(map(fold, vocabulary().stop_words))
    return [word for word in words if word not in stop] or words


_STEMMER = snowballstemmer.stemmer("german")


def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem if word.startswith(stem) else word
