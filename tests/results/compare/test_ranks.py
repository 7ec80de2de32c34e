"""Ranks within a league: who gets one and why not, who is level with whom, and what other weightings make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.compare.ranks import LEAST_MEMBERS, NoRank, ranks
from results.compare.weightings import LETTERS, weightings
from scanner.model.totals import Range, Totals


def sums(value, *, low=None, high=None, coverage=1.0, **categories):
    """Totals with the same value in every category, unless a category has one of its own."""
    parts = {letter: Range(categories.get(letter, value), 0.0, 100.0) for letter in LETTERS}
    whole = Range(value, value if low is None else low, value if high is None else high)
    return Totals(parts, whole, coverage)


def league(*values):
    return {f"t{at}": sums(value) for at, value in enumerate(values)}


def places(found):
    return [found[ags].place for ags in sorted(found)]


def test_the_best_is_first_and_places_count_who_is_ahead():
    assert places(ranks(league(10, 50, 40, 30, 20), 1.0)) == [5, 1, 2, 3, 4]


def test_who_lies_within_the_width_is_level_and_that_is_no_chain():
    found = ranks(league(60, 59, 58, 30, 20), 1.0)
    assert places(found) == [1, 1, 2, 4, 5]
    assert (found["t0"].tied, found["t1"].tied, found["t2"].tied) == (("t1",), ("t0", "t2"), ("t1",))


@pytest.mark.parametrize(
    ("totals", "reason"),
    [
        (sums(None, low=0.0, high=100.0, coverage=0.0), NoRank.UNREACHABLE),
        (sums(45.0, low=40.0, high=60.0, coverage=0.79), NoRank.COVERAGE),
        (sums(45.0, low=35.0, high=45.0), NoRank.RANGE),
    ],
)
def test_a_missing_rank_has_its_reason_and_does_not_count_for_the_others(totals, reason):
    found = ranks(league(50, 40, 30, 20, 10) | {"x": totals}, 1.0)
    assert (found["x"].place, found["x"].missing) == (None, reason)
    assert [(found[f"t{at}"].place, found[f"t{at}"].of, found[f"t{at}"].members) for at in range(5)] == [
        (place, 5, 6) for place in (1, 2, 3, 4, 5)
    ]


def test_a_range_that_changes_nothing_hides_no_rank():
    found = ranks(league(50, 40, 30, 20, 10) | {"x": sums(45.0, low=42.0, high=47.0, coverage=0.8)}, 1.0)
    assert (found["x"].place, found["x"].missing) == (2, None)


def test_fewer_than_five_that_can_be_ranked_have_no_ranks():
    found = ranks(league(50, 40, 30, 20) | {"x": sums(10.0, coverage=0.5)}, 1.0)
    assert {found[f"t{at}"].missing for at in range(4)} == {NoRank.SMALL_LEAGUE}
    assert found["x"].missing is NoRank.COVERAGE


def test_a_lead_in_one_category_alone_makes_a_wide_range_of_places():
    found = ranks(league(50, 40, 30, 20) | {"x": sums(34.0, S=90.0, U=20.0, A=20.0, F=20.0, E=20.0)}, 1.0)
    assert (found["x"].place, found["x"].best, found["x"].worst) == (3, 2, 4)
    assert (found["t0"].best, found["t0"].worst) == (1, 1)


def test_the_weightings_are_the_usual_one_doubled_left_out_and_drawn_always_the_same():
    rows = weightings()
    assert rows.shape == (211, 5)
    assert rows.sum(axis=1) == pytest.approx(1.0)
    assert rows[0] == pytest.approx([0.2] * 5)
    assert rows[1] == pytest.approx([2 / 6] + [1 / 6] * 4)
    assert rows[6] == pytest.approx([0.0] + [0.25] * 4)
    assert 0.1 <= rows[11:].min() <= rows[11:].max() <= 0.4
    weightings.cache_clear()
    assert (weightings() == rows).all()


MEMBERS = st.lists(
    st.tuples(
        st.integers(0, 1000).map(lambda n: n / 10),
        st.sampled_from([0.0, 0.0, 0.0, 1.5, 10.0, 40.0]),
        st.sampled_from([1.0, 1.0, 1.0, 0.8, 0.5]),
    ),
    min_size=1,
    max_size=12,
)
WIDTH = st.sampled_from([0.0, 1.0, 2.0, 5.0])


def made(members):
    return {
        f"t{at:02}": sums(value, low=max(0.0, value - wide), high=min(100.0, value + wide), coverage=coverage)
        for at, (value, wide, coverage) in enumerate(members)
    }


@given(MEMBERS, WIDTH, st.randoms(use_true_random=False))
def test_a_rank_never_depends_on_the_order_of_the_members(members, width, chance):
    league = made(members)
    turned = list(league.items())
    chance.shuffle(turned)
    assert ranks(dict(turned), width) == ranks(league, width)


@given(MEMBERS, WIDTH)
def test_level_is_mutual_and_only_among_the_ranked(members, width):
    found = ranks(made(members), width)
    for ags, one in found.items():
        assert all(ags in found[other].tied and found[other].place is not None for other in one.tied)
        assert ags not in one.tied


@given(MEMBERS, WIDTH)
def test_every_member_has_a_place_or_a_reason_and_nobody_below_the_coverage_has_one(members, width):
    league = made(members)
    for ags, one in ranks(league, width).items():
        assert (one.place is None) is (one.missing is not None)
        assert one.place is None or (league[ags].coverage >= 0.8 and one.of >= LEAST_MEMBERS)
        if one.place is not None and one.best is not None and one.worst is not None:
            assert 1 <= one.best <= one.place <= one.worst <= one.of


@given(MEMBERS, WIDTH)
def test_a_range_that_reaches_past_another_one_never_gets_a_rank(members, width):
    league = made(members)
    found = ranks(league, width)
    for ags, one in found.items():
        mine = league[ags].total
        for other, totals in league.items():
            passed = mine.low + width < totals.total.value <= mine.high + width
            if other != ags and passed and totals.coverage >= 0.8:
                assert one.place is None


@given(MEMBERS, WIDTH)
def test_who_is_clearly_better_stands_clearly_before(members, width):
    league = made(members)
    place = {ags: one.place for ags, one in ranks(league, width).items() if one.place is not None}
    for ags, mine in place.items():
        for other, theirs in place.items():
            if league[ags].total.value > league[other].total.value + width + 1e-6:
                assert mine < theirs
