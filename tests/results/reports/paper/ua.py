"""What a machine can check of PDF/UA-1 (ISO 14289-1), point by point after the Matterhorn Protocol 1.1 of the PDF Association.

Each check yields what is wrong, with the number of its checkpoint. What needs a person (is the alternative text a good one?)
is not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from results.reports.paper.words import signs_of, words_of

STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    ]
)
PAINTING = frozenset(
    ["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh", "INLINE", "IMAGE"]
)
PATHS = frozenset(["m", "l", "c", "v", "y", "h", "re"])
CHILDREN = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
    "TR": {"TH", "TD"}, "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"},
}  # fmt: skip
PARENTS = {"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}}


def problems(pdf: pikepdf.Pdf) -> list[str]:
    """Everything that is wrong, each beginning with its checkpoint."""
    checks = (
        _real_content, _roles, _appearance, _metadata, _dictionary, _parents, _headings, _tables, _nesting, _figures, _languages,
        _annotations, _fonts, _empty_marks, _security,
    )  # fmt: skip
    return [problem for check in checks for problem in check(pdf)]


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """All structure elements in the order of reading."""
    found: list[Any] = []
    waiting = list(reversed(kids(pdf.Root.StructTreeRoot)))
    while waiting:
        element = waiting.pop()
        found.append(element)
        waiting += [one for one in reversed(kids(element)) if isinstance(one, Dictionary) and "/S" in one]
    return found


def kids(element: Any) -> list[Any]:
    """What an element holds: elements, marks (numbers), references."""
    held = element.get("/K")
    return [] if held is None else list(held) if isinstance(held, Array) else [held]


def kind(pdf: pikepdf.Pdf, element: Any) -> str:
    """The standard kind of an element, by the role map."""
    roles: Any = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    name = str(element.S)
    for _ in range(5):
        if name[1:] in STANDARD or name not in roles:
            break
        name = str(roles[name])
    return name[1:]


def marks(element: Any) -> Iterator[tuple[Any, int]]:
    """Page or drawing (its object number) and mark of all that an element holds itself."""
    for kid in kids(element):
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif isinstance(kid, Dictionary) and "/MCID" in kid:
            yield kid.get("/Stm", kid.get("/Pg", element.get("/Pg"))).objgen, int(kid.MCID)


def _real_content(pdf):
    """01-003, 01-004, 01-005: all content is marked as an artifact or belongs to an element, never both."""
    owned = {mark for element in elements(pdf) for mark in marks(element)}
    for number, page in enumerate(pdf.pages, 1):
        yield from (f"{problem} on page {number}" for problem in _unmarked(page, owned))


def _unmarked(page, owned):
    stack: list[Any] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            held: Any = instruction.operands[1] if len(instruction.operands) > 1 else {}
            mark = int(held.MCID) if isinstance(held, Dictionary) and "/MCID" in held else None
            tag = "artifact" if str(instruction.operands[0]) == "/Artifact" else mark
            if tag == "artifact" and any(isinstance(one, int) for one in stack):
                yield "01-004 artifact inside of tagged content"
            if isinstance(tag, int) and "artifact" in stack:
                yield "01-003 tagged content inside of an artifact"
            if isinstance(tag, int) and (page.objgen, tag) not in owned:
                yield f"01-005 mark {tag} belongs to no element"
            stack.append(tag)
        elif operator == "EMC":
            stack.pop()
        elif operator in PAINTING and not any(one is not None for one in stack):
            yield f"01-005 {operator} is neither tagged nor an artifact"


def _roles(pdf):
    """02-001 .. 02-004: kinds that are not standard are mapped to standard ones, standard ones are not remapped."""
    roles: Any = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    for element in elements(pdf):
        if kind(pdf, element) not in STANDARD:
            yield f"02-001 kind {element.S} is mapped to no standard kind"
    for name in roles:
        if name[1:] in STANDARD:
            yield f"02-004 standard kind {name} is remapped"


def _appearance(pdf):
    """09-001 in part: the order of reading is that of the pages, so that nothing is read before what stands above it."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    last = 0
    for element in elements(pdf):
        for page in (page for page, _ in marks(element) if page in pages):
            if pages[page] < last:
                yield f"09-001 page {pages[page] + 1} is read after page {last + 1}"
            last = max(last, pages[page])


def _metadata(pdf):
    """06-001 .. 06-004, 07-001, 07-002: XMP with title and claim, the title is shown."""
    if "/Metadata" not in pdf.Root:
        yield "06-001 no XMP metadata"
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        if meta.get("pdfuaid:part") != "1":
            yield "06-002 no PDF/UA identifier"
        if not meta.get("dc:title"):
            yield "06-003 no dc:title"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "07-001 the title is not displayed"


def _dictionary(pdf):
    """01-001 and 01-006 in part: the document is marked, no suspects, read by structure."""
    info = pdf.Root.get("/MarkInfo", {})
    if not info.get("/Marked", False):
        yield "06-000 not marked as tagged"
    if info.get("/Suspects", False):
        yield "00-001 has suspects"
    if not kids(pdf.Root.StructTreeRoot):
        yield "01-001 no structure"


def _parents(pdf):
    """The way back: each mark of a page leads by the parent tree to the element that holds it (ISO 32000-1, 14.7.4.4)."""
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    holders = {mark: element.objgen for element in elements(pdf) for mark in marks(element)}
    yield from _drawings(pdf, tree)
    for number, page in enumerate(pdf.pages, 1):
        if "/StructParents" not in page:
            yield f"01-007 page {number} has no way to its structure"
            continue
        owners: Any = tree[int(page.StructParents)]
        for (where, mark), holder in holders.items():
            if where == page.objgen and (mark >= len(owners) or _number(owners[mark]) != holder):
                yield f"01-007 mark {mark} of page {number} does not lead to its element"


def _drawings(pdf, tree):
    for element in elements(pdf):
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/Stm" in kid:
                owners: Any = tree[int(kid.Stm.StructParents)] if "/StructParents" in kid.Stm else []
                if int(kid.MCID) >= len(owners) or _number(owners[int(kid.MCID)]) != element.objgen:
                    yield "01-007 a mark of a drawing does not lead to its element"


def _number(element):
    return element.objgen if isinstance(element, Dictionary) else None


def _headings(pdf):
    """14-002, 14-003, 14-006, 14-007: the first heading is H1, no level is left out, H and H1 are not mixed."""
    names = [kind(pdf, element) for element in elements(pdf)]
    levels = [int(name[1]) for name in names if len(name) == 2 and name[0] == "H"]
    if levels and levels[0] != 1:
        yield "14-002 the first heading is not H1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"14-003 H{after} follows H{before}"
    if "H" in names and levels:
        yield "14-007 H and numbered headings are mixed"
    for element in elements(pdf):
        if kind(pdf, element)[:1] == "H" and not _inside(element):
            yield "14-000 an empty heading"


def _tables(pdf):
    """15-003: tables have header cells with a scope, or cells that name theirs; rows have the same width."""
    names = {str(element.ID) for element in elements(pdf) if "/ID" in element}
    for table in [element for element in elements(pdf) if kind(pdf, element) == "Table"]:
        rows = [row for row in _under(table) if kind(pdf, row) == "TR"]
        cells = [cell for row in rows for cell in kids(row) if isinstance(cell, Dictionary)]
        heads = [cell for cell in cells if kind(pdf, cell) == "TH"]
        if not heads:
            yield "15-003 a table has no header cell"
        if any(_attribute(cell, "/Scope") is None and "/ID" not in cell for cell in heads):
            yield "15-003 a header cell has no scope"
        widths = {
            sum(int(_attribute(cell, "/ColSpan") or 1) for cell in kids(row) if isinstance(cell, Dictionary))
            for row in rows
        }
        if len(widths) > 1 and not any(int(_attribute(cell, "/RowSpan") or 1) > 1 for cell in cells):
            yield f"15-000 rows of {sorted(widths)} cells in one table"
        for cell in cells:
            for name in _attribute(cell, "/Headers") or ():
                if str(name) not in names:
                    yield f"15-004 a cell names a header {name} that is not there"


def _nesting(pdf):
    """09-004 .. 09-006: tables and lists hold what they may hold."""
    for element in elements(pdf):
        name = kind(pdf, element)
        inner = [kid for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid]
        if name in CHILDREN:
            for kid in inner:
                if kind(pdf, kid) not in CHILDREN[name]:
                    yield f"09-004 {kind(pdf, kid)} in {name}"
            if any(True for _ in marks(element)):
                yield f"09-004 content stands in {name} itself"
        if name in PARENTS and kind(pdf, element.P) not in PARENTS[name]:
            yield f"09-005 {name} in {kind(pdf, element.P)}"


def _figures(pdf):
    """13-004: figures have an alternative text, and a place."""
    for element in elements(pdf):
        if kind(pdf, element) in ("Figure", "Formula"):
            if not str(element.get("/Alt", "") or element.get("/ActualText", "")).strip():
                yield "13-004 a figure has no alternative text"
            if not _attribute(element, "/BBox"):
                yield "13-000 a figure has no place"


def _languages(pdf):
    """11-001 .. 11-006: text, alternative texts and bookmarks are in a language that is told."""
    if not str(pdf.Root.get("/Lang", "")).strip():
        yield "11-006 no language"
    for element in elements(pdf):
        if "/Lang" in element and not str(element.Lang).strip():
            yield "11-001 an element has an empty language"


def _annotations(pdf):
    """28-002, 28-004, 28-009, 28-011, 28-012: links belong to the structure and say where they lead; tabs follow the structure."""
    held = {}
    for element in elements(pdf):
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/Obj" in kid:
                held[kid.Obj.objgen] = kind(pdf, element)
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages, 1):
        notes: Any = page.get("/Annots", [])
        if len(notes) and page.get("/Tabs") != Name.S:
            yield f"28-009 tabs of page {number} do not follow the structure"
        for note in notes:
            if held.get(note.objgen) != "Link":
                yield f"28-011 a link of page {number} is in no Link element"
            if not str(note.get("/Contents", "")).strip():
                yield f"28-012 a link of page {number} has no words"
            if "/StructParent" not in note or tree[int(note.StructParent)].get("/S") != Name.Link:
                yield f"28-002 a link of page {number} does not lead to its element"


def _fonts(pdf):
    """31-009, 31-027, 31-030: fonts are embedded, every sign that is shown has a meaning, and none is missing."""
    for number, page in enumerate(pdf.pages, 1):
        fonts: Any = page.Resources.get("/Font", {})
        for name, font in fonts.items():
            if str(font.Subtype) != "/Type3" and not _embedded(font):
                yield f"31-009 font {font.get('/BaseFont')} is not embedded"
            if "/ToUnicode" not in font:
                yield f"31-027 font {name} of page {number} has no map to Unicode"
        yield from _signs(page, fonts, number)


def _signs(page, fonts, number):
    font = None
    for instruction in pikepdf.parse_content_stream(page, "Tf Tj TJ"):
        operands = instruction.operands
        if str(instruction.operator) == "Tf":
            font = fonts[str(operands[0])]
            continue
        parts = (
            [operands[0]]
            if str(instruction.operator) == "Tj"
            else [one for one in operands[0] if isinstance(one, pikepdf.String)]
        )
        if font is None or str(font.Subtype) != "/Type0":
            continue
        known = signs_of(font)
        for part in map(bytes, parts):
            codes = [int.from_bytes(part[at : at + 2]) for at in range(0, len(part), 2)]
            if 0 in codes:
                yield f"31-030 a sign without a shape (.notdef) is shown on page {number}"
            if any(code not in known for code in codes):
                yield f"31-027 a sign without a meaning is shown on page {number}"


def _embedded(font):
    described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return any(key in described.get("/FontDescriptor", {}) for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _empty_marks(pdf):
    """Paragraphs and cells that hold a mark hold words in it, so that nothing is announced as empty."""
    said = words_of(pdf)
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    for element in elements(pdf):
        if kind(pdf, element) == "Figure":
            continue
        for page, mark in marks(element):
            if page in pages and (pages[page], mark) not in said:
                yield f"01-000 {kind(pdf, element)} holds a mark without words on page {pages[page] + 1}"


def _security(pdf):
    """26-001: nothing keeps a screen reader out; a report is not locked at all."""
    if pdf.is_encrypted:
        yield "26-001 the file is locked"


def _inside(element):
    return any(True for _ in marks(element)) or any(
        _inside(kid) for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid
    )


def _under(element):
    for kid in kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _under(kid)


def _attribute(element, name):
    held = element.get("/A")
    parts = [] if held is None else list(held) if isinstance(held, Array) else [held]
    return next((part[name] for part in parts if isinstance(part, Dictionary) and name in part), None)
