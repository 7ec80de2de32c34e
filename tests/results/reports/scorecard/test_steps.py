"""The five steps: what brings most, can be changed here, and who shows how."""

from __future__ import annotations

import pytest

from results.audience import Names
from results.reports.scorecard.report import saying
from results.reports.scorecard.steps import best_steps
from scanner.model.cause import Cause
from scanner.model.verdict import Changer
from tests.results.reports.scorecard.samples import FAR, NEAR, card, finding, loss, peers, scan, verdict, verdicts


def steps_of(own):
    return card(own).steps


def test_five_steps_come_by_the_points_that_they_bring():
    losses = {
        f"F{at}": verdict(f"F{at}", 1 - at / 10, [loss("a", at / 10, cause)])
        for at, cause in enumerate(["dead_link", "pdf_flat", "no_form", "print_only", "no_upload", "outdated"], 1)
    }
    found = steps_of(scan(given=verdicts(1.0, **losses)))
    assert [one.lost.cause for one in found] == ["outdated", "no_upload", "print_only", "no_form", "pdf_flat"]
    assert found[0].lost.points == pytest.approx(0.6 * 100 / 35)


@pytest.mark.parametrize("cause", [Cause.NOT_SEEN, Cause.STATE_SERVICE_ONLY, Cause.BY_HAND, "beyond"])
def test_what_nobody_here_can_do_is_no_step(cause):
    given = verdicts(
        1.0, F1=verdict("F1", 0.5, [loss("a", 0.5, cause)]), F2=verdict("F2", 0.9, [loss("a", 0.1, "dead_link")])
    )
    assert [one.lost.cause for one in steps_of(scan(given=given))] == ["dead_link"]


def test_what_only_the_state_can_change_is_no_step():
    given = verdicts(1.0, F1=verdict("F1", 0.5, [loss("a", 0.5, "no_upload", Changer.STATE)]))
    assert steps_of(scan(given=given)) == ()


def test_those_who_have_solved_it_are_named_the_own_league_first_with_the_page_that_shows_how():
    own = scan(given=verdicts(1.0, E1=verdict("E1", 0.1, [loss("gewerbe_anmeldung", 0.9, "no_page")])))
    near = scan(
        NEAR, "Nahdorf", verdicts(0.9, E1=verdict("E1", 1.0)), [finding("gewerbe_anmeldung", 3, host="nahdorf")]
    )
    far = scan(
        FAR, "Fernstadt", verdicts(1.0, E1=verdict("E1", 1.0, url="http://www.fernstadt.example/az")), league="stadt"
    )
    step = next(one for one in best_steps(own, card(own).losses, [far, near]) if one.lost.cause == "no_page")
    assert [(one.scan.name, one.url, one.service) for one in step.solvers] == [
        ("Nahdorf", "http://www.nahdorf.example/gewerbe_anmeldung", "gewerbe_anmeldung"),
        ("Fernstadt", "http://www.fernstadt.example/az", ""),
    ]


def test_who_loses_for_the_same_cause_has_not_solved_it_unless_nearly_so():
    own = scan(given=verdicts(1.0, E1=verdict("E1", 0.0, [loss("a", 1.0)])))

    def with_rest(rest):
        given = verdicts(1.0, E1=verdict("E1", 1 - rest - 0.1, [loss("a", rest), loss("b", 0.1, "referral_only")]))
        return best_steps(own, card(own).losses, [scan(NEAR, "Nahdorf", given)])[0].solved

    assert (with_rest(0.2), with_rest(0.4)) == (1, 0)


def test_a_score_without_causes_below_the_whole_does_not_show_that_it_is_solved():
    own = scan(given=verdicts(1.0, E1=verdict("E1", 0.0, [loss("a", 1.0)])))
    assert best_steps(own, card(own).losses, [scan(NEAR, "Nahdorf", verdicts(0.9))])[0].solved == 0


def test_municipalities_that_are_not_named_show_no_page():
    own = scan(given=verdicts(1.0, E1=verdict("E1", 0.0, [loss("gewerbe_anmeldung", 1.0)])))
    shown = card(own, names=Names.OWN)
    solvers = shown.steps[0].solvers
    assert [one.url for one in solvers] == [""]
    assert shown.audience.name(solvers[0].scan.ags, solvers[0].scan.name).startswith("Kommune ")
    assert peers()[-1].judgement.verdicts[-7].evidence[0].url  # which it has


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_cause_that_can_be_a_step_says_what_to_do(language):
    say = saying(language)
    for cause in set(Cause) - {Cause.NOT_SEEN, Cause.STATE_SERVICE_ONLY, Cause.NOTHING_TO_COUNT, Cause.BY_HAND}:
        assert say(f"do.{cause}", what="x")
