"""What a mean or a median runs over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from criteria.language.base import Many, Part
from criteria.language.names import Role
from criteria.language.observations import OfferQuery
from criteria.language.places import PlaceQuery

if TYPE_CHECKING:
    from criteria.language.nodes import Node


_SHORT: dict[str, dict[str, Any]] = {
    "basket": {"basket": "all"},
    "basket_with_page": {"basket": "with_page"},
    "entries": {"entries": True},
}


class ServicesIn(Part):
    """Services of the catalogue by role; `league` leaves only those that the municipality's league is competent for."""

    role: Annotated[tuple[Role, ...], Many]
    competence: Literal["league"] | None = None


class OffersIn(OfferQuery):
    """Distinct offers (each target once) of services of these roles; `not_*` leave some out."""

    roles: Annotated[tuple[Role, ...], Many] = ("core", "extended")
    not_owner: Literal["other_authority"] | None = None
    not_to: Literal["portal_start"] | None = None
    not_state: Annotated[tuple[Literal["dead", "robots"], ...], Many] | None = None


class Collection(Part):
    """The members of a mean or median, and what each is worth.

    `over` is basket, basket_with_page, entries, {basket: with_state_service}, {terms: name}, {services: ...} or
    {offers: ...}. With fewer members than `least` the `else` of the node is taken.
    """

    basket: Literal["all", "with_page", "with_state_service"] | None = None
    terms: Literal["official", "everyday"] | None = None
    services: ServicesIn | None = None
    offers: OffersIn | None = None
    entries: bool | None = None
    place: PlaceQuery | None = Field(None, alias="in")
    least: int = Field(1, ge=1)
    worth: Node

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:  # noqa: ANN401 - raw YAML
        if not isinstance(value, dict) or "over" not in value:
            return value
        rest = {key: part for key, part in value.items() if key != "over"}
        over: Any = value["over"]
        if isinstance(over, dict):
            return {**rest, **over}
        if over not in tuple(_SHORT):
            known = f"{', '.join(_SHORT)} and {{terms, services or offers: ...}}"
            raise ValueError(f"over {over!r} is not known; known are {known}")
        return {**rest, **_SHORT[over]}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Tell editors of ``over``, as people write it."""
        schema = handler.resolve_ref_schema(handler(core))
        fields = schema["properties"]
        chosen = {name: fields.pop(name) for name in ("basket", "terms", "services", "offers", "entries")}
        words = {"enum": list(_SHORT)}
        over = {"type": "object", "properties": chosen, "additionalProperties": False, "maxProperties": 1}
        schema["properties"] = {"over": {"anyOf": [words, over]}, **fields}
        schema["required"] = ["over", "worth"]
        return schema

    @model_validator(mode="after")
    def _one(self) -> Collection:
        given = (self.basket, self.terms, self.services, self.offers, self.entries)
        if sum(part is not None for part in given) != 1:
            raise ValueError("over needs exactly one collection: basket, terms, services, offers or entries")
        return self
