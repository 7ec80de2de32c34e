"""How many services there are, and for how many of them whom: to set beside what is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field

from criteria.kompass.catalogue import Catalogue
from criteria.kompass.competence import Basis
from criteria.kompass.entry import Entry
from criteria.kompass.levels import LEAGUE_LEVELS, Level
from criteria.kompass.record import Known
from criteria.language.base import Part
from criteria.mistakes import validated
from criteria.yaml_file import read_yaml


class Figures(Part):
    """What is published: services, those that concern municipalities, and those of them for businesses."""

    services: int = Field(gt=0)
    municipal: int = Field(gt=0)
    municipal_business: int = Field(gt=0)


@dataclass(frozen=True)
class Count:
    """How many services: competent for sure, not known, and those of each that are for businesses."""

    sure: int = 0
    open: int = 0
    sure_business: int = 0
    open_business: int = 0


@dataclass(frozen=True)
class Counts:
    """The counts of a catalogue."""

    services: int
    business: int
    keyed: int
    objects: int
    municipal: Count
    levels: Mapping[Level, Count]
    leagues: Mapping[str, Count]
    bases: Mapping[Basis, int]


@cache
def published() -> Figures:
    """Return the published figures."""
    file = read_yaml(Path(__file__).with_name("figures.yaml"))
    return validated(file, Figures, file.data)


def counts(catalogue: Catalogue) -> Counts:
    """Return the counts of a catalogue.

    `objects` counts what is left where services with the same first 8 digits (the same thing, another Verrichtung) are one.
    A league counts a service where any of its size classes is competent.
    """
    entries = catalogue.entries
    return Counts(
        services=len(entries),
        business=sum(entry.addressee.business for entry in entries),
        keyed=sum(bool(entry.key) for entry in entries),
        objects=len({entry.key[:8] if entry.key.startswith("99") else entry.id for entry in entries}),
        municipal=_count(entries, [entry.competence.municipal for entry in entries]),
        levels={level: _of_levels(entries, (level,)) for level in Level},
        leagues={league: _of_levels(entries, levels) for league, levels in LEAGUE_LEVELS.items()},
        bases=Counter(entry.competence.basis for entry in entries if entry.competence.municipal is not Known.NO),
    )


def _of_levels(entries: Iterable[Entry], levels: Iterable[Level]) -> Count:
    known, levels = tuple(entries), tuple(levels)
    return _count(known, [_any({entry.competence.of(level) for level in levels}) for entry in known])


def _any(answers: set[Known]) -> Known:
    return next((one for one in (Known.YES, Known.UNKNOWN) if one in answers), Known.NO)


def _count(entries: Iterable[Entry], answers: Iterable[Known]) -> Count:
    found = Counter((answer, entry.addressee.business) for entry, answer in zip(entries, answers, strict=True))
    sure, may = Known.YES, Known.UNKNOWN
    return Count(
        found[sure, True] + found[sure, False],
        found[may, True] + found[may, False],
        found[sure, True],
        found[may, True],
    )
