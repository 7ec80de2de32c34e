"""How a criterion of one survey relates to ours, and what may therefore be said of the two (METHOD.md 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scanner.model.verdict import Verdict


class Relation(StrEnum):
    """How a criterion relates to one of the criteria set: declared by whoever imports, never guessed.

    SAME is our rule in the same version, EXACT another wording that measures the same on the same scale, ANALOGOUS
    something alike on a scale of its own, CATEGORY belongs to the same category only, NONE is not comparable.
    """

    SAME = "same"
    EXACT = "exact"
    ANALOGOUS = "analogous"
    CATEGORY = "category"
    NONE = "none"

    @property
    def in_points(self) -> bool:
        """Whether a difference in points may be given."""
        return self in (Relation.SAME, Relation.EXACT)

    @property
    def per_criterion(self) -> bool:
        """Whether the two may stand side by side criterion by criterion."""
        return self.in_points or self is Relation.ANALOGOUS

    @property
    def per_category(self) -> bool:
        """Whether it may count where categories stand side by side; without that there is a visible break."""
        return self is not Relation.NONE


CRITERION_RELATIONS = (Relation.SAME, Relation.EXACT, Relation.ANALOGOUS)
"""The relations that name a criterion of ours; the others name a category."""


@dataclass(frozen=True)
class Declared:
    """What an import declared of one of its criteria: its relation to `ours` in `version`, where it names one."""

    relation: Relation
    ours: str = ""
    version: str = ""


def declared(settings: Mapping[str, Any]) -> dict[str, Declared]:
    """Return what was declared when a run was imported, by the id of its criterion; empty for other runs."""
    kept = settings.get("relations") or {}
    return {name: Declared(Relation(one["relation"]), one["ours"], one["version"]) for name, one in kept.items()}


def between(one: Declared, ours: Verdict) -> Relation:
    """Return how an imported criterion relates to a verdict of ours: what was declared, for the version it was told of.

    Where our rule has another version since, only the category can be laid beside it. Of another criterion of the same
    category the category at most, of another category none.
    """
    if one.relation is Relation.NONE:
        return Relation.NONE
    if one.ours == ours.criterion:
        return one.relation if one.version == ours.version else Relation.CATEGORY
    return Relation.CATEGORY if one.ours[:1] in ("", ours.criterion[0]) else Relation.NONE
