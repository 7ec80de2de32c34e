"""Atoms to people: which number and which mail belong to which name, or to none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scanner.reading.contact_atoms import Atom
from scanner.reading.contact_groups import Groups
from scanner.reading.contact_names import surname_of
from scanner.reading.drafts import Draft
from scanner.reading.lines import Lines

_REACH = 4  # lines that paragraphs side by side may lie apart
_BESIDE = 12  # characters that may stand beside a name in a line of its own


@dataclass(slots=True)
class Someone:
    """A person or office with what reaches it; `start` and `end` are what the text says about it, half-open."""

    first: Atom
    start: int
    end: int
    boxed: bool
    name: Atom | None = None
    phone: Atom | None = None
    mail: Atom | None = None

    def take(self, atom: Atom) -> bool:
        """Take a number or mail; an extension is better than the switchboard, else the first one stays."""
        held = self.phone if atom.kind == "phone" else self.mail
        if held is not None and not (held.phone_kind == "switchboard" and atom.phone_kind == "direct"):
            return held.text == atom.text or (atom.kind == "phone" and self.name is not None)
        if atom.kind == "phone":
            self.phone = atom
        else:
            self.mail = atom
        return True


def people_of(atoms: list[Atom], lines: Lines, groups: Groups) -> Iterator[Someone]:
    """Yield who can be reached, in reading order."""
    for group in _groups(atoms, lines, groups):
        boxed = groups.box(lines.drafts[group[0].line]) is not None
        first, last = _lines_of(group, lines, groups, boxed=boxed)
        yield from _parted(group, lines.span(first)[0], lines.span(last)[1], lines, boxed=boxed)


def _groups(atoms: list[Atom], lines: Lines, groups: Groups) -> Iterator[list[Atom]]:
    group: list[Atom] = []
    for atom in atoms:
        if group and not _together(group[-1], atom, lines, groups):
            yield group
            group = []
        group.append(atom)
    if group:
        yield group


def _together(one: Atom, other: Atom, lines: Lines, groups: Groups) -> bool:
    left, right = lines.drafts[one.line], lines.drafts[other.line]
    if left is right:
        return True
    if _leads(one, lines, groups, right):
        between = lines.drafts[one.line + 1 : other.line]
    elif groups.key(left) != groups.key(right):
        return False
    elif groups.box(left) is not None:
        return True
    else:
        between = lines.drafts[one.line : other.line]
    return other.line - one.line <= _REACH and not any(draft.kind == "heading" for draft in between)


def _leads(one: Atom, lines: Lines, groups: Groups, below: Draft) -> bool:
    """Whether a name stands alone over what reaches the person: as a heading, a bold line, a line of its own."""
    if one.kind != "name":
        return False
    start, end = lines.span(one.line)
    box = groups.box(lines.drafts[one.line])
    inside = box is None or any(around is box for around in below.element.iterancestors())
    return end - start <= len(one.text) + _BESIDE and inside


def _lines_of(group: list[Atom], lines: Lines, groups: Groups, *, boxed: bool) -> tuple[int, int]:
    """Return the first and last line of a group: all of its box, or from first to last atom."""
    first, last = group[0].line, group[-1].line

    def same(draft: Draft) -> bool:
        other = lines.drafts[group[0].line]
        return groups.key(draft) == groups.key(other) if boxed else draft.element is other.element

    while first > 0 and same(lines.drafts[first - 1]):
        first -= 1
    while last + 1 < len(lines.drafts) and same(lines.drafts[last + 1]):
        last += 1
    return first, last


def _parted(group: list[Atom], start: int, end: int, lines: Lines, *, boxed: bool) -> Iterator[Someone]:
    found: list[Someone] = []
    before: Atom | None = None
    for atom in group:
        known = found[-1] if found else None
        if known is None or _begins(atom, known):
            begin = start if known is None else _begin(atom, before, lines)
            if known is not None:
                known.end = begin
            known = Someone(atom, begin, end, boxed)
            found.append(known)
        if atom.kind == "name":
            known.name = atom
        else:
            known.take(atom)
        before = atom
    yield from _joined(found)


def _begins(atom: Atom, known: Someone) -> bool:
    """Whether an atom speaks of somebody else than the one before."""
    if atom.kind == "name":
        return known.name is None or surname_of(known.name.text) != surname_of(atom.text)
    return not replace(known).take(atom)


def _begin(atom: Atom, before: Atom | None, lines: Lines) -> int:
    line = lines.span(atom.line)[0]
    return max(line, before.end) if before is not None and before.line == atom.line else line


def _joined(found: list[Someone]) -> Iterator[Someone]:
    """Yield who was found; what stands before the only name, and is all there is, belongs to it."""
    named = [someone for someone in found if someone.name is not None]
    head = found[0]
    alone = len(found) == 2 and len(named) == 1 and head.name is None
    if alone and (head.boxed or head.first.line == named[0].first.line):
        person = named[0]
        person.phone, person.mail = person.phone or head.phone, person.mail or head.mail
        person.start = head.start
        yield person
        return
    yield from found
