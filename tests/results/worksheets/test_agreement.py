"""The agreement of scanner and person, against numbers computed by hand or known from books."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest

from results.worksheets.agreement import Pair, agreement, tie_width, weighted_kappa
from scanner.model.verdict import State

SIZES = (5, 7, 6, 7, 7)


def pair(scanner, person, criterion="S1"):
    said = [(State.NOT_TESTABLE, None) if one is None else (State.SCORED, one) for one in (scanner, person)]
    return Pair(criterion, "gemeinde", *said)


def agreed(*pairs) -> Any:
    """The agreement of pairs, as a value whose parts may be there or not."""
    return agreement(list(pairs), SIZES)


def kappa(*scores) -> Any:
    return weighted_kappa(np.array(scores, dtype=float).reshape(-1, 2))


def test_who_says_the_same_everywhere_agrees_wholly():
    found = agreed(pair(0.0, 0.0), pair(1.0, 1.0), pair(0.5, 0.52))
    assert (found.share.value, found.kappa.value) == (1.0, 1.0)
    assert found.share.high == 1.0
    assert found.share.low < 1.0  # three pairs prove little


def test_not_testable_against_a_score_is_a_disagreement_that_kappa_leaves_out():
    found = agreed(pair(None, 1.0), pair(1.0, 1.0), pair(0.0, 0.0))
    assert (found.pairs, found.scored, round(found.share.value, 3)) == (3, 2, 0.667)
    assert found.kappa.value == 1.0


def test_both_not_testable_is_agreement():
    assert agreed(pair(None, None)).share.value == 1.0


def test_wilson_interval():
    found = agreed(*[pair(1.0, 1.0)] * 9, pair(1.0, 0.0))
    assert (round(found.share.low, 3), round(found.share.high, 3)) == (0.596, 0.982)


def test_kappa_of_a_table_computed_by_hand():
    # classes 0 and 4 only: 20 both low, 15 both high, 5 and 10 apart; kappa = 0.4 as in Cohen's own example of this shape
    scores = [(0, 0)] * 20 + [(0, 1)] * 5 + [(1, 0)] * 10 + [(1, 1)] * 15
    assert kappa(*scores) == pytest.approx(0.4)


def test_a_near_miss_weighs_less_than_a_wide_one():
    near = [(0.0, 0.3), (1.0, 1.0), (0.0, 0.0), (0.5, 0.5)]
    wide = [(0.0, 1.0), (1.0, 1.0), (0.0, 0.0), (0.5, 0.5)]
    assert kappa(*near) > kappa(*wide)


@pytest.mark.parametrize("scores", [[], [(1.0, 1.0)], [(1.0, 1.0), (1.0, 1.0)]])
def test_kappa_is_not_made_up_where_it_says_nothing(scores):
    assert kappa(*scores) is None


def test_the_width_follows_from_the_weights_of_the_criteria():
    scores = np.array([[0.5, 0.6], [0.5, 0.4]])
    weights = sum(1 / (25 * count) for count in SIZES)
    assert tie_width(scores, SIZES) == pytest.approx(1.96 * sqrt(2 * weights) * 0.1 * 100)
    assert tie_width(np.empty((0, 2)), SIZES) is None


def test_no_disagreement_no_width():
    assert tie_width(np.array([[0.5, 0.5]]), SIZES) == 0.0


def test_nothing_compared_is_no_agreement():
    assert agreement([], SIZES) is None


def test_each_criterion_is_counted():
    found = agreed(pair(1.0, 1.0, "U1"), pair(1.0, 0.0, "S2"), pair(0.5, 0.5, "S2"))
    assert found.by_criterion == (("S2", 2, 1), ("U1", 1, 1))
