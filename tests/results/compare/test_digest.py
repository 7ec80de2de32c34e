"""The short comparison of a run with the run before it, as a message tells it."""

from datetime import UTC, datetime

import pytest

from results.compare.digest import Failed, digest
from results.queries import Results
from tests.results.houses import CLOSED, House, points, town


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    made.run("alt", "2025-12-01", [(town(1), points(0.5)), (town(2), points(0.5)), (town(3), points(0.5, S1=0.0))])
    return made


def told(house, scans, lost=()):
    house.run("neu", "2026-03-01", scans)
    return digest(Results(house.engine), "neu", "alt", lost)


def test_who_rose_and_fell_is_told_with_points_the_largest_step_first(house):
    found = told(house, [(town(1), points(0.4)), (town(2), points(0.9)), (town(3), points(0.6, S1=0.0))])
    assert [(one.name, round(one.gain)) for one in found.fell] == [("Ahausen", -10)]
    assert [one.name for one in found.rose] == ["Beistadt", "Cehagen"]
    assert (found.scanned, found.asked, found.failed) == (3, 3, ())


def test_what_did_not_come_through_is_told_and_is_neither_fallen_nor_vanished(house):
    lost = [Failed("05999004", "Demoor", "lost")]
    found = told(house, [(town(1), CLOSED), (town(2), points(0.5)), (town(3), points(0.5, S1=0.0))], lost)
    assert [(one.name, one.state) for one in found.failed] == [("Demoor", "lost"), ("Ahausen", "unreachable")]
    assert found.failed[1].problem == "dns no connection"
    assert found.gone == ("Ahausen",)
    assert (found.fell, found.vanished, found.asked) == ((), (), 4)


def test_a_criterion_that_appears_or_vanishes_is_told_by_name(house):
    found = told(house, [(town(1), points(0.5, U3=0.0)), (town(2), points(0.5)), (town(3), points(0.5))])
    assert [(one.name, one.id) for one in found.vanished] == [("Ahausen", "U3")]
    assert [(one.name, one.id) for one in found.appeared] == [("Cehagen", "S1")]


def test_who_comes_for_the_first_time_or_no_longer_is_told(house):
    found = told(house, [(town(1), points(0.5)), (town(2), points(0.5)), (town(4), points(0.5))])
    assert (found.joined, found.left) == (("Demoor",), ("Cehagen",))


def test_who_was_scanned_more_than_once_is_told(house):
    number = house.run("neu", "2026-03-01", [(town(1), points(0.5))])
    house.scan(number, town(1), points(0.5), datetime(2026, 3, 2, tzinfo=UTC), reason="Einwand")
    assert digest(Results(house.engine), "neu", "alt").again == ("Ahausen",)


def test_without_a_run_before_only_this_run_is_told(house):
    found = digest(Results(house.engine), "alt", "")
    assert (found.scanned, found.moved, found.before) == (3, False, "")
