"""Chooses services: what a municipality is competent for, for whom, of which theme, with which name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from criteria.errors import UserError
from criteria.kompass.catalogue import Catalogue, InTown
from criteria.kompass.entry import Entry
from criteria.kompass.record import Known
from criteria.kompass.search import Index
from criteria.mistakes import nearest
from criteria.municipality import Municipality
from criteria.words import fold


@dataclass(frozen=True)
class Choice:
    """What is asked for; what is left out does not matter.

    `town` leaves the services that the municipality is competent for; with `unknown` those of which it is not known, too.
    `themes` are parts of a Themenfeld or a Lage.
    """

    town: Municipality | None = None
    day: date | None = None
    unknown: bool = False
    business: bool = False
    state_service: bool = False
    themes: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Chosen:
    """A service that was asked for, whether the municipality is competent (None: none was named)."""

    entry: Entry
    in_town: InTown | None = None


def choose(catalogue: Catalogue, choice: Choice, index: Index | None = None) -> list[Chosen]:
    """Return the services of a choice: the best first where a text was asked for, else by name.

    Args:
        catalogue: what to choose from.
        choice: what is asked for.
        index: of the catalogue's entries, where one is at hand.

    Raises:
        UserError: there is no such theme.
    """
    fits = _test(catalogue, choice)
    if choice.text:
        asked = [hit.entry for hit in (index or Index(catalogue.entries)).search(choice.text)]
    else:
        asked = list(catalogue.entries)
    judged = (_judged(catalogue, entry, choice) for entry in asked if fits(entry))
    chosen = [one for one in judged if one.in_town is None or _wanted(one.in_town.answer, choice)]
    return chosen if choice.text else sorted(chosen, key=lambda one: (fold(one.entry.name), one.entry.id))


def _wanted(answer: Known, choice: Choice) -> bool:
    return answer is Known.YES or (choice.unknown and answer is Known.UNKNOWN)


def _judged(catalogue: Catalogue, entry: Entry, choice: Choice) -> Chosen:
    return Chosen(entry, catalogue.competent(entry, choice.town, choice.day) if choice.town else None)


def _test(catalogue: Catalogue, choice: Choice) -> Callable[[Entry], bool]:
    """Return what a service must hold, but for competence and text."""
    tests: list[Callable[[Entry], bool]] = []
    day = choice.day
    if day is not None:
        tests.append(lambda entry: entry.on(day))
    if choice.business:
        tests.append(lambda entry: entry.addressee.business)
    if choice.state_service:
        tests.append(lambda entry: bool(entry.state_services(day)))
    if choice.themes:
        wanted = {name for theme in choice.themes for name in _themes(catalogue, theme)}
        tests.append(lambda entry: entry.theme in wanted or entry.situation in wanted)
    return lambda entry: all(test(entry) for test in tests)


def _themes(catalogue: Catalogue, wanted: str) -> set[str]:
    known = {name for entry in catalogue.entries for name in (entry.theme, entry.situation) if name}
    found = {name for name in known if fold(wanted) in fold(name)}
    if not found:
        hint = (
            nearest(wanted, sorted(known))
            or f"themes are {', '.join(sorted({e.theme for e in catalogue.entries} - {''}))}"
        )
        raise UserError(f"there is no theme {wanted!r}", hint=hint)
    return found
