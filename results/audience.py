"""For whom something is written: which municipalities are named, and who sees the names of persons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hmac import digest
from string import ascii_uppercase

from criteria.municipality import same_ags
from results.queries import ScanInfo


class Names(StrEnum):
    """Which municipalities are called by name; the others become Kommune A, B, ..."""

    OWN = "own"
    GROUP = "group"
    ALL = "all"


@dataclass(frozen=True)
class Audience:
    """The readers of a report or export.

    Args:
        language: de or en.
        names: who is called by name.
        own: AGS of the municipality that the report is for, empty for none.
        group: AGS of the members of the group that it is for.
        masked: whether names, phones and mails of persons are hidden; shown at all only to `own`.
    """

    language: str = "de"
    names: Names = Names.ALL
    own: str = ""
    group: frozenset[str] = frozenset()
    masked: bool = True
    aliases: dict[str, str] = field(default_factory=dict, compare=False)

    def with_towns(self, scans: Iterable[ScanInfo], secret: str = "") -> Audience:
        """Return it with an alias for each municipality, the same in every export of the same municipalities.

        The order of the letters follows a keyed hash, so that it follows neither the alphabet nor the rank, and nobody can
        work it out who does not have the database.

        Args:
            scans: of all municipalities that are shown.
            secret: something that the database keeps and no export tells.
        """
        hidden = {scan.ags for scan in scans if not self._is_named(scan.ags)}
        order = sorted(hidden, key=lambda ags: digest(secret.encode(), ags.encode(), "sha256"))
        aliases = {ags: f"{_KIND[self.language]} {_letters(at)}" for at, ags in enumerate(order)}
        return Audience(self.language, self.names, self.own, self.group, self.masked, aliases)

    def name(self, ags: str, name: str) -> str:
        """Return what a municipality is called; one that has no alias keeps its name."""
        return self.aliases.get(ags, name)

    def sees_persons(self, ags: str) -> bool:
        """Whether persons of a municipality are shown by name."""
        return not self.masked and bool(self.own) and same_ags(ags, self.own)

    def _is_named(self, ags: str) -> bool:
        if self.names is Names.ALL or (self.own and same_ags(ags, self.own)):
            return True
        return self.names is Names.GROUP and any(same_ags(ags, member) for member in self.group)


_KIND = {"de": "Kommune", "en": "Municipality"}


def _letters(number: int) -> str:
    """Return A..Z, AA, AB, ... for 0, 1, ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters
