"""The blind sample: seeded, by criterion and league, never twice."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.worksheets.sampling import draw
from scanner.model.verdict import State
from tests.results.samples import judgement, scan_info, verdict

IDS = [f"{letter}{number}" for letter in "SUAFE" for number in range(1, 5)]


def towns(count, league="gemeinde"):
    scores = judgement(*(verdict(one, 0.5) for one in IDS))
    return [scan_info(ags=f"0599{league[0] == 's':d}{at:03d}", league=league, judgement=scores) for at in range(count)]


def keys(drawn):
    return [(scan.ags, one.criterion) for scan, one in drawn]


def test_the_same_seed_draws_the_same_and_another_one_does_not():
    assert keys(draw(towns(10), 0.1, 7)) == keys(draw(towns(10), 0.1, 7))
    assert keys(draw(towns(10), 0.1, 7)) != keys(draw(towns(10), 0.1, 8))


def test_each_criterion_has_its_share_in_each_league():
    drawn = draw(towns(20) + towns(20, "stadt"), 0.1, 3)
    counts = Counter((scan.league, one.criterion) for scan, one in drawn)
    assert set(counts.values()) == {2}
    assert len(counts) == 2 * len(IDS)


@given(st.integers(1, 12), st.floats(0.01, 1.0), st.integers(0, 2**31))
def test_the_sample_is_as_large_as_its_share_and_nothing_is_drawn_twice(count, share, seed):
    drawn = keys(draw(towns(count), share, seed))
    assert len(set(drawn)) == len(drawn)
    assert abs(len(drawn) - share * count * len(IDS)) <= 1


@pytest.mark.parametrize("state", [State.UNREACHABLE, State.NOT_APPLICABLE])
def test_what_nobody_can_look_at_is_not_drawn(state):
    assert draw([scan_info(judgement=judgement(verdict("S1", None, state)))], 1.0, 1) == []
