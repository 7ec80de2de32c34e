"""A node of a rule: one core (scale, logic, observation, use, measure) and what modifies it."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from criteria.language.base import Part
from criteria.language.collections import Collection
from criteria.language.names import League
from criteria.language.observations import (
    AccessQuery,
    ContactQuery,
    EntriesQuery,
    FormQuery,
    LinkQuery,
    OfferQuery,
    PageQuery,
    SearchQuery,
    SectionQuery,
    ServiceQuery,
    TextQuery,
    ValueQuery,
)
from criteria.language.places import PlaceQuery

OBSERVATIONS = (
    "text",
    "section",
    "value",
    "link",
    "entries",
    "form",
    "contact",
    "page",
    "service",
    "offer",
    "access",
    "search",
)
SCALES = ("steps", "sum", "mean", "median")
LOGIC = ("all", "any", "not", "use", "measure")
BOUNDS = ("at_least", "at_most", "more_than", "less_than")
CORES = SCALES + LOGIC + OBSERVATIONS


Nodes = Annotated[tuple["Node", ...], Field(min_length=1)]


class Node(Part):
    """One node. Exactly one core is set; a node with bounds only compares the value of `let` around it.

    `worth` is what a step or part gives when it holds; `place` (``in``) is where the core looks, for everything below
    it; `let` names a number that bounds below compare; `leagues` limits a part to some leagues (elsewhere it does not
    exist); `flag` notes something about a step that counts; `otherwise` (``else``) is taken where a collection has no
    members, the first of which `when` holds; `state` gives a state instead of a worth.
    """

    steps: Nodes | None = None
    sum: Nodes | None = None
    mean: Collection | None = None
    median: Collection | None = None

    all: Nodes | None = None
    any: Nodes | None = None
    negated: Node | None = Field(None, alias="not")
    use: str | None = None
    measure: Node | None = None

    text: TextQuery | None = None
    section: SectionQuery | None = None
    value: ValueQuery | None = None
    link: LinkQuery | None = None
    entries: EntriesQuery | None = None
    form: FormQuery | None = None
    contact: ContactQuery | None = None
    page: PageQuery | None = None
    service: ServiceQuery | None = None
    offer: OfferQuery | None = None
    access: AccessQuery | None = None
    search: SearchQuery | None = None

    worth: float | None = Field(None, ge=0)
    place: PlaceQuery | None = Field(None, alias="in")
    let: Node | None = None
    at_least: float | None = None
    at_most: float | None = None
    more_than: float | None = None
    less_than: float | None = None
    leagues: tuple[League, ...] = ()
    flag: str = ""
    otherwise: tuple[Node, ...] = Field((), alias="else")
    when: Node | None = None
    state: Literal["not_applicable"] | None = None

    @cached_property
    def core(self) -> str:
        """Name of the core, or an empty string where the node only has bounds, a worth or a state."""
        names = {"not": "negated"}
        return next((name for name in CORES if getattr(self, names.get(name, name)) is not None), "")

    @property
    def bounded(self) -> bool:
        """Whether it compares a number."""
        return any_given(self, BOUNDS)

    @model_validator(mode="after")
    def _one_core(self) -> Node:
        names = {"not": "negated"}
        cores = [name for name in CORES if getattr(self, names.get(name, name)) is not None]
        if len(cores) > 1:
            raise ValueError(f"only one of these can stand here: {', '.join(cores)}; join them with all or any")
        if not cores and not self.bounded and self.worth is None and self.state is None:
            raise ValueError(f"nothing is asked here; needed is one of: {', '.join(CORES)}")
        if self.measure is not None and not self.bounded:
            raise ValueError(f"measure needs a bound: {', '.join(BOUNDS)}")
        return self


def any_given(node: Node, names: tuple[str, ...]) -> bool:
    """Whether one of the fields is given."""
    return next((True for name in names if getattr(node, name) is not None), False)


Collection.model_rebuild(_types_namespace={"Node": Node})
Node.model_rebuild()
