"""The inputs and buttons of a form in reading order, each with the text beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scanner.reading.tree import Attributes, Element, attributes_of, tags, text_of

_INPUTS = tags("input select textarea button")
_BUTTON_KINDS = tags("submit button image reset")
_SILENT = tags("script style template noscript option")
_INLINE = tags("a b strong i em span font u small sup sub label abbr")
_LONGEST = 120


@dataclass(eq=False)
class Input:
    """An input or button; `before` and `after` are the texts beside it, up to the next input."""

    element: Element
    before: str = ""
    after: str = ""

    @cached_property
    def attributes(self) -> Attributes:
        """The attributes of the element."""
        return attributes_of(self.element)

    @cached_property
    def kind(self) -> str:
        """The HTML type of the input."""
        tag = str(self.element.tag)
        return (self.attributes.get("type") or "text").strip().lower() if tag == "input" else tag

    @property
    def is_button(self) -> bool:
        """Whether it is pressed rather than filled in."""
        return self.kind == "button" or (self.element.tag == "input" and self.kind in _BUTTON_KINDS)

    @cached_property
    def caption(self) -> str:
        """What a button says."""
        said = (self.attributes.get(name, "") for name in ("value", "alt", "aria-label", "title"))
        return one_line(text_of(self.element)) or next((one_line(text) for text in said if text), "")


def one_line(text: str) -> str:
    """Return text with its white space folded."""
    return " ".join(text.split())


class Scan:
    """Goes through a form: `inputs` in reading order, and `text`, all that is shown."""

    def __init__(self, form: Element) -> None:
        self.inputs: list[Input] = []
        self._parts: list[str] = []
        self._since = 0
        self._inside(form)
        self._end_text()
        self.text = one_line("".join(self._parts))

    def _inside(self, element: Element) -> None:
        if element.text:
            self._parts.append(element.text)
        for child in element:
            if child.tag in _INPUTS:
                self._input(Input(child))
            elif child.tag not in _SILENT:
                self._inside(child)
                if child.tag not in _INLINE:
                    self._parts.append(" ")
            if child.tail:
                self._parts.append(child.tail)

    def _input(self, found: Input) -> None:
        found.before = self._end_text()[-_LONGEST:]
        self.inputs.append(found)
        if found.is_button:
            self._parts.append(f" {found.caption} ")
        self._since = len(self._parts)

    def _end_text(self) -> str:
        text = one_line("".join(self._parts[self._since :]))
        if self.inputs:
            self.inputs[-1].after = text[:_LONGEST]
        return text
