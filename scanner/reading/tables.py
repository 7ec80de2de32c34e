"""Rows of tables and pairs of lists, once they have been read: which cell names the others."""

from __future__ import annotations

from scanner.reading.drafts import Draft
from scanner.reading.tree import Element, text_of

_LONGEST = 60
_BOLD = frozenset({"b", "strong"})


def close_row(drafts: list[Draft], first: int, row: Element) -> None:
    """Make labels of the cells that name a row, and plain cells of those that name columns.

    Args:
        drafts: all drafts so far.
        first: index of the row's first draft.
        row: the row.
    """
    read = drafts[first:]
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if not read or not cells or next(row.iter("table"), None) is not None:
        return
    if len(cells) > 1 < len(read) and all(d.kind == "label" or _cell(d, cells).tag == "th" for d in read):
        for draft in read:
            draft.kind, draft.last = "cell", 0
    elif len(cells) == 1:
        if cells[0].tag == "th" and len(read) == 1:
            read[0].kind = "label"
    elif _names_row(read, cells):
        read[0].kind = "label"
        read[0].words = read[0].text.count(" ") + 1
    for draft in read:
        if draft.kind == "label" and not draft.last and len(cells) > 1:
            draft.last = len(drafts)


def _cell(draft: Draft, cells: list[Element]) -> Element:
    at: Element | None = draft.element
    while at is not None and at not in cells:
        at = at.getparent()
    return cells[-1] if at is None else at


def _names_row(read: list[Draft], cells: list[Element]) -> bool:
    head = read[0]
    if _cell(head, cells) is not cells[0] or len(read) < 2 or _cell(read[1], cells) is cells[0]:
        return False
    if cells[0].tag == "th" or head.kind == "label":
        return True
    short = len(head.text) <= _LONGEST and head.text.count(" ") < 6 and not head.links
    return len(cells) == 2 and short and not head.text[:1].isdigit() and not _has_heads(cells[0])


def _has_heads(cell: Element) -> bool:
    """Whether the first row of a cell's table names the columns."""
    table = next(cell.iterancestors("table"), None)
    first = next(table.iter("tr"), None) if table is not None else None
    if first is None or first is cell.getparent():
        return False
    return all(each.tag == "th" or (len(each) == 1 and each[0].tag in _BOLD) for each in first)


def column_head(element: Element) -> str:
    """Return what the first row of a table calls the column that an element stands in, empty where it names none."""
    cell = next((each for each in (element, *element.iterancestors()) if each.tag in ("td", "th")), None)
    row = cell.getparent() if cell is not None else None
    if cell is None or row is None or not _has_heads(cell):
        return ""
    first = next(next(cell.iterancestors("table")).iter("tr"))
    at = row.index(cell)
    return " ".join(text_of(first[at]).split()) if at < len(first) else ""


def close_list(drafts: list[Draft], first: int) -> None:
    """Make labels of the terms of a list of pairs; each names what follows up to the next."""
    open_label: Draft | None = None
    for at in range(first, len(drafts)):
        draft = drafts[at]
        parent = draft.element.getparent()
        if draft.kind != "heading" and (draft.element.tag == "dt" or (parent is not None and parent.tag == "dt")):
            if open_label is not None:
                open_label.last = at
            draft.kind, open_label = "label", draft
    if open_label is not None:
        open_label.last = len(drafts)
