"""Dates as German pages write them."""

from __future__ import annotations

import re
from datetime import date

from scanner.reading.vocabulary import Vocabulary

_EARLIEST, _LATEST = 1990, 2100


class Dates:
    """Reads dates; the names of months are those of the criteria set."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        months = vocabulary.expressions("months") or ("(?!)",)
        self._months = [re.compile(rf"(?:{month})", re.I) for month in months]
        name = "|".join(f"(?:{month})" for month in months)
        self._date = re.compile(
            rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
            rf"|(?<!\d)(?P<day>\d{{1,2}})\. ?(?:(?P<month>\d{{1,2}})\. ?|(?P<name>{name}) ?)(?P<year>\d{{4}}|\d{{2}}(?!\d))"
            rf"|(?<![\d./])(?P<month2>\d{{1,2}})[./](?P<year2>\d{{4}})(?!\d)"
            rf"|\b(?P<name2>{name}) ?(?P<year3>\d{{4}})(?!\d)",
            re.I,
        )

    def first(self, text: str) -> date | None:
        """Return the first date in a text, the first of the month where no day is given; None where there is none."""
        for found in self._date.finditer(text):
            if day := self._date_of(found):
                return day
        return None

    def _date_of(self, found: re.Match[str]) -> date | None:
        part = found.groupdict()
        if part["iso"]:
            return _made(*map(int, part["iso"].split("-")))
        year = int(part["year"] or part["year2"] or part["year3"])
        year += 2000 if year < 80 else 1900 if year < 100 else 0
        written = part["month"] or part["month2"]
        month = int(written) if written else self._named(part["name"] or part["name2"])
        return _made(year, month, int(part["day"] or 1))

    def _named(self, name: str) -> int:
        return next((at for at, month in enumerate(self._months, 1) if month.fullmatch(name)), 0)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None
