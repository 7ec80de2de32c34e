"""A person's word lies over a verdict: nothing is lost, and the scanner's score stays beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from criteria.errors import UserError
from results.queries import Results
from results.reviewing import NewReview, Reviewing
from results.store import ScanFacts
from scanner.model.review import BY_HAND, ReviewKind, ReviewStatus
from scanner.model.stage import Stage
from scanner.model.verdict import State
from tests.results.samples import AS_OF, TOWN, judgement, opened, verdict


@pytest.fixture
def survey(tmp_path):
    """A run with one town: S1 half, S4 not testable."""
    engine, store, run = opened(tmp_path)
    stored = judgement(verdict("S1", 0.5), verdict("S4", None, State.NOT_TESTABLE), verdict("U1", 1.0))
    store.add_scan(run, ScanFacts(TOWN, "done"), stored)
    return Survey(engine, store, run)


class Survey:
    """The sample survey with its two sides."""

    def __init__(self, engine, store, run_id):
        self.engine, self.store, self.run_id = engine, store, run_id
        self.results, self.reviewing = Results(engine), Reviewing(engine)

    @property
    def scan(self):
        return self.results.scan("2026", TOWN.name)

    def verdict(self, criterion):
        return next(one for one in self.scan.verdicts if one.criterion == criterion)

    def say(self, criterion="S1", points=2.0, **more):
        new = NewReview(criterion, more.pop("by", "A. Muster"), more.pop("reason", "steht im Kopf"), points, **more)
        return self.reviewing.add(self.results.run("2026"), [(self.scan, new)])[0]

    def release(self, label):
        for stage in (Stage.CHECKED, Stage.RELEASED):
            self.reviewing.move(self.results.run(label), stage, "Leitung")

    def statuses(self):
        return [one.status for one in self.scan.reviews]


def test_a_review_lies_over_the_verdict_and_the_scanners_score_stays(survey):
    survey.say("S1", 2.0, evidence="http://www.musterfeld.example/suche")
    over, under = survey.verdict("S1"), survey.scan.judgement.verdicts[0]
    assert (over.score, over.reason, dict(over.values)["scanner"]) == (1.0, BY_HAND, "1")
    assert over.evidence[0].url == "http://www.musterfeld.example/suche"
    assert (under.score, under.reason) == (0.5, "steps")


def test_totals_with_and_without_reviews(survey):
    survey.say("S1", 2.0)
    assert survey.scan.totals.categories["S"].value == 100.0
    assert survey.scan.measured.categories["S"].value == 50.0


def test_what_could_not_be_tested_counts_into_coverage_when_a_person_fills_it_in(survey):
    before = survey.scan.totals.coverage
    survey.say("S4", 1.0)
    assert (round(before, 3), survey.scan.totals.coverage) == (0.667, 1.0)
    assert survey.scan.by_hand == {"S4"}
    assert survey.scan.measured.coverage == before


def test_a_person_may_say_that_it_cannot_be_scored(survey):
    survey.say("U1", None, state=State.NOT_APPLICABLE)
    assert survey.verdict("U1").state is State.NOT_APPLICABLE
    assert survey.verdict("U1").score is None


def test_a_later_review_takes_the_place_of_an_earlier_one_and_both_are_kept(survey):
    survey.say("S1", 2.0)
    survey.say("S1", 0.0, by="B. Beispiel")
    assert survey.verdict("S1").score == 0.0
    assert survey.statuses() == [ReviewStatus.SUPERSEDED, ReviewStatus.ACTIVE]


def test_a_withdrawn_review_is_kept_and_counts_no_more(survey):
    survey.say("S1", 0.0)
    number = survey.say("S1", 2.0)
    survey.reviewing.withdraw(number, "A. Muster", "verwechselt")
    assert survey.verdict("S1").score == 0.0
    assert survey.statuses() == [ReviewStatus.ACTIVE, ReviewStatus.WITHDRAWN]
    with pytest.raises(UserError, match=r"was withdrawn by A\. Muster"):
        survey.reviewing.withdraw(number, "A. Muster", "noch einmal")


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(verdict("S1", 1.0), id="another score"),
        pytest.param(verdict("S1", None, State.NOT_TESTABLE), id="another state"),
    ],
)
def test_a_review_lapses_when_what_it_was_about_changes(survey, changed):
    survey.say("S1", 0.0)
    number = survey.store.add_judgement(survey.scan.id, judgement(changed, verdict("U1", 1.0)))
    survey.store.publish(survey.scan.id, number)
    assert survey.statuses() == [ReviewStatus.LAPSED]
    assert survey.verdict("S1").score == changed.score


def test_a_review_holds_when_the_same_is_found_again(survey):
    survey.say("S1", 0.0)
    survey.store.add_scan(survey.run_id, ScanFacts(TOWN, "done"), judgement(verdict("S1", 0.5)))
    assert survey.verdict("S1").score == 0.0


def test_a_review_is_of_its_run_unless_it_is_valid_longer(survey):
    later = AS_OF + timedelta(days=90)
    survey.say("S1", 2.0, valid_until=later.date())
    survey.say("U1", 0.0)
    run = survey.store.start_run("2027-Q1", source="live", as_of=later, settings={})
    survey.store.add_scan(run, ScanFacts(TOWN, "done"), judgement(verdict("S1", 0.5), verdict("U1", 1.0)))
    again = {one.criterion: one.score for one in survey.results.scan("2027-Q1", TOWN.name).verdicts}
    assert again == {"S1": 1.0, "U1": 1.0}


def test_a_review_of_today_changes_no_earlier_run(survey):
    earlier = survey.store.start_run("2022", source="past", as_of=AS_OF - timedelta(days=1400), settings={})
    survey.store.add_scan(earlier, ScanFacts(TOWN, "done"), judgement(verdict("S1", 0.5)))
    survey.say("S1", 2.0, valid_until=date(2030, 1, 1))
    assert survey.results.scan("2022", TOWN.name).verdicts[0].score == 0.5


def test_a_note_changes_no_score(survey):
    survey.say("S1", None, kind=ReviewKind.NOTE, reason="Suche seit 1.12. repariert")
    assert survey.verdict("S1").score == 0.5
    assert survey.statuses() == [ReviewStatus.NOTE]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"points": 3.0}, r"3 points can't be given\s+the scale goes from 0 to 2"),
        ({"points": -1.0}, "can't be given"),
        ({"points": None}, "no points"),
        ({"criterion": "X9"}, "has no criterion 'X9'"),
        ({"by": "  "}, "needs the name"),
        ({"reason": ""}, "needs a reason"),
    ],
)
def test_what_cannot_be_a_review_is_refused_and_nothing_is_stored(survey, said, message):
    with pytest.raises(UserError, match=message):
        survey.say(**said)
    assert survey.scan.reviews == ()


def test_one_wrong_review_of_many_stores_none(survey):
    run, scan = survey.results.run("2026"), survey.scan
    good, bad = NewReview("S1", "A. Muster", "gesehen", 1.0), NewReview("S1", "A. Muster", "gesehen", 9.0)
    with pytest.raises(UserError):
        survey.reviewing.add(run, [(scan, good), (scan, bad)])
    assert survey.scan.reviews == ()


def test_a_run_goes_through_its_stages_and_keeps_who_moved_it(survey):
    run = survey.results.run("2026")
    for stage in (Stage.CHECKED, Stage.HEARING, Stage.CHECKED, Stage.HEARING, Stage.RELEASED):
        survey.reviewing.move(run, stage, "Leitung", f"nach {stage}")
    assert [(one.stage, one.by) for one in survey.reviewing.moves(run)][-1] == (Stage.RELEASED, "Leitung")
    assert len(survey.reviewing.moves(run)) == 5
    assert survey.results.run("2026").stage is Stage.RELEASED


@pytest.mark.parametrize("stage", [Stage.HEARING, Stage.RELEASED, Stage.SURVEYED])
def test_no_stage_is_skipped(survey, stage):
    with pytest.raises(UserError, match="from there it can go to: checked"):
        survey.reviewing.move(survey.results.run("2026"), stage, "Leitung")


def test_after_the_release_only_a_dated_correction_or_a_note_is_taken(survey):
    run = survey.results.run("2026")
    for stage in (Stage.CHECKED, Stage.RELEASED):
        survey.reviewing.move(run, stage, "Leitung")
    with pytest.raises(UserError, match="is released"):
        survey.say("S1", 2.0)
    survey.say("S1", 2.0, kind=ReviewKind.CORRECTION)
    survey.say("S1", None, kind=ReviewKind.NOTE)
    assert survey.verdict("S1").score == 1.0
    with pytest.raises(UserError, match="can only be corrected"):
        survey.reviewing.move(run, Stage.SURVEYED, "Leitung")


def test_after_the_release_no_review_is_taken_back_but_a_correction(survey):
    counted = survey.say("S1", 2.0)
    survey.release("2026")
    with pytest.raises(UserError, match="is released"):
        survey.reviewing.withdraw(counted, "B. Probe", "doch nicht")
    assert survey.verdict("S1").score == 1.0
    corrected = survey.say("U1", 0.0, kind=ReviewKind.CORRECTION)
    survey.reviewing.withdraw(corrected, "B. Probe", "doch nicht")
    assert survey.verdict("U1").score == 1.0


def test_what_is_said_of_an_earlier_run_changes_no_released_one(survey):
    later = AS_OF + timedelta(days=90)
    kept = survey.say("S1", 2.0, valid_until=later.date())
    run = survey.store.start_run("2027-Q1", source="live", as_of=later, settings={})
    survey.store.add_scan(run, ScanFacts(TOWN, "done"), judgement(verdict("S1", 0.5), verdict("U1", 1.0)))
    survey.release("2027-Q1")
    survey.say("U1", 0.0, valid_until=later.date())
    survey.reviewing.withdraw(kept, "B. Probe", "doch nicht")
    assert {one.criterion: one.score for one in survey.scan.verdicts}["U1"] == 0.0
    closed = survey.results.scan("2027-Q1", TOWN.name)
    assert {one.criterion: one.score for one in closed.verdicts} == {"S1": 1.0, "U1": 1.0}


def test_before_the_release_there_is_nothing_to_correct(survey):
    with pytest.raises(UserError, match="leave --correction out"):
        survey.say("S1", 2.0, kind=ReviewKind.CORRECTION)


def test_many_people_reviewing_at_once_lose_nothing(survey):
    run, scan = survey.results.run("2026"), survey.scan

    def review(number):
        new = NewReview("S1", f"Person {number}", "gesehen", float(number % 3))
        return Reviewing(survey.engine).add(run, [(scan, new)])[0]

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(review, range(24)))
    assert sorted(one.id for one in survey.scan.reviews) == sorted(numbers)
    assert survey.statuses().count(ReviewStatus.ACTIVE) == 1


def test_erased_text_does_not_make_a_review_lapse(survey):
    survey.say("S1", 0.0)
    blank = verdict("S1", 0.5)
    place = blank.evidence[0]
    silent = judgement(type(blank)(**{**vars(blank), "evidence": (type(place)(place.url, place.fetched),)}))
    survey.store.publish(survey.scan.id, survey.store.add_judgement(survey.scan.id, silent))
    assert survey.statuses() == [ReviewStatus.ACTIVE]
