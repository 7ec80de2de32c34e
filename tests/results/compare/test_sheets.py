"""A hand-made survey beside a run by our rules: in points, side by side, in the category, or a visible break."""

import pytest

from results.compare.breaks import BreakKind
from results.compare.changes import Move
from results.compare.comparison import compare
from results.compare.relation import Relation
from tests.results.compare.surveys_of import ALL, scan, scored, survey
from tests.results.samples import verdict

TOWN = "05999001"


def told(relation, ours="", version="1"):
    return {"relation": relation, "ours": ours, "version": version}


def sheet(label, *verdicts, digest="c" * 64, **relations):
    return survey(label, scan(TOWN, *verdicts, digest=digest), source="sheet", settings={"relations": relations})


def compared(*verdicts, **relations):
    return compare([sheet("2019", *verdicts, **relations), survey("2026", scan(TOWN, *scored(0.5)))])


def change(found, name):
    return next(one for one in found.lines[0].step(0, 1).changes if one.id == name)


@pytest.mark.parametrize(
    ("relation", "move", "gain"),
    [("same", Move.FELL, -50), ("exact", Move.FELL, -50), ("analogous", Move.APART, None), ("none", Move.APART, None)],
)
def test_points_are_compared_only_where_it_was_declared(relation, move, gain):
    found = compared(verdict("S1", 1.0), S1=told(relation, "S1"))
    one = change(found, "S1")
    assert (one.move, one.gain, one.relation.value) == (move, gain, relation)


def test_a_declaration_for_an_older_version_of_our_rule_is_one_for_the_category():
    assert change(compared(verdict("S1", 1.0), S1=told("exact", "S1", "0")), "S1").relation is Relation.CATEGORY


def test_one_column_in_common_makes_no_difference_of_the_category_half_of_them_do():
    few = compared(verdict("S1", 1.0), S1=told("exact", "S1"))
    assert (change(few, "S").gain, change(few, "S").relation) == (None, Relation.CATEGORY)
    names = ("S1", "S2", "S3")
    half = compared(*(verdict(one, 1.0) for one in names), **{one: told("exact", one) for one in names})
    assert (change(half, "S").gain, change(half, "S").shared) == (-50, 3)


def test_a_category_that_a_sheet_only_sums_up_stands_beside_ours():
    beside = change(compared(verdict("F", 0.7), F=told("category")), "F")
    assert (beside.before, beside.after, beside.gain, beside.relation) == (70, 50, None, Relation.CATEGORY)
    apart = change(compared(verdict("F", 0.7), F=told("none")), "F")
    assert (apart.move, apart.relation) == (Move.APART, Relation.NONE)


def test_what_a_sheet_did_not_ask_has_no_counterpart_and_the_break_says_so():
    found = compared(verdict("S1", 1.0), verdict("S2", 0.3), S1=told("exact", "S1"), S2=told("analogous", "S2"))
    (one,) = found.breaks
    assert (one.kinds, one.points, one.beside) == ((BreakKind.HAND,), ("S1",), ("S2",))
    assert one.apart == ALL[2:]
    assert change(found, "").gain is None


def test_two_sheets_whose_columns_mean_the_same_are_one_line():
    relations = {"S1": told("none", "S1")}
    found = compare([sheet("2019", verdict("S1", 0.0), **relations), sheet("2022", verdict("S1", 1.0), **relations)])
    assert (change(found, "S1").gain, found.breaks) == (100, ())


def test_two_sheets_that_mean_other_things_relate_as_the_weaker_one_does_to_ours():
    one = sheet("2019", verdict("S1", 0.0), S1=told("exact", "S1"))
    other = sheet("2022", verdict("S1", 1.0), digest="d" * 64, S1=told("analogous", "S1"))
    found = compare([one, other])
    assert (change(found, "S1").relation, change(found, "S1").gain) == (Relation.ANALOGOUS, None)
    assert found.breaks[0].kinds == (BreakKind.HAND,)


def test_a_web_archive_breaks_the_line_and_is_compared_in_points():
    past = survey("2019", scan(TOWN, *scored(0.25, without=("S2", "S3", "S4"))), source="past")
    found = compare([past, survey("2026", scan(TOWN, *scored(0.5)))])
    (one,) = found.breaks
    assert (one.kinds, one.points) == ((BreakKind.ARCHIVE,), ALL)
    assert change(found, "").gain == 25


def test_other_versions_of_criteria_break_the_line_and_are_named():
    newer = [verdict(one.criterion, 0.5) for one in scored(0.5) if one.criterion != "E7"]
    found = compare([survey("2022", scan(TOWN, *scored(0.5))), survey("2026", scan(TOWN, *newer, digest="b" * 64))])
    (one,) = found.breaks
    assert (one.kinds, one.beside) == ((BreakKind.RULES,), ("E7",))
    assert found.broken(0, 1)
