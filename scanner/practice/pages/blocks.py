"""What pages are made of. A link leads to the key of a page (``az``, ``service:taxi#weg``) or to an address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from scanner.practice.papers import Paper


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `mark` is a badge beside it."""

    text: str
    to: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title (levels 2 and 3)."""

    text: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, perhaps with a link at its end."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """A list of links."""

    links: tuple[Link, ...]
    tiles: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Who can be reached: a person, an office or the switchboard; empty parts are not shown."""

    name: str
    role: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An office: its name (perhaps a link to its page), address and hours."""

    unit: str
    link: str = ""
    street: str = ""
    town: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a form."""

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    help: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """An HTML form."""

    to: str
    fields: tuple[Input, ...]
    button: str
    method: str = "post"
    search: bool = False
    suggests: str = ""


Block = Heading | Text | Items | Links | Contact | Place | Inputs


@dataclass(frozen=True, slots=True)
class Page:
    """One logical page.

    `host` is main, portal or form; `kind` page, service, news, council, event, form, search, unit or error; `parent` the
    page above it; `day` what a search sorts by.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    parent: str = "home"
    kind: str = "page"
    host: str = "main"
    indexed: bool = True
    day: date | None = None
    label: str = "Seite"
    lang: str = "de"


@dataclass(slots=True)
class Site:
    """All logical pages of a town in a year, its menus and its PDFs."""

    pages: dict[str, Page] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    menu: list[Link] = field(default_factory=list)
    quick: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)

    def add(self, page: Page) -> None:
        """Take a page in."""
        self.pages[page.key] = page


def text_of(page: Page) -> str:
    """Return what a page says, as its search reads it."""
    return " ".join(part for block in page.blocks for part in _words(block))


def links_of(page: Page) -> list[Link]:
    """Return the links in the content of a page."""
    found: list[Link] = []
    for block in page.blocks:
        if isinstance(block, Links):
            found += block.links
        elif isinstance(block, Text) and block.link:
            found.append(block.link)
        elif isinstance(block, Place) and block.link:
            found.append(Link(block.unit, block.link))
    return found


def _words(block: Block) -> list[str]:
    match block:
        case Heading(text=text):
            return [text]
        case Text(text=text, link=link):
            return [text, link.text if link else ""]
        case Items(items=items):
            return list(items)
        case Links(links=links):
            return [link.text for link in links]
        case Contact():
            return [block.name, block.role]
        case Place():
            return [block.unit, block.street, block.town, block.hours]
        case Inputs(fields=fields):
            return [one.label for one in fields]
