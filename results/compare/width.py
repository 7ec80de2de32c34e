"""Within which width two totals are level: as set, as people measured it in a second look, else as labelled sites gave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from results.compare.ranks import TIE_WIDTH
from results.queries import Results, RunInfo, ScanInfo
from results.second_looks import SecondLooks
from results.worksheets.agreement import Pair, tie_width

LEAST_LABELS = 30
"""Verdicts that scanner and people both scored; fewer say too little of how far they are apart."""


class WidthSource(StrEnum):
    """Where a width comes from."""

    SET = "set"
    SECOND_LOOK = "second_look"
    LABELLED_SITES = "labelled_sites"


@dataclass(frozen=True)
class Width:
    """A width in points of 100, and where it comes from."""

    points: float
    source: WidthSource


FALLBACK = Width(TIE_WIDTH, WidthSource.LABELLED_SITES)


def pairs_of(results: Results, run: RunInfo) -> list[Pair]:
    """Return what scanner and people said in the second looks at a run."""
    return [label.pair for sample in SecondLooks(results.engine).samples(run) for label in sample.labels]


def sizes_of(scans: Sequence[ScanInfo]) -> list[int]:
    """Return the number of criteria of each category that some scans were judged by."""
    return list(Counter(name[0] for name in {one.criterion for scan in scans for one in scan.verdicts}).values())


def width_of(pairs: Sequence[Pair], sizes: Sequence[int], asked: float | None = None) -> Width:
    """Return the width for a run: as asked, else as second looks at it gave, else as labelled sites did.

    Args:
        pairs: of the second looks at it.
        sizes: number of criteria of each category.
        asked: as set, None if it is not.
    """
    if asked is not None:
        return Width(asked, WidthSource.SET)
    scored = [(pair.scanner[1], pair.person[1]) for pair in pairs]
    both = np.array([one for one in scored if None not in one], dtype=np.float64).reshape(-1, 2)
    looked = None if len(both) < LEAST_LABELS else tie_width(both, sizes)
    return FALLBACK if looked is None else Width(looked, WidthSource.SECOND_LOOK)


def last_known(widths: Sequence[Width]) -> Width:
    """Return the width of a comparison: that of the last survey with one of its own."""
    known = [width for width in widths if width is not FALLBACK]
    return known[-1] if known else FALLBACK
