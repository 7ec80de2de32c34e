"""What scripts, frames and names of elements show a page to use."""

from __future__ import annotations

from scanner.reading.reader import Reader
from scanner.reading.tree import Element

_BY_NAME = ("translator", "chat", "captcha", "third_party_search", "progress")
_BY_ADDRESS = ("translator", "chat", "captcha", "third_party_search")
_SCRIPT_START = 400


def read_uses(root: Element, marks: set[str], markup: str, reader: Reader) -> frozenset[str]:
    """Return the uses of a page (see `PageFacts.uses`).

    Args:
        root: the page.
        markup: its source.
        marks: what ids and classes of its elements say (see `Names`).
        reader: the tools of the criteria set.
    """
    found = {use for use in _BY_NAME if use in marks}
    told = "\n".join(_machine_text(element) for element in root.iter("script", "iframe", "frame"))
    if told:
        found |= {use for use in _BY_ADDRESS if told in reader.vocabulary.pattern(f"uses_{use}")}
    if "progress" not in found and shows_steps(root, markup):
        found.add("progress")
    return frozenset(found)


def _machine_text(element: Element) -> str:
    address = element.get("src") or element.get("data-src") or ""
    return address if address or element.tag != "script" else (element.text or "")[:_SCRIPT_START]


def shows_steps(root: Element, markup: str) -> bool:
    """Whether a progress bar or the current one of several steps is shown."""
    if "<progress" in markup:
        return True
    if "progressbar" not in markup and "aria-current" not in markup:
        return False
    return bool(root.xpath("boolean(//*[@role='progressbar' or @aria-current='step'])"))
