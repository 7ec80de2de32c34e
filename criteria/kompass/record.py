"""What one source says of one service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Day = date  # a field of that name would hide it where types are looked up


class Addressee(StrEnum):
    """Whom a service is for."""

    BUSINESS = "business"
    CITIZEN = "citizen"
    BOTH = "both"
    UNKNOWN = "unknown"

    @property
    def business(self) -> bool:
        """Whether businesses are among them."""
        return self in (Addressee.BUSINESS, Addressee.BOTH)


class Known(StrEnum):
    """An answer where not knowing is one: whether a municipality is competent, takes part."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Source:
    """Where facts come from.

    `id` is short and stays the same when the source is read anew, `kind` decides the precedence (`precedence.yaml`),
    `date` is the day that the facts stand for, `hash` the SHA-256 of what was read.
    """

    id: str
    kind: str
    title: str
    date: Day | None = None
    hash: str = ""


@dataclass(frozen=True)
class Dated:
    """Something said that holds from one day to another (both inside; None is open)."""

    text: str
    valid_from: date | None = None
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class StateService:
    """An online service of the state: name, address (host and path), and whether authorities take part in it."""

    name: str
    address: str
    joined: Known = Known.UNKNOWN
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""

    def on(self, day: date) -> bool:
        """Whether it is offered on a day."""
        return Dated(self.name, self.valid_from, self.valid_to).on(day)


@dataclass(frozen=True)
class Record:
    """One row of a source; what the source does not say is empty.

    `key` has 14 digits or is empty, `service` is the id in the criteria set. `types` are FIM's Typisierung as written (2b,
    "2/3", 5). `authority` is the competent authority in words, `levels` the levels that the source names itself (None: it
    names none; empty: no municipality is competent). `line` is the row or place in the source.
    """

    source: Source
    line: int
    name: str
    key: str = ""
    service: str = ""
    synonyms: tuple[Dated, ...] = ()
    ozg_id: str = ""
    ozg_name: str = ""
    situation: str = ""
    theme: str = ""
    law: str = ""
    types: tuple[str, ...] = ()
    addressee: Addressee = Addressee.UNKNOWN
    authority: str = ""
    levels: tuple[str, ...] | None = None
    state_service: StateService | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    note: str = ""
