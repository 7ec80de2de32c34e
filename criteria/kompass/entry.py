"""A service of the catalogue: all that the sources say of one LeiKa key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from criteria.kompass.competence import NOT_KNOWN, Competence
from criteria.kompass.keys import WHOLE
from criteria.kompass.record import Addressee, Dated, Known, Record, Source, StateService

ONE_VALUE = (
    *("name", "ozg_id", "ozg_name", "situation", "theme", "law", "types", "authority", "levels", "addressee"),
    *("valid_from", "valid_to", "successor"),
)


@dataclass(frozen=True)
class Fact:
    """What a source says in one field, and on how many digits of the key it speaks of the service (14, 11 or 8)."""

    field: str
    value: object
    source: Source
    line: int
    digits: int = WHOLE

    @property
    def date(self) -> date | None:
        """The day that the fact stands for."""
        return self.source.date


@dataclass(frozen=True)
class Kin:
    """A record of a related key that speaks for a service where its own sources are silent."""

    record: Record
    digits: int


@dataclass(frozen=True)
class Entry:
    """A service.

    `id` is the key, or for services without one a mark made of what they are called. `records` stand in order of
    precedence: the first that says something in a field is shown, all are kept.
    """

    id: str
    key: str
    records: tuple[Record, ...]
    kin: tuple[Kin, ...] = ()
    competence: Competence = NOT_KNOWN

    def facts(self, field: str) -> tuple[Fact, ...]:
        """Return every word of the sources on a field, in order of precedence; those of related keys last."""
        own = [(record, WHOLE) for record in self.records]
        said = [*own, *((one.record, one.digits) for one in self.kin)]
        found = (Fact(field, getattr(record, field), record.source, record.line, digits) for record, digits in said)
        return tuple(fact for fact in found if not _silent(field, fact.value))

    def fact(self, field: str) -> Fact | None:
        """Return the word that is shown."""
        for record in self.records:
            if not _silent(field, value := getattr(record, field)):
                return Fact(field, value, record.source, record.line)
        return next((fact for fact in self.facts(field) if fact.digits != WHOLE), None)

    def text(self, field: str) -> str:
        """Return a field as text, empty where no source says anything."""
        fact = self.fact(field)
        value = "" if fact is None else fact.value
        return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)

    @property
    def conflicts(self) -> tuple[tuple[Fact, ...], ...]:
        """Return the fields in which the sources of the key itself differ, each with every different word."""
        found = []
        for name in ONE_VALUE:
            own = {fact.value: fact for fact in reversed(self.facts(name)) if fact.digits == WHOLE}
            if len(own) > 1:
                found.append(tuple(reversed(own.values())))
        return tuple(found)

    @cached_property
    def name(self) -> str:
        """The name that is shown."""
        return self.text("name")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, each once."""
        return tuple(dict.fromkeys(record.name for record in self.records if record.name))

    def synonyms(self, day: date | None = None) -> tuple[str, ...]:
        """Return the synonyms that hold on a day (None: all of them)."""
        said = (term for record in self.records for term in record.synonyms)
        return tuple(dict.fromkeys(term.text for term in said if day is None or term.on(day)))

    @property
    def service(self) -> str:
        """The id in the criteria set, empty for services beyond it."""
        return next((record.service for record in self.records if record.service), "")

    @cached_property
    def addressee(self) -> Addressee:
        """Whom it is for: what all sources say together."""
        said = {record.addressee for record in self.records} - {Addressee.UNKNOWN}
        if Addressee.BOTH in said or len(said) > 1:
            return Addressee.BOTH
        return next(iter(said), Addressee.UNKNOWN)

    @cached_property
    def theme(self) -> str:
        """The Themenfeld."""
        return self.text("theme")

    @cached_property
    def situation(self) -> str:
        """The Lage."""
        return self.text("situation")

    def state_services(self, day: date | None = None) -> tuple[StateService, ...]:
        """Return the online services of the state for it that are offered on a day (None: all), each address once.

        What one source leaves open of an address (its name, who takes part, since when) another one fills in.
        """
        said = [one.state_service for one in self.records if one.state_service is not None]
        by_address: dict[str, StateService] = {}
        for one in said:
            place = one.address.rstrip("/")
            by_address[place] = _filled_in(by_address.get(place, one), one)
        return tuple(one for one in by_address.values() if day is None or one.on(day))

    def on(self, day: date) -> bool:
        """Whether the service exists on a day, as far as its sources say."""
        first = next((record.valid_from for record in self.records if record.valid_from), None)
        last = next((record.valid_to for record in self.records if record.valid_to), None)
        return Dated(self.name, first, last).on(day)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that speak of it, each once."""
        return tuple({record.source.id: record.source for record in self.records}.values())


def unanimous(records: Iterable[Record], field: str) -> Record | None:
    """Return the first record that speaks on a field, if all that speak on it say the same."""
    speaking = [record for record in records if not _silent(field, getattr(record, field))]
    return speaking[0] if len({getattr(record, field) for record in speaking}) == 1 else None


def _filled_in(first: StateService, second: StateService) -> StateService:
    known = first.joined if first.joined is not Known.UNKNOWN else second.joined
    return StateService(
        first.name or second.name,
        first.address,
        known,
        first.valid_from or second.valid_from,
        first.valid_to or second.valid_to,
        first.successor or second.successor,
    )


def _silent(field: str, value: object) -> bool:
    """Whether a value says nothing; no levels at all do say something: no municipality is competent."""
    return value is None or value in ("", Addressee.UNKNOWN) or (value == () and field != "levels")
