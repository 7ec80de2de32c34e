"""The structure of a printed page: who contains what, in the order in which it is read out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Pdf, String

from results.reports.paper.words import words_of

_Node = Any  # pikepdf tells what an object is when it is asked, not before
ROLES = {"/Strong": Name.Span, "/Em": Name.Span, "/Title": Name.H1, "/Aside": Name.Div, "/Sub": Name.Span}
"""Kinds of PDF 2.0 that a browser writes, and what they are in PDF 1.7."""


class Tree:
    """The structure of a PDF.

    Args:
        pdf: tagged; changed in place.
    """

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.Root.StructTreeRoot
        self._pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self._owners = NumberTree(self._root.ParentTree)

    def elements(self) -> Iterator[Any]:
        """Yield all elements in the order of reading."""
        waiting = [one for one in reversed(_kids(self._root)) if isinstance(one, Dictionary)]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [one for one in reversed(_kids(element)) if isinstance(one, Dictionary) and "/S" in one]

    def figures(self) -> dict[int, frozenset[int]]:
        """Return the marks of figures by page; a box around a picture and its caption is no figure of its own."""
        found: dict[int, set[int]] = {}
        for element in list(self.elements()):
            if Name.Figure != element.S:
                continue
            if any(_is_kind(kid, Name.Figure) for kid in _kids(element)):
                _as_box(element)
                continue
            for page, mark in self._marks(element):
                found.setdefault(page, set()).add(mark)
        return {page: frozenset(marks) for page, marks in found.items()}

    def repeated(self) -> dict[int, frozenset[int]]:
        """Return the marks of head rows by page where a table goes on: they are read once, where it begins."""
        found: dict[int, set[int]] = {}
        for row in (element for element in self.elements() if element.S == Name.TR):
            if not all(_is_kind(cell, Name.TH) for cell in _kids(row)):
                continue
            marks = list(self._marks(row))
            first = min((page for page, _ in marks), default=0)
            for page, mark in marks:
                if page > first:
                    found.setdefault(page, set()).add(mark)
        return {page: frozenset(marks) for page, marks in found.items()}

    def drop(self, page: int, marks: Collection[int]) -> None:
        """Take marks of a page out of the structure, and elements that hold nothing then."""
        owners: Any = self._owners[self._key(page)] if marks else []
        for mark in marks:
            element = owners[mark]
            if isinstance(element, Dictionary):
                _without(element, mark)
                _pruned(element)
            owners[mark] = None

    def place(self, page: int, boxes: Mapping[int, tuple[float, float, float, float]]) -> None:
        """Give the figures of a page their place."""
        for mark, box in boxes.items():
            owners: Any = self._owners[self._key(page)]
            figure = owners[mark]
            if isinstance(figure, Dictionary) and figure.get("/S") == Name.Figure:
                figure.A = Dictionary(O=Name.Layout, BBox=Array(box), Placement=Name.Block)

    def finish(self, title: str) -> None:
        """Name kinds, cells and links so that they mean the same to every reader."""
        self._root.RoleMap = Dictionary(dict(ROLES))
        self._fill_lists()
        self._name_cells()
        self._describe_links()
        for document in _kids(self._root):
            if isinstance(document, Dictionary):
                document.T = String(title)

    def _key(self, page: int) -> int:
        return int(self._pdf.pages[page].StructParents)

    def _marks(self, element: _Node) -> Iterator[tuple[int, int]]:
        """Yield page and mark of all that an element holds on pages; a drawing with see-through parts has marks of its own."""
        for kid in _kids(element):
            if isinstance(kid, int):
                yield self._pages[element.Pg.objgen], kid
            elif isinstance(kid, Dictionary) and "/MCID" in kid and "/Stm" not in kid:
                yield self._pages[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)
            elif isinstance(kid, Dictionary) and "/S" in kid:
                yield from self._marks(kid)

    def _fill_lists(self) -> None:
        """Put what an item of a list says into its body: a browser leaves it beside the sign of the list."""
        for item in [element for element in self.elements() if element.S == Name.LI]:
            loose = [kid for kid in _kids(item) if not _is_kind(kid, Name.Lbl, Name.LBody)]
            if not loose:
                continue
            body = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(loose)))
            if "/Pg" in item:
                body.Pg = item.Pg
            for kid in loose:
                self._move(kid, item, body)
            item.K = Array([*(kid for kid in _kids(item) if _is_kind(kid, Name.Lbl, Name.LBody)), body])

    def _move(self, kid: _Node, item: _Node, body: _Node) -> None:
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid.P = body
            return
        for page, mark in self._marks(item):
            if _is_mark(kid, mark):
                owners: Any = self._owners[self._key(page)]
                owners[mark] = body

    def _name_cells(self) -> None:
        """Number the header cells: a browser names them by what it had in memory."""
        cells = [element for element in self.elements() if "/ID" in element]
        names = {str(cell.ID): f"h{at:06d}" for at, cell in enumerate(cells)}
        for element in self.elements():
            for part in element.get("/A", ()) if isinstance(element.get("/A"), Array) else ():
                if "/Headers" in part:
                    part.Headers = Array([String(names[str(one)]) for one in part.Headers if str(one) in names])
        for cell in cells:
            cell.ID = String(names[str(cell.ID)])
        if cells:
            pairs = [item for cell in cells for item in (cell.ID, cell)]
            self._root.IDTree = Dictionary(Names=pairs)

    def _describe_links(self) -> None:
        """Give each link its words, or its address where it has none."""
        said = words_of(self._pdf)
        for element in self.elements():
            if Name.Link != element.S:
                continue
            words = "".join(said.get(mark, "") for mark in self._marks(element)).strip()
            for kid in _kids(element):
                if isinstance(kid, Dictionary) and "/Obj" in kid:
                    kid.Obj.Contents = String(words or _address(kid.Obj) or "–")


def _address(link: _Node) -> str:
    return str(link.A.URI) if "/A" in link and "/URI" in link.A else ""


def _kids(element: _Node) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _as_box(element: _Node) -> None:
    element.S = Name.Div
    for kid in _kids(element):
        if _is_kind(kid, Name.Caption):
            kid.S = Name.P


def _is_kind(kid: _Node, *kinds: Name) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/S") in kinds


def _without(element: _Node, mark: int) -> None:
    kept = [kid for kid in _kids(element) if not _is_mark(kid, mark)]
    if kept:
        element.K = Array(kept)
    elif "/K" in element:
        del element["/K"]


def _is_mark(kid: _Node, mark: int) -> bool:
    return (
        kid == mark
        if isinstance(kid, int)
        else isinstance(kid, Dictionary) and "/Stm" not in kid and kid.get("/MCID") == mark
    )


def _pruned(element: _Node) -> None:
    """Take an element that holds nothing out of its parent, and so on upwards; cells stay, a row needs them."""
    while "/K" not in element and element.get("/S") not in (Name.TD, Name.TH, Name.Document):
        parent = element.P
        kept = [kid for kid in _kids(parent) if not (isinstance(kid, Dictionary) and kid.objgen == element.objgen)]
        if kept:
            parent.K = Array(kept)
            return
        if "/K" in parent:
            del parent["/K"]
        element = parent
