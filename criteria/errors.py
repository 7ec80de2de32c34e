"""The one error a user sees for bad input: what is wrong, where, and what to do."""

from __future__ import annotations


class UserError(Exception):
    """Bad input or a wrong use; the command line prints it without a traceback and exits with 2.

    Args:
        what: what is wrong, one sentence.
        where: file, line, field or address it is about, or an empty string.
        hint: what the user can do about it.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.hint = what, where, hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.what}{advice}"
