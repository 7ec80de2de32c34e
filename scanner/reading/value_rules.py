"""Deadlines, durations, due dates and legal bases."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.reading.facts import CONTENT, Value
from scanner.reading.lines import Lines
from scanner.reading.names import Names
from scanner.reading.vocabulary import Vocabulary

_MOST = 200


class Rules:
    """Finds them by the expressions of a criteria set."""

    def __init__(self, vocabulary: Vocabulary, headings: Names) -> None:
        self._words, self._headings = vocabulary, headings

    def deadlines(self, lines: Lines) -> Iterator[Value]:
        """Yield until when something has to be done."""
        return self._sentences(lines, "deadline", "deadline_not")

    def durations(self, lines: Lines) -> Iterator[Value]:
        """Yield how long the office takes."""
        return self._sentences(lines, "duration", "deadline_not")

    def due_dates(self, lines: Lines) -> Iterator[Value]:
        """Yield when a tax has to be paid."""
        return self._sentences(lines, "due_date", "deadline_not")

    def section_signs(self, lines: Lines) -> Iterator[Value]:
        """Yield sections of laws with the name of the law; a bare number needs a heading that says so."""
        names, other = self._words.pattern("value_law_name"), self._words.pattern("law_not")
        seen: set[int] = set()
        for start, end, draft in lines.find(self._words.pattern("value_section_sign")):
            if draft.region not in CONTENT or id(draft) in seen:
                continue
            line, sentence = lines.line(start), lines.sentence(start, end)
            headed = any("law" in self._headings.of(heading) for heading in lines.headings(draft))
            named = names.search(line[start - lines.start_of(start) :][:160]) or sentence in names
            if (headed or named) and sentence not in other:
                seen.add(id(draft))
                yield lines.value("law", draft, sentence)

    def law_names(self, lines: Lines) -> Iterator[Value]:
        """Yield laws and by-laws by name, one a block; those that hold for every page are none."""
        return self._sentences(lines, "law_name", "law_not", kind="law")

    def _sentences(self, lines: Lines, name: str, not_name: str, kind: str = "") -> Iterator[Value]:
        other = self._words.pattern(not_name)
        seen: set[int] = set()
        for start, end, draft in lines.find(self._words.pattern(f"value_{name}")):
            if draft.region not in CONTENT or id(draft) in seen or len(seen) >= _MOST:
                continue
            sentence = lines.sentence(start, end)
            if sentence not in other:
                seen.add(id(draft))
                yield lines.value(kind or name, draft, sentence)
