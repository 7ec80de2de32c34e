"""Typed values in the text: fees, deadlines, legal bases, units, addresses, opening hours, dates, rates."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.reading.drafts import Draft
from scanner.reading.facts import CONTENT, Region, Section, Value
from scanner.reading.lines import Lines
from scanner.reading.names import Names
from scanner.reading.tree import Paths
from scanner.reading.value_fees import Fees
from scanner.reading.value_marks import Marks
from scanner.reading.value_places import Places
from scanner.reading.value_rules import Rules
from scanner.reading.vocabulary import Vocabulary

_READ = CONTENT | {Region.FOOTER}
_HEADED = ("deadline", "duration", "due_date", "law")
_SHORT = 120


class ValueReader:
    """Finds values by the expressions of a criteria set."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        headings = Names(vocabulary, prefix="", suffix="_heading")
        self._headings = headings
        fees, rules, places, marks = (
            Fees(vocabulary, headings),
            Rules(vocabulary, headings),
            Places(vocabulary),
            Marks(vocabulary),
        )
        self._finders = [
            fees.amounts,
            fees.free,
            rules.deadlines,
            rules.durations,
            rules.due_dates,
            rules.section_signs,
            rules.law_names,
            places.units,
            places.streets,
            places.postcodes,
            places.hours,
            marks.text_dates,
            marks.rates,
            marks.leitweg,
        ]
        self._places, self._fees = places, fees
        self._law_hint = vocabulary.pattern("law_hint")

    def read(self, drafts: list[Draft], sections: tuple[Section, ...], title: str, paths: Paths) -> tuple[Value, ...]:
        """Return the values of a page by kind, each in reading order.

        Args:
            drafts: all drafts of the page.
            sections: its sections.
            title: title and first heading, for values that the text names nowhere.
            paths: its CSS paths.
        """
        lines = Lines([draft for draft in drafts if draft.region in _READ], sections, paths, title)
        if not lines.drafts:
            return ()
        found = [value for finder in self._finders for value in finder(lines)]
        found += self._under_headings(lines, found)
        return tuple({(value.kind, value.text, value.path, value.amount): value for value in found}.values())

    def _under_headings(self, lines: Lines, found: list[Value]) -> Iterator[Value]:
        """Yield what headings name that the text itself does not tell: "Frist: keine", "Zuständig: Bauen"."""
        told = {(value.kind, value.section) for value in found}
        for draft in lines.drafts:
            if draft.kind in ("heading", "label") or draft.section < 0 or draft.region not in CONTENT:
                continue
            for mark in self._headings.of(lines.sections[draft.section].heading):
                kind = "due_date" if mark == "due" else mark
                if (kind, draft.section) in told:
                    continue
                amount = self._fees.headed(draft.text) if kind == "fee" else None
                if amount is not None or self._answers(kind, draft.text):
                    told.add((kind, draft.section))
                    yield lines.value(kind, draft, draft.text, amount)

    def _answers(self, kind: str, text: str) -> bool:
        """Whether a text can be what a heading asks for."""
        if kind == "unit":
            return self._places.names_unit(text)
        return kind in _HEADED and (kind != "law" or text in self._law_hint)
