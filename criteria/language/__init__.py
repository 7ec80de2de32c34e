"""The rule language: a criterion is a tree of nodes, each a scale, a piece of logic or an observation.

Scales give a number: `steps` (the worth of the first that holds), `sum` (of parts), `mean` and `median` (over a
collection). Logic joins answers: `all`, `any`, `not`. Observations ask the site: text, section, value, link, entries,
form, contact, page, service, offer, access, search. `use` puts a definition in, `measure` turns a scale into a
condition by its bounds. docs/rules.md shows each with an example.
"""

from criteria.language.collections import Collection, OffersIn, ServicesIn
from criteria.language.criterion import Category, Criterion, Title
from criteria.language.example import Example, ExamplePage, ExamplePdf, ExampleSearch
from criteria.language.names import League, LinkTarget, PageKind, PlatformKind, Role
from criteria.language.nodes import BOUNDS, OBSERVATIONS, Node
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

__all__ = [
    "BOUNDS",
    "OBSERVATIONS",
    "AccessQuery",
    "Category",
    "Collection",
    "ContactQuery",
    "Criterion",
    "EntriesQuery",
    "Example",
    "ExamplePage",
    "ExamplePdf",
    "ExampleSearch",
    "FormQuery",
    "League",
    "LinkQuery",
    "LinkTarget",
    "Node",
    "OfferQuery",
    "OffersIn",
    "PageKind",
    "PageQuery",
    "PlaceQuery",
    "PlatformKind",
    "Role",
    "SearchQuery",
    "SectionQuery",
    "ServiceQuery",
    "ServicesIn",
    "TextQuery",
    "Title",
    "ValueQuery",
]
