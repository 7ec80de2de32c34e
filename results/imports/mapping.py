"""What the columns of a sheet mean: a small YAML file that people write when their columns differ from the template."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from criteria.language.base import Many, Part
from criteria.mistakes import validated
from criteria.yaml_file import YamlFile, read_yaml
from results.compare.relation import CRITERION_RELATIONS, Relation

Letter = Literal["S", "U", "A", "F", "E"]
Blank = Literal["not_testable", "not_applicable", "zero"]


def _points(value: object) -> object:
    return 100.0 if value == "percent" else value


Scale = Annotated[float, BeforeValidator(_points), Field(gt=0, le=10_000)]
"""The most points a column gives; ``percent`` is 100."""


class ColumnMeaning(Part):
    """A column that holds a criterion.

    `column` is the text of its header; `ours` the criterion of the criteria set that it relates to, needed for the
    relations same, exact and analogous; `category` is needed where there is no `ours`. `scale` is the most points it
    gives, else those of `ours`. `blank` says what an empty cell means.
    """

    column: str = Field(min_length=1)
    ours: str | None = Field(None, pattern=r"^[SUAFE]\d$")
    category: Letter | None = None
    relation: Relation | None = None
    version: str = Field("", pattern=r"^(\d+(\.\d+)*)?$")
    scale: Scale | None = None
    title: str = ""
    blank: Blank | None = None

    @model_validator(mode="after")
    def _belongs_somewhere(self) -> Self:
        if self.ours is None and self.category is None:
            raise ValueError(
                "ours or category is missing: a criterion of the criteria set, or the letter of a category"
            )
        if self.relation in CRITERION_RELATIONS and self.ours is None:
            raise ValueError(f"relation {self.relation} needs ours: the criterion that it relates to")
        if self.ours is None and self.scale is None:
            raise ValueError("scale is missing: the most points this column gives, or percent")
        if self.ours is not None and self.category not in (None, self.ours[0]):
            raise ValueError(f"{self.ours} does not belong to category {self.category}")
        return self


class CategoryMeaning(Part):
    """A column that holds the total of a category; it counts where the criteria of the category are empty."""

    column: str = Field(min_length=1)
    category: Letter
    scale: Scale = 100.0


class Vocabulary(Part):
    """Words of this sheet beside the usual ones."""

    yes: Annotated[tuple[str, ...], Many] = ()
    no: Annotated[tuple[str, ...], Many] = ()
    not_applicable: Annotated[tuple[str, ...], Many] = ()
    not_testable: Annotated[tuple[str, ...], Many] = ()


class Mapping(Part):
    """What a sheet is: all of it optional.

    `name` is what its criteria are called on screen, `sheet` the worksheet, `header` the row of the headers (from 1),
    `ags` and `municipality` the headers of the columns that name the municipality. `relation` holds for every column that
    does not say its own. Without `criteria` and `categories` columns are known by id or title of our criteria.
    """

    name: str = ""
    as_of: date | None = None
    sheet: str = ""
    header: int | None = Field(None, ge=1)
    ags: str = ""
    municipality: str = ""
    relation: Relation = Relation.NONE
    blank: Blank = "not_testable"
    words: Vocabulary = Vocabulary()
    criteria: tuple[ColumnMeaning, ...] = ()
    categories: tuple[CategoryMeaning, ...] = ()


def load_mapping(path: Path | None) -> tuple[Mapping, YamlFile | None]:
    """Return the mapping of a file, and the file for messages; without one the mapping that says nothing.

    Raises:
        UserError: the file can't be read or says something unknown; line and field are named.
    """
    if path is None:
        return Mapping(), None
    file = read_yaml(path)
    return validated(file, Mapping, file.data if file.data is not None else {}), file
