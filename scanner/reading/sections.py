"""Headings and labels with what stands under them."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.reading.drafts import Draft
from scanner.reading.facts import Region, Section
from scanner.reading.tree import Paths

LABEL = 7
_IN_A_LIST = frozenset({"li", "dd"})


@dataclass(slots=True)
class _Open:
    index: int
    level: int
    draft: Draft
    first: int
    last: int
    parent: int
    words: int = 0


def build_sections(drafts: list[Draft], paths: Paths) -> tuple[Section, ...]:
    """Return the sections of a page, and write into each draft the index of the one it belongs to (-1 for none).

    Each part of the page has headings of its own: what a side column says in between does not end a section of the main
    content.
    """
    found: list[_Open] = []
    stacks: dict[Region, list[_Open]] = {}
    for at, draft in enumerate(drafts):
        stack = stacks.get(draft.region)
        if stack is None:
            stack = stacks[draft.region] = []
        _end(stack, at)
        opens = draft.kind in ("heading", "label")
        if opens:
            _close(stack, draft)
        for section in stack:
            section.last, section.words = at + 1, section.words + draft.words
        if opens:
            parent = stack[-1].index if stack else -1
            section = _Open(len(found), draft.level or LABEL, draft, at + 1, at + 1, parent)
            stack.append(section)
            found.append(section)
        draft.section = stack[-1].index if stack else -1
    return tuple(
        Section(
            each.draft.text,
            each.level,
            paths.of(each.draft.element),
            each.draft.region,
            each.first,
            each.last,
            each.words,
            each.parent,
        )
        for each in found
    )


def _end(stack: list[_Open], at: int) -> None:
    """Take from the stack what is over at a place, with all that it holds."""
    for index, section in enumerate(stack):
        if 0 < section.draft.last <= at:
            del stack[index:]
            return


def _close(stack: list[_Open], draft: Draft) -> None:
    """Take from the stack what a new heading or label ends."""
    if draft.kind == "heading":
        while stack and stack[-1].level >= draft.level:
            stack.pop()
    elif not draft.last or draft.element.tag not in _IN_A_LIST:
        while stack and stack[-1].level == LABEL and not _holds(stack[-1].draft, draft):
            stack.pop()


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether a label that ends at a known place stands around another one."""
    return outer.last > 0 and 0 < inner.last <= outer.last
