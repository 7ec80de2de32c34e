"""Gathers running text into drafts, and keeps links and list entries with the text they stand in."""

from __future__ import annotations

from scanner.reading.blocks import Piece, Splitter
from scanner.reading.drafts import Draft, Entry, LinkDraft, Sheet
from scanner.reading.facts import CONTENT, Region
from scanner.reading.text import clean
from scanner.reading.tree import Element

_LONGEST_HEADING = 300
_MOSTLY = 0.6
_MOST_WORDS = 10  # of a lead-in without a colon


class Writer:
    """Where the walk writes to. `parts` is the running text of `container`; `flush` makes drafts of it."""

    def __init__(self, root: Element, splitter: Splitter) -> None:
        self.sheet = Sheet()
        self.parts: list[str] = []
        self.container = root
        self.kind = "text"
        self.level = 0  # of the heading that is being read
        self.region = Region.MAIN
        self.link: LinkDraft | None = None
        self.entry: Entry | None = None
        self.tile = False
        self.depth = 0  # of lists in the menu that is being read
        self.in_form = False
        self._splitter = splitter
        self._waiting: list[LinkDraft] = []

    def flush(self) -> None:
        """End the running text."""
        if not self.parts:
            return
        raw = "".join(self.parts)
        self.parts.clear()
        if raw.isspace():
            return
        if self.level:
            self._heading(self._splitter.text(raw))
        else:
            self._write(self._splitter.pieces(raw, self.kind, labels=self._may_hold_labels(raw)))

    def _may_hold_labels(self, raw: str) -> bool:
        """Whether labels may stand in a text: not in that of a link ("Fest 2027: Jetzt anmelden")."""
        if self.region not in CONTENT or self.link is not None:
            return False
        return sum(len(link.text) for link in self._waiting) < _MOSTLY * len(raw.strip())

    def _heading(self, text: str) -> None:
        if text:
            self._add(Draft("heading", text[:_LONGEST_HEADING], self.region, self.container, self.level))
            self._settle(len(self.sheet.drafts) - 1)

    def _write(self, pieces: list[Piece]) -> None:
        drafts = self.sheet.drafts
        first = len(drafts)
        lines_from: Draft | None = None
        for piece in pieces:
            level = self._level_of_large() if piece.kind == "heading" else 0
            draft = Draft(piece.kind, piece.text, self.region, self.container, level, piece.lines)
            if piece.kind == "label":
                if lines_from is not None:
                    lines_from.last = len(drafts)
                lines_from = draft if piece.scope == "lines" else None
            self._add(draft)
            if piece.scope == "inline":
                draft.last, draft.words = len(drafts) + 1, 0
        if lines_from is not None:
            lines_from.last = len(drafts)
        if self._waiting and len(drafts) > first:
            self._settle(first)

    def _level_of_large(self) -> int:
        """Return the level of a heading that is told by the size of its letters: the first one is the page's."""
        return 2 if any(draft.level and draft.region is self.region for draft in self.sheet.drafts) else 1

    def _add(self, draft: Draft) -> None:
        draft.words = draft.text.count(" ") + 1
        self.sheet.drafts.append(draft)

    def head(self, text: str, element: Element, level: int) -> Draft | None:
        """Write down the heading of a panel, unless one of these words stands there already."""
        drafts = self.sheet.drafts
        before = drafts[-1] if drafts else None
        if self.region not in CONTENT:
            return None
        if before is not None and before.text == text:
            if before.kind == "heading":
                return None
            before.kind, before.level = "heading", level
            return before
        self._add(Draft("heading", text, self.region, element, level))
        return drafts[-1]

    def name_next(self, first: int, element: Element) -> None:
        """Make a label of an element that is named as one, if something follows it."""
        drafts = self.sheet.drafts
        if len(drafts) == first + 1 and element.getnext() is not None and drafts[first].kind == "text":
            drafts[first].kind = "label"

    def name_list(self, element: Element) -> None:
        """Make a label of a few words that stand right before a list and end no sentence."""
        before = self.sheet.drafts[-1] if self.sheet.drafts else None
        if before is None or before.kind != "text" or before.region not in CONTENT or before.links or before.lines:
            return
        follows = before.element is element.getprevious() or before.element is element.getparent()
        if follows and 1 < before.words <= _MOST_WORDS and before.text[-1] not in ".!,;":
            before.kind = "label"

    def _settle(self, first: int) -> None:
        """Give links that were read since the last draft the one that holds their text."""
        drafts = self.sheet.drafts
        at = first
        for link in self._waiting:
            holder = next((i for i in range(at, len(drafts)) if _holds(drafts[i], link)), at)
            at = holder
            link.draft = holder
            drafts[holder].links.append(link)
        self._waiting.clear()

    def leave_waiting(self) -> None:
        """Links without text (icons) belong to the text before them."""
        if self._waiting and not self.parts and self.sheet.drafts:
            self._settle(len(self.sheet.drafts) - 1)

    def open_link(self, link: LinkDraft) -> None:
        """Begin a link; one within another belongs to it."""
        link.start, link.first = len(self.parts), len(self.sheet.drafts)
        link.entry, link.tile = self.entry, self.tile
        self.link = link

    def close_link(self, link: LinkDraft) -> None:
        """End a link: its text is what was written since it began."""
        self.link = None
        drafts = self.sheet.drafts
        written = [draft.text for draft in drafts[link.first :]]
        start = link.start if not written else 0
        link.text = " ".join([*written, clean("".join(self.parts[start:]))]).strip()
        self.sheet.links.append(link)
        if written:
            link.draft = link.first
            drafts[link.first].links.append(link)
        else:
            self._waiting.append(link)

    def open_entry(self, tile: bool = False) -> Entry | None:
        """Begin a list entry, table row or card; return the one around it."""
        outer = self.entry
        first = len(self.sheet.drafts)
        if outer is not None and outer.cut < 0:
            outer.cut = first
        self.entry = Entry(first, tile)
        return outer

    def close_entry(self, outer: Entry | None) -> None:
        """End the entry."""
        if self.entry is not None:
            self.entry.last = len(self.sheet.drafts)
        self.entry = outer


def _holds(draft: Draft, link: LinkDraft) -> bool:
    return draft.words > 0 and (link.text or link.title) in draft.text
