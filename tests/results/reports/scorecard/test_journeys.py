"""Four ways as a person goes them: which stations, how many clicks, and where they break off."""

from __future__ import annotations

import pytest

from criteria.municipality import LEAGUES
from results.reports.scorecard.journeys import Stop, journeys, ways
from scanner.model.verdict import State
from tests.results.reports.scorecard.samples import criteria, finding, loss, scan, verdict


def way(services, name="found", league="gemeinde", **more):
    """One of the ways of a municipality with these services."""
    return next(one for one in journeys(scan(services=services, league=league, **more), "de") if one.id == name)


def test_there_are_four_ways_of_four_stations_for_each_league():
    assert [one["id"] for one in ways()] == ["found", "pub", "event", "build"]
    assert all(len(set(one[league])) == 4 for one in ways() for league in LEAGUES)


@pytest.mark.parametrize("league", LEAGUES)
def test_each_station_is_a_service_that_the_league_is_competent_for(league):
    for one in ways():
        for service in one[league]:
            assert league in criteria().service[service].levels, f"{one['id']}: {service}"


def test_way_that_can_be_gone_online_to_its_end():
    found = way([finding(one, 3) for one in ("gewerbe_anmeldung", "gewerbesteuer", "sepa", "gewerbeabfall")])
    assert (found.done, found.broken, found.clicks, found.is_open) == (4, None, 8, False)


def test_way_breaks_off_at_the_first_station_where_one_cannot_go_on_online():
    found = way(
        [
            finding("gewerbe_anmeldung", 4),
            finding("gewerbesteuer", 2),
            finding("sepa", 0, None, page=False),
            finding("gewerbeabfall", 3),
        ]
    )
    assert [one.stop for one in found.stations] == [Stop.ONLINE, Stop.PAPER, Stop.MISSING, Stop.ONLINE]
    assert found.broken is found.stations[1]
    assert found.clicks == 6


@pytest.mark.parametrize(
    ("given", "stop"),
    [
        (finding("gewerbe_anmeldung", 3), Stop.ONLINE),
        (finding("gewerbe_anmeldung", 1), Stop.PAPER),
        (finding("gewerbe_anmeldung", 1, None), Stop.HIDDEN),
        (finding("gewerbe_anmeldung", 0, None, page=False), Stop.MISSING),
        (finding("gewerbe_anmeldung", None), Stop.UNSEEN),
        (finding("gewerbe_anmeldung", 0, None, page=False, flags=("referral",)), Stop.REFERRAL),
    ],
)
def test_station_is_met_by_level_page_and_clicks(given, stop):
    assert way([given]).stations[0].stop is stop


def test_what_another_body_carries_does_not_break_the_way():
    carried = {"municipality": {"not_competent": [["gewerbeabfall", "AWB Wendmar"]]}}
    found = way([finding(one, 3) for one in ("gewerbe_anmeldung", "gewerbesteuer", "sepa")], **carried)
    assert (found.stations[3].stop, found.stations[3].carrier, found.broken) == (Stop.ELSEWHERE, "AWB Wendmar", None)


def test_without_findings_nothing_is_said_to_be_missing():
    found = way([])
    assert {one.stop for one in found.stations} == {Stop.UNSEEN}
    assert (found.broken, found.is_open, found.clicks) == (None, True, None)


@pytest.mark.parametrize(
    ("breadth", "stop"),
    [
        (verdict("E1", 0.5), Stop.MISSING),
        (verdict("E1", 0.5, range=(0.4, 0.6)), Stop.UNSEEN),
        (verdict("E1", 0.5, [loss("sepa", 0.1, "not_seen")]), Stop.UNSEEN),
        (verdict("E1", 0.5, [loss("sepa", 0.1, "referral_only")]), Stop.REFERRAL),
        (verdict("E1", 0.5, [loss("sepa", 0.1, "no_page")]), Stop.MISSING),
        (verdict("E1", None, state=State.NOT_TESTABLE), Stop.UNSEEN),
    ],
)
def test_service_that_was_not_found_is_missing_only_where_the_whole_site_was_seen(breadth, stop):
    found = way([finding("gewerbe_anmeldung", 3)], given=[breadth])
    assert found.stations[2].stop is stop
