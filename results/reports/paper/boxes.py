"""Where figures stand on a page: a reader that jumps to one needs its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Matrix

PAINT = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*"])
_POINTS = {"m": (0,), "l": (0,), "c": (0, 2, 4), "v": (0, 2), "y": (0, 2)}


class Boxes:
    """Follows the drawing of a page and measures the figures by the points of their lines and areas.

    Args:
        figures: their marks (MCID).
    """

    def __init__(self, figures: Collection[int]) -> None:
        self._figures = frozenset(figures)
        self._matrix, self._stack = Matrix(), list[Matrix]()
        self._open = list[int | None]()
        self._path = list[tuple[float, float]]()
        self._found: dict[int, list[tuple[float, float]]] = {}

    def of(
        self, instructions: Sequence[ContentStreamInstruction | ContentStreamInlineImage]
    ) -> dict[int, tuple[float, float, float, float]]:
        """Return left, bottom, right and top of each figure, in points."""
        for instruction in instructions if self._figures else ():
            self._follow(str(instruction.operator), list(instruction.operands))
        return {mark: _around(points) for mark, points in self._found.items() if points}

    def _follow(self, operator: str, operands: list[Any]) -> None:
        if operator == "q":
            self._stack.append(self._matrix)
        elif operator == "Q":
            self._matrix = self._stack.pop()
        elif operator == "cm":
            self._matrix = Matrix(*map(float, operands)) @ self._matrix
        elif operator in ("BDC", "BMC"):
            self._open.append(mark_in(operands))
        elif operator == "EMC":
            self._open.pop()
        else:
            self._measure(operator, operands)

    def _measure(self, operator: str, operands: list[Any]) -> None:
        """Collect the points of a path until it is painted; one that only clips is no part of the picture."""
        self._path += [self._matrix.transform(point) for point in _points(operator, operands)]
        if operator in PAINT or operator == "n":
            mark = next((one for one in reversed(self._open) if one in self._figures), None)
            if mark is not None and operator in PAINT:
                self._found.setdefault(mark, []).extend(self._path)
            self._path = []


def _points(operator: str, operands: list[Any]) -> list[tuple[float, float]]:
    if operator == "re":
        x, y, width, height = map(float, operands)
        return [(x, y), (x + width, y + height)]
    return [(float(operands[at]), float(operands[at + 1])) for at in _POINTS.get(operator, ())]


def mark_in(operands: list[Any]) -> int | None:
    """Return the mark (MCID) among the operands of BDC or BMC, None where there is none."""
    if len(operands) < 2 or not isinstance(operands[1], Dictionary):
        return None
    number = operands[1].get("/MCID")
    return None if number is None else int(number)


def _around(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, along = [x for x, _ in points], [y for _, y in points]
    return round(min(across), 2), round(min(along), 2), round(max(across), 2), round(max(along), 2)
