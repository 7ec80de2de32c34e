"""What a page says of itself: title, language, canonical address, translations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scanner.reading.tree import Element

_REFRESH = re.compile(r"^\s*\d*\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.I)


@dataclass(slots=True)
class Head:
    """As written, addresses not yet absolute; `refresh` is where the page sends its reader on to."""

    title: str = ""
    language: str = ""
    base: str = ""
    canonical: str = ""
    refresh: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    alternates: list[tuple[str, str]] = field(default_factory=list)


def read_head(root: Element) -> Head:
    """Return what the head says, also where its elements stand in the body."""
    head = Head(language=(root.get("lang") or root.get("xml:lang") or "").strip().lower())
    for element in root.iter("title", "meta", "link", "base"):
        tag = element.tag
        if tag == "title":
            head.title = head.title or " ".join("".join(str(part) for part in element.itertext()).split())
        elif tag == "meta":
            _meta(head, element)
        elif tag == "link":
            _link(head, element)
        elif not head.base:
            head.base = (element.get("href") or "").strip()
    return head


def _meta(head: Head, element: Element) -> None:
    content = " ".join((element.get("content") or "").split())
    name = (element.get("name") or element.get("property") or element.get("http-equiv") or "").lower()
    if name and content:
        head.metas.setdefault(name, content)
    if name == "refresh" and (found := _REFRESH.match(content)):
        head.refresh = found.group(1).strip()


def _link(head: Head, element: Element) -> None:
    rel, href = (element.get("rel") or "").lower(), (element.get("href") or "").strip()
    if rel == "canonical":
        head.canonical = href
    elif rel == "alternate" and element.get("hreflang") and href:
        head.alternates.append(((element.get("hreflang") or "").lower(), href))
