"""What a service costs: amounts that are a fee, and that it is free."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanner.reading.drafts import Draft
from scanner.reading.facts import CONTENT, Value
from scanner.reading.lines import Lines
from scanner.reading.names import Names
from scanner.reading.tables import column_head
from scanner.reading.vocabulary import Vocabulary

_NUMBER = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?")
_SHORT = 200
_BEFORE, _AFTER = 90, 40  # characters around an amount in which a word says that it is no fee
_MOST = 200


class Fees:
    """Finds fees by the expressions of a criteria set."""

    def __init__(self, vocabulary: Vocabulary, headings: Names) -> None:
        self._words, self._headings = vocabulary, headings

    def amounts(self, lines: Lines) -> Iterator[Value]:
        """Yield amounts that text or heading call a fee; fines, rates and capital are none."""
        words, other = self._words.pattern("fee_words"), self._words.pattern("fee_not")
        taxed = self._words.pattern("fee_heading_not")
        count = 0
        for start, end, draft in lines.find(self._words.pattern("value_amount")):
            if draft.region not in CONTENT or count >= _MOST:
                continue
            line, at = lines.line(start), start - lines.start_of(start)
            sentence = lines.sentence(start, end)
            if other.search(_clause(line, at, at + end - start)):
                continue
            if any(heading in taxed for heading in lines.headings(draft)):
                continue
            if words.search(line if len(line) <= _SHORT else sentence) or self._is_headed(lines, draft):
                count += 1
                yield lines.value("fee", draft, sentence, _amount(lines.text[start:end]))

    def free(self, lines: Lines) -> Iterator[Value]:
        """Yield statements that nothing has to be paid."""
        other = self._words.pattern("free_not")
        for start, end, draft in lines.find(self._words.pattern("value_free")):
            sentence = lines.sentence(start, end)
            if draft.region in CONTENT and sentence not in other:
                yield lines.value("fee", draft, sentence, 0.0)

    def headed(self, text: str) -> float | None:
        """Return what a text under a heading that asks for fees says without naming it: "keine", "26,00"."""
        if text in self._words.pattern("headed_free"):
            return 0.0
        if text in self._words.pattern("fee_not") or text not in self._words.pattern("bare_amount"):
            return None
        return _amount(text)

    def _is_headed(self, lines: Lines, draft: Draft) -> bool:
        if any("fee" in self._headings.of(heading) for heading in lines.headings(draft)):
            return True
        return draft.kind == "cell" and "fee" in self._headings.of(column_head(draft.element))


def _clause(line: str, start: int, end: int) -> str:
    """Return the words around an amount, up to the next amount's clause."""
    before = line[max(0, start - _BEFORE) : start]
    after = line[end : end + _AFTER]
    return before.rpartition("; ")[2].rpartition(". ")[2] + line[start:end] + re.split(r"[;.,]\s", after)[0]


def _amount(text: str) -> float | None:
    found = _NUMBER.search(text)
    if not found:
        return None
    number = found.group().replace(" ", "")
    if "," in number:
        number = number.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number):
        number = number.replace(".", "")
    return float(number)
