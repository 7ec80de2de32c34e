"""The expressions of a criteria set as page reading asks them: of plain text, many at once, and all of them optional.

RE2 knows words and their limits in ASCII only, so accents are taken off text and expressions alike before they meet,
letter by letter: places in plain text are places in the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import re2

from criteria.words import Lexicon

_PAIRS = (*zip("äöüßÄÖÜıłø", "aousAOUilo", strict=True), ("\xa0", " "))
_ACCENTED = re.compile("[\u00c0-\u024f]")
_NEVER = r"[^\x00-\x{10FFFF}]"
_MEMORY = 64 << 20  # bytes for machines; with less they fall back to slower ways


def plain(text: str) -> str:
    """Return text of the same length without accents."""
    if text.isascii():
        return text
    for accented, letter in _PAIRS:
        text = text.replace(accented, letter)
    return _ACCENTED.sub(_base, text)


def _base(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", match.group())[0]


class Pattern:
    """Expressions of one name; places of matches are places in the text asked."""

    def __init__(self, expressions: Iterable[str]) -> None:
        joined = "|".join(f"(?:{plain(part)})" for part in expressions)
        self.machine = re2.compile(joined or _NEVER, _options())

    def search(self, text: str) -> tuple[int, int] | None:
        """Return the place of the first match, half-open, or None."""
        found = self.machine.search(plain(text))
        return found.span() if found else None

    def held(self, text: str) -> str:
        """Return what the group of the first match holds (all of it where there is no group), empty for no match."""
        return next(self.all_held(text), ("", 0))[0]

    def all_held(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield what the group of each match holds, and where it begins."""
        for found in self.machine.finditer(plain(text)):
            group = next((at for at in range(1, len(found.groups()) + 1) if found.start(at) >= 0), 0)
            yield text[found.start(group) : found.end(group)], found.start(group)

    def __contains__(self, text: str) -> bool:
        return self.machine.search(plain(text)) is not None


class Vocabulary:
    """The words and expressions of a lexicon; a list that it does not have matches nothing."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._patterns: dict[str, Pattern] = {}

    def pattern(self, name: str) -> Pattern:
        """Return the expressions of that name."""
        if name not in self._patterns:
            self._patterns[name] = Pattern(self.expressions(name))
        return self._patterns[name]

    def expressions(self, name: str) -> tuple[str, ...]:
        """Return the expressions of that name as written."""
        return self.lexicon.expressions.get(name, ())

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of that name."""
        return self.lexicon.words.get(name, ())

    def names(self, prefix: str = "", suffix: str = "") -> dict[str, Pattern]:
        """Return expressions by what stands between prefix and suffix of their names."""
        found = (name for name in self.lexicon.expressions if name.startswith(prefix) and name.endswith(suffix))
        return {name[len(prefix) : len(name) - len(suffix)]: self.pattern(name) for name in sorted(found)}


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MEMORY
    options.log_errors = False
    return options
