"""What holds in one town only: who carries a service there, and whether the town takes part in a state service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from criteria.kompass.record import Dated, Known, Source


@dataclass(frozen=True)
class LocalFact:
    """One word on one service in one town.

    `key` or `service` (id in the criteria set) says which service; `competent` with `carrier` (who does it there), and
    `joined` (takes part in the online service of the state) are unknown where the source does not say.
    """

    source: Source
    line: int
    ags: str
    key: str = ""
    service: str = ""
    competent: Known = Known.UNKNOWN
    carrier: str = ""
    joined: Known = Known.UNKNOWN
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""

    def on(self, day: date | None) -> bool:
        """Whether it holds on a day (None: on any)."""
        return day is None or Dated("", self.valid_from, self.valid_to).on(day)


def newest_first(facts: Iterable[LocalFact]) -> list[LocalFact]:
    """Return facts so that the newest source comes first, and in it the row that stands last."""
    return sorted(facts, key=lambda fact: (fact.source.date or date.min, fact.line), reverse=True)
