"""Which blocks belong to one contact: those of one box, table row, list entry, or paragraphs side by side."""

from __future__ import annotations

from scanner.reading.drafts import Draft
from scanner.reading.names import Names
from scanner.reading.tree import Element, text_of
from scanner.reading.vocabulary import Pattern

_CLIMB = 7
_LONGEST_BOX = 1_500
_LONGEST_ENTRY = 600
_LABEL = 20
_SEVERAL = 2
_SHORT = 80  # characters of a box that holds but one thing
_LONG = 160  # characters; a longer paragraph is running text and speaks for itself
_ENTRIES = frozenset({"li", "tr", "address", "dl"})
_WHOLE = frozenset({"main", "body", "article"})


class Groups:
    """Answers for the drafts of one page.

    Args:
        names: what classes say.
        label: tells the words that label a number or mail.
        one_thing: tells the entries of a list that hold one thing of a contact, not a contact of their own.
    """

    def __init__(self, names: Names, label: Pattern, one_thing: Pattern) -> None:
        self._names, self._label, self._one_thing = names, label, one_thing
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
        return draft if len(draft.text) > _LONG else (self._outside(draft.element), draft.region)

    def _box(self, element: Element) -> Element | None:
        at: Element | None = element
        for _ in range(_CLIMB):
            if at is None or at.tag in _WHOLE:
                return None
            marks = self._names.of(at.get("class", ""))
            if (
                "contact" in marks
                and at.tag != "span"
                and self._length(at) <= _LONGEST_BOX
                and not self._part(at, marks)
            ):
                return at
            if at.tag in _ENTRIES and self._length(at) <= (_LONGEST_BOX if at.tag == "dl" else _LONGEST_ENTRY):
                return self._table_of(at) if at.tag == "tr" else self._list_of(at) if at.tag == "li" else at
            at = at.getparent()
        return None

    def _outside(self, element: Element) -> Element | None:
        """Return what an element stands in, wrappers around nothing else, or around its label, left out."""
        at = element
        while (outer := at.getparent()) is not None and outer.tag not in _WHOLE:
            labelled = len(outer) == _SEVERAL and outer[1] is at and self._labels(outer[0])
            if len(outer) > 1 and not labelled:
                break
            at = outer
        return outer

    def _labels(self, element: Element) -> bool:
        text = text_of(element).strip()
        return len(text) <= _LABEL and text in self._one_thing

    def _part(self, element: Element, marks: frozenset[str]) -> bool:
        """Whether a box is but a part of a contact: a class that says "contact-name" or "contact-phone"."""
        if "person" in marks:
            return True
        small = len(element) < _SEVERAL and self._length(element) <= _SHORT
        return small and text_of(element).strip() in self._one_thing

    def _length(self, element: Element) -> int:
        if element not in self._lengths:
            self._lengths[element] = len(" ".join(text_of(element).split()))
        return self._lengths[element]

    def _list_of(self, entry: Element) -> Element:
        """Return the entry, or the list where each entry tells one thing of the contact (telephone, mail, room)."""
        whole = entry.getparent()
        if whole is None or self._length(whole) > _LONGEST_ENTRY:
            return entry
        told = [" ".join(text_of(each).split()) for each in whole if each.tag == "li"]
        parts = sum(text in self._one_thing for text in told)
        return whole if len(told) > 1 and parts * 2 >= len(told) else entry

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
