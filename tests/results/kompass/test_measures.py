"""Measures are kept with what became of them, and a later survey says whether they moved anything."""

from dataclasses import replace
from datetime import date

import pytest

from criteria.errors import UserError
from results.kompass.measures import Event, Measure, Measures, NewMeasure, Status
from results.kompass.moved import Moved, Why, outcome
from results.kompass.section import effect
from scanner.model.verdict import State
from tests.results.kompass.matching import PASS, TRADE, also, finding, scan
from tests.results.samples import judgement, opened, scan_info, verdict

KEYS = {"gewerbe_anmeldung": TRADE}
NEW = NewMeasure("05999001", "Musterdorf", "S1", "2026", "Suche einbauen", "IT", date(2027, 3, 1))


@pytest.fixture
def measures(tmp_path):
    engine, _, _ = opened(tmp_path)
    yield Measures(engine)
    engine.dispose()


def about(subject):
    return Measure(1, replace(NEW, subject=subject))


def scored(score, version="1", state=State.SCORED):
    return scan_info(judgement=judgement(replace(verdict("S1", score, state), version=version)))


def test_a_measure_is_kept_with_owner_and_due(measures):
    number = measures.add(NEW)
    kept = measures.all("05999001")[0]
    assert (kept.number, kept.what, kept.status) == (number, NEW, Status.OPEN)
    assert measures.all("05999002") == ()


def test_events_are_added_and_the_newest_counts(measures):
    number = measures.add(NEW)
    measures.tell(number, Event(Status.DONE, date(2027, 2, 1), "steht"))
    measures.tell(number, Event(Status.REOPENED, date(2027, 2, 5)))
    kept = measures.all()[0]
    assert kept.status is Status.REOPENED
    assert [event.note for event in kept.events] == ["steht", ""]


def test_what_can_not_be_meant_is_refused(measures):
    with pytest.raises(UserError, match="no measure 7"):
        measures.tell(7, Event(Status.DONE, date(2027, 1, 1)))
    number = measures.add(NEW)
    measures.tell(number, Event(Status.DONE, date(2027, 1, 1)))
    with pytest.raises(UserError, match="is done already"):
        measures.tell(number, Event(Status.DONE, date(2027, 1, 2)))
    with pytest.raises(UserError, match="needs a project"):
        measures.add(replace(NEW, project=" "))


def test_a_measure_is_late_until_it_is_done():
    assert Measure(1, NEW).late(date(2027, 3, 2))
    assert not Measure(1, NEW).late(date(2027, 3, 1))
    assert not Measure(1, NEW, (Event(Status.DONE, date(2027, 3, 5)),)).late(date(2027, 4, 1))


@pytest.mark.parametrize(
    ("before", "after", "moved"), [(0.0, 0.5, Moved.BETTER), (0.5, 0.5, Moved.SAME), (1.0, 0.5, Moved.WORSE)]
)
def test_a_criterion_moved_or_not(before, after, moved):
    assert outcome(about("S1"), scored(before), scored(after), KEYS).moved is moved


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (scored(0.0), None, Why.NO_SCAN),
        (scored(0.0), scored(None, state=State.NOT_TESTABLE), Why.NOT_SEEN),
        (scored(0.0), scored(1.0, version="2"), Why.OTHER_RULES),
    ],
)
def test_what_can_not_be_compared_is_not_measurable_and_says_why(before, after, why):
    found = outcome(about("S1"), before, after, KEYS)
    assert (found.moved, found.why) == (Moved.NOT_MEASURABLE, why)
    assert effect(found, "de").startswith("nicht messbar: ")


@pytest.mark.parametrize("subject", ["gewerbe_anmeldung", TRADE])
def test_a_service_moved_by_its_level_whether_named_by_id_or_key(subject):
    found = outcome(about(subject), scan(finding(1)), scan(finding(3)), KEYS)
    assert (found.moved, found.before, found.after) == (Moved.BETTER, 1, 3)
    assert effect(found, "de") == "hat bewegt: 1 → 3"


def test_a_service_beyond_the_set_moved_where_a_page_is_found_now():
    assert outcome(about(PASS), scan(finding()), scan(finding(), also=[also(PASS)]), KEYS).moved is Moved.BETTER
    assert outcome(about("unbekannt"), scan(finding()), scan(finding()), KEYS).why is Why.NOT_ASKED


def test_a_service_that_could_not_be_seen_is_not_measurable():
    assert outcome(about(TRADE), scan(finding(1)), scan(finding(None)), KEYS).why is Why.NOT_SEEN
