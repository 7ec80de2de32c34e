"""Solutions that the data centre has at hand: products for services, as its own catalogue lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from criteria.kompass.keys import DIGITS, stem
from criteria.kompass.record import Dated, Source


@dataclass(frozen=True)
class Solution:
    """A product for a service.

    `key` has 14 digits, `service` is the id in the criteria set; either may be empty. `name` is the service as the list calls
    it. `level` is the maturity (0..4) that the product brings; `terms` in words.
    """

    source: Source
    line: int
    product: str
    name: str = ""
    key: str = ""
    service: str = ""
    level: int = 3
    vendor: str = ""
    url: str = ""
    terms: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        """Whether it can be had on a day."""
        return Dated("", self.valid_from, self.valid_to).on(day)


@dataclass(frozen=True)
class Solutions:
    """Solutions that can be had on a day, found by service or key.

    Args:
        known: from the imports.
        day: the day asked about.
    """

    known: Iterable[Solution]
    day: date
    _by: dict[str, list[Solution]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by: dict[str, list[Solution]] = defaultdict(list)
        for one in self.known:
            if one.on(self.day):
                for name in dict.fromkeys((one.service, one.key)):
                    by[name].append(one)
        by.pop("", None)
        object.__setattr__(self, "_by", dict(by))

    def of(self, key: str, service: str = "") -> tuple[Solution, ...]:
        """Return the solutions for a service, those of the highest level first.

        A solution for a service as a whole (its key ends in zeros) is one for all that is done with it.
        """
        found = [one for name in dict.fromkeys(_names(key, service)) for one in self._by.get(name, ())]
        return tuple(sorted(dict.fromkeys(found), key=lambda one: (-one.level, one.product, one.line)))

    def __bool__(self) -> bool:
        return bool(self._by)


def _names(key: str, service: str) -> Iterator[str]:
    yield from (service, key)
    for digits in DIGITS[1:]:
        if common := stem(key, digits):
            yield common.ljust(DIGITS[0], "0")
