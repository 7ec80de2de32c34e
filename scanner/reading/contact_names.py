"""Names of persons that no Herr or Frau announces."""

from __future__ import annotations

import re

from scanner.reading.vocabulary import Vocabulary, plain

_SHORTEST = 2  # letters that may be a surname in an address by chance
_TRAIL = re.compile(r"[\s,;:(–-]+$")
_PARTICLE = re.compile(r"\b[^\W\d_A-ZÄÖÜ]+\b")  # of a name: "von der"
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

    def at_head_of(self, line: str, mailboxes: str) -> str:
        """Return the name that a line begins with, empty where it begins with none.

        Args:
            line: the line.
            mailboxes: the local parts of the mail addresses beside or below it: a surname in them tells a name, too.
        """
        if not line[:1].isupper():
            return ""
        name = self._lead.held(line)
        bare = _PARTICLE.sub(lambda word: "x" * len(word.group()), name)
        found = self._after_name.search(bare)
        name = _TRAIL.sub("", name[: found[0]] if found else name)
        if " " not in name or bare[: len(name)] in self._no_name:
            return ""
        told = self._has_given_name(name) or any(way in mailboxes for way in spellings(surname_of(name)))
        return name if told else ""

    def _has_given_name(self, name: str) -> bool:
        surname, _, behind = name.partition(",")
        words = (behind or surname).split()
        first = next((word for word in words if not word.endswith(".")), "")
        given = _FIRST.match(first)
        return given is not None and plain(given.group()).lower() in self._given


def surname_of(name: str) -> str:
    """Return the last name in a name, in lower case."""
    return (name.partition(",")[0] if "," in name else name.rpartition(" ")[2]).lower()


def spellings(surname: str) -> set[str]:
    """Return a surname as it may stand in an address: ä as a or ae, hyphens left out."""
    written = surname.lower()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        written = written.replace(umlaut, letters)
    found = {plain(surname.lower()), written, *re.split(r"[- ]", written), *re.split(r"[- ]", plain(surname.lower()))}
    return {spelling for spelling in found if len(spelling) > _SHORTEST}
