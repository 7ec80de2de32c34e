"""Finds names of persons anywhere in flat text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from scanner.reading.contact_names import PeopleNames, spellings, surname_of
from scanner.reading.vocabulary import Vocabulary, plain

_REACH = 30  # characters between a name and what reaches the person
_LONGEST = 90
_PARTICLE = re.compile(r"\b[^\W\d_A-ZÄÖÜ]+\b")
_CAPITAL = re.compile(r"[^\W\d_a-zäöüß][\w’'´`-]*")
_INITIAL = re.compile(r"[^\W\d_a-zäöüß]\. ?")
_BEFORE = re.compile(r"([^\W\d_a-zäöüß][\w’'´`-]+), (?:Dr\. )?$")
_TURNED = re.compile(r"([^\W\d_a-zäöüß][\w’'´`-]{2,}) $")
_REACHED = re.compile(r"[\s|,;:·•-]{1,4}(?:[+(]?\d|\S+@)")
_FOLLOWS = re.compile(r"[ -]+([^\W\d_]+)")
_TRAIL = re.compile(r"[\s,;:(–-]+$")
Found = tuple[int, int]


class NameFinder:
    """Finds names by the expressions and first names of a criteria set.

    Args:
        vocabulary: of the criteria set.
        words: `titles` before a name, `particles` in it, and `not_persons` behind one, that make it a street or a school.
    """

    def __init__(self, vocabulary: Vocabulary, words: Mapping[str, Any]) -> None:
        self._people = PeopleNames(vocabulary)
        self._given = frozenset(plain(name).lower() for name in vocabulary.words("given_names"))
        self._named = vocabulary.pattern("contact_name")
        self._introduced = vocabulary.pattern("contact_introduced")
        self._after_name = vocabulary.pattern("contact_after_name")
        self._no_name = vocabulary.pattern("contact_no_name")
        self._label = vocabulary.pattern("contact_phone_label")
        self._title = re.compile(rf"(?:\b(?:{'|'.join(words['titles'])})\.(?:-Ing\.)? ?)+(?=[^\W\d_])")
        particles = "|".join(words["particles"])
        self._next = re.compile(rf" (?:(?:{particles}) ){{0,3}}(?:[^\W\d_a-zäöüß]\. )?")
        self._not_person = tuple(plain(word).lower() for word in words["not_persons"])

    def is_given(self, word: str) -> bool:
        """Whether a word is a first name that is known."""
        return plain(re.split(r"[-\d]", word)[0]).lower() in self._given

    def find(self, text: str, mailboxes: Sequence[str], reached: Sequence[int]) -> Iterator[Found]:
        """Yield the places of names, half-open; some may overlap.

        Args:
            text: flat text.
            mailboxes: local parts of the personal mail addresses in it.
            reached: where numbers and mail addresses begin in it.
        """
        found = {*self._announced(text), *self._known(text), *self._by_mail(text, mailboxes)}
        found.update(self._initials(text, reached))
        yield from found
        yield from self._again(text, {surname_of(text[start:end]) for start, end in found})

    def _again(self, text: str, surnames: Iterable[str]) -> Iterator[Found]:
        """Yield surnames that stand alone in a text that names the person elsewhere."""
        known = set(surnames)
        for word in _CAPITAL.finditer(text) if known else ():
            bare = word.group().lower().removesuffix("s")
            if len(bare) > 2 and {word.group().lower(), bare} & known:
                yield word.span()

    def _announced(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield names that a salutation, a title or words introduce."""
        for found in self._named.machine.finditer(plain(text)):
            name = text[found.start() : found.end()]
            salutation, _, rest = name.partition(" ")
            cut = self._after_name.search(_PARTICLE.sub(lambda word: "x" * len(word.group()), rest))
            name = _TRAIL.sub("", f"{salutation} {rest[: cut[0]]}" if cut else name)
            if " " in name:
                yield found.start(), found.start() + len(self._without_task(name))
        for name, start in self._introduced.all_held(text):
            if name not in self._no_name:
                yield start, start + len(name)
        for title in self._title.finditer(text):
            surname = _CAPITAL.match(text, title.end())
            if surname is not None and not self._is_place(text, surname.end()):
                yield title.start(), surname.end()

    def _without_task(self, name: str) -> str:
        """Return a name without capitalised words behind it ("Frau Anke Muster Ansiedlung")."""
        for first in _CAPITAL.finditer(name, name.find(" ")):
            if self.is_given(first.group()) and (end := self._surname_end(name, first.end())) > first.end():
                return name[:end]
        return name

    def _known(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield names with a first name that is known: "Anke Muster", "Muster, Anke", "Anke von der Muster"."""
        for first in _CAPITAL.finditer(text):
            if not self.is_given(first.group()):
                continue
            before = _BEFORE.search(text, max(0, first.start() - _LONGEST), first.start())
            if before and self._may_be_surname(before[1]):
                yield before.start(), first.end()
            elif (end := self._surname_end(text, first.end())) > first.end():
                yield first.start(), end
            elif (turned := _TURNED.search(text, max(0, first.start() - _LONGEST), first.start())) and self._ends(
                text, first.end()
            ):
                yield from [(turned.start(), first.end())] if self._may_be_surname(turned[1]) else []

    def _may_be_surname(self, word: str) -> bool:
        return word not in self._no_name and not self.is_given(word)

    def _ends(self, text: str, at: int) -> bool:
        """Whether a name ends here because a number or a mail follows, as in a table with the surname first."""
        return _REACHED.match(text, at) is not None or (
            (label := self._label.search(text[at : at + 12])) is not None and label[0] <= 3
        )

    def _surname_end(self, text: str, at: int) -> int:
        """Return where the surname behind a first name ends, `at` where none follows."""
        end = at
        for _ in range(2):
            between = self._next.match(text, end)
            word = _CAPITAL.match(text, between.end()) if between else None
            if word is None or len(word.group()) < 3 or word.group() in self._no_name or self._stops(word.group()):
                return at if self._is_place(text, end) else end
            end = word.end()
            if not self.is_given(word.group()):
                break
        return at if self._is_place(text, end) else end

    def _stops(self, word: str) -> bool:
        return word in self._after_name or self._names_place(word)

    def _names_place(self, word: str) -> bool:
        return plain(word).lower().endswith(self._not_person)

    def _is_place(self, text: str, at: int) -> bool:
        """Whether the next word says that a name is that of a street, school or the like."""
        follows = _FOLLOWS.match(text, at)
        return follows is not None and self._names_place(follows[1])

    def _by_mail(self, text: str, mailboxes: Sequence[str]) -> Iterator[Found]:
        """Yield names whose surname a mailbox tells; a box of one word may be that of a task, and tells none alone."""
        joined = " ".join(mailboxes)
        split = [re.split(r"[._+-]", box) for box in mailboxes]
        parts = {part for box in split if len(box) > 1 for part in box}
        for word in _CAPITAL.finditer(text) if mailboxes else ():
            name = self._people.at_head_of(text[word.start() : word.start() + _LONGEST], joined)
            if name:
                yield word.start(), word.start() + len(name)
            elif spellings(word.group()) & parts:
                yield word.span()

    def _initials(self, text: str, reached: Sequence[int]) -> Iterator[Found]:
        """Yield initials with a surname beside a number or a mail."""
        for found in _INITIAL.finditer(text) if reached else ():
            surname = _CAPITAL.match(text, found.end())
            if surname and any(0 <= start - surname.end() <= _REACH for start in reached):
                yield from [(found.start(), surname.end())] if self._may_be_surname(surname.group()) else []
