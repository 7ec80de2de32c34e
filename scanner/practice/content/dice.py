"""Chance that is the same on every machine: each draw follows from the seed and the name of what is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dice:
    """Draws that depend on a seed and on a name only, so that the order of drawing does not matter."""

    seed: str

    def of(self, *name: object) -> Dice:
        """Return the dice of a part."""
        return Dice("/".join([self.seed, *map(str, name)]))

    def share(self, *name: object) -> float:
        """Return a number in [0, 1)."""
        text = "/".join([self.seed, *map(str, name)])
        return int.from_bytes(blake2b(text.encode(), digest_size=7).digest(), "big") / 2**56

    def number(self, low: int, high: int, *name: object) -> int:
        """Return a whole number from low to high, both inside."""
        return low + int(self.share(*name) * (high - low + 1))

    def one(self, options: Sequence[T], *name: object) -> T:
        """Return one of some options."""
        return options[int(self.share(*name) * len(options))]

    def graded(self, values: Sequence[T], weights: Iterable[float], *name: object) -> T:
        """Return one of some values that are ordered from poor to good, by their weights.

        As the same share is drawn for all years, weights that shift towards the good end never make a town fall back.
        """
        sums = list(accumulate(weights))
        mark = self.share(*name) * sums[-1]
        return next(value for value, upto in zip(values, sums, strict=True) if mark < upto)

    def shuffled(self, options: Iterable[T], *name: object) -> list[T]:
        """Return the options in another order."""
        return [one for _, one in sorted((self.share(*name, at), one) for at, one in enumerate(options))]
