"""The content of a printed page: every sign and stroke belongs to the structure, or is told to be decoration."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Name, Operator, Pdf

from results.reports.paper.boxes import PAINT, Boxes, mark_in

PATH = frozenset(["m", "l", "c", "v", "y", "h", "re", "W", "W*", "n", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*"])
SHOWN = frozenset(["Tj", "TJ", "'", '"', "Do", "sh", "INLINE", "IMAGE"])
Box = tuple[float, float, float, float]
_Instruction = ContentStreamInstruction | ContentStreamInlineImage


@dataclass
class Content:
    """What became of a page: marks that were taken out as decoration, and where marked figures stand, in points."""

    dropped: frozenset[int] = frozenset()
    boxes: dict[int, Box] = field(default_factory=dict)


def marked(pdf: Pdf, page: pikepdf.Page, figures: Collection[int], repeated: Collection[int] = ()) -> Content:
    """Rewrite the content of a page so that nothing is left unmarked.

    What stands outside of marks (page numbers, the draft mark, backgrounds) becomes an artifact, and so do marks that hold
    lines and areas only and are no figure: rules of tables, bars, dots.

    Args:
        pdf: which the page is of.
        page: changed in place.
        figures: marks (MCID) of figures.
        repeated: marks of what stood on an earlier page already, artifacts too.
    """
    instructions = list(pikepdf.parse_content_stream(page))
    dropped = (frozenset(_decoration(instructions)) - frozenset(figures)) | frozenset(repeated)
    rewritten = list(_wrapped(_renamed(instructions, dropped)))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(rewritten))
    return Content(dropped, Boxes(figures).of(instructions))


def mark_of(instruction: _Instruction) -> int | None:
    """Return the mark (MCID) that an instruction opens, None where it opens none."""
    return mark_in(list(instruction.operands)) if str(instruction.operator) == "BDC" else None


def _decoration(instructions: Sequence[_Instruction]) -> Iterator[int]:
    """Yield marks in which nothing is shown but lines and areas."""
    open_marks: list[int | None] = []
    found: dict[int, bool] = {}
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            mark = mark_of(instruction)
            open_marks.append(mark)
            if mark is not None:
                found.setdefault(mark, True)
        elif operator == "EMC":
            open_marks.pop()
        elif operator in SHOWN:
            for mark in open_marks:
                if mark is not None:
                    found[mark] = False
    yield from (mark for mark, is_decoration in found.items() if is_decoration)


def _renamed(instructions: Sequence[_Instruction], dropped: Collection[int]) -> Iterator[_Instruction]:
    for instruction in instructions:
        yield _artifact() if mark_of(instruction) in dropped else instruction


def _wrapped(instructions: Iterator[_Instruction]) -> Iterator[_Instruction]:
    """Put what is painted outside of marks between marks of an artifact.

    A path is one run from its first point to its painting and a text object one from BT to ET: nothing may stand between,
    and marks must not cross its borders.
    """
    depth, run, in_text = 0, list[_Instruction](), False
    for instruction in instructions:
        operator = str(instruction.operator)
        depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
        in_text = (in_text or (operator == "BT" and depth == 0)) and operator != "ET"
        if in_text or (depth == 0 and operator in PATH):
            run.append(instruction)
            if operator in PAINT or operator == "n":
                yield from _between(run) if operator in PAINT else run
                run = []
        elif operator == "ET" and run:
            yield from _text([*run, instruction])
            run = []
        elif depth == 0 and operator in SHOWN:
            yield from _between([instruction])
        else:
            yield instruction
    yield from run


def _text(run: Sequence[_Instruction]) -> Iterator[_Instruction]:
    """Wrap a text object as a whole, or piece by piece where there are marks in it."""
    if not any(str(one.operator) in ("BDC", "BMC") for one in run):
        yield from _between(run)
        return
    depth = 0
    for one in run:
        depth += (str(one.operator) in ("BDC", "BMC")) - (str(one.operator) == "EMC")
        yield from _between([one]) if depth == 0 and str(one.operator) in SHOWN else [one]


def _between(inner: Sequence[_Instruction]) -> Iterator[_Instruction]:
    yield _artifact()
    yield from inner
    yield ContentStreamInstruction([], Operator("EMC"))


def _artifact() -> _Instruction:
    return ContentStreamInstruction([Name.Artifact], Operator("BMC"))
