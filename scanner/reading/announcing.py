"""Whether a text only announces something: told by its words, or by a date that lies ahead.

All words stand in reading/negation.yaml. The expression `later_date` holds two groups, the words between the cue and the
year, and the year; `later_parts` are the twelve months in their order, each with what begins in it ("herbst").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from criteria.words import Lexicon, fold

_MONTHS, _DAYS = 12, 31
_NUMBERS = re.compile(r"(?:(?<!\d)(\d{1,2}) )?(?<!\d)(\d{1,2})$")
_DAY = re.compile(r"(?<!\d)(\d{1,2}) \w+$")


@dataclass(frozen=True)
class Announcing:
    """Tells what is to come from what is there; without a date, dates tell nothing."""

    lexicon: Lexicon
    as_of: date | None = None

    def announces(self, text: str) -> bool:
        """Whether an unfolded text tells of something that is not there yet."""
        return self.folded(fold(text))

    def folded(self, text: str) -> bool:
        """Whether a folded text tells of something that is not there yet ("ab sofort", "seit 2024" say that it is)."""
        told = self.lexicon.list("planned").search_folded(text) or self._has("planned_so", text) or self._later(text)
        return bool(told) and not self._has("already", text)

    def _later(self, text: str) -> bool:
        if self.as_of is None or "20" not in text:
            return False
        found = self.lexicon.expression("later_date").search(text)
        if found is None or self._has("later_not", text):
            return False
        return self._start(str(found.group(1)).strip(), int(found.group(2))) > self.as_of

    def _start(self, between: str, year: int) -> date:
        """Return when it begins: the first of the month, or of the year, where nothing else is said."""
        if numbers := _NUMBERS.search(between):
            day, month = int(numbers[1] or 1), int(numbers[2])
            if 0 < month <= _MONTHS and 0 < day <= _DAYS:
                return _date(year, month, day)
        named = _DAY.search(between)
        return _date(year, self._month(between), int(named[1]) if named else 1)

    def _month(self, between: str) -> int:
        parts = self.lexicon.expressions["later_parts"]
        return next((at for at, part in enumerate(parts, 1) if _part(part).search(between)), 1)

    def _has(self, name: str, folded: str) -> bool:
        return self.lexicon.expression(name).search(folded) is not None


@lru_cache(maxsize=32)
def _part(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 1)
