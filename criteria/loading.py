"""Loads a criteria set: rules with their words put in, definitions, catalogue, platforms, and a hash over all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from criteria.errors import UserError
from criteria.language import Category, Criterion, Node
from criteria.mistakes import nearest
from criteria.platforms import Platforms
from criteria.services import Service
from criteria.set_reader import SetReader, TermList
from criteria.words import Lexicon
from criteria.yaml_file import YamlFile

HOME = Path(__file__).parent
DEFAULT = "g2b-2026"


@dataclass(frozen=True)
class CriteriaSet:
    """A criteria set as it is judged by.

    `baskets` maps a league to the ids of its core services, `terms` a league to its search terms, `defines` a name to a
    part that rules share. `hashes` holds for each criterion the SHA-256 of what decides it (its rule, words and
    definitions put in), `hash` the one over the whole set; how files are written does not matter. `texts` holds all
    files as text, `files` the read ones with their lines.
    """

    name: str
    version: str
    folder: Path
    categories: tuple[Category, ...]
    criteria: tuple[Criterion, ...]
    defines: Mapping[str, Node]
    terms: Mapping[str, TermList]
    baskets: Mapping[str, tuple[str, ...]]
    services: tuple[Service, ...]
    platforms: Platforms
    lexicon: Lexicon
    hash: str
    hashes: Mapping[str, str]
    texts: Mapping[str, str] = field(repr=False)
    files: Mapping[str, YamlFile] = field(repr=False)

    @cached_property
    def service(self) -> dict[str, Service]:
        """Services by id."""
        return {service.id: service for service in self.services}

    def on(self, day: date) -> CriteriaSet:
        """Return the set as it asks on a day: services and state services that exist then, and what rests on them."""
        services = tuple(self._as_of(service, day) for service in self.services if service.on(day))
        known = {service.id for service in services}
        return replace(
            self,
            services=services,
            baskets={league: tuple(one for one in ids if one in known) for league, ids in self.baskets.items()},
            terms={league: terms.about(known) for league, terms in self.terms.items()},
        )

    def _as_of(self, service: Service, day: date) -> Service:
        started = service.state_from is None or service.state_from <= day
        running = self.platforms.match(f"https://{service.state_service}", day) is not None
        return service if started and running else replace(service, state_service="")

    def criterion(self, wanted: str) -> Criterion:
        """Return a criterion by id; UserError with the nearest ones where there is none."""
        for criterion in self.criteria:
            if criterion.id == wanted.upper():
                return criterion
        known = [criterion.id for criterion in self.criteria]
        raise UserError(
            f"there is no criterion {wanted!r}", hint=nearest(wanted, known) or f"known are {', '.join(known)}"
        )


def load_set(name: str | Path = DEFAULT) -> CriteriaSet:
    """Load a set by name (a folder of this package) or by path.

    Raises:
        UserError: it is not there, or one of its files is wrong; file, line and field are named.
    """
    reader = SetReader(folder_of(name))
    if reader.problems:
        raise reader.problems[0]
    return made_of(reader)


def made_of(reader: SetReader) -> CriteriaSet:
    """Return the set of a reader that has met no problem."""
    return CriteriaSet(
        name=reader.head.name,
        version=reader.head.version,
        folder=reader.folder,
        categories=reader.head.categories,
        criteria=reader.criteria,
        defines=reader.defines,
        terms={str(league): terms for league, terms in reader.head.terms.items()},
        baskets=reader.baskets,
        services=reader.services,
        platforms=reader.platforms,
        lexicon=reader.lexicon,
        hash=reader.hash,
        hashes=reader.hashes,
        texts=reader.texts,
        files=reader.files,
    )


def folder_of(name: str | Path) -> Path:
    """Return the folder of a set; UserError where there is none."""
    folder = next((path for path in (Path(name), HOME / name) if (path / "set.yaml").is_file()), None)
    if folder is None:
        known = sorted(path.parent.name for path in HOME.glob("*/set.yaml"))
        raise UserError(
            f"there is no criteria set {str(name)!r}", hint=f"known are {', '.join(known)}, or name a folder"
        )
    return folder
