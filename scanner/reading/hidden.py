"""What markup hides from the eye, told from what opens on a click."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scanner.reading.tree import Element

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_RIGHT_TO_LEFT = re.compile(r"direction\s*:\s*rtl", re.I)
_TOGGLES = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "href")
_LISTS = frozenset({"ul", "ol", "nav"})


class Hidden:
    """Answers for the elements of one page whether they are hidden."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._opened: frozenset[str] | None = None

    def hides(self, element: Element, attributes: Mapping[str, str], marks: frozenset[str]) -> bool:
        """Whether the element's text is not shown, and not by a click on a heading, tab or menu either."""
        style = attributes.get("style")
        hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        if not hidden and not (style and _NOT_SHOWN.search(style)):
            return False
        return not self._opens(element, attributes, marks)

    def _opens(self, element: Element, attributes: Mapping[str, str], marks: frozenset[str]) -> bool:
        if attributes.get("role") == "tabpanel" or "panel" in marks:
            return True
        if element.tag in _LISTS and attributes.get("role") != "listbox":
            parent = element.getparent()
            return parent is not None and parent.tag == "li"
        own = attributes.get("id")
        return bool(own) and own in self._targets()

    def _targets(self) -> frozenset[str]:
        """Return the ids that buttons and links of the page say they open."""
        if self._opened is None:
            found: set[str] = set()
            for element in self._root.iter("a", "button", "summary", "div", "h2", "h3", "h4", "h5", "span"):
                if element.get("aria-modal") or element.get("role") == "combobox":
                    continue
                for name in _TOGGLES:
                    value = element.get(name)
                    if value and (value.startswith("#") or name == "aria-controls"):
                        found.update(value.replace("#", "").split())
            self._opened = frozenset(found)
        return self._opened


def reads_backwards(attributes: Mapping[str, str]) -> bool:
    """Whether a style shows the element's text from right to left."""
    return bool(_RIGHT_TO_LEFT.search(attributes.get("style", "")))
