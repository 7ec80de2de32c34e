"""The twelve observations and what each can be asked. Every field narrows; a field left out does not matter."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from criteria.language.base import Many, Part, ShortPart, Words
from criteria.language.names import LinkTarget, PageKind, Role

Roles = Annotated[tuple[Role, ...], Many]
Yes = Literal["yes", "no"]


class TextQuery(Part):
    """Words in the text of the place; `not` words in the same block rule it out."""

    words: Words | None = None
    without: Words | None = Field(None, alias="not")
    at_least_words: int | None = Field(None, ge=1)


class SectionQuery(Part):
    """A section under a heading (or label) of these words that is not empty; `not` words in the heading rule it out.

    With `items` it is told by its list: at least half of the entries have one of these words.
    """

    heading: Words | None = None
    without: Words | None = Field(None, alias="not")
    items: Words | None = None
    at_least_words: int = Field(1, ge=1)


ValueKind = Literal[
    "fee", "deadline", "duration", "due_date", "law", "unit", "address", "hours", "text_date", "tax_rate", "leitweg"
]


class ValueQuery(Part):
    """A typed value."""

    kind: Annotated[tuple[ValueKind, ...], Many]


class LinkQuery(Part):
    """A link: by its words and the mark beside it, where it stands, where it leads, and whether it works.

    `place` is menu_1 (first level of a menu), menu, tile, main, header or footer. `host` tells on whose host the target
    is: the homepage's, the own service portal's, or any other (a microsite, a foreign one). `under` are words of the
    heading that the link stands under, where that is no part of every page; `not_under` rule a heading out.
    """

    words: Words | None = None
    without: Words | None = Field(None, alias="not")
    to: LinkTarget | None = None
    not_to: LinkTarget | None = None
    host: Annotated[tuple[Literal["homepage", "portal", "other"], ...], Many] | None = None
    under: Words | None = None
    not_under: Words | None = None
    place: Annotated[tuple[Literal["menu_1", "menu", "tile", "main", "header", "footer"], ...], Many] | None = None
    alive: Yes | None = None
    mark: Words | None = None


class EntriesQuery(Part):
    """Entries of a list page: which services they list, where they lead, their groups and marks.

    Every field narrows. Counted are with `groups` distinct group headings, with `services` distinct services of those
    roles, else entries; `lists: service` asks for the service at hand. `not` leaves out entries by their mark.
    """

    services: Roles | None = None
    lists: Literal["service"] | None = None
    to: Literal["service_page", "online_form", "form"] | None = None
    groups: Words | None = None
    marked: Words | None = None
    without: Words | None = Field(None, alias="not")
    at_least: int = Field(1, ge=1)


class FormQuery(Part):
    """An HTML form by its purpose or a choice it gives (option, box, button), or a quality that an online form shows."""

    purpose: Words | None = None
    choice: Words | None = None
    without: Words | None = Field(None, alias="not")
    shows: Literal["required_and_help", "progress", "save_or_prefill", "receipt_or_time"] | None = None


class ContactQuery(Part):
    """Who can be reached: person, office or switchboard, by what, for which task; `owner` other is another body."""

    kind: Annotated[tuple[Literal["person", "office", "switchboard"], ...], Many] | None = None
    has: Annotated[tuple[Literal["phone", "mail", "direct", "extension", "task"], ...], Many] = ()
    any_of: Annotated[tuple[Literal["phone", "mail", "direct", "extension", "task"], ...], Many] = ()
    not_role: Words | None = None
    owner: Literal["own", "other"] | None = None
    at_least: int = Field(1, ge=1)


class PageQuery(ShortPart):
    """A page: of a kind, with a viewport, in another language, or using something."""

    kind: PageKind | None = None
    viewport: str | None = None
    language: Literal["other"] | None = None
    uses: Literal["translator", "chat", "third_party_search"] | None = None
    content: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:  # noqa: ANN401 - raw YAML
        return {"kind": value} if isinstance(value, str) else value


class ServiceQuery(ShortPart):
    """The service at hand: it has a `page`; how many `clicks` away (`missing` if none); in what two pages `differs`."""

    page: bool | None = None
    clicks: bool | None = None
    missing: float | None = None
    differs: Annotated[tuple[Literal["fee", "online_target", "contact"], ...], Many] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:  # noqa: ANN401 - raw YAML
        return {value: True} if value in ("page", "clicks") else value


OfferKindName = Literal["pdf", "online", "state_deep_link", "portal_start", "ended"]
OfferStateName = Literal["works", "dead", "soft404", "wrong_type", "robots", "unseen"]


class OfferQuery(Part):
    """A way to apply for the service at hand (or, over offers, the offer at hand)."""

    kind: Annotated[tuple[OfferKindName, ...], Many] | None = None
    owner: Annotated[tuple[Literal["own", "state", "named", "other_authority"], ...], Many] | None = None
    state: Annotated[tuple[OfferStateName, ...], Many] | None = None
    fillable: Annotated[tuple[Literal["yes", "xfa", "signature", "no"], ...], Many] | None = None
    sent: Annotated[tuple[Literal["online", "mail", "print"], ...], Many] | None = None
    evidence: Literal["ok"] | None = None
    notice: Literal["digital"] | None = None
    login: Annotated[tuple[Literal["organisation", "bundid", "password", "ended"], ...], Many] | None = None
    login_first: Yes | None = None
    service: str | None = None
    older_than: Annotated[str, Field(pattern=r"^\d+y$")] | None = None
    in_main: bool | None = None


class AccessQuery(Part):
    """A statement about access; `said` yes leaves out what the text denies."""

    login: Annotated[tuple[Literal["organisation", "bundid", "password", "ended"], ...], Many] | None = None
    payment: Annotated[tuple[Literal["electronic", "free", "sepa"], ...], Many] | None = None
    inbox: Annotated[tuple[Literal["organisation", "bundid", "portal"], ...], Many] | None = None
    channel: Annotated[tuple[Literal["demail", "bebpo", "qes"], ...], Many] | None = None
    booking: Literal["yes", "business", "citizen"] | None = None
    said: Yes = "yes"
    service: Literal["business", "citizen"] | None = None


class SearchQuery(Part):
    """What the site's own search answers.

    Over terms the term at hand is asked; `term` names a term of its own. `is` tells what one of the first `top` results
    must be. `field` asks whether its field stands in the place at hand. `unseen: "no"` is for what the search only adds to
    other places: if it can't be asked, these decide.
    """

    engine: Literal["main_else_portal"] = "main_else_portal"
    top: int = Field(5, ge=1, le=50)
    found: Annotated[tuple[Literal["service_page", "online_form"], ...], Many] = Field((), alias="is")
    term: Literal["misspelt"] | None = None
    suggests: bool | None = None
    filter: Words | None = None
    did_you_mean: bool | None = None
    field: bool | None = None
    unseen: Literal["no"] | None = None
