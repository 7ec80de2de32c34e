"""Examples of a criterion: tiny invented sites and the worth they must get."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from criteria.language.base import Part
from criteria.language.names import League


class ExamplePdf(Part):
    """A PDF in words: what is printed on it, and how it can be filled in.

    `fields` are the names of text fields (three make a form), `signature` adds a signature field, `xfa` makes it a form
    that only some programs can fill in.
    """

    text: str = ""
    fields: tuple[str, ...] = ()
    signature: bool = False
    xfa: bool = False


class ExamplePage(Part):
    """What an address answers: HTML (a bare snippet stands for the main content of a page) or a PDF."""

    html: str = ""
    pdf: ExamplePdf | None = None
    status: int = Field(200, ge=100, le=599)
    redirect: str = ""


class ExampleSearch(Part):
    """The site's own search: at which path it answers, and with which pages it answers a term.

    Terms that are not named find nothing. Results have the titles of their pages. `suggests` is what it shows
    while somebody types, `corrects` maps a term to what it offers instead, `filters` are names of result types;
    `blocked` is why it can't be asked.
    """

    path: str = "/suche"
    parameter: str = "q"
    answers: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    suggests: tuple[str, ...] = ()
    corrects: dict[str, str] = Field(default_factory=dict)
    filters: tuple[str, ...] = ()
    blocked: Literal["", "third_party_script", "captcha", "robots"] = ""


class Example(Part):
    """What a criterion must give for a tiny site: a worth (0..1) or a state.

    `kind` counts shows a way to earn it, false_positive what must not. `pages` maps paths of the homepage's host
    (or whole addresses) to pages; ``/`` is the homepage and need not be given. `basket` and `terms` narrow services and
    search terms to those that the example is about; `missing` maps addresses to why they were not seen.
    """

    kind: Literal["counts", "false_positive"]
    why: str = Field(min_length=1)
    pages: dict[str, ExamplePage] = Field(default_factory=dict)
    search: ExampleSearch | None = None
    missing: dict[str, Literal["robots", "dns", "timeout", "refused", "budget"]] = Field(default_factory=dict)
    league: League = "gemeinde"
    as_of: date = date(2026, 11, 1)
    basket: tuple[str, ...] = ()
    terms: dict[str, str] = Field(default_factory=dict)
    worth: float | None = Field(None, ge=0, le=1)
    state: Literal["not_applicable", "not_testable"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:  # noqa: ANN401 - raw YAML
        if isinstance(value, dict) and isinstance(value.get("pages"), dict):
            pages = {path: {"html": page} if isinstance(page, str) else page for path, page in value["pages"].items()}
            return {**value, "pages": pages}
        return value

    @model_validator(mode="after")
    def _expected(self) -> Example:
        if (self.worth is None) == (self.state is None):
            raise ValueError("needs what it must give: either worth or state")
        return self
