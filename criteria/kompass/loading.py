"""Loads the catalogue of an installation: tables that come with the scanner, services of the set, and what was imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from criteria.kompass.builtin import builtin_records, builtin_sources, service_records
from criteria.kompass.catalogue import Catalogue, hash_of
from criteria.kompass.local import LocalFact, newest_first
from criteria.kompass.record import Known
from criteria.kompass.snapshots import FOLDER, Content, newest, read
from criteria.kompass.solutions import Solution
from criteria.loading import CriteriaSet
from criteria.municipality import Municipality, same_ags
from criteria.services import Service


def load_catalogue(
    services: Sequence[Service], home: Path | None = None, *, until: date | None = None, name: str = ""
) -> Catalogue:
    """Load the catalogue.

    Args:
        services: of the criteria set, all roles.
        home: the home folder with what was imported; None for what comes with the scanner alone.
        until: leave out imports that stand for a later day.
        name: of the criteria set, shown as the source of its services.

    Raises:
        UserError: an imported file is damaged.
    """
    imported = imported_contents(home, until) if home is not None else []
    brought = [record for content in imported for record in content.records]
    local = [fact for content in imported for fact in content.local]
    reported = tuple(one for content in imported for one in content.reported)
    records = [*service_records(services, name), *brought, *builtin_records()]
    return Catalogue.of(records, local, reported)


def catalogue_of(criteria: CriteriaSet, home: Path | None = None, *, until: date | None = None) -> Catalogue:
    """Load the catalogue with the services of a criteria set (see `load_catalogue`)."""
    return load_catalogue(criteria.services, home, until=until, name=criteria.name)


def catalogue_hash(services: Sequence[Service], home: Path | None = None, *, name: str = "") -> str:
    """Return the hash of the catalogue that `load_catalogue` makes, without making it."""
    imported = [content.source for content in imported_contents(home)] if home is not None else []
    return hash_of([*(one.source for one in service_records(services, name)[:1]), *imported, *builtin_sources()])


def with_carriers(
    towns: Iterable[Municipality], services: Sequence[Service], home: Path, day: date
) -> tuple[Municipality, ...]:
    """Return municipalities with the services that others carry by imported facts; what the registry says stays.

    Args:
        towns: as the registry has them.
        services: of the criteria set.
        home: the home folder with what was imported.
        day: the day that is judged.
    """
    facts = newest_first(fact for content in imported_contents(home) for fact in content.local if fact.on(day))
    by_key = {service.leika_key: service.id for service in services if service.leika_key}
    return tuple(_with_carriers(town, facts, by_key) for town in towns)


def _with_carriers(town: Municipality, facts: Iterable[LocalFact], by_key: Mapping[str, str]) -> Municipality:
    carriers = dict(town.not_competent)
    decided = set(carriers)
    for fact in facts:
        service = fact.service or by_key.get(fact.key, "")
        if service in decided or not service or fact.competent is Known.UNKNOWN or not same_ags(fact.ags, town.ags):
            continue
        decided.add(service)
        if fact.competent is Known.NO:
            carriers[service] = fact.carrier or fact.source.title
    return replace(town, not_competent=tuple(carriers.items()))


def imported_solutions(home: Path, until: date | None = None) -> tuple[Solution, ...]:
    """Return the solutions at hand of the newest lists; UserError where one is damaged."""
    return tuple(one for content in imported_contents(home, until) for one in content.solutions)


def imported_contents(home: Path, until: date | None = None) -> list[Content]:
    """Return the newest import of each source, by id of the source; UserError where one is damaged."""
    return [read(one.path) for one in newest(home / FOLDER, until)]
