"""The catalogue: all entries, found by key or id, and who is competent in which municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from criteria.hashing import digest
from criteria.kompass.builtin import FILE as SOURCES
from criteria.kompass.competence import FILE as COMPETENCE
from criteria.kompass.competence import Basis
from criteria.kompass.entry import Entry
from criteria.kompass.keys import DIGITS, normal_key, stem
from criteria.kompass.levels import level_of
from criteria.kompass.local import LocalFact, newest_first
from criteria.kompass.merging import merged
from criteria.kompass.record import Known, Record, Source
from criteria.kompass.reported import Reported
from criteria.municipality import Municipality


@dataclass(frozen=True)
class InTown:
    """Whether a municipality is competent, what that rests on, whose word it is, and who carries it if another does.

    `joined` is whether it takes part in the online service of the state, where there is one.
    """

    answer: Known
    basis: Basis
    source: str
    carrier: str = ""
    joined: Known = Known.UNKNOWN


@dataclass(frozen=True)
class Found:
    """An entry that a key led to, and on how many digits they agree (14, 11 or 8)."""

    entry: Entry
    digits: int


@dataclass(frozen=True)
class Catalogue:
    """All services, and what holds in single towns."""

    entries: tuple[Entry, ...]
    local: tuple[LocalFact, ...] = ()
    reported: tuple[Reported, ...] = ()
    sources: tuple[Source, ...] = ()

    @classmethod
    def of(
        cls, records: Iterable[Record], local: Iterable[LocalFact] = (), reported: Iterable[Reported] = ()
    ) -> Catalogue:
        """Return the catalogue of some records, with what holds in single towns and what is reported of them."""
        said, local, reported = tuple(records), tuple(newest_first(local)), tuple(reported)
        parts: tuple[Record | LocalFact | Reported, ...] = (*said, *local, *reported)
        sources = {part.source.id: part.source for part in parts}
        return cls(merged(said), local, reported, tuple(sources[id_] for id_ in sorted(sources)))

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by id; the id of an entry with a key is the key."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def by_service(self) -> dict[str, Entry]:
        """Entries of the services of the criteria set, by their id there."""
        return {record.service: entry for entry in self.entries for record in entry.records if record.service}

    @cached_property
    def _by_stem(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for digits in DIGITS:
                if common := stem(entry.key, digits):
                    found[common].append(entry)
        return found

    def find(self, key: str) -> tuple[Found, ...]:
        """Return the entries of a key: the very one, else all with the same 11 digits, else the same 8.

        Args:
            key: as it is written somewhere; spaces, dots and a URN do not matter.
        """
        normal = normal_key(key)
        for digits in DIGITS:
            common = stem(normal, digits)
            if common and common in self._by_stem:
                return tuple(Found(entry, digits) for entry in self._by_stem[common])
        return ()

    def exact(self, key: str) -> Entry | None:
        """Return the entry of the very key."""
        return self.by_id.get(normal_key(key))

    def competent(self, entry: Entry, town: Municipality, day: date | None = None) -> InTown:
        """Whether a municipality is competent for a service on a day (None: whenever).

        What holds in the town itself wins: the registry's carriers, then imported facts; else its level decides.
        """
        joined = self.joined(entry, town, day) if entry.state_services(day) else Known.UNKNOWN
        carrier = dict(town.not_competent).get(entry.service) if entry.service else None
        if carrier:
            return InTown(Known.NO, Basis.LOCAL, "registry", carrier, joined)
        for fact in self._facts_in(entry, town, day):
            if fact.competent is not Known.UNKNOWN:
                return InTown(fact.competent, Basis.LOCAL, fact.source.id, fact.carrier, joined)
        competence = entry.competence
        return InTown(competence.of(level_of(town)), competence.basis, competence.source, joined=joined)

    def joined(self, entry: Entry, town: Municipality, day: date | None = None) -> Known:
        """Whether a municipality takes part in the state's online service for a service; no where nobody does."""
        for fact in self._facts_in(entry, town, day):
            if fact.joined is not Known.UNKNOWN:
                return fact.joined
        said = {service.joined for service in entry.state_services(day)}
        return said.pop() if len(said) == 1 else Known.UNKNOWN

    def reported_in(self, town: Municipality) -> tuple[Reported, ...]:
        """Return what is reported for a municipality itself."""
        return tuple(one for one in self.reported if one.is_of(town))

    @cached_property
    def _local(self) -> dict[tuple[str, str], list[LocalFact]]:
        """What holds in single towns, newest first, by AGS (8 digits) and key or id of the service."""
        found: dict[tuple[str, str], list[LocalFact]] = defaultdict(list)
        for fact in self.local:
            found[fact.ags.ljust(8, "0"), fact.service or fact.key].append(fact)
        return found

    def _facts_in(self, entry: Entry, town: Municipality, day: date | None) -> Iterable[LocalFact]:
        if not self.local:
            return ()
        ags = town.ags.ljust(8, "0")
        said = [fact for which in {entry.key, entry.service} - {""} for fact in self._local.get((ags, which), ())]
        return (fact for fact in newest_first(said) if fact.on(day))

    @cached_property
    def hash(self) -> str:
        """SHA-256 over what the catalogue was made of: sources with date and hash, rules of precedence and competence."""
        return hash_of(self.sources)


def hash_of(sources: Iterable[Source]) -> str:
    """Return the hash of a catalogue made of some sources, whatever their order."""
    made_of = sorted([source.id, str(source.date), source.hash] for source in sources)
    return digest([made_of, *(path.read_text("utf-8") for path in (COMPETENCE, SOURCES))])
