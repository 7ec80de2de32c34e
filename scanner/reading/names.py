"""What ids and classes of an element say about it, by the expressions `name_*` of the criteria set."""

from __future__ import annotations

import re

from scanner.reading.vocabulary import Vocabulary

_MOST = 50_000
_NUMBER = re.compile(r"\d{3,}")
_NOTHING: frozenset[str] = frozenset()


class Names:
    """Answers which marks (consent, nav, footer, badge, ...) the names of an element carry; asked once per spelling.

    Headings are asked the same way: the marks are the names of the expressions, without prefix and suffix.
    """

    def __init__(self, vocabulary: Vocabulary, *, prefix: str = "name_", suffix: str = "") -> None:
        self._patterns = vocabulary.names(prefix, suffix)
        self._known: dict[str, frozenset[str]] = {"": _NOTHING}

    def of(self, names: str) -> frozenset[str]:
        """Return the marks of an "id class", or of a heading."""
        marks = self._known.get(names)
        if marks is None:
            if len(self._known) > _MOST:
                self._known = {"": _NOTHING}
            asked = _NUMBER.sub("", names)[:300]
            marks = frozenset(mark for mark, pattern in self._patterns.items() if asked in pattern)
            self._known[names] = marks
        return marks
