"""Which blocks belong to one contact: those of one box, table row, list entry, or paragraphs side by side."""

from __future__ import annotations

from scanner.reading.drafts import Draft
from scanner.reading.names import Names
from scanner.reading.tree import Element, text_of
from scanner.reading.vocabulary import Pattern

_CLIMB = 7
_LONGEST_BOX = 1_500
_LONGEST_ENTRY = 600
_LONG = 160  # characters; a longer paragraph is running text and speaks for itself
_ENTRIES = frozenset({"li", "tr", "address", "dl"})
_TERMS = frozenset({"dt", "dd"})


class Groups:
    """Answers for the drafts of one page; `label` tells the words that label a number or mail."""

    def __init__(self, names: Names, label: Pattern) -> None:
        self._names, self._label = names, label
        self._known: dict[Element, Element | None] = {}
        self._lengths: dict[Element, int] = {}

    def box(self, draft: Draft) -> Element | None:
        """Return the element that holds a contact around a draft; None where only paragraphs do."""
        if draft.element not in self._known:
            self._known[draft.element] = self._box(draft.element)
        return self._known[draft.element]

    def key(self, draft: Draft) -> object:
        """Return what the drafts of one group have in common."""
        box = self.box(draft)
        if box is not None:
            return box
        return draft if len(draft.text) > _LONG else (draft.element.getparent(), draft.region)

    def _box(self, element: Element) -> Element | None:
        at: Element | None = element
        for _ in range(_CLIMB):
            if at is None or at.tag in ("main", "body", "article"):
                return None
            marks = self._names.of(at.get("class", ""))
            if "contact" in marks and at.tag != "span" and self._length(at) <= _LONGEST_BOX:
                return at
            if at.tag in _ENTRIES and self._length(at) <= (_LONGEST_BOX if at.tag == "dl" else _LONGEST_ENTRY):
                return self._table_of(at) if at.tag == "tr" else at
            at = at.getparent()
        return None

    def _length(self, element: Element) -> int:
        if element not in self._lengths:
            self._lengths[element] = len(" ".join(text_of(element).split()))
        return self._lengths[element]

    def _table_of(self, row: Element) -> Element | None:
        """Return the row, or the table where each row tells one thing of the contact (name, telephone, mail)."""
        if next(row.iter("table"), None) is not None:
            return None
        table = next(row.iterancestors("table"), None)
        if table is None or sum(cell.tag in ("td", "th") for cell in row) != 2 or self._length(table) > _LONGEST_ENTRY:
            return row
        rows = list(table.iter("tr"))
        told = [text_of(next(each.iter("td", "th"), each)) for each in rows]
        labels = sum(text in self._label for text in told)
        return table if len(rows) > 1 and labels * 2 >= len(rows) else row
