"""Running text as a reader sees it: white space, invisible signs, hyphens at line ends, spaced letters."""

from __future__ import annotations

import re

BREAK = "\ue000"  # a line break that markup asks for
BOLD, LIGHT = "\ue001", "\ue002"  # around bold text
HUGE = "\ue003"  # after BOLD: text in letters as large as a heading's

_INVISIBLE = ("\xad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f")
_WRITTEN = re.compile(r"&(?:shy|#173|#xad|ZeroWidthSpace|#820[3-7]|#x200[b-f]|zwn?j|NoBreak|#8288);", re.I)
_ENDS_IN_HYPHEN = re.compile(rf"(?<=[^\W\d_])[-‐‑][ \n\r\t{BREAK}]+(?=([^\W\d_]+))")
_SPACED = re.compile(r"(?<!\S)(?:\S[ \xa0]){4,}\S(?!\S)")
_WIDE = re.compile(r"\s{2,}|\xa0\s*")
_SEVERAL = re.compile(r"\s+")


def without_invisible(markup: str) -> str:
    """Return markup without soft hyphens and zero-width signs, written plainly or as entities."""
    if "&" in markup:
        markup = _WRITTEN.sub("", markup)
    if not markup.isascii():
        for sign in _INVISIBLE:
            if sign in markup:
                markup = markup.replace(sign, "")
    return markup


def clean(raw: str) -> str:
    """Return text in one line, white space folded, marks of bold text taken out."""
    if BOLD in raw or HUGE in raw:
        raw = raw.replace(BOLD, "").replace(LIGHT, "").replace(HUGE, "")
    if BREAK in raw:
        raw = raw.replace(BREAK, " ")
    return " ".join(raw.split())


def join_hyphens(raw: str, keeps: frozenset[str]) -> str:
    """Return text with words put together that a line's end parts ("Gewerbean- meldung", "Gewerbe- Anmeldung").

    Args:
        raw: the text, with `BREAK` for line breaks.
        keeps: words that a hyphen is kept before ("An- und Abmeldung").
    """

    def joined(match: re.Match[str]) -> str:
        following: str = match.group(1)
        if following.lower() in keeps:
            return match.group(0)
        return "" if following[0].islower() else "-"

    return _ENDS_IN_HYPHEN.sub(joined, raw)


def close_up(raw: str) -> str:
    """Return text in which words that are written with spaced letters read as words."""
    if raw.count(" ") + raw.count("\xa0") < len(raw) * 0.4 or not _SPACED.search(_SEVERAL.sub(" ", raw).strip()):
        return raw
    words = _WIDE.split(raw.strip())
    return " ".join(word.replace(" ", "") if _SPACED.fullmatch(word) else word for word in words)
