"""Loads the catalogue of an installation: tables that come with the scanner, services of the set, and what was imported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from criteria.kompass.builtin import builtin_records, service_records
from criteria.kompass.catalogue import Catalogue
from criteria.kompass.snapshots import FOLDER, Content, newest, read
from criteria.loading import CriteriaSet
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


def imported_contents(home: Path, until: date | None = None) -> list[Content]:
    """Return the newest import of each source, by id of the source; UserError where one is damaged."""
    return [read(one.path) for one in newest(home / FOLDER, until)]
