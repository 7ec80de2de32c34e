"""A criterion and its category."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from criteria.language.base import Part
from criteria.language.names import League
from criteria.language.nodes import Node


class Title(Part):
    """A text in German and English."""

    de: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def get(self, language: str) -> str:
        """Return the text in a language, German where it is not known."""
        return self.en if language == "en" else self.de


class Category(Part):
    """A category: its letter and title."""

    letter: Literal["S", "U", "A", "F", "E"]
    title: Title


class Criterion(Part):
    """One criterion; (id, version) never changes its meaning.

    `max` is the number of points of its scale (1 for a share), `max_in` the number in leagues where it differs.
    `analogous` names versions of criteria of other sets (``set:id:version``) that its points may be laid beside.
    """

    id: str = Field(pattern=r"^[SUAFE]\d$")
    version: str = Field(pattern=r"^\d+(\.\d+)*$")
    title: Title
    question: Title
    source: str = Field(min_length=1)
    max: float = Field(1.0, gt=0)
    weight: float = Field(1.0, gt=0)
    leagues: tuple[League, ...] = ("kreis", "stadt", "gemeinde")
    max_in: dict[League, float] = Field(default_factory=dict)
    analogous: dict[str, Literal["exact", "analogous"]] = Field(default_factory=dict)
    rule: Node

    def scale(self, league: str) -> float:
        """Return the points of the scale in a league."""
        return next((points for name, points in self.max_in.items() if name == league), self.max)
