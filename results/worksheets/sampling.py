"""Draws the blind sample of a second look."""

from __future__ import annotations

import random
from collections.abc import Iterable
from math import floor

from criteria.municipality import LEAGUES
from results.queries import ScanInfo
from scanner.model.verdict import State, Verdict

_SEEN = (State.SCORED, State.NOT_TESTABLE)


def draw(scans: Iterable[ScanInfo], share: float, seed: int) -> list[tuple[ScanInfo, Verdict]]:
    """Return a sample of the scanner's verdicts, each criterion in each league by its share.

    Systematic sampling with a random start over the list sorted by criterion and league, in random order within
    (Cochran, Sampling Techniques, 1977, chapter 8): what is rare is drawn as often as its share says, and never twice.

    Args:
        scans: of a run; those that were not reachable have nothing to look at.
        share: above 0, at most 1.
        seed: the same gives the same sample of the same run.
    """
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    listed = [(scan, one) for scan in scans for one in scan.judgement.verdicts if one.state in _SEEN]
    listed.sort(key=lambda pair: (pair[1].criterion, LEAGUES.index(pair[0].league), pair[0].ags))
    order = {id(pair): dice.random() for pair in listed}
    listed.sort(key=lambda pair: (pair[1].criterion, LEAGUES.index(pair[0].league), order[id(pair)]))
    start = dice.random()
    return [pair for at, pair in enumerate(listed) if floor((at + 1) * share + start) > floor(at * share + start)]
