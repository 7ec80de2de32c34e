"""Raw text of one element to blocks: lead-ins and lines that end in a colon become labels of their own.

A label that shares its line with text ("Gebühr: 26 Euro") is named twice: as a label, and in the text, so that a
sentence stays whole ("De-Mail: nicht eröffnet").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scanner.reading.text import BOLD, BREAK, HUGE, LIGHT, clean, close_up, join_hyphens
from scanner.reading.vocabulary import Vocabulary

_PLAIN = re.compile(r"([^\W\d_][\w/()&.-]*(?: [\w/()&.-]+){0,4}) ?: +(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zäöüß])")
_LONGEST_LABEL = 90
_LONGEST_QUESTION = 160


@dataclass(slots=True)
class Piece:
    """A part of an element's text. For a label `scope` is inline (the next piece), lines (up to the next label of this
    element) or open; `bold` says that all of it is bold."""

    kind: str
    text: str
    lines: tuple[str, ...] = ()
    scope: str = ""
    bold: bool = False


class Splitter:
    """Splits raw text into pieces."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._keeps = frozenset(vocabulary.words("keeps_hyphen"))
        self._no_label = vocabulary.pattern("plain_label_not")

    def text(self, raw: str) -> str:
        """Return raw text as one healed line."""
        return clean(self._healed(raw))

    def pieces(self, raw: str, kind: str, *, labels: bool) -> list[Piece]:
        """Return the pieces of raw text.

        Args:
            raw: text with the marks of `reading.text`.
            kind: what the text is if it is no label (text, item, cell).
            labels: whether to look for labels.
        """
        raw = self._healed(raw)
        if not labels or not (BREAK in raw or BOLD in raw or ":" in raw):
            text = clean(raw)
            return [Piece(kind, text)] if text else []
        found: list[Piece] = []
        for paragraph in re.split(rf"{BREAK}\s*{BREAK}", raw) if BREAK in raw else [raw]:
            found += self._paragraph(paragraph, kind)
        return _scoped(found)

    def _healed(self, raw: str) -> str:
        if "-" in raw:
            raw = join_hyphens(raw, self._keeps)
        return close_up(raw) if len(raw) < 200 else raw

    def _paragraph(self, raw: str, kind: str) -> list[Piece]:
        found: list[Piece] = []
        lines: list[str] = []
        written = raw.split(BREAK)
        for at, line in enumerate(written, 1):
            label, text = self._label(line.strip())
            if not label and text.endswith(":") and at < len(written) and self._leads_in(text):
                label, text = text.rstrip(" :"), ""
            if label:
                found += _plain(lines, kind)
                lines = []
                kind_of_label = "heading" if HUGE in line and not text else "label"
                found.append(Piece(kind_of_label, label, scope="inline" if text else "", bold=BOLD in line))
                found += _plain([text], kind)
            elif text:
                lines.append(text)
        return found + self._ending(lines, kind)

    def _label(self, line: str) -> tuple[str, str]:
        """Return label and text of a line; the text is empty where the line is a label only."""
        text = clean(line)
        if line.startswith(BOLD):
            lead, rest = (clean(part) for part in line[1:].split(LIGHT, 1)) if LIGHT in line else (text, "")
            if lead and len(lead) <= _LONGEST_LABEL and _is_lead(lead, rest):
                return lead.rstrip(" :–-") or lead, text if rest.lstrip(" :–-") else ""
        plain = _PLAIN.match(text)
        if plain and len(plain.group(1)) <= 45 and plain.group(1)[0].isupper() and text not in self._no_label:
            return plain.group(1), text
        return "", text

    def _leads_in(self, text: str) -> bool:
        return len(text) <= _LONGEST_LABEL and text not in self._no_label

    def _ending(self, lines: list[str], kind: str) -> list[Piece]:
        """Return the last lines of a paragraph; a sentence that ends in a colon leads in what follows."""
        if not lines or not lines[-1].endswith(":"):
            return _plain(lines, kind)
        *before, lead = _SENTENCE.split(lines[-1])
        if len(lead) > _LONGEST_QUESTION or lead in self._no_label:
            return _plain(lines, kind)
        text = [*lines[:-1], " ".join(before)] if before else lines[:-1]
        return [*_plain(text, kind), Piece("label", lead.rstrip(" :"))]


def _is_lead(lead: str, rest: str) -> bool:
    if not rest:
        return not lead.endswith((".", "!"))
    return lead.endswith((":", "?")) or rest.startswith((":", "– ", "- "))


def _plain(lines: list[str], kind: str) -> list[Piece]:
    lines = [line for line in lines if line]
    if not lines:
        return []
    return [Piece(kind, " ".join(lines), tuple(lines) if len(lines) > 1 else ())]


def _scoped(pieces: list[Piece]) -> list[Piece]:
    for at, piece in enumerate(pieces):
        if piece.kind == "label" and not piece.scope:
            follows = pieces[at + 1 : at + 2]
            piece.scope = "lines" if follows and follows[0].kind != "label" else "open"
    return pieces
