"""Where the line over the years breaks: between surveys that were not made in the same way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BreakKind(StrEnum):
    """Why two surveys, one after the other, are not one line."""

    HAND = "hand"  # one of them was made by hand, or both by sheets that mean other things
    ARCHIVE = "archive"  # one of them was read from a web archive
    RULES = "rules"  # both were scanned, but criteria have other versions or are other ones


@dataclass(frozen=True)
class Break:
    """A break between the surveys at `start` and `end` = start + 1: draw no line across it.

    `points` are the criteria that may be compared in points all the same, `beside` those that only stand side by side,
    `apart` those with no counterpart.
    """

    start: int
    end: int
    kinds: tuple[BreakKind, ...]
    points: tuple[str, ...]
    beside: tuple[str, ...]
    apart: tuple[str, ...]
