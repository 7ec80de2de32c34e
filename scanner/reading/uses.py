"""What scripts, frames and names of elements show a page to use."""

from __future__ import annotations

from scanner.reading.names import Names
from scanner.reading.reader import Reader
from scanner.reading.tree import Element, text_of

_BY_NAME = ("translator", "chat", "captcha", "third_party_search", "progress")
_BY_ADDRESS = ("translator", "chat", "captcha", "third_party_search", "suggestions")
_SCRIPT_START = 400
_FEWEST_STEPS, _MOST_STEPS, _LONGEST_STEP = 3, 12, 6  # entries; words of one


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
    if "progress" not in found and (shows_steps(root, markup) or lists_steps(root, reader.names)):
        found.add("progress")
    return frozenset(found)


def lists_steps(root: Element, names: Names) -> bool:
    """Whether a list of short entries, most of them no links, has one that is marked as the current one."""
    return any(_are_steps([item for item in each if item.tag == "li"], each, names) for each in root.iter("ol", "ul"))


def _are_steps(items: list[Element], around: Element, names: Names) -> bool:
    if not _FEWEST_STEPS <= len(items) <= _MOST_STEPS or "tabs" in names.of(around.get("class", "")):
        return False
    marked = sum("current" in names.of(item.get("class", "")) for item in items)
    bold = sum(len(item) == 1 and item[0].tag in ("b", "strong") and not (item.text or "").strip() for item in items)
    if 1 not in (marked, bold) or around.get("role") in ("tablist", "listbox", "menu"):
        return False
    if sum(map(_leads_away, items)) * 2 > len(items):
        return False
    return all(0 < len(text_of(item).split()) <= _LONGEST_STEP for item in items)


def _leads_away(item: Element) -> bool:
    return any(not (link.get("href") or "#").lower().startswith(("#", "javascript:")) for link in item.iter("a"))


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
