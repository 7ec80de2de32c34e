"""The text of a page as one string, one draft a line: an expression is asked once per page, not once per block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from scanner.reading.drafts import Draft
from scanner.reading.facts import Section, Value
from scanner.reading.tree import Paths
from scanner.reading.vocabulary import Pattern, plain

_SENTENCE_END = re.compile(r"(?:[^\d\W]{3,}|[)\"“%€])[.!?](?=\s+[A-ZÄÖÜ„\"])|;|\n")


_LONGEST = 300


class Lines:
    """Drafts as lines of `text`; those whose words stand in the next one again are left out.

    With `apart` each line of a draft is one of its own.
    """

    def __init__(
        self, drafts: list[Draft], sections: tuple[Section, ...], paths: Paths, title: str = "", *, apart: bool = False
    ) -> None:
        self._paths, self.title, self.sections = paths, title, sections
        kept = [draft for draft in drafts if draft.words]
        lines = [(draft, line) for draft in kept for line in (draft.lines if apart and draft.lines else (draft.text,))]
        self.drafts = [draft for draft, _ in lines]
        self.text = "\n".join(line for _, line in lines)
        self.flat = plain(self.text)
        self._starts: list[int] = []
        at = 0
        for _, line in lines:
            self._starts.append(at)
            at += len(line) + 1

    def find(self, pattern: Pattern) -> Iterator[tuple[int, int, Draft]]:
        """Yield start, end and draft of each match; it belongs to the line it begins in."""
        for found in pattern.machine.finditer(self.flat):
            yield found.start(), found.end(), self.draft_at(found.start())

    def index_at(self, at: int) -> int:
        """Return the number of the line that a place in the text stands in."""
        return bisect_right(self._starts, at) - 1

    def draft_at(self, at: int) -> Draft:
        """Return the draft that a place in the text stands in."""
        return self.drafts[self.index_at(at)]

    def start_of(self, at: int) -> int:
        """Return where the line of a place begins."""
        return self._starts[self.index_at(at)]

    def span(self, index: int) -> tuple[int, int]:
        """Return where a line begins and ends."""
        end = self._starts[index + 1] - 1 if index + 1 < len(self._starts) else len(self.text)
        return self._starts[index], end

    def line(self, at: int) -> str:
        """Return the line of a place."""
        end = self.text.find("\n", at)
        return self.text[self.start_of(at) : end if end >= 0 else len(self.text)]

    def value(self, kind: str, draft: Draft, text: str, amount: float | None = None, day: date | None = None) -> Value:
        """Return a value that stands in a draft."""
        path = self.path(draft)
        return Value(kind, " ".join(text.split())[:_LONGEST], draft.region, path, draft.section, amount, day)

    def path(self, draft: Draft) -> str:
        """Return the CSS path of a draft's element."""
        return self._paths.of(draft.element)

    def sentence(self, start: int, end: int) -> str:
        """Return the sentence around a match."""
        begin = self.start_of(start)
        stop = self.text.find("\n", end)
        line = self.text[begin : stop if stop >= 0 else len(self.text)]
        first, last = 0, len(line)
        for found in _SENTENCE_END.finditer(line):
            if found.end() <= start - begin:
                first = found.end()
            elif found.start() >= end - begin - 1:
                last = found.end()
                break
        return line[first:last].strip()

    def headings(self, draft: Draft) -> Iterator[str]:
        """Yield the headings that a draft stands under, the nearest first, without that of the page."""
        at = draft.section
        while at >= 0:
            section = self.sections[at]
            if section.level > 1:
                yield section.heading
            at = section.parent
