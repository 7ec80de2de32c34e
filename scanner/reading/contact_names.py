"""Names of persons that no Herr or Frau announces."""

from __future__ import annotations

import re

from scanner.reading.vocabulary import Vocabulary, plain

_TRAIL = re.compile(r"[\s,;:(–-]+$")
_FIRST = re.compile(r"[^\W\d_]+")


class PeopleNames:
    """Knows them by the first names of a criteria set."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._bare = vocabulary.pattern("contact_bare_name")
        self._lead = vocabulary.pattern("contact_lead_name")
        self._after_name = vocabulary.pattern("contact_after_name")
        self._no_name = vocabulary.pattern("contact_no_name")
        self._given = frozenset(plain(name).lower() for name in vocabulary.words("given_names"))

    def is_name(self, line: str) -> bool:
        """Whether a line of a contact box is nothing but a name; "Muster, Anke" needs a first name that is known."""
        return line in self._bare and line not in self._no_name and ("," not in line or self._has_given_name(line))

    def at_head_of(self, line: str) -> str:
        """Return the name that a line begins with, empty where it begins with none."""
        if not line[:1].isupper():
            return ""
        name = self._lead.held(line)
        found = self._after_name.search(name)
        name = _TRAIL.sub("", name[: found[0]] if found else name)
        return name if " " in name and name not in self._no_name and self._has_given_name(name) else ""

    def _has_given_name(self, name: str) -> bool:
        surname, _, behind = name.partition(",")
        words = (behind or surname).split()
        first = next((word for word in words if not word.endswith(".")), "")
        given = _FIRST.match(first)
        return given is not None and plain(given.group()).lower() in self._given
