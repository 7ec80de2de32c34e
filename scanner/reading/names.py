"""What ids and classes of an element say about it, by the expressions `name_*` of the criteria set."""

from __future__ import annotations

import re

from criteria.words import Lexicon

_MOST = 50_000
_NUMBER = re.compile(r"\d{3,}")
_NOTHING: frozenset[str] = frozenset()


class Names:
    """Answers which marks (consent, nav, footer, badge, ...) the names of an element carry; asked once per spelling."""

    def __init__(self, lexicon: Lexicon) -> None:
        found = sorted(name for name in lexicon.expressions if name.startswith("name_"))
        self._machines = [(name.removeprefix("name_"), lexicon.expression(name)) for name in found]
        self._known: dict[str, frozenset[str]] = {"": _NOTHING}

    def of(self, names: str) -> frozenset[str]:
        """Return the marks of an "id class"."""
        marks = self._known.get(names)
        if marks is None:
            if len(self._known) > _MOST:
                self._known = {"": _NOTHING}
            asked = _NUMBER.sub("", names)[:300]
            marks = frozenset(mark for mark, machine in self._machines if machine.search(asked))
            self._known[names] = marks
        return marks
