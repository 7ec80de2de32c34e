"""Parts of a page that a tab, a button or a label opens: on the screen they are headed by what opens them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import cast

from lxml import etree

from scanner.reading.names import Names
from scanner.reading.text import clean
from scanner.reading.tree import Element, tags, text_of

_LONGEST = 90
_PARTS = tags("div section article ul ol p dl table")
_NEVER_PANELS = tags("body main nav form header footer")
# Each question with what must stand in the markup for it to be worth asking.
_MAY_OPEN = re.compile(r"aria-expanded|role=.?tab\b|data-(?:bs-)?toggle", re.I)
_MAY_NAME = re.compile(r"role=.?tabpanel", re.I)
_MAY_TAB = re.compile(r"href=.?#\w", re.I)
_MAY_LABEL = re.compile(r"<label", re.I)
_MAY_BUTTON = re.compile(r"<button", re.I)
_OPENERS = etree.XPath(
    "//*[@role='tab' or (@aria-controls and @aria-expanded) or starts-with(@data-toggle, 'tab') or "
    "@data-toggle='collapse' or starts-with(@data-bs-toggle, 'tab') or @data-bs-toggle='collapse']"
)
_TABS = etree.XPath(
    "//ul[not(ancestor::nav) and not(li/a[not(starts-with(@href, '#'))])]/li/a[string-length(@href) > 1]"
)
_NAMED = etree.XPath("//*[@role='tabpanel' and string-length(@aria-label) > 2]")
_BUTTONS = etree.XPath("//button[@class and not(@aria-controls) and not(ancestor::form)]")
_LABELS = etree.XPath("//label[@for and not(ancestor::form)]")
_SWITCHES = etree.XPath("//input[@id and (@type = 'radio' or @type = 'checkbox')]")
_BY_ID = etree.XPath("//*[@id = $id]")
_POINTERS = ("aria-controls", "data-bs-target", "data-target", "href")

Panels = dict[Element, tuple[str, Element]]


def find_panels(root: Element, markup: str, names: Names) -> Panels:
    """Return the panels of a page, each with the text and the element of what opens it."""
    found: Panels = {}
    for opener, panel in _pairs(root, markup, names):
        title = clean(text_of(opener))
        if panel.tag in _NEVER_PANELS or panel in found or not 2 < len(title) <= _LONGEST:
            continue
        if not any(outer is panel for outer in opener.iterancestors()):
            found[panel] = (title, opener)
    if _MAY_NAME.search(markup):
        found |= {
            panel: (clean(panel.get("aria-label", "")), panel) for panel in _asked(_NAMED, root) if panel not in found
        }
    return found


def _pairs(root: Element, markup: str, names: Names) -> Iterator[tuple[Element, Element]]:
    if _MAY_OPEN.search(markup):
        yield from _pointed(_asked(_OPENERS, root), root)
    if _MAY_TAB.search(markup):
        yield from _pointed(_asked(_TABS, root), root)
    if _MAY_BUTTON.search(markup):
        yield from _next_to_buttons(root, names)
    if _MAY_LABEL.search(markup):
        yield from _of_labels(root)


def _asked(query: etree.XPath, root: Element, **known: str) -> list[Element]:
    return cast("list[Element]", query(root, **known))


def _pointed(openers: list[Element], root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield what points to its panel by id."""
    for opener in openers:
        target = next((value for name in _POINTERS if (value := opener.get(name, "").lstrip("#"))), "")
        panel = next(iter(_asked(_BY_ID, root, id=target)), None) if target else None
        if panel is not None and panel.tag in _PARTS:
            yield opener, panel


def _next_to_buttons(root: Element, names: Names) -> Iterator[tuple[Element, Element]]:
    """Yield buttons that are named as opening what follows them."""
    for button in _asked(_BUTTONS, root):
        panel = button.getnext()
        if panel is not None and panel.tag in _PARTS and "opener" in names.of(button.get("class", "")):
            yield button, panel


def _of_labels(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield labels of inputs that show and hide parts of the page without a script."""
    outside = _asked(_LABELS, root)
    switches = {each.get("id") for each in _asked(_SWITCHES, root)} if outside else set()
    switching = [label for label in outside if label.get("for") in switches]
    for parent, group in groupby(switching, key=lambda label: label.getparent()):
        labels = list(group)
        panels = [label.getnext() for label in labels]
        if any(panel is None or panel.tag not in _PARTS for panel in panels):
            panels = _in_a_row(labels[-1], parent, len(labels))
        yield from ((label, panel) for label, panel in zip(labels, panels, strict=False) if panel is not None)


def _in_a_row(last: Element, parent: Element | None, count: int) -> list[Element | None]:
    """Return the panels that follow the last of several labels, or the element around them."""
    for start in (last, parent):
        following = [each for each in start.itersiblings() if each.tag in _PARTS] if start is not None else []
        for row in (following, list(following[0]) if len(following) == 1 else []):
            if len(row) == count:
                return list(row)
    return []
