"""Date of the text, trade tax rate, Leitweg-ID."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanner.reading.dates import Dates
from scanner.reading.drafts import Draft
from scanner.reading.facts import CONTENT, Value
from scanner.reading.lines import Lines
from scanner.reading.tables import column_head
from scanner.reading.vocabulary import Vocabulary

_RATE = re.compile(r"(?<![\d.,])([2-9]\d{2}(?:,\d{1,2})?)(?!\d|\.\d)")

_RATE_CELL = re.compile(r"([2-9]\d{2}(?:,\d{1,2})?) ?(?:%|v\. ?H\.?|vH|Prozent|Punkte)?", re.I)
_CELLS = frozenset({"cell", "label"})


class Marks:
    """Finds them by the expressions of a criteria set."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._dates = Dates(vocabulary)

    def text_dates(self, lines: Lines) -> Iterator[Value]:
        """Yield the dates that the text says it is of; those of laws and linked documents are none."""
        other = self._words.pattern("text_date_not")
        for start, end, draft in lines.find(self._words.pattern("value_text_date")):
            text, sentence = lines.text[start:end], lines.sentence(start, end)
            day = self._dates.first(text)
            if day and draft.region in CONTENT and sentence[:200] not in other and not _in_link(draft, text):
                yield lines.value("text_date", draft, sentence, day=day)

    def rates(self, lines: Lines) -> Iterator[Value]:
        """Yield the trade tax rate: a number that the line, or the page, calls that and no other tax's."""
        taxes = self._words.pattern("rate_of")
        trade, words = self._words.pattern("trade_tax"), self._words.pattern("rate_words")
        seen: set[float] = set()
        for start, end, draft in lines.find(self._words.pattern("value_rate")):
            number = _RATE.search(lines.text, start, end)
            if number is None or draft.region not in CONTENT:
                continue
            before = lines.text[max(0, lines.start_of(start) - 80) : number.start()].rpartition("\n\n")[2]
            named = [tax for tax, _ in taxes.all_held(before)]
            called = f"{before} {' '.join(lines.headings(draft))}" in words
            tax = named[-1] if named else lines.title if called else ""
            amount = float(number.group(1).replace(",", "."))
            if tax in trade and amount not in seen:
                seen.add(amount)
                yield lines.value("tax_rate", draft, lines.sentence(start, end), amount)
        yield from self._column_rates(lines, seen)

    def _column_rates(self, lines: Lines, seen: set[float]) -> Iterator[Value]:
        """Yield the bare numbers of a column that is headed as the rate of the trade tax."""
        trade, words = self._words.pattern("trade_tax"), self._words.pattern("rate_words")
        if lines.text not in trade or lines.text not in words:
            return
        for draft in lines.drafts:
            number = _RATE_CELL.fullmatch(draft.text) if draft.kind in _CELLS and draft.region in CONTENT else None
            amount = float(number.group(1).replace(",", ".")) if number is not None else 0.0
            if amount and amount not in seen:
                head = column_head(draft.element)
                around = (
                    f"{lines.title} {' '.join(lines.headings(draft))}" if " " not in head else ""
                )  # no "in Tsd. Euro"
                if head in trade and f"{head} {around}" in words:
                    seen.add(amount)
                    yield lines.value("tax_rate", draft, f"{head}: {draft.text}", amount)

    def leitweg(self, lines: Lines) -> Iterator[Value]:
        """Yield Leitweg-IDs: codes that line or heading call so."""
        words = self._words.pattern("leitweg_words")
        for start, end, draft in lines.find(self._words.pattern("value_leitweg")):
            around = f"{lines.line(start)} {' '.join(lines.headings(draft))}"
            code = lines.text[start:end]
            if draft.region in CONTENT and around in words and len(code) >= 8:
                yield lines.value("leitweg", draft, code)


def _in_link(draft: Draft, text: str) -> bool:
    return any(text in link.text and link.kind == "web" for link in draft.links)
