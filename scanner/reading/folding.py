"""Headings that are no heading elements: what unfolds a part of the page, and the tab of a panel."""

from __future__ import annotations

from scanner.reading.text import clean
from scanner.reading.tree import Attributes, Element, text_of

_TOGGLES = ("data-toggle", "data-bs-toggle", "data-mdb-toggle")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST = 120


def folds(element: Element) -> bool:
    """Whether a button or link unfolds the part of the page that follows."""
    if any(element.get(name) == "collapse" for name in _TOGGLES):
        return _is_here(element)
    return element.get("aria-expanded") is not None and element.get("aria-controls") is not None and _is_here(element)


def _is_here(element: Element) -> bool:
    return (element.get("href") or "#").startswith("#") and 2 < len(text_of(element).strip()) <= _LONGEST


def tab_title(element: Element, attributes: Attributes) -> str:
    """Return what the tab of a panel says, empty where the element is no panel or begins with these words itself."""
    panel = attributes.get("role") == "tabpanel" or "tab-pane" in attributes.get("class", "").split()
    title = _title(element, attributes) if panel else ""
    if not 2 < len(title) <= _LONGEST:
        return ""
    first = next(element.iter(*_HEADINGS), None)
    return "" if first is not None and clean(text_of(first)).lower() == title.lower() else title


def _title(element: Element, attributes: Attributes) -> str:
    if label := attributes.get("aria-label"):
        return clean(label)
    root = element.getroottree()
    for wanted, path in (
        (attributes.get("aria-labelledby"), "//*[@id=$wanted]"),
        (attributes.get("id"), "//a[@href=concat('#', $wanted)] | //*[@aria-controls=$wanted]"),
    ):
        found = root.xpath(path, wanted=wanted) if wanted else []
        if isinstance(found, list) and found and isinstance(found[0], type(element)):
            return clean(text_of(found[0]))
    return ""
