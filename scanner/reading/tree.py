"""Markup to a tree that later steps can walk without minding its depth, and a path to each of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import ParserTarget

Element = etree._Element
Attributes = Mapping[str, str]

LONGEST = 4_000_000  # characters of markup that are read
_DEEPEST = 200  # libxml2 gives up at 256 open elements; pages with tags never closed get there
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
_NAME = re.compile(r"[A-Za-z][\w-]*")


class _Flat:
    """Builds a tree no deeper than `_DEEPEST`: what is deeper becomes a row of siblings."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._open: list[str] = []
        self._deeper = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) < _DEEPEST:
            self._open.append(tag)
        else:
            self._builder.end(self._open[-1])
            self._open[-1] = tag
            self._deeper += 1
        self._builder.start(tag, cast("dict[str | bytes, str | bytes]", dict(attributes)))

    def end(self, _tag: str) -> None:
        if self._deeper:
            self._deeper -= 1
        elif self._open:
            self._builder.end(self._open.pop())

    def data(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> Element:
        while self._open:
            self._builder.end(self._open.pop())
        return self._builder.close()


def tags(names: str) -> frozenset[str]:
    """Return the tags in a text."""
    return frozenset(names.split())


def attributes_of(element: Element) -> Attributes:
    """Return the attributes as a plain mapping: asked several times, it costs half of the element's own."""
    return cast("Attributes", dict(element.items()))


def text_of(element: Element) -> str:
    """Return all text of an element as written."""
    return "".join(cast("Iterator[str]", element.itertext()))


def parse(text: str) -> Element | None:
    """Return the root element of a page, None where there is no markup at all; never raises."""
    data = text[:LONGEST].replace("\x00", "").encode("utf-8", "replace")
    root = _parsed(data, _PARSER)
    last = _PARSER.error_log.last_error
    if root is not None and (last is None or last.type_name != "ERR_RESOURCE_LIMIT"):
        return root
    flat = cast("ParserTarget", _Flat())  # lxml gives text as str only, its stubs say str or bytes
    return _parsed(data, etree.HTMLParser(encoding="utf-8", target=flat, huge_tree=True))


def _parsed(data: bytes, parser: etree.HTMLParser) -> Element | None:
    try:
        return cast("Element | None", etree.fromstring(data, parser))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


class Paths:
    """CSS paths of the elements of one page, from the nearest element with an id."""

    def __init__(self) -> None:
        self._known: dict[Element, str] = {}
        self._places: dict[Element, int] = {}

    def of(self, element: Element) -> str:
        """Return a CSS path to the element."""
        path = self._known.get(element)
        if path is None:
            path = self._known[element] = self._made(element)
        return path

    def _made(self, element: Element) -> str:
        own = element.get("id")
        if own and _NAME.fullmatch(own):
            return f"{element.tag}#{own}"
        parent = element.getparent()
        if parent is None or element.tag == "body":
            return str(element.tag)
        return f"{self.of(parent)} > {element.tag}:nth-child({self._place(element, parent)})"

    def _place(self, element: Element, parent: Element) -> int:
        """Return the place among all children, counted once for each parent: lxml's own index walks them each time."""
        if element not in self._places:
            self._places.update((child, place) for place, child in enumerate(parent, 1))
        return self._places[element]
