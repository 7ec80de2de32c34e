"""Within which width two totals are level: as set, as people measured it in a second look, else as labelled sites gave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from results.compare.ranks import TIE_WIDTH
from results.queries import Results, RunInfo, ScanInfo
from results.second_looks import SecondLooks
from results.worksheets.agreement import tie_width

LEAST_LABELS = 30
"""Verdicts that scanner and people both scored; fewer say too little of how far they are apart."""


class WidthSource(StrEnum):
    """Where a width comes from."""

    SET = "set"
    SECOND_LOOK = "second_look"
    LABELLED_SITES = "labelled_sites"


def looked_width(results: Results, run: RunInfo, scans: Sequence[ScanInfo]) -> float | None:
    """Return the width that second looks at a run gave, in points of 100; None for too few labels.

    Args:
        results: where the run is.
        run: it.
        scans: its scans, by which the criteria of each category are counted.
    """
    pairs = [label.pair for sample in SecondLooks(results.engine).samples(run) for label in sample.labels]
    scored = [(pair.scanner[1], pair.person[1]) for pair in pairs]
    both = np.array([one for one in scored if None not in one], dtype=np.float64).reshape(-1, 2)
    if len(both) < LEAST_LABELS:
        return None
    sizes = Counter(name[0] for name in {verdict.criterion for scan in scans for verdict in scan.verdicts})
    return tie_width(both, list(sizes.values()))


def width_for(asked: float | None, looked: Sequence[float | None]) -> tuple[float, WidthSource]:
    """Return the width of a comparison and where it comes from.

    Args:
        asked: as set, None if it is not.
        looked: of each survey, oldest first: the last that is there holds.
    """
    if asked is not None:
        return asked, WidthSource.SET
    known = [width for width in looked if width is not None]
    return (known[-1], WidthSource.SECOND_LOOK) if known else (TIE_WIDTH, WidthSource.LABELLED_SITES)
