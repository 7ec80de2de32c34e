"""Folding of German text and the word lists that are matched against it.

A word pattern is a sequence of tokens as a person writes them (``Gewerbe anmelden``); it matches whole folded
tokens. A ``*`` at the end of the last token matches any ending (``bauantr*``). There is no other wildcard.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import re2

_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SPACED_LETTERS = re.compile(r"(?<!\w)(?:\w ){3,}\w(?!\w)")
_INNER_HYPHEN = re.compile(r"(?<=\w\w)-(?=\w)|(?<=\w)-(?=\w\w)")  # not in "A-Z", which is two words
_NOT_TOKEN = re.compile(r"[^\w§*]+")


def heal(text: str) -> str:
    """Return text as a reader sees it: no soft hyphens or zero-width signs, white space folded to one space."""
    return " ".join(text.translate(_INVISIBLE).split())


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the tokens of a text joined by one space, in the one spelling that patterns are compared in.

    Case, umlaut spellings, soft hyphens, hyphens inside a word and letter-spacing do not matter; "A-Z" is two words.
    """
    text = unicodedata.normalize("NFKC", heal(text)).translate(_HYPHENS).casefold()
    text = _SPACED_LETTERS.sub(lambda match: match.group().replace(" ", ""), text).translate(_UMLAUTS)
    return " ".join(_NOT_TOKEN.sub(" ", _INNER_HYPHEN.sub("", text)).replace("§", " § ").split())


@dataclass(frozen=True)
class Hit:
    """One match: the list it came from, and where in the folded text it stands (half-open, characters)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class WordList:
    """Word patterns that are asked together."""

    patterns: tuple[str, ...]

    @cached_property
    def _machine(self) -> re2._Regexp | None:
        folded = sorted({_source(pattern) for pattern in self.patterns} - {""}, key=lambda p: (-len(p), p))
        return re2.compile(r"(?:^| )(" + "|".join(folded) + r")(?: |$)") if folded else None

    def search(self, text: str) -> Hit | None:
        """Return the first match in an unfolded text, or None."""
        return self.search_folded(fold(text))

    def search_folded(self, folded: str) -> Hit | None:
        """Return the first match in a text that went through `fold` already."""
        if self._machine is None or not (found := self._machine.search(folded)):
            return None
        return Hit(found.group(1), found.start(1), found.end(1))

    def all_folded(self, folded: str) -> list[Hit]:
        """Return every match in a folded text that does not overlap the one before."""
        hits, at = [], 0
        while self._machine is not None and (found := self._machine.search(folded, at)):
            hits.append(Hit(found.group(1), found.start(1), found.end(1)))
            at = max(found.end(1), at + 1)
        return hits

    def __contains__(self, text: str) -> bool:
        return self.search(text) is not None

    def __bool__(self) -> bool:
        return bool(self.patterns)


def _source(pattern: str) -> str:
    folded = fold(pattern)
    escaped: str = re2.escape(folded.removesuffix("*").rstrip())
    return escaped + "[^ ]*" if folded.endswith("*") else escaped


@dataclass(frozen=True)
class Lexicon:
    """The words, expressions and plain values of a criteria set, by name.

    Args:
        words: name -> word patterns (see the module).
        expressions: name -> RE2 expressions, searched case-insensitively in healed, unfolded text.
    """

    words: Mapping[str, tuple[str, ...]]
    expressions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _lists: dict[str, WordList] = field(default_factory=dict, compare=False, repr=False)
    _machines: dict[str, re2._Regexp] = field(default_factory=dict, compare=False, repr=False)

    def list(self, name: str) -> WordList:
        """Return the word list of that name; KeyError where the set has none."""
        if name not in self._lists:
            self._lists[name] = WordList(self.words[name])
        return self._lists[name]

    def expression(self, name: str) -> re2._Regexp:
        """Return the expressions of that name as one RE2 machine; KeyError where the set has none."""
        if name not in self._machines:
            options = re2.Options()
            options.case_sensitive = False
            joined = "|".join(f"(?:{part})" for part in self.expressions[name])
            self._machines[name] = re2.compile(joined, options)
        return self._machines[name]


def word_list(patterns: Iterable[str]) -> WordList:
    """Return a word list of some patterns."""
    return WordList(tuple(patterns))
