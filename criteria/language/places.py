"""Where a rule looks."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator

from criteria.language.base import ShortPart
from criteria.language.names import PageKind

Spot = Literal[
    "homepage",  # the homepage
    "every_header",  # what stands in the header of every page
    "any_page",  # every own page that is not noise
    "main",  # main content of the service pages at hand
    "service_page",  # the pages of the service at hand, or of all services
    "fullest",  # the page of the service that says most
    "unit_page",  # the unit's page that the service page links
    "own_entry",  # the own portal, its login and the own forms
    "target",  # form targets
    "booking_page",  # pages where an appointment is booked
    "business_page",  # pages for business
    "pdf",  # documents
]


class PlaceQuery(ShortPart):
    """Where to look: a spot, pages of a kind, or the fullest page and another spot beside it."""

    spot: Spot | None = None
    page: PageKind | None = None
    fullest_or: Spot | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:  # noqa: ANN401 - raw YAML
        return {"spot": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one(self) -> PlaceQuery:
        if sum(part is not None for part in (self.spot, self.page, self.fullest_or)) != 1:
            raise ValueError("a place is one of: a spot, {page: kind}, {fullest_or: spot}")
        return self
