"""Whether a text says yes or no to a topic: by clause, not by the mere presence of a word.

A denial counts for the clause it stands in. A clause without a finite verb belongs to the clause before it, or to the
one after it where it opens the sentence ("Mein Unternehmenskonto, das neue Konto, können Sie noch nicht nutzen"), but
never across a contrast ("nicht mit De-Mail, sondern mit beBPo"). The idea of a limited scope of negation follows NegEx
(Chapman et al. 2001), the clauses and cues are our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from criteria.words import Lexicon, fold, heal
from scanner.model.answer import Answer
from scanner.reading.announcing import Announcing

Topic = Callable[[str], bool]
"""Asks a folded text whether it names the topic."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-zäöüß\s])|\s*[;\n]\s*")
_SHORT = re.compile(r"(?:^|[\s(.])(?:[^\W\d]|\d{1,2})\.$")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_COMMA = re.compile(r"\s*(?:,|:|\s[–—-]\s)\s*")
_AND = re.compile(r"\s(?:und|sowie)\s")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence says of a topic."""

    said: Answer
    sentence: str


@dataclass(frozen=True)
class Speech:
    """Reads statements by the cue words of a criteria set (lists `denial`, `no_denial`, `contrast`, ...).

    What is announced for later than `as_of` counts as denied; without that day only words announce.
    """

    lexicon: Lexicon
    as_of: date | None = None

    @cached_property
    def announcing(self) -> Announcing:
        """What tells the announced from what is there."""
        return Announcing(self.lexicon, self.as_of)

    def statements(self, text: str, topic: Topic) -> list[Statement]:
        """Return what each sentence that names the topic says of it; those that take no side are left out.

        A question takes the side of its answer, where that does not name the topic itself.
        """
        if not topic(fold(text)):
            return []
        parts = sentences(text, self.lexicon)
        found = ((self._said(parts, at, topic), sentence) for at, sentence in enumerate(parts))
        return [Statement(said, sentence) for said, sentence in found if said is not None]

    def says(self, text: str, topic: Topic) -> Answer:
        """Return no if any sentence denies the topic, else yes if any affirms it, else unknown."""
        said = {statement.said for statement in self.statements(text, topic)}
        return Answer.NO if Answer.NO in said else Answer.YES if Answer.YES in said else Answer.UNKNOWN

    def affirms(self, text: str, topic: Topic) -> bool:
        """Whether a sentence of the text affirms the topic."""
        return any(statement.said is Answer.YES for statement in self.statements(text, topic))

    def _said(self, parts: tuple[str, ...], at: int, topic: Topic) -> Answer | None:
        sentence = parts[at]
        if not topic(fold(sentence)):
            return None
        if sentence.endswith("?"):
            return self._answered(parts[at + 1], topic) if at + 1 < len(parts) else None
        if self.lexicon.expression("planned_whole").search(fold(sentence)):
            return Answer.NO
        if at + 1 < len(parts) and self._takes_back(fold(parts[at + 1]), topic):
            return Answer.NO
        said = [self._clause(clause, topic) for clause in self._clauses(sentence, topic) if topic(clause)]
        decided = [answer for answer in said if answer is not None]
        return Answer.NO if Answer.NO in decided else Answer.YES if decided else None

    def _takes_back(self, after: str, topic: Topic) -> bool:
        """Whether a sentence says of the one before it that it is only to come ("Diese Funktion startet 2027.")."""
        back = self.lexicon.expression("refers_back").search(after) is not None
        return back and not topic(after) and self.announcing.folded(after)

    def _answered(self, answer: str, topic: Topic) -> Answer | None:
        folded = fold(answer)
        if self._has("says_no", folded) or self.announcing.folded(folded):
            return Answer.NO
        if topic(folded):
            return None
        return Answer.YES if self._has("says_yes", folded) else Answer.NO if self._has("denial", folded) else None

    def _clause(self, clause: str, topic: Topic) -> Answer | None:
        """Return what a folded clause says; None where it is only a condition or takes no side."""
        if self._has("condition", clause) or self._has("no_side", clause):
            return None
        without = self._without_other_denials(clause, topic)
        double = self.lexicon.expression("double_denial").search(without) is not None
        denied = self._has("denial", without) and not double
        return Answer.NO if denied or self.announcing.folded(without) else Answer.YES

    def _clauses(self, sentence: str, topic: Topic) -> list[str]:
        joined: list[str] = []
        opening = ""  # parts without a verb that wait for the one they belong to
        for part in self._parts(sentence, topic):
            if joined and not opening and self._only_dates(part):
                joined[-1] += " " + part
            elif self._has("contrast", part) or self._has("condition", part):
                joined += [opening, part] if opening else [part]
                opening = ""
            elif self._stands_alone(part) or (joined and self._turns(part)):
                joined.append(f"{opening} {part}".strip())
                opening = ""
            elif joined and not opening:
                joined[-1] += " " + part
            else:
                opening = f"{opening} {part}".strip()
        return [*joined, opening] if opening else joined

    def _turns(self, part: str) -> bool:
        """Whether a part without a verb speaks for itself: it denies, or it announces something more."""
        return self._has("denial", part) or self.announcing.folded(part)

    def _only_dates(self, part: str) -> bool:
        """Whether a part says when what was said before it begins, and nothing of its own ("aber erst ab 2027")."""
        if self._stands_alone(part) or not self.announcing.folded(part):
            return False
        return self.lexicon.expression("adds_something").search(part) is None

    def _parts(self, sentence: str, topic: Topic) -> Iterator[str]:
        """Yield the folded parts between commas, contrasts, and "und" where both sides have a verb of their own."""
        aside: list[str] = []

        def lift(match: re.Match[str]) -> str:
            inner = fold(match.group(1))
            if topic(inner) and (self._has("denial", inner) or self._stands_alone(inner)):
                aside.append(inner)
                return " "
            return f" {match.group(1)} "

        for piece in _COMMA.split(_PARENTHESIS.sub(lift, sentence)):
            yield from self._by_and(fold(piece))
        yield from aside

    def _by_and(self, part: str) -> Iterator[str]:
        sides = _AND.split(part)
        if len(sides) > 1 and all(self._stands_alone(side) for side in sides):
            yield from sides
        elif part:
            yield part

    def _stands_alone(self, part: str) -> bool:
        return self._has("finite_verb", part) or self.lexicon.expression("own_clause").search(part) is not None

    def _has(self, name: str, folded: str) -> bool:
        return self.lexicon.list(name).search_folded(folded) is not None

    def _without_other_denials(self, folded: str, topic: Topic) -> str:
        """Return the clause without denials of something else ("keine Unterschrift"), unless that is the topic."""
        for hit in reversed(self.lexicon.list("no_denial").all_folded(folded)):
            if not topic(hit.text):
                folded = folded[: hit.start] + folded[hit.end :]
        return " ".join(str(self.lexicon.expression("other_denials").sub(" ", folded)).split())


@lru_cache(maxsize=16_384)
def _split(text: str, abbreviations: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for piece in map(heal, _SENTENCE_END.split(text)):
        if found and (_SHORT.search(found[-1]) or found[-1].split(" ")[-1].lower() in abbreviations):
            found[-1] += " " + piece
        elif piece:
            found.append(piece)
    return tuple(found)


def sentences(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the sentences of a text; a full stop after an abbreviation, a number or a single letter ends none."""
    return _split(text, lexicon.words["abbreviations"])
