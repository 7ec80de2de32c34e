"""What changed in a municipality from one survey to the next, and which cause is named."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.compare.changes import Cause, Level, Move
from results.compare.comparison import compare
from results.compare.relation import Relation
from scanner.model.review import Review, ReviewKind, basis_of
from scanner.model.verdict import State
from tests.results.compare.surveys_of import ALL, levels, scan, scored, survey
from tests.results.samples import AS_OF, verdict

TOWN = "05999001"


def step(old, new, **more):
    """The changes between two scans of a town."""
    first = survey("2022", old, **more)
    return compare([first, survey("2026", new)]).lines[0].step(0, 1)


def change(found, name):
    return next(one for one in found.changes if one.id == name)


def reviewed(one, criterion, points):
    """The scan with a person's word over the verdict of a criterion."""
    said = next(verdict for verdict in one.judgement.verdicts if verdict.criterion == criterion)
    review = Review(
        1, one.run, one.ags, criterion, ReviewKind.SCORE, State.SCORED, points, "seen", "N. N.", AS_OF, basis_of(said)
    )
    return replace(one, reviews=(review,))


def test_the_same_scan_twice_has_not_changed():
    found = step(scan(TOWN, *scored(0.5), services=levels(taxi=2)), scan(TOWN, *scored(0.5), services=levels(taxi=2)))
    assert {one.move for one in found.changes} == {Move.SAME}
    assert {one.gain for one in found.changes} == {0.0}
    assert not any(one.causes or one.moved for one in found.changes)


def test_what_rose_and_fell_is_told_in_points_of_100_with_the_site_as_cause():
    found = step(scan(TOWN, *scored(0.5)), scan(TOWN, *scored(0.5, S1=1.0, E7=0.0)))
    assert (change(found, "S1").move, change(found, "S1").gain, change(found, "S1").causes) == (
        Move.ROSE,
        50,
        (Cause.SITE,),
    )
    assert (change(found, "E7").move, change(found, "E7").gain) == (Move.FELL, -50)
    assert change(found, "S").gain == pytest.approx(10)
    assert found.total.gain == pytest.approx((10 - 50 / 7) / 5)
    assert found.total.causes == (Cause.SITE,)


@pytest.mark.parametrize(
    ("new", "causes"),
    [
        ({"digest": "b" * 64}, (Cause.SITE, Cause.RULES)),
        ({"scanner": "0.2.0"}, (Cause.SITE, Cause.SCANNER)),
        ({"digest": "b" * 64, "scanner": "0.2.0"}, (Cause.SITE, Cause.RULES, Cause.SCANNER)),
        ({"league": "stadt"}, (Cause.SITE, Cause.RULES)),
    ],
)
def test_everything_that_differs_is_named_as_a_cause(new, causes):
    found = step(scan(TOWN, *scored(0.5)), scan(TOWN, *scored(0.5, S1=1.0), **new))
    assert change(found, "S1").causes == causes
    assert change(found, "S2").causes == ()


def test_a_part_that_was_not_seen_is_a_cause_too():
    partly = tuple(replace(one, low=0.2, high=0.9) if one.criterion == "S1" else one for one in scored(0.5, S1=0.8))
    found = step(scan(TOWN, *scored(0.5)), scan(TOWN, *partly))
    assert change(found, "S1").causes == (Cause.SITE, Cause.COVERAGE)


def test_two_years_are_compared_over_what_was_scored_in_both():
    found = step(scan(TOWN, *scored(0.5, S5=0.0)), scan(TOWN, *scored(0.5, without=("S5",))))
    assert (change(found, "S5").move, change(found, "S5").gain) == (Move.UNSEEN, None)
    assert change(found, "S5").causes == (Cause.COVERAGE,)
    shown = change(found, "S")
    assert (shown.before, shown.after, shown.gain, shown.move, shown.shared) == (40, 50, 0, Move.SAME, 4)
    assert shown.causes == (Cause.COVERAGE,)  # 40 and 50 stand there, and nothing moved
    assert found.total.gain == 0


def test_an_unreachable_site_is_not_seen_and_no_fall():
    closed = tuple(verdict(one, None, State.UNREACHABLE) for one in ALL)
    found = step(scan(TOWN, *scored(0.5), services=levels(taxi=2)), scan(TOWN, *closed, state="unreachable"))
    assert {one.move for one in found.changes} == {Move.UNSEEN}
    assert {one.causes for one in found.changes} == {(Cause.COVERAGE,)}
    assert all(one.gain is None for one in found.changes)


def test_a_scan_without_any_verdict_is_not_seen_and_not_by_other_rules():
    found = step(scan(TOWN, *scored(0.5)), scan(TOWN, state="failed"))
    assert {one.causes for one in found.criteria} == {(Cause.COVERAGE,)}


def test_what_applies_now_came_and_what_applies_no_more_went():
    never = tuple(
        verdict(one.criterion, None, State.NOT_APPLICABLE) if one.criterion == "U5" else one for one in scored(0.5)
    )
    assert change(step(scan(TOWN, *never), scan(TOWN, *scored(0.5))), "U5").move is Move.CAME
    assert change(step(scan(TOWN, *scored(0.5)), scan(TOWN, *never)), "U5").move is Move.WENT


def test_a_review_is_named_as_the_cause_and_alone_where_the_site_stayed():
    old, new = scan(TOWN, *scored(0.5)), scan(TOWN, *scored(0.5))
    found = step(old, reviewed(new, "S1", 2.0))
    assert (change(found, "S1").gain, change(found, "S1").causes) == (50, (Cause.REVIEW,))
    assert found.total.causes == (Cause.REVIEW,)
    moved = step(old, reviewed(scan(TOWN, *scored(0.5, S1=0.0)), "S1", 2.0))
    assert change(moved, "S1").causes == (Cause.SITE, Cause.REVIEW)


def test_another_version_of_a_criterion_stands_apart_and_the_category_over_the_rest():
    newer = tuple(replace(one, version="2") if one.criterion == "S1" else one for one in scored(0.5, S1=1.0, S2=1.0))
    found = step(scan(TOWN, *scored(0.5)), scan(TOWN, *newer, digest="b" * 64))
    assert (change(found, "S1").move, change(found, "S1").gain) == (Move.APART, None)
    assert change(found, "S1").relation is Relation.CATEGORY
    assert (change(found, "S").gain, change(found, "S").shared) == (12.5, 4)


def test_a_criterion_that_only_one_set_asks_came_by_the_rules():
    old = tuple(one for one in scored(0.5) if one.criterion != "E7")
    found = step(scan(TOWN, *old), scan(TOWN, *scored(0.5), digest="b" * 64))
    assert (change(found, "E7").move, change(found, "E7").causes) == (Move.CAME, (Cause.RULES,))


@pytest.mark.parametrize(
    ("old", "new", "move", "gain"),
    [
        ({"taxi": 1}, {"taxi": 3}, Move.ROSE, 2),
        ({"taxi": 3}, {"taxi": 1}, Move.FELL, -2),
        ({"taxi": 0}, {"taxi": 2}, Move.CAME, 2),
        ({"makler": 1}, {"makler": 1, "taxi": 2}, Move.CAME, 2),
        ({"makler": 1, "taxi": 2}, {"makler": 1}, Move.WENT, -2),
        ({"taxi": None}, {"taxi": 2}, Move.UNSEEN, None),
        ({"taxi": 0}, {"taxi": 0}, Move.SAME, 0),
    ],
)
def test_levels_of_services_rise_fall_come_and_go(old, new, move, gain):
    found = step(scan(TOWN, *scored(0.5), services=levels(**old)), scan(TOWN, *scored(0.5), services=levels(**new)))
    one = change(found, "taxi")
    assert (one.level, one.move, one.gain) == (Level.SERVICE, move, gain)


SCORES = st.lists(st.sampled_from([None, 0.0, 0.25, 0.5, 1.0]), min_size=32, max_size=32)


def judged(scores):
    states = [State.NOT_TESTABLE if one is None else State.SCORED for one in scores]
    return scan(TOWN, *(verdict(name, one, state) for name, one, state in zip(ALL, scores, states, strict=True)))


@settings(deadline=None)
@given(SCORES, SCORES)
def test_looking_back_turns_every_change_around(one, other):
    there, back = step(judged(one), judged(other)), step(judged(other), judged(one))
    turned = {Move.ROSE: Move.FELL, Move.FELL: Move.ROSE, Move.CAME: Move.WENT, Move.WENT: Move.CAME}
    for before, after in zip(there.changes, back.changes, strict=True):
        assert (before.before, before.after) == (after.after, after.before)
        assert after.move is turned.get(before.move, before.move)
        assert (after.gain is None) is (before.gain is None)
        assert (before.gain or 0.0) == pytest.approx(-(after.gain or 0.0))


@settings(deadline=None)
@given(SCORES, SCORES)
def test_every_change_in_points_has_a_cause_and_nothing_unseen_has_points(one, other):
    for found in step(judged(one), judged(other)).changes:
        if found.move in (Move.ROSE, Move.FELL, Move.CAME, Move.WENT, Move.UNSEEN):
            assert found.causes
        if found.move is Move.UNSEEN:
            assert found.gain is None
