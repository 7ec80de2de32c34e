"""Scales and logic with parts that were not seen: what counts, what does not, and the range."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.judging.logic import all_of, any_of, best, compared, negation
from scanner.judging.outcome import Finding, Outcome, fixed, of_finding, unseen
from scanner.judging.scales import mean, middle, steps, total
from scanner.model.answer import Answer
from scanner.model.place import Place

PLACE = Place("http://www.musterfeld.example/", snippet="Suche")


def said(answer, worth=None, label=""):
    """A condition with a worth."""
    reason = "robots" if answer is Answer.UNKNOWN else ""
    found = Finding(answer, (PLACE,) if answer is Answer.YES else (), reason=reason)
    return replace(of_finding("link", found), worth=worth, label=label)


YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def test_the_first_step_that_holds_counts_with_its_evidence():
    result = steps([said(NO, 3), said(YES, 2), said(YES, 1)])

    assert (result.value, result.low, result.high) == (2, 2, 2)
    assert result.places == (PLACE,)


def test_a_step_does_not_count_while_a_higher_one_is_unknown():
    result = steps([said(UNKNOWN, 3), said(YES, 2)])

    assert result.value is None
    assert (result.low, result.high) == (2, 3)
    assert result.reason == "robots"


def test_an_unknown_step_below_the_one_that_holds_does_not_matter():
    assert steps([said(YES, 2), said(UNKNOWN, 1)]).value == 2


def test_an_unknown_step_that_would_give_the_same_does_not_matter():
    assert steps([said(UNKNOWN, 1), said(YES, 1)]).value == 1


def test_no_step_holds():
    result = steps([said(NO, 2), said(NO, 1)])

    assert (result.value, result.places) == (0, ())


def test_steps_in_order_let_a_lower_worth_come_first():
    dead, old, works = said(NO, 0), said(YES, 0.5), said(YES, 1)

    assert steps([dead, old, works]).value == 0.5
    assert steps([said(YES, 0), old, works]).value == 0


def test_a_sum_adds_what_holds():
    assert total([said(YES, 1), said(NO, 1), said(YES, 0.5)]).value == 1.5


def test_a_sum_with_one_unknown_of_ten_gives_the_least_and_shows_the_range():
    result = total([said(YES, 1)] * 5 + [said(NO, 1)] * 4 + [said(UNKNOWN, 1)])

    assert (result.value, result.low, result.high) == (5, 5, 6)


def test_a_sum_of_which_a_quarter_is_unknown_is_unknown():
    result = total([said(YES, 1), said(YES, 1), said(NO, 1), said(UNKNOWN, 1)])

    assert (result.value, result.low, result.high) == (None, 2, 3)


def test_members_that_were_not_seen_leave_the_mean():
    members = [said(YES, label=str(at)) for at in range(4)] + [said(NO), said(NO)] + [said(UNKNOWN)]
    result = mean(members)

    assert result.value == pytest.approx(4 / 6)
    assert [result.low, result.high] == pytest.approx([4 / 7, 5 / 7])
    assert result.confidence < 1


def test_a_mean_with_more_than_a_fifth_unseen_is_unknown():
    assert mean([said(YES)] * 7 + [said(UNKNOWN)] * 2).value is None
    assert mean([said(YES)] * 8 + [said(UNKNOWN)] * 2).value == 1


def test_flags_of_a_mean_name_the_member():
    flagged = replace(said(YES, label="sondernutzung"), flags=("login_first",))

    assert mean([flagged, said(NO)]).flags == ("login_first:sondernutzung",)


def test_the_median_takes_the_middle_of_the_members():
    assert middle([fixed(1), fixed(2), fixed(6)]).value == 2
    assert middle([fixed(2), fixed(3)]).value == 2.5


def test_all_and_any_after_kleene():
    assert all_of([said(YES), said(UNKNOWN)]).truth is UNKNOWN
    assert all_of([said(NO), said(UNKNOWN)]).truth is NO
    assert any_of([said(YES), said(UNKNOWN)]).truth is YES
    assert any_of([said(NO), said(UNKNOWN)]).truth is UNKNOWN
    assert negation(said(UNKNOWN)).truth is UNKNOWN
    assert negation(said(YES)).truth is NO


def test_the_best_page_wins_unless_an_unseen_one_could_be_better():
    assert best([fixed(1), fixed(2)]).value == 2
    assert best([fixed(2), unseen(1, "robots")]).value == 2
    assert best([fixed(1), unseen(2, "robots")]).value is None


def test_a_bound_compares_the_mean_of_what_was_seen_and_keeps_the_doubt_in_the_range():
    number = mean([said(YES)] * 5 + [said(NO)] * 5 + [said(UNKNOWN)])
    half = compared(number, {"at_least": 0.5})

    assert half.truth is YES
    assert (half.low, half.high) == (0, 1)


def test_shares_of_thirteenths_meet_their_bound():
    assert compared(mean([fixed(0.1)] * 3), {"at_least": 0.1}).truth is YES


_LEAF = st.builds(said, st.sampled_from([YES, NO, UNKNOWN]), st.sampled_from([None, 0, 0.5, 1, 2, 3]))


def _grow(below):
    some = st.lists(below, min_size=1, max_size=5)
    bound = st.dictionaries(
        st.sampled_from(["at_least", "at_most", "more_than", "less_than"]),
        st.sampled_from([0, 0.5, 1, 2]),
        min_size=1,
        max_size=2,
    )
    return st.one_of(
        st.tuples(st.sampled_from(["all", "any", "best", "steps", "total", "mean", "middle"]), some),
        st.tuples(st.just("not"), below),
        st.tuples(st.just("compared"), below, bound),
    )


_TREE = st.recursive(_LEAF, _grow, max_leaves=12)
_MAKE = {"all": all_of, "any": any_of, "best": best, "steps": steps, "total": total, "mean": mean, "middle": middle}


def _evaluated(tree, answers):
    """The outcome of a tree; unknown leaves take the next of the answers, where there are any."""
    if isinstance(tree, Outcome):
        if tree.value is not None or answers is None:
            return tree
        return said(YES if next(answers) else NO, tree.worth)
    if tree[0] == "not":
        return negation(_evaluated(tree[1], answers))
    if tree[0] == "compared":
        return compared(_evaluated(tree[1], answers), tree[2])
    return _MAKE[tree[0]]([_evaluated(part, answers) for part in tree[1]])


@given(_TREE, st.lists(st.booleans(), min_size=64, max_size=64))
def test_whatever_the_unknown_turns_out_to_be_the_number_stays_in_its_range(tree, answers):
    before = _evaluated(tree, None)
    after = _evaluated(tree, iter(answers))

    assert after.value is not None
    assert before.low - 1e-9 <= after.value <= before.high + 1e-9
    assert before.value is None or before.low - 1e-9 <= before.value <= before.high + 1e-9


@given(_TREE)
def test_a_tree_without_unknown_has_no_range(tree):
    outcome = _evaluated(tree, iter([True] * 64))

    assert outcome.value == pytest.approx(outcome.low) == pytest.approx(outcome.high)
