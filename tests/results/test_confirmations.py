"""A verdict that waits to be confirmed says so wherever it is read, until it is decided."""

from datetime import UTC, datetime

import pytest

from results.compare.previous import previous
from results.confirmations import Confirmation, Confirmations, Outcome
from results.doubt import looks_wrong
from results.queries import Results, Use
from tests.results.houses import CLOSED, House, points, town

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def doubts(house, label, criterion):
    (scan,) = Results(house.engine).scans(label)
    return next(one.doubts for one in scan.verdicts if one.criterion == criterion)


def test_what_waits_is_in_doubt_until_it_is_confirmed_and_nothing_is_overwritten(house):
    run = house.run("a", "2026-03-01", [(town(1), points(1.0))])
    (scan,) = Results(house.engine).scans("a")
    kept = Confirmations(house.engine)
    kept.keep(run, [Confirmation(scan.id, scan.ags, "S1", Outcome.WAITING, "z", NOW)])
    assert doubts(house, "a", "S1") == ("unconfirmed",)
    assert doubts(house, "a", "S2") == ()
    pages = (("http://www.1.example/", "aa", "aa"),)
    kept.keep(run, [Confirmation(scan.id, scan.ags, "S1", Outcome.CONFIRMED, "z", NOW, pages, "x.warc.gz")])
    assert doubts(house, "a", "S1") == ()
    assert [one.outcome for one in kept.of(run)] == [Outcome.WAITING, Outcome.CONFIRMED]
    assert kept.of(run)[-1].pages == pages


def test_a_scan_that_is_made_once_more_carries_no_doubt_of_the_first(house):
    run = house.run("a", "2026-03-01", [(town(1), points(1.0))])
    (scan,) = Results(house.engine).scans("a")
    Confirmations(house.engine).keep(run, [Confirmation(scan.id, scan.ags, "S1", Outcome.WAITING, "z", NOW)])
    house.scan(run, town(1), points(0.0), NOW, reason="umgeschlagen")
    assert doubts(house, "a", "S1") == ()
    (first,) = Results(house.engine, Use.FIRST).scans("a")
    assert (first.number, first.verdicts[0].doubts) == (1, ("unconfirmed",))


def test_the_first_or_the_latest_scan_may_be_asked_for(house):
    run = house.run("a", "2026-03-01", [(town(1), points(1.0)), (town(2), points(0.3))])
    house.scan(run, town(1), points(0.5), NOW, reason="Einwand der Kommune")
    latest, first = Results(house.engine), Results(house.engine, Use.FIRST)
    assert [(one.ags, one.number, one.reason) for one in latest.scans("a")] == [
        ("05999001", 2, "Einwand der Kommune"),
        ("05999002", 1, ""),
    ]
    assert [one.number for one in first.scans("a")] == [1, 1]
    totals = [one.scan("a", "Ahausen").totals.total.value for one in (first, latest)]
    assert totals == [pytest.approx(100), pytest.approx(50)]


@pytest.mark.parametrize(
    ("closed", "lost", "wrong"), [(0, 0, False), (1, 0, False), (2, 0, True), (1, 1, False), (1, 3, True), (4, 0, True)]
)
def test_half_of_the_municipalities_out_of_reach_is_our_own_network(house, closed, lost, wrong):
    scans = [(town(at), CLOSED if at <= closed else points(0.5)) for at in range(1, 5)]
    house.run("a", "2026-03-01", scans)
    assert looks_wrong(Results(house.engine).run("a"), lost) is wrong


def test_one_site_that_is_down_says_nothing_of_our_network(house):
    house.run("a", "2026-03-01", [(town(1), CLOSED)])
    assert not looks_wrong(Results(house.engine).run("a"))


def test_the_run_before_is_the_last_sound_one_of_live_sites_with_a_municipality_in_common(house):
    house.run("z", "2025-12-01", [(town(1), points(0.5))])
    house.run("fremd", "2026-01-01", [(town(3), points(0.5))])
    house.run("archiv", "2026-01-15", [(town(1), points(0.5))], source="past")
    house.run("kaputt", "2026-02-01", [(town(1), CLOSED), (town(2), CLOSED)])
    house.run("a", "2026-03-01", [(town(1), points(0.5))])
    results = Results(house.engine)
    assert getattr(previous(results, "a"), "label", "") == "z"
    assert previous(results, "z") is None
