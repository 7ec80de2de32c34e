"""What of a run a person should look at, and what first."""

from __future__ import annotations

from results.worksheets.needs import Why, needs
from scanner.model.cause import Cause
from scanner.model.verdict import Loss, State
from tests.results.samples import judgement, scan_info, verdict

BEFORE = {"05999001": scan_info(judgement=judgement(verdict("S1", 0.0), verdict("S2", 0.5), verdict("S3", 0.0)))}


def found(*verdicts, before=None, **more):
    return [
        (one.verdict.criterion, one.why)
        for one in needs([scan_info(judgement=judgement(*verdicts), **more)], before or {})
    ]


def test_what_could_not_be_tested_comes_before_what_is_only_unsure():
    unsure = verdict("S1", 0.5, confidence=0.8)
    assert found(unsure, verdict("S2", None, State.NOT_TESTABLE)) == [
        ("S2", (Why.NOT_TESTABLE,)),
        ("S1", (Why.UNSURE,)),
    ]


def test_a_score_with_a_range_is_unsure():
    assert found(verdict("S1", 0.5, low=0.4, high=0.6)) == [("S1", (Why.UNSURE,))]


def test_something_against_nothing_in_the_run_before_is_a_flip_and_a_rise_is_none():
    assert found(verdict("S1", 1.0), verdict("S2", 0.75), verdict("S3", 0.0), before=BEFORE) == [("S1", (Why.FLIPPED,))]


def test_no_flip_where_the_rule_changed():
    changed = verdict("S1", 1.0)
    assert found(type(changed)(**{**vars(changed), "version": "2"}), before=BEFORE) == []


def test_what_says_that_the_site_is_wrong_is_looked_at():
    lost = (Loss("plakatierung", 0.25, Cause.DEAD_LINK), Loss("gestattung", 0.25, Cause.NO_PAGE))
    assert found(verdict("F7", 0.5, losses=lost), verdict("F2", 0.5, losses=lost[1:])) == [("F7", (Why.ACCUSES,))]


def test_worth_is_what_it_may_move_the_total():
    need = needs([scan_info(judgement=judgement(verdict("S1", None, State.NOT_TESTABLE), verdict("S2", 1.0)))], {})[0]
    assert need.worth == 10.0  # half of a category that is a fifth of the total


def test_what_a_person_decided_is_done(tmp_path):
    from results.store import ScanFacts
    from tests.results.samples import TOWN, opened
    from tests.results.test_reviews import Survey

    engine, store, run = opened(tmp_path)
    store.add_scan(run, ScanFacts(TOWN, "done"), judgement(verdict("S4", None, State.NOT_TESTABLE)))
    survey = Survey(engine, store, run)
    assert len(needs([survey.scan], {})) == 1
    survey.say("S4", 1.0)
    assert needs([survey.scan], {}) == []
