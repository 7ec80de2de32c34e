"""What flipped from one run to the next: something where there was nothing, or the reverse, and nothing else."""

from dataclasses import replace

import pytest

from results.compare.comparison import compare
from results.compare.flips import flips
from scanner.model.verdict import State
from tests.results.compare.surveys_of import scan, survey
from tests.results.samples import verdict


def flipped(old, new):
    found = compare([survey("2022", scan("05999001", *old)), survey("2026", scan("05999001", *new))])
    return [flip.criterion for flip in flips(found)]


def test_nothing_that_became_something_and_the_reverse_are_flips():
    assert flipped([verdict("S1", 0.0), verdict("S2", 1.0)], [verdict("S1", 0.5), verdict("S2", 0.0)]) == ["S1", "S2"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (verdict("S1", 0.2), verdict("S1", 1.0)),
        (verdict("S1", 0.0), verdict("S1", 0.0)),
        (verdict("S1", None, State.UNREACHABLE), verdict("S1", 1.0)),
        (verdict("S1", 1.0), verdict("S1", None, State.NOT_TESTABLE)),
        (verdict("S1", 0.0), replace(verdict("S1", 1.0), version="2")),
    ],
)
def test_other_moves_are_none_nor_what_was_not_seen_or_stands_under_another_rule(old, new):
    assert flipped([old], [new]) == []


def test_who_is_new_in_a_run_has_not_flipped():
    before = survey("2022", scan("05999002", verdict("S1", 0.0)))
    after = survey("2026", scan("05999001", verdict("S1", 1.0)), scan("05999002", verdict("S1", 0.0)))
    assert list(flips(compare([before, after]))) == []
