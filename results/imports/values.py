"""What a cell says: a score, not applicable, or not testable; whatever else is refused with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from math import isfinite

from criteria.sheets.cells import Cell
from criteria.sheets.header import loose
from results.imports.mapping import Blank, Vocabulary
from results.imports.words import words
from scanner.model.verdict import State

_DIGITS = 6
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_PERCENT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(?:%|prozent|percent|per cent)", re.I)
_OF = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|([a-z]+))\s*(\d+(?:[.,]\d+)?)\s*([a-zäöü]*)\.?", re.I)
_POINTS = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*([a-zäöü]+)\.?", re.I)


@dataclass(frozen=True)
class Value:
    """What a cell says. `score` is 0..1 where scored; `reason` says where a state comes from."""

    state: State
    score: float | None = None
    reason: str = ""


class NoValueError(ValueError):
    """A cell that can't be understood: `code` of the sentence with its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Reader:
    """Reads cells with the usual words and those of one sheet.

    Args:
        more: words of the sheet.
    """

    def __init__(self, more: Vocabulary | None = None) -> None:
        own = (more or Vocabulary()).model_dump()
        self._words: Mapping[str, frozenset[str]] = {
            meaning: known | {loose(word) for word in own.get(meaning, ())} for meaning, known in words().items()
        }

    def value(self, cell: Cell, scale: float, blank: Blank = "not_testable") -> Value:
        """Return what a cell of a column with so many points says.

        Raises:
            NoValueError: it can't be understood.
        """
        if cell.trouble:
            raise NoValueError(cell.trouble)
        if isinstance(cell.content, (date, time, timedelta)):
            raise NoValueError("date")
        if cell.blank:
            return _blank(blank)
        if isinstance(cell.content, bool):
            return _scored(float(cell.content))
        if isinstance(cell.content, float) and isfinite(cell.content):
            return _percent(cell.content * 100) if cell.percent else _of_points(cell.content, scale)
        return self._word(cell.text) or self._number(cell.text, scale)

    def _word(self, text: str) -> Value | None:
        said = loose(text)
        if said in self._words["yes"]:
            return _scored(1.0)
        if said in self._words["no"]:
            return _scored(0.0)
        if said in self._words["not_applicable"]:
            return Value(State.NOT_APPLICABLE, reason="sheet_not_applicable")
        return Value(State.NOT_TESTABLE, reason="sheet_not_testable") if said in self._words["not_testable"] else None

    def _number(self, text: str, scale: float) -> Value:
        if _NUMBER.fullmatch(text):
            return _of_points(_float(text), scale)
        if found := _PERCENT.fullmatch(text):
            return _percent(_float(found[1]))
        if (found := _OF.fullmatch(text)) and self._joins(found[2], found[4]):
            return _fraction(_float(found[1]), _float(found[3]), scale)
        if (found := _POINTS.fullmatch(text)) and loose(found[2]) in self._words["points"]:
            return _of_points(_float(found[1]), scale)
        raise NoValueError("unknown", scale=f"{scale:g}")

    def _joins(self, between: str | None, after: str) -> bool:
        joined = between is None or loose(between) in self._words["of"]
        return joined and (not after or loose(after) in self._words["points"])


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _blank(meaning: Blank) -> Value:
    if meaning == "zero":
        return _scored(0.0)
    if meaning == "not_applicable":
        return Value(State.NOT_APPLICABLE, reason="sheet_not_applicable")
    return Value(State.NOT_TESTABLE, reason="sheet_blank")


def _scored(score: float) -> Value:
    return Value(State.SCORED, round(score, _DIGITS), "sheet")


def _of_points(points: float, scale: float) -> Value:
    if points < 0:
        raise NoValueError("negative")
    if points > scale:
        raise NoValueError("share" if scale == 1 else "too_much", scale=f"{scale:g}")
    return _scored(points / scale)


def _percent(percent: float) -> Value:
    if percent < 0:
        raise NoValueError("negative")
    if percent > 100:
        raise NoValueError("too_much_percent")
    return _scored(percent / 100)


def _fraction(points: float, most: float, scale: float) -> Value:
    """Return "2/3": two points of a scale of three, or two thirds of a share."""
    if scale not in (1, most) or not most:
        raise NoValueError("other_scale", got=f"{most:g}", scale=f"{scale:g}")
    return _of_points(points / most, 1) if points <= most else _of_points(points, most)
