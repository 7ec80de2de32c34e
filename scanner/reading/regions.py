"""Which part of a page an element belongs to: by landmark, by name, else by its place and the share of links in it.

So table layouts of 2003 read like pages of today. The main content is found first (see `main_part`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scanner.reading.facts import Region
from scanner.reading.main_part import find_main
from scanner.reading.names import Names
from scanner.reading.tree import Element, text_of
from scanner.reading.vocabulary import Pattern

_LANDMARKS = {"nav": Region.NAV, "header": Region.HEADER, "footer": Region.FOOTER, "aside": Region.ASIDE}
_ROLES = {
    "navigation": Region.NAV,
    "menu": Region.NAV,
    "menubar": Region.NAV,
    "banner": Region.HEADER,
    "contentinfo": Region.FOOTER,
    "complementary": Region.ASIDE,
}
_NAMED = (
    ("consent", Region.CONSENT),
    ("breadcrumb", Region.BREADCRUMB),
    ("footer", Region.FOOTER),
    ("nav", Region.NAV),
    ("aside", Region.ASIDE),
    ("header", Region.HEADER),
)
_WITHIN = {  # what a part may hold that is another part
    Region.MAIN: frozenset(Region),
    Region.ASIDE: frozenset({Region.CONSENT, Region.BREADCRUMB, Region.NAV, Region.FOOTER}),
    Region.HEADER: frozenset({Region.CONSENT, Region.BREADCRUMB, Region.NAV}),
    Region.FOOTER: frozenset({Region.CONSENT, Region.NAV}),
    Region.NAV: frozenset({Region.CONSENT, Region.BREADCRUMB}),
}
_ARTICLES = frozenset({"article", "section", "main", "blockquote", "li"})
_DIALOGS = frozenset({"dialog", "alertdialog"})
_WRAPPERS = frozenset({"div", "section", "table", "tbody", "tr", "center", "form"})
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|zip)\b", re.I)
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b")


@dataclass(frozen=True)
class Said:
    """Expressions that tell a part by its words."""

    consent: Pattern
    footer: Pattern
    breadcrumb: Pattern
    nothing: Pattern


@dataclass(slots=True)
class Box:
    """An element that may open a part: its marks (see `Names`), role, label, and whether a heading came before it."""

    element: Element
    tag: str
    marks: frozenset[str]
    role: str
    label: str
    headed: bool


class Regions:
    """The parts of one page; `enter` is asked in reading order."""

    def __init__(self, body: Element, names: Names, said: Said) -> None:
        self.main = find_main(body, names)
        self._around = frozenset(self.main.iterancestors()) if self.main is not None else frozenset()
        self._said = said
        self._passed = False

    def enter(self, box: Box, region: Region | None) -> Region | None:
        """Return the part that the element's text belongs to; None while no part is known.

        Args:
            box: the element.
            region: the part of the element around it.
        """
        if box.element is self.main:
            self._passed = True
            return Region.MAIN
        if box.element in self._around:
            return region
        if region is None and self.main is not None:
            return self._around_main(box)
        return self._inside(box, region or Region.MAIN)

    def unknown(self) -> Region:
        """Return the part of text that stands in no part."""
        if self.main is None:
            return Region.MAIN
        return Region.ASIDE if self._passed else Region.HEADER

    def _named(self, box: Box) -> Region | None:
        if box.role in _DIALOGS and _text(box.element) in self._said.consent:
            return Region.CONSENT
        if "breadcrumb" in box.marks or (box.label and box.label in self._said.breadcrumb):
            return Region.BREADCRUMB
        found = _LANDMARKS.get(box.tag) or _ROLES.get(box.role)
        if found and "consent" not in box.marks:
            return found
        return next((region for mark, region in _NAMED if mark in box.marks), None)

    def _inside(self, box: Box, region: Region) -> Region:
        named = self._named(box)
        if named is None or named is region or named not in _WITHIN.get(region, ()):
            return region
        fits = self._fits_in_main(box, named) if region is Region.MAIN else True
        return named if fits else region

    def _fits_in_main(self, box: Box, named: Region) -> bool:
        if named is Region.NAV:
            return _is_menu(box.element) if box.tag == "nav" else not box.headed and _is_menu(box.element)
        if named is Region.ASIDE:
            return box.tag == "aside" or next(box.element.iter("h1"), None) is None
        if named is Region.FOOTER:
            return (box.tag == "footer" and _closes_page(box.element)) or _text(box.element) in self._said.footer
        if named is Region.HEADER:
            return not box.headed and _leads_elsewhere(box.element)
        return True

    def _around_main(self, box: Box) -> Region | None:
        named = self._named(box)
        if named is Region.ASIDE and _is_side_menu(box.element):
            return Region.NAV
        if named:
            return named
        ends = self._passed and next(box.element.iter("footer", "aside"), None) is None
        if ends and _text(box.element) in self._said.footer:
            return Region.FOOTER
        if box.tag in _WRAPPERS and any(child.tag in _WRAPPERS for child in box.element):
            return None
        return self._by_share(box)

    def _by_share(self, box: Box) -> Region:
        if _text(box.element) in self._said.consent:
            return Region.CONSENT
        links, share = _links(box.element)
        if links >= 3 and share >= 0.6:
            return Region.NAV
        if box.tag == "td" and self.main is not None and self.main.getparent() is box.element.getparent():
            return Region.ASIDE
        return self.unknown()


def _text(element: Element) -> str:
    return " ".join(text_of(element).split())[:3000]


def _links(element: Element) -> tuple[int, float]:
    """Return the number of links and the share of text in them; an image in a link counts by its alternative text."""
    links = list(element.iter("a"))
    texts = [len(_text(link)) for link in links]
    pictured = sum(_alternative(link) for link, text in zip(links, texts, strict=True) if not text)
    return len(links), (sum(texts) + pictured) / max(len(_text(element)) + pictured, 1)


def _alternative(link: Element) -> int:
    return sum(len(image.get("alt") or "") for image in link.iter("img")) or 5


def _is_menu(element: Element) -> bool:
    links, share = _links(element)
    return links > 0 and share >= 0.5


def _is_side_menu(element: Element) -> bool:
    """Whether a side column is nothing but a menu: many links, no headings, no documents."""
    links, share = _links(element)
    if links < 4 or share < 0.8 or next(element.iter(*_HEADING_TAGS), None) is not None:
        return False
    return not any(_FILE.search(link.get("href") or "") for link in element.iter("a"))


def _closes_page(footer: Element) -> bool:
    return not any(outer.tag in _ARTICLES for outer in footer.iterancestors())


def _leads_elsewhere(element: Element) -> bool:
    if next(element.iter("h1"), None) is not None:
        return False
    return next(element.iter("nav", "form"), None) is not None or _links(element)[0] >= 3
