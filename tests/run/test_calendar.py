"""Cron times and windows on the German clock, summer time included."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.errors import UserError
from scanner.run.calendar import ZONE, Cron, Window, label_of


def berlin(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def shown(cron, start, end):
    return [f"{one.astimezone(ZONE):%d.%m. %H:%M}" for one in Cron(cron).between(start, end)]


def test_four_times_a_year():
    found = shown("0 1 1 3,6,9,12 *", berlin(2026, 1, 1), berlin(2026, 12, 31))
    assert found == ["01.03. 01:00", "01.06. 01:00", "01.09. 01:00", "01.12. 01:00"]


@pytest.mark.parametrize(
    ("weekday", "days"),
    [
        ("0", ["29.11."]),  # Sunday, as cron counts
        ("7", ["29.11."]),
        ("1-5", ["23.11.", "24.11.", "25.11.", "26.11.", "27.11."]),
        ("5-1", ["23.11.", "27.11.", "28.11.", "29.11."]),
        ("mon,3", ["23.11.", "25.11."]),
    ],
)
def test_weekdays_count_as_in_cron(weekday, days):
    found = shown(f"0 4 * * {weekday}", berlin(2026, 11, 23), berlin(2026, 11, 29, 23))
    assert [one.split()[0] for one in found] == days


def test_a_time_that_the_clock_skips_in_spring_starts_once():
    found = list(Cron("30 2 * * *").between(berlin(2026, 3, 28, 12), berlin(2026, 3, 30, 12)))
    assert len(found) == 2
    assert found[0].astimezone(ZONE).date().day == 29
    assert f"{found[1].astimezone(ZONE):%d. %H:%M}" == "30. 02:30"


def test_a_time_that_comes_twice_in_autumn_starts_once():
    found = list(Cron("30 2 * * *").between(berlin(2026, 10, 24, 12), berlin(2026, 10, 26, 12)))
    assert [one.astimezone(UTC) for one in found] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
    ]  # fmt: skip


def test_the_hour_on_the_clock_stays_over_the_summer_time_change():
    assert shown("0 1 * * *", berlin(2026, 3, 28), berlin(2026, 3, 30, 12)) == [
        "28.03. 01:00",
        "29.03. 01:00",
        "30.03. 01:00",
    ]


@given(st.integers(0, 8 * 365 * 24 * 60))
def test_the_next_time_is_later_and_fits_the_clock(minutes):
    start = datetime.fromtimestamp(1_767_225_600 + minutes * 60, UTC)
    due = Cron("*/15 * * * *").after(start)
    assert due is not None
    assert 0 < (due - start).total_seconds() <= 75 * 60  # the hour that comes twice counts once
    assert due.minute % 15 == 0


@pytest.mark.parametrize("text", ["", "jede Nacht", "61 * * * *", "0 1 1 *", "0 1 13 * 5", "0 1 31 2 *", "0 1 * * 8"])
def test_what_is_no_cron_expression_is_refused_with_an_example(text):
    with pytest.raises(UserError, match="0 1 1 3,6,9,12"):
        Cron(text)


@pytest.mark.parametrize(
    ("hour", "is_open"), [(19, False), (20, True), (23, True), (0, True), (5, True), (6, False), (12, False)]
)
def test_a_window_over_midnight(hour, is_open):
    assert Window.parse("20:00-06:00").contains(berlin(2026, 11, 27, hour)) is is_open


def test_a_window_by_day_opens_and_closes():
    window = Window.parse("8:00 – 16:30")
    assert window.next_open(berlin(2026, 11, 27, 17)) == berlin(2026, 11, 28, 8)
    assert window.next_open(berlin(2026, 11, 27, 9)) == berlin(2026, 11, 27, 9)
    assert window.next_close(berlin(2026, 11, 27, 9)) == berlin(2026, 11, 27, 16, 30)


def test_a_window_keeps_its_hours_when_the_clock_changes():
    window = Window.parse("20:00-06:00")
    assert window.next_close(berlin(2026, 3, 28, 22)).astimezone(ZONE).hour == 6
    assert window.next_close(berlin(2026, 3, 28, 22)) == datetime(2026, 3, 29, 4, tzinfo=UTC)


def test_until_midnight():
    window = Window.parse("20:00-24:00")
    assert window.contains(berlin(2026, 11, 27, 23, 59))
    assert not window.contains(berlin(2026, 11, 27, 0, 1))


@pytest.mark.parametrize("text", ["", "nachts", "20-6", "25:00-06:00", "20:00-20:00"])
def test_what_is_no_window_is_refused(text):
    with pytest.raises(UserError, match="20:00-06:00"):
        Window.parse(text)


def test_a_label_is_filled_in_by_the_day_on_the_german_clock():
    assert label_of("{year}-Q{quarter}", berlin(2026, 9, 1, 1)) == "2026-Q3"
    assert label_of("nachts {date} {time}", datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "nachts 2027-01-01 0030"
    with pytest.raises(UserError, match="quarter"):
        label_of("{jahr}", berlin(2026, 9, 1))
