"""The page as a light tree of our own, built in one pass by libxml2's parser.

Events of the parser cost half of what a tree of lxml elements and a walk over it would, and know no limit of depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import ParserTarget

DEEPEST = 200  # deeper elements hang on this level: nobody builds a page like that, but some send one
MOST_NODES = 60_000

_NAME = re.compile(r"[A-Za-z][\w-]*")
_NONE: Mapping[str, str] = {}


class Node:
    """An element: tag and attribute names in lower case, `items` are its texts and elements in order."""

    __slots__ = ("attrs", "items", "nth", "parent", "path", "tag")

    def __init__(self, tag: str, attrs: Mapping[str, str], parent: Node | None) -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.items: list[Node | str] = []
        self.nth = 0
        self.path = ""

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attrs.get(name, default)

    @property
    def children(self) -> list[Node]:
        """The elements directly below."""
        return [item for item in self.items if not isinstance(item, str)]

    def walk(self) -> Iterator[Node]:
        """Yield the elements below in document order."""
        stack = [self.children[::-1]]
        while stack:
            if not stack[-1]:
                stack.pop()
                continue
            node = stack[-1].pop()
            yield node
            if node.items:
                stack.append(node.children[::-1])

    def text(self) -> str:
        """Return all text below, as written."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            else:
                stack.extend(reversed(item.items))
        return "".join(parts)


def css_path(node: Node) -> str:
    """Return a CSS path to the element, from the nearest element with an id."""
    chain: list[Node] = []
    at: Node | None = node
    while at is not None and not at.path:
        chain.append(at)
        at = at.parent
    for each in reversed(chain):
        each.path = _step(each)
    return node.path


def _step(node: Node) -> str:
    own = node.attrs.get("id", "")
    if own and _NAME.fullmatch(own):
        return f"{node.tag}#{own}"
    if node.parent is None or node.tag == "body":
        return node.tag
    if not node.nth:
        _number(node.parent)
    return f"{node.parent.path} > {node.tag}:nth-of-type({node.nth})"


def _number(parent: Node) -> None:
    counts: dict[str, int] = {}
    for child in parent.children:
        child.nth = counts[child.tag] = counts.get(child.tag, 0) + 1


class Builder:
    """Takes the parser's events and builds the tree."""

    def __init__(self) -> None:
        self.root = Node("html", _NONE, None)
        self.doctype_name = ""
        self.cut = False
        self._open = [self.root]
        self._nodes = 0
        self._body: Node | None = None

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Open an element."""
        parent = self._open[-1]
        self._nodes += 1
        if tag == "html":
            self.root.attrs = self.root.attrs or attrs
            self._open.append(self.root)
        elif tag == "body" and self._body is not None:
            self._open.append(self._body)
        elif self._nodes > MOST_NODES:
            self.cut = True
            self._open.append(parent)
        else:
            node = Node(tag, attrs, parent)
            parent.items.append(node)
            self._open.append(node if len(self._open) < DEEPEST else parent)
            if tag == "body":
                self._body = node

    def end(self, tag: str | bytes) -> None:  # noqa: ARG002  the parser closes what is open, in order
        """Close the element opened last."""
        if len(self._open) > 1:
            self._open.pop()

    def data(self, text: str) -> None:
        """Take text; entities come as pieces of their own."""
        items = self._open[-1].items
        if items and isinstance(items[-1], str):
            items[-1] += text
        else:
            items.append(text)

    def doctype(self, name: str, *_: object) -> None:
        """Take the document type."""
        self.doctype_name = name or ""

    def close(self) -> Builder:
        """End the document."""
        return self


def parse(text: str) -> Builder:
    """Return the tree of a page; never raises, whatever the text is."""
    builder = Builder()
    target = cast("ParserTarget", builder)  # lxml gives text as str only, its stubs say str or bytes
    parser = etree.HTMLParser(encoding="utf-8", target=target, huge_tree=True)
    try:
        etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        builder.cut = True
    return builder
