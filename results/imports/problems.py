"""What is refused of a sheet: each with its place, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from criteria.errors import UserError
from criteria.sheets.cells import Cell, Sheet
from scanner.model.texts import Texts

TEXTS = Texts(__package__)
_SHOWN = 60  # signs of what stands in a cell


@dataclass(frozen=True)
class Problem:
    """One cell that is refused: worksheet and address, header of its column, what stands there, and why.

    `code` names the sentence, `values` fill it.
    """

    where: str
    row: int
    column: str
    header: str
    text: str
    code: str
    values: tuple[tuple[str, str], ...] = ()

    def say(self, language: str | None = None) -> str:
        """Return the problem in a sentence, with row and column."""
        values = dict(self.values)
        why = TEXTS.say(f"refused.{self.code}", language, text=self.text, **values)
        named = TEXTS.say("place", language, row=self.row, column=self.column, header=self.header)
        return f"{named}: {why}"


def problem(sheet: Sheet, cell: Cell, header: str, code: str, **values: str) -> Problem:
    """Return the problem of a cell."""
    text = cell.text if len(cell.text) <= _SHOWN else cell.text[:_SHOWN] + "…"
    column = cell.address.rstrip("0123456789")
    return Problem(sheet.where(cell), cell.row, column, header, text, code, tuple(values.items()))


class RefusedError(UserError):
    """A sheet that is not imported, with everything that is wrong with its cells."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file, self.problems = file, tuple(sorted(problems, key=lambda one: (one.row, len(one.column), one.column)))
        super().__init__(*self._told("en"))

    def _told(self, language: str | None) -> tuple[str]:
        lines = (f"  {one.say(language)}" for one in self.problems)
        head = TEXTS.say("refused", language, file=self.file, count=len(self.problems))
        return ("\n".join([head, *lines]),)

    def told(self, language: str | None) -> UserError:
        """Return the error in a language."""
        return UserError(*self._told(language), hint=TEXTS.say("refused_hint", language))
