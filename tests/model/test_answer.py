"""Answers with three values, places, totals with their range."""

from itertools import product

import pytest

from scanner.model.answer import Answer, all_of, any_of
from scanner.model.place import SNIPPET, clip
from scanner.model.totals import totals
from scanner.model.verdict import State, Verdict

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def test_an_answer_is_no_truth_value():
    with pytest.raises(TypeError, match="three values"):
        bool(YES)


def test_unknown_decides_nothing_and_hides_nothing():
    assert all_of([YES, UNKNOWN, NO]) is NO
    assert all_of([YES, UNKNOWN]) is UNKNOWN
    assert any_of([NO, UNKNOWN, YES]) is YES
    assert any_of([NO, UNKNOWN]) is UNKNOWN
    assert Answer.of(None) is UNKNOWN


@pytest.mark.parametrize(("one", "other"), list(product(Answer, Answer)))
def test_de_morgan_holds(one, other):
    assert all_of([one, other]).negated() is any_of([one.negated(), other.negated()])


def test_a_snippet_is_cut_at_a_word():
    text = clip("Wort " * 100)

    assert len(text) <= SNIPPET
    assert text.endswith("Wort…")
    assert clip("  zwei \n Wörter ") == "zwei Wörter"


def scored(criterion, score):
    return Verdict(criterion, "1", State.SCORED, score, low=score, high=score)


def test_a_category_is_the_weighted_mean_of_what_was_scored():
    sums = totals([scored("S1", 1.0), scored("S2", 0.0)], {"S1": 3.0})

    assert sums.categories["S"].value == 75


def test_what_was_not_testable_widens_the_range_and_lowers_coverage():
    sums = totals([scored("S1", 1.0), Verdict("S2", "1", State.NOT_TESTABLE)])

    assert (sums.categories["S"].value, sums.categories["S"].low, sums.categories["S"].high) == (100, 50, 100)
    assert sums.coverage == 0.5


def test_what_is_not_applicable_does_not_count():
    sums = totals([scored("S1", 0.5), Verdict("S2", "1", State.NOT_APPLICABLE)])

    assert sums.coverage == 1
    assert sums.categories["S"].low == sums.categories["S"].high == 50


def test_the_total_is_the_mean_of_the_categories():
    assert totals([scored("S1", 1.0), scored("E1", 0.0), scored("E2", 0.0)]).total.value == 50


def test_the_total_of_a_category_counts_for_the_category_and_for_no_criterion():
    total = Verdict("S", "1", State.SCORED, 0.7, 100, 0.7, 0.7)
    sums = totals([total, Verdict("U1", "1", State.SCORED, 0.5, 2, 0.5, 0.5)], asked=32)
    assert (sums.categories["S"].value, sums.total.value) == (70, 60)
    assert sums.coverage == 1 / 32
