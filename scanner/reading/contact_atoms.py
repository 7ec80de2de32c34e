"""Names, numbers and mail addresses in the text of a page, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scanner.reading.contact_groups import Groups
from scanner.reading.contact_names import PeopleNames
from scanner.reading.drafts import Draft, LinkDraft
from scanner.reading.lines import Lines
from scanner.reading.mails import Mails
from scanner.reading.phones import Phone, extensions, normalised, numbers
from scanner.reading.tree import Element
from scanner.reading.vocabulary import Pattern, Vocabulary, plain

_LABEL_REACH = 30  # characters before a number in which its label stands
_LONGEST_NAME = 60
_SHORTEST_NAME = 4
_ABOVE = 4  # lines between a name and what reaches the person
_LONGEST_EXTENSION = 12
_CELLS = ("td", "th")
_SHORT = re.compile(r"(?<![\d.,])\d{1,4}(?: ?[-–/] ?\d{1,4})?(?!\d|[.,]\d)")
_BRACKETED = re.compile(r"\(([-–] ?\d{1,4})\)")  # "Frau Muster (-23)"
_LABELLED = re.compile(r"[^\W\d][^:?]{2,40}[:?] +(?=[^\W\da-z])")  # "Fragen? Anke Muster"
_TRAIL = re.compile(r"[\s,;:(–-]+$")


@dataclass(frozen=True, slots=True)
class Atom:
    """A name, phone or mail: half-open place in the text, the number of its line, what it says."""

    kind: str
    start: int
    end: int
    line: int
    text: str
    phone_kind: str = ""


class Atoms:
    """Finds atoms by the expressions of a criteria set."""

    def __init__(self, vocabulary: Vocabulary, mails: Mails) -> None:
        self._mails = mails
        self._named = vocabulary.pattern("contact_name")
        self._introduced = vocabulary.pattern("contact_introduced")
        self._after_name = vocabulary.pattern("contact_after_name")
        self._no_name = vocabulary.pattern("contact_no_name")
        self._people = PeopleNames(vocabulary)
        self._phone = vocabulary.pattern("contact_phone_label")
        self._fax = vocabulary.pattern("contact_fax_label")

    def find(self, lines: Lines, groups: Groups, people: set[Element]) -> list[Atom]:
        """Return the atoms of a page in reading order.

        Args:
            lines: its text, each line apart.
            groups: which drafts belong together.
            people: the elements whose class says that they hold a name.
        """
        reached = [*self._phones(lines), *self._links(lines), *self._written_mails(lines)]
        names = [*self._names(lines), *self._bare_names(lines, groups, reached, people)]
        found = {(atom.kind, atom.start): atom for atom in (*reached, *reversed(names))}
        return sorted(found.values(), key=lambda atom: atom.start)

    def _names(self, lines: Lines) -> Iterator[Atom]:
        taken: set[int] = set()  # lines with a name that is known by its salutation
        for start, end, _ in lines.find(self._named):
            name = self._trimmed(lines.text[start:end].partition("\n")[0])
            if " " in name:
                line = lines.index_at(start)
                taken.add(line)
                yield Atom("name", start, start + len(name), line, name)
        for name, start in self._introduced.all_held(lines.text):
            line = lines.index_at(start)
            if line not in taken and name not in self._no_name:
                yield Atom("name", start, start + len(name), line, name)

    def _trimmed(self, name: str) -> str:
        """Return a name up to the first word that stands in none ("Frau Muster Telefon")."""
        salutation, _, rest = name.partition(" ")
        found = self._after_name.search(rest)
        return _TRAIL.sub("", f"{salutation} {rest[: found[0]]}" if found else name)

    def _bare_names(self, lines: Lines, groups: Groups, reached: list[Atom], people: set[Element]) -> Iterator[Atom]:
        """Yield names without Herr or Frau, where a number or mail stands beside or below them."""
        near = {groups.key(lines.drafts[atom.line]) for atom in reached}
        boxes = {atom.line: atom.text.partition("@")[0] for atom in reached if atom.kind == "mail"}
        above = {atom.line - step for atom in reached for step in range(_ABOVE + 1)}
        for at, draft in enumerate(lines.drafts):
            start, end = lines.span(at)
            if end - start <= _SHORTEST_NAME or not (at in above or groups.key(draft) in near):
                continue
            line = lines.text[start:end].strip(" :,")
            boxed = groups.box(draft) is not None or draft.element in people
            if boxed and len(line) <= _LONGEST_NAME and self._people.is_name(line):
                yield Atom("name", start, end, at, line)
                continue
            label = _LABELLED.match(line)
            lead = label.end() if label is not None else 0
            mailboxes = " ".join(boxes.get(at + step, "") for step in range(_ABOVE + 1))
            if name := self._people.at_head_of(line[lead:], mailboxes):
                yield Atom("name", start + lead, start + lead + len(name), at, name)

    def _phones(self, lines: Lines) -> Iterator[Atom]:
        told: set[int] = set()
        for phone in numbers(lines.text):
            at = lines.index_at(phone.start)
            told.add(at)
            if not self._is_fax(lines, at, phone):
                yield Atom("phone", phone.start, phone.end, at, phone.digits, phone.kind)
        for at in sorted({lines.index_at(found.start()) for found in _SHORT.finditer(lines.text)} - told):
            start, end = lines.span(at)
            for phone in self._short(lines.drafts[at], lines.text[start:end]):
                placed = replace(phone, start=phone.start + start, end=phone.end + start)
                if not self._is_fax(lines, at, placed):
                    yield Atom("phone", placed.start, placed.end, at, phone.digits, phone.kind)

    def _short(self, draft: Draft, line: str) -> Iterator[Phone]:
        """Yield extensions that their label, or the head of their column, says to be numbers."""
        found = False
        for begin in [label.end() for label in self._phone.machine.finditer(plain(line))]:
            for phone in list(extensions(line[begin : begin + _LABEL_REACH]))[:1]:
                found = True
                yield Phone(phone.start + begin, phone.end + begin, phone.digits, phone.kind)
        if found:
            return
        if len(line) <= _LONGEST_EXTENSION and ("-" in line.strip("-") or _column(draft) in self._phone):
            yield from (phone for phone in extensions(line) if phone.end - phone.start == len(line.strip()))
        for bracket in _BRACKETED.finditer(line):
            yield from (replace(phone, start=bracket.start(1), end=bracket.end(1)) for phone in extensions(bracket[1]))

    def _is_fax(self, lines: Lines, at: int, phone: Phone) -> bool:
        start = lines.span(at)[0]
        before = lines.text[max(start, phone.start - _LABEL_REACH) : phone.start]
        if not before.strip(" :") and start:
            before = lines.text[max(0, start - 20) : start]  # the label stands in a cell or line of its own
        fax, tel = _last(self._fax, before), _last(self._phone, before)
        together = 0 <= tel < fax <= tel + _LONGEST_EXTENSION and "/" in before[tel:fax]
        return fax > tel and not together

    def _links(self, lines: Lines) -> Iterator[Atom]:
        """Yield what links lead to: an address behind words, a number behind a button."""
        seen: set[int] = set()
        for at, draft in enumerate(lines.drafts):
            for link in draft.links:
                if link.kind == "web" or id(link) in seen:
                    continue
                place = self._place(lines, at, link)
                if place < 0:
                    continue
                seen.add(id(link))
                if link.kind == "mail":
                    yield Atom("mail", place, place + len(link.text), at, link.address)
                elif not any(numbers(link.text)):
                    yield Atom("phone", place, place + len(link.text), at, normalised(link.address))

    @staticmethod
    def _place(lines: Lines, at: int, link: LinkDraft) -> int:
        start, end = lines.span(at)
        return lines.text.find(link.text, start, end) if link.text else start

    def _written_mails(self, lines: Lines) -> Iterator[Atom]:
        for start, end, address in self._mails.in_text(lines.text):
            yield Atom("mail", start, end, lines.index_at(start), address)


def _last(pattern: Pattern, text: str) -> int:
    """Return where the last match begins, -1 where there is none."""
    return max((found.start() for found in pattern.machine.finditer(plain(text))), default=-1)


def _column(draft: Draft) -> str:
    """Return the head of the column that a cell stands in."""
    cell: Element | None = draft.element
    while cell is not None and cell.tag not in _CELLS:
        cell = cell.getparent()
    row = cell.getparent() if cell is not None else None
    table = next(row.iterancestors("table"), None) if row is not None else None
    first = next(table.iter("tr"), None) if table is not None else None
    if cell is None or row is None or first is None or first is row:
        return ""
    heads = [head for head in first if head.tag in _CELLS]
    place = [each for each in row if each.tag in _CELLS].index(cell)
    return " ".join("".join(map(str, heads[place].itertext())).split()) if place < len(heads) else ""
