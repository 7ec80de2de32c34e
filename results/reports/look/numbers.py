"""Numbers and days as the language of the reader writes them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

NONE = "–"


class Numbers:
    """Writes numbers and days in one language; None is a dash.

    Args:
        language: de or en.
    """

    def __init__(self, language: str) -> None:
        self._language = language

    def number(self, value: float | None, digits: int = 1) -> str:
        """Return a number with exactly that many digits behind the point."""
        return NONE if value is None else str(format_decimal(value, format=_shape(digits), locale=self._language))

    def signed(self, value: float | None, digits: int = 1) -> str:
        """Return a change with its sign, ±0 where it rounds to nothing."""
        if value is None:
            return NONE
        shown = self.number(abs(value), digits)
        if shown == self.number(0.0, digits):
            return f"±{shown}"
        return f"{'+' if value > 0 else '−'}{shown}"

    def percent(self, share: float | None) -> str:
        """Return a share of 0..1 in percent."""
        return (
            NONE
            if share is None
            else str(format_percent(share, format=_percent(self._language), locale=self._language))
        )

    def day(self, when: date | None) -> str:
        """Return a day in words: 16. November 2026."""
        return NONE if when is None else str(format_date(when, "long", locale=self._language))


def _shape(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _percent(language: str) -> str:
    return "#,##0 %" if language == "de" else "#,##0%"
