"""Facts of one page: what a reader would see on it, with the place of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Region(StrEnum):
    """Part of a page. Headings in a <header> inside the main content belong to the main content."""

    HEADER = "header"
    NAV = "nav"
    BREADCRUMB = "breadcrumb"
    MAIN = "main"
    ASIDE = "aside"  # a side column that belongs to the page
    FOOTER = "footer"
    CONSENT = "consent"


CONTENT = frozenset({Region.MAIN, Region.ASIDE})


class Quality(StrEnum):
    """What kind of answer was captured."""

    CONTENT = "content"
    ERROR = "error"  # status 4xx or 5xx
    SOFT_404 = "soft_404"
    BOT_WALL = "bot_wall"
    CONSENT_WALL = "consent_wall"
    LOGIN = "login"
    SHELL = "shell"  # empty without JavaScript, and not rendered
    EMPTY = "empty"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Block:
    """One run of visible text, in reading order.

    `kind` is heading, text, item (list), cell (table) or label (a bold or dt lead-in, or a text ending in a colon).
    `level` is 1-6 for headings, else 0. `path` is a CSS path. `section` is the index in `PageFacts.sections`, -1 above the
    first heading.
    """

    kind: str
    text: str
    region: Region
    path: str
    level: int = 0
    section: int = -1


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it until the next heading of the same or a higher level.

    `first` and `last` are the half-open range in `PageFacts.blocks`, the heading excluded, sub-headings included; `words`
    counts words of that range. Labels (see `Block`) open sections of level 7.
    """

    heading: str
    level: int
    path: str
    region: Region
    first: int
    last: int
    words: int
    parent: int = -1


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `url` absolute and normalised (`reading.urls.identity` is its key), `raw` as written.

    `text` is what is shown (image alt and title included), `context` the text of the list entry, table row or paragraph
    around it (at most 300 characters), `mark` badges or icons beside it in the same entry. `depth` is the level in a menu
    (1 first), 0 outside menus; `tile` says it is a big entry of a homepage.
    """

    url: str
    text: str
    region: Region
    path: str
    raw: str = ""
    context: str = ""
    mark: str = ""
    depth: int = 0
    tile: bool = False
    section: int = -1
    block: int = -1
    nofollow: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a form. `kind` is the HTML type (text, search, email, file, select, textarea, ...)."""

    name: str
    kind: str
    label: str = ""
    required: bool = False
    value: str = ""
    options: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """An HTML form, or inputs outside of one that a script serves (`action` empty then).

    `text` is its visible text (labels, legends, buttons), `about` its id, class, role, name and aria-label joined.
    `buttons` are the texts of what sends it or acts in it, `charset` the one its values are sent in. `data` holds what its
    scripts are told: data-*, list, role and aria-autocomplete of the form and of its inputs, names lower case.
    """

    action: str
    method: str
    fields: tuple[Field, ...]
    region: Region
    path: str
    text: str = ""
    about: str = ""
    section: int = -1
    buttons: tuple[str, ...] = ()
    charset: str = "utf-8"
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Who can be reached.

    `kind` is person (a name with Herr/Frau or in a contact block), office (a unit or role mailbox) or switchboard.
    `phone_kind` is direct (an extension), switchboard or empty. `task` is what the person does, `unit` the office it belongs
    to.
    """

    kind: str
    name: str = ""
    role: str = ""
    task: str = ""
    unit: str = ""
    phone: str = ""
    phone_kind: str = ""
    mail: str = ""
    mail_kind: str = ""  # personal or role
    region: Region = Region.MAIN
    path: str = ""
    section: int = -1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value in the text.

    `kind` is fee, deadline, duration, due_date, law, unit, address, hours, text_date, tax_rate or leitweg; `amount` is
    the number where there is one (euro, percent), `date` the date, `text` the words as shown (at most 300 characters).
    """

    kind: str
    text: str
    region: Region
    path: str
    section: int = -1
    amount: float | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF offers: `fill` is acroform (at least 3 fields), xfa, signature, flat or locked; dates printed and own."""

    fill: str
    fields: int
    pages: int
    title: str = ""
    text: str = ""
    printed: date | None = None
    dated: date | None = None


@dataclass(frozen=True)
class PageFacts:
    """One page or document as read from its capture (the rendered DOM where there is one).

    `url` is the address after redirects, `asked` the one asked for; `canonical` the page's own word for it, absolute or
    empty. `language` is the lang attribute, lower case. `uses` holds what scripts and frames show is in use: translator,
    chat, captcha, third_party_search, suggestions, progress (a progress bar, aria-current=step, or a list
    named as steps).
    `alternates` are (language, url) pairs.
    """

    url: str
    asked: str
    record: str
    fetched: datetime
    status: int
    quality: Quality
    content_type: str
    title: str = ""
    canonical: str = ""
    language: str = ""
    viewport: str = ""
    generator: str = ""
    doctype: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    contacts: tuple[Contact, ...] = ()
    values: tuple[Value, ...] = ()
    uses: frozenset[str] = frozenset()
    alternates: tuple[tuple[str, str], ...] = ()
    pdf: PdfFacts | None = None
    rendered: bool = False
    needs_script: str = ""  # why it should be rendered, empty where it need not be
    words: int = 0  # of the main content
    h1: str = ""
    notes: tuple[str, ...] = field(default=())
