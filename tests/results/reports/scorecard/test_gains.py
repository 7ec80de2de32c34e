"""Lost points: with the total they are 100, told by cause and by who can change it, one thing counted once."""

from __future__ import annotations

import pytest

from results.reports.scorecard.gains import BEYOND, UNTOLD, by_changer, lost
from scanner.model.totals import worths
from scanner.model.verdict import Changer, State
from tests.results.reports.scorecard.samples import loss, scan, verdict, verdicts


def test_whole_scores_of_all_criteria_are_a_hundred_points():
    worth = worths(verdicts(0.5))
    assert sum(worth.values()) == pytest.approx(100)
    assert worth["S1"] == pytest.approx(100 / 5 / 5)
    assert worth["U1"] == pytest.approx(100 / 5 / 7)


def test_criteria_that_were_not_scored_are_worth_nothing_and_the_others_of_their_category_more():
    worth = worths(verdicts(0.5, S2=verdict("S2", None, state=State.NOT_TESTABLE)))
    assert "S2" not in worth
    assert worth["S1"] == pytest.approx(100 / 5 / 4)


def test_lost_points_and_the_total_are_a_hundred():
    given = scan(given=verdicts(0.25, E1=verdict("E1", 0.4, [loss("a", 0.35), loss("b", 0.1, "dead_link")])))
    assert sum(one.points for one in lost(given)) + given.totals.total.value == pytest.approx(100)


def test_points_lost_for_one_cause_stand_together_over_criteria():
    wrong = [loss("gewerbe_anmeldung", 0.2, "portal_start_page", detail="http://portal.example/")]
    given = scan(given=verdicts(1.0, F4=verdict("F4", 0.8, wrong), E2=verdict("E2", 0.8, wrong)))
    found = [one for one in lost(given) if one.cause == "portal_start_page"]
    assert len(found) == 1
    assert found[0].points == pytest.approx(0.2 * 100 / 35 * 2)
    assert (found[0].count, found[0].members, set(found[0].criteria)) == (1, ("gewerbe_anmeldung",), {"F4", "E2"})


def test_different_links_are_counted_each():
    links = [loss("gewerbe_anmeldung", 0.01, "dead_link", detail=f"http://a.example/{at}") for at in range(11)]
    given = scan(given=verdicts(1.0, F7=verdict("F7", 1 - 0.11, links)))
    assert [(one.cause, one.count) for one in lost(given)] == [("dead_link", 11)]


def test_who_can_change_it_is_kept_apart():
    parts = [
        loss("a", 0.3, "no_upload", Changer.DATA_CENTRE),
        loss("b", 0.1, "no_upload"),
        loss("c", 0.2, "no_login", Changer.STATE),
    ]
    found = lost(scan(given=verdicts(1.0, F5=verdict("F5", 0.4, parts))))
    assert [(one.cause, one.changer) for one in found] == [
        ("no_upload", Changer.DATA_CENTRE), ("no_login", Changer.STATE), ("no_upload", Changer.MUNICIPALITY),
    ]  # fmt: skip
    worth = 100 / 35
    assert by_changer(found) == {
        Changer.MUNICIPALITY: pytest.approx(0.1 * worth), Changer.DATA_CENTRE: pytest.approx(0.3 * worth), Changer.STATE: pytest.approx(0.2 * worth),
    }  # fmt: skip


def test_what_lies_above_the_next_step_is_told_apart_and_a_score_without_causes_by_its_criterion():
    given = scan(
        given=verdicts(
            1.0, A6=verdict("A6", 0.0, [loss("", 1 / 3, "no_inbox")]), S4=verdict("S4", 0.5), S1=verdict("S1", 0.5)
        )
    )
    found = {(one.cause, one.criteria): one.points for one in lost(given)}
    assert found[BEYOND, ("A6",)] == pytest.approx(2 / 3 * 100 / 30)
    assert found[UNTOLD, ("S4",)] == found[UNTOLD, ("S1",)] == pytest.approx(0.5 * 100 / 25)


def test_nobody_is_named_for_what_came_without_a_cause():
    given = scan(given=verdicts(1.0, A6=verdict("A6", 0.0, [loss("", 1 / 3, "no_inbox")])))
    assert by_changer(lost(given)) == {
        Changer.MUNICIPALITY: pytest.approx(100 / 90),
        Changer.DATA_CENTRE: 0,
        Changer.STATE: 0,
        None: pytest.approx(200 / 90),
    }
    assert None not in by_changer(lost(scan(given=verdicts(1.0))))
