"""What the walk over a page writes down before it is brought into sections, links and forms."""

from __future__ import annotations

from dataclasses import dataclass, field

from scanner.reading.facts import Region
from scanner.reading.tree import Element


@dataclass(slots=True, eq=False)
class Draft:
    """One run of text to be.

    `lines` are its lines where it has several. `last` is, for a label, the index of the first draft that does not stand
    under it any more, 0 where it is open until the next label or heading. `words` is 0 for a label whose words stand in
    the next draft again.
    """

    kind: str
    text: str
    region: Region
    element: Element
    level: int = 0
    lines: tuple[str, ...] = ()
    words: int = 0
    last: int = 0
    section: int = -1
    links: list[LinkDraft] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Entry:
    """A list entry, table row or card: drafts `first` to `last`, less those of the entries within it from `cut` on."""

    first: int
    tile: bool = False
    last: int = -1
    cut: int = -1
    marks: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class LinkDraft:
    """A link to be. `kind` is web, mail or tel; `address` the decoded mail address or number."""

    element: Element
    raw: str
    region: Region
    entry: Entry | None
    kind: str = "web"
    address: str = ""
    text: str = ""
    title: str = ""
    draft: int = -1
    depth: int = 0
    tile: bool = False
    nofollow: bool = False
    start: int = 0
    first: int = 0


@dataclass(slots=True, eq=False)
class FormDraft:
    """A form, or inputs that stand in none (`element` is the first of them then)."""

    element: Element
    region: Region
    draft: int
    inputs: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """All that the walk wrote down, in reading order."""

    drafts: list[Draft] = field(default_factory=list)
    links: list[LinkDraft] = field(default_factory=list)
    forms: list[FormDraft] = field(default_factory=list)
    loose: list[FormDraft] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    cut: bool = False
