"""What may be said of an imported criterion beside one of ours."""

from dataclasses import replace

import pytest

from results.compare.relation import Declared, Relation, between, declared
from tests.results.samples import verdict


@pytest.mark.parametrize(
    ("relation", "points", "criterion", "category"),
    [
        (Relation.SAME, True, True, True),
        (Relation.EXACT, True, True, True),
        (Relation.ANALOGOUS, False, True, True),
        (Relation.CATEGORY, False, False, True),
        (Relation.NONE, False, False, False),
    ],
)
def test_each_relation_allows_as_much_as_it_should(relation, points, criterion, category):
    assert (relation.in_points, relation.per_criterion, relation.per_category) == (points, criterion, category)


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (Declared(Relation.SAME, "S1", "1"), Relation.SAME),
        (Declared(Relation.SAME, "S1", "2"), Relation.CATEGORY),
        (Declared(Relation.EXACT, "S2", "1"), Relation.CATEGORY),
        (Declared(Relation.EXACT, "A1", "1"), Relation.NONE),
        (Declared(Relation.NONE, "S1", "1"), Relation.NONE),
    ],
)
def test_a_declaration_holds_for_the_criterion_and_version_it_names(one, wanted):
    assert between(one, replace(verdict("S1"), version="1")) is wanted


def test_a_run_that_was_scanned_declares_nothing():
    assert declared({"delay": 1.0}) == {}
