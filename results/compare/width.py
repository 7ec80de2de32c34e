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
from results.worksheets.agreement import Agreement, Pair, agreement, tie_width

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


def width_of(results: Results, run: RunInfo, scans: Sequence[ScanInfo], asked: float | None = None) -> Width:
    """Return the width for a run: as asked, else as second looks at it gave, else as labelled sites did.

    Args:
        results: where the run is.
        run: it.
        scans: its scans, by which the criteria of each category are counted.
        asked: as set, None if it is not.
    """
    if asked is not None:
        return Width(asked, WidthSource.SET)
    looked = _looked(results, run, scans)
    return FALLBACK if looked is None else Width(looked, WidthSource.SECOND_LOOK)


def looked_at(results: Results, run: RunInfo, scans: Sequence[ScanInfo]) -> Agreement | None:
    """Return how far scanner and people agree by the second looks at a run, None where nobody looked."""
    return agreement(_pairs(results, run), _sizes(scans))


def _looked(results: Results, run: RunInfo, scans: Sequence[ScanInfo]) -> float | None:
    scored = [(pair.scanner[1], pair.person[1]) for pair in _pairs(results, run)]
    both = np.array([one for one in scored if None not in one], dtype=np.float64).reshape(-1, 2)
    return None if len(both) < LEAST_LABELS else tie_width(both, _sizes(scans))


def _pairs(results: Results, run: RunInfo) -> list[Pair]:
    return [label.pair for sample in SecondLooks(results.engine).samples(run) for label in sample.labels]


def _sizes(scans: Sequence[ScanInfo]) -> list[int]:
    """Return the number of criteria of each category."""
    return list(Counter(name[0] for name in {one.criterion for scan in scans for one in scan.verdicts}).values())


def last_known(widths: Sequence[Width]) -> Width:
    """Return the width of a comparison: that of the last survey with one of its own."""
    known = [width for width in widths if width is not FALLBACK]
    return known[-1] if known else FALLBACK
