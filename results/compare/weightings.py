"""Other weightings of the five categories, under which a rank is tried.

The robustness analysis of OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7, and Saisana, Saltelli and
Tarantola, J. R. Stat. Soc. A 168 (2005): a rank is told with the range it takes when the weights, which are a choice, are
chosen otherwise.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

LETTERS = "SUAFE"
DRAWS = 200
"""Random weightings beside the named ones."""
SEED = 2018
_LEAST, _MOST = 0.5, 2.0  # times the usual weight


@cache
def weightings() -> NDArray[np.float64]:
    """Return the weightings, one a row, each of sum 1: shape (1 + 5 + 5 + 200, 5), in the order of `LETTERS`.

    The first is the usual one (all equal); then each category doubled; then each left out; then random ones, the same each
    time, evenly over all in which no category counts less than half or more than twice as much as usual.
    """
    count = len(LETTERS)
    equal, one = np.ones((1, count)), np.eye(count)
    rows = np.vstack([equal, equal + one, equal - one])
    return np.vstack([rows / rows.sum(axis=1, keepdims=True), _drawn(count)])


def _drawn(count: int) -> NDArray[np.float64]:
    """Return random weightings, evenly spread over those allowed: Dirichlet draws above the least, kept below the most."""
    least, most = _LEAST / count, _MOST / count
    draws = np.random.default_rng(SEED).dirichlet(np.ones(count), DRAWS * 4) * (1 - count * least) + least
    return np.asarray(draws[draws.max(axis=1) <= most][:DRAWS], dtype=np.float64)
