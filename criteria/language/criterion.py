"""A criterion, its category, and examples of what it must give."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from criteria.language.base import Part
from criteria.language.nodes import Node

League = Literal["kreis", "stadt", "gemeinde"]


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
    """One criterion. `max` is the number of points of its scale (1 for a share); (id, version) never changes its meaning."""

    id: str = Field(pattern=r"^[SUAFE]\d$")
    version: str = Field(pattern=r"^\d+(\.\d+)*$")
    title: Title
    question: Title
    source: str = Field(min_length=1)
    max: float = Field(1.0, gt=0)
    weight: float = Field(1.0, gt=0)
    leagues: tuple[League, ...] = ("kreis", "stadt", "gemeinde")
    max_in: dict[League, float] = Field(default_factory=dict)
    rule: Node

    def scale(self, league: str) -> float:
        """Return the points of the scale in a league."""
        return next((points for name, points in self.max_in.items() if name == league), self.max)


class ExamplePage(Part):
    """One page of an example: its HTML, or the words of a PDF, and how it is sent."""

    html: str = ""
    pdf: dict[str, Any] | None = None
    status: int = 200
    host: str = ""
    search: dict[str, Any] | None = None


class Example(Part):
    """What a criterion must give for a tiny site: a worth (0..1) or a state; some count, some typically deceive."""

    kind: Literal["counts", "false_positive"]
    why: str = Field(min_length=1)
    pages: dict[str, ExamplePage | str]
    league: League = "gemeinde"
    as_of: date = date(2026, 11, 1)
    basket: tuple[str, ...] | None = None
    worth: float | None = Field(None, ge=0, le=1)
    state: Literal["not_applicable", "not_testable"] | None = None
