"""What is said of a region, by which test, and when nothing is said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.compare.changes import Change, Level, Move
from results.compare.statistics import ExactTest, NoEstimate, estimate


def estimated(*gains):
    changes = [Change(Level.TOTAL, "", Move.SAME, 0.0, gain, gain) for gain in gains]
    return estimate(changes, "", 0, 1)


def test_the_median_change_stands_in_its_interval_and_small_changes_count_as_none():
    one = estimated(1.0, 2.0, 3.5, 4.0, 5.25, -6.5, 0.01)
    assert (one.pairs, one.rose, one.fell, one.same) == (7, 5, 1, 1)
    assert one.low <= one.median == 2.0 <= one.high


def test_signed_ranks_are_used_where_they_are_exact():
    one = estimated(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
    assert (one.test, one.p) == (ExactTest.WILCOXON, pytest.approx(2 / 2**6))


@pytest.mark.parametrize(
    "gains", [(1.0, 1.0, 2.0, 3.0, 4.0, 5.0), (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0), (-1.0, 1.0, 2.0, 3.0, 4.0, 5.0)]
)
def test_ties_and_zeros_take_the_sign_test(gains):
    one = estimated(*gains)
    rose, fell = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    wanted = 2 * sum(np.prod([rose + fell - k for k in range(i)]) / np.prod(range(1, i + 1)) for i in range(fell + 1))
    assert (one.test, one.p) == (ExactTest.SIGN, pytest.approx(wanted / 2 ** (rose + fell)))


def test_nothing_moved_anywhere():
    one = estimated(*[0.0] * 8)
    assert (one.median, one.low, one.high, one.test, one.p) == (0, 0, 0, ExactTest.SIGN, 1.0)


def test_all_moved_alike():
    one = estimated(*[3.0] * 6)
    assert (one.low, one.high, one.p) == (3, 3, pytest.approx(2 / 2**6))


def test_fewer_than_six_pairs_say_nothing():
    one = estimated(1.0, 2.0, 3.0, 4.0, 5.0)
    assert (one.pairs, one.median, one.p, one.missing) == (5, None, None, NoEstimate.FEW_PAIRS)


def test_across_a_break_nothing_is_said():
    apart = [Change(Level.TOTAL, "", Move.APART, 50.0, 60.0) for _ in range(9)]
    one = estimate(apart, "gemeinde", 0, 1)
    assert (one.pairs, one.missing, one.league) == (0, NoEstimate.BREAK, "gemeinde")


@settings(deadline=None)
@given(
    st.lists(st.integers(-300, 300).map(lambda n: n / 10), min_size=6, max_size=15), st.randoms(use_true_random=False)
)
def test_the_order_of_municipalities_decides_nothing(gains, chance):
    turned = list(gains)
    chance.shuffle(turned)
    one = estimated(*gains)
    assert estimated(*turned) == one
    assert 0 < one.p <= 1
    assert one.low <= one.median <= one.high
