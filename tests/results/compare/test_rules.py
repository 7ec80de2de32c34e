"""What a change of rules did to a scan, and which cause is named."""

from dataclasses import replace

import pytest

from results.compare.rules import Cause, RuleBook, compare_rules, tally
from scanner.model.place import Place
from scanner.model.verdict import State
from tests.results.samples import judgement, verdict

OLD = RuleBook("g2b-2026", "1", "a" * 64, {"S1": "r1", "S2": "r2"}, {"S.yaml": "1", "words.yaml": "1", "set.yaml": "1"})


def book(**rules):
    return replace(OLD, hash="b" * 64, rules=dict(OLD.rules) | rules, files=dict(OLD.files) | {"S.yaml": "2"})


def compared(before, after, new=OLD, version="0.1.0"):
    return compare_rules(judgement(*before), replace(judgement(*after), scanner_version=version), (OLD, new))


def test_the_same_verdicts_have_not_moved():
    found = compared([verdict("S1"), verdict("S2")], [verdict("S1"), verdict("S2")])
    assert (found.moved, len(found.differences)) == ((), 2)


@pytest.mark.parametrize(
    ("new", "version", "causes"),
    [
        (book(S1="other"), "0.1.0", (Cause.RULE,)),
        (book(), "0.1.0", (Cause.SET,)),
        (OLD, "0.2.0", (Cause.SCANNER,)),
        (book(S1="other"), "0.2.0", (Cause.RULE, Cause.SCANNER)),
    ],
)
def test_the_cause_is_what_differs(new, version, causes):
    (moved,) = compared([verdict("S1", 1.0)], [verdict("S1", 0.5)], new, version).moved
    assert (moved.causes, moved.gain) == (causes, -0.5)


def test_another_version_of_the_criterion_is_a_cause_even_where_the_rules_are_not_kept():
    after = replace(verdict("S1", 0.5), version="2")
    (moved,) = compared([verdict("S1", 1.0)], [after], replace(OLD, rules={})).moved
    assert (moved.causes, moved.versions) == ((Cause.RULE,), ("1", "2"))


def test_a_criterion_may_come_or_go():
    found = compared([verdict("S1")], [verdict("S2")])
    assert [(one.criterion, one.causes, one.gain) for one in found.moved] == [
        ("S1", (Cause.REMOVED,), None),
        ("S2", (Cause.ADDED,), None),
    ]


def test_what_became_untestable_moves_but_has_no_difference():
    found = compared([verdict("S1"), verdict("S2", 0.5)], [verdict("S1", None, State.NOT_TESTABLE), verdict("S2", 0.5)])
    (moved,) = found.moved
    assert (moved.criterion, moved.gain) == ("S1", None)
    assert [sums.total.value for sums in found.totals] == [75, 50]
    assert [sums.total.value for sums in found.common] == [50, 50]


def test_evidence_and_members_that_differ_are_named():
    values = (("member:taxi", "1"), ("member:vao", "0")), (("member:taxi", "0.5"), ("member:vao", "0"))
    places = (Place("http://a/1"), Place("http://a/2")), (Place("http://a/2"), Place("http://a/3"))
    old, new = (replace(verdict("A2", 0.5), values=v, evidence=p) for v, p in zip(values, places, strict=True))
    (moved,) = compared([old], [replace(new, score=0.25)]).moved
    assert moved.members == (("taxi", "1", "0.5"),)
    assert moved.evidence == (("http://a/1",), ("http://a/3",))


def test_files_of_other_criteria_are_no_cause_of_theirs():
    new = replace(OLD, files=dict(OLD.files) | {"S.yaml": "2", "words.yaml": "2", "new.yaml": "1"})
    assert OLD.differing_files(new) == ("S.yaml", "new.yaml", "words.yaml")
    assert OLD.shared_files(new) == ("new.yaml", "words.yaml")


def test_over_several_municipalities_ups_downs_and_other_states_are_counted():
    pairs = [
        ([verdict("S1", 0.0), verdict("A1", 0.5)], [verdict("S1", 1.0), verdict("A1", 0.5)]),
        ([verdict("S1", 1.0), verdict("A1", 0.5)], [verdict("S1", 0.5), verdict("A1", None, State.NOT_TESTABLE)]),
    ]
    one, other = tally(compared(*pair) for pair in pairs)
    assert (one.criterion, one.better, one.worse, one.other, one.mean) == ("S1", 1, 1, 0, 0.25)
    assert (other.criterion, other.better, other.worse, other.other) == ("A1", 0, 0, 1)
