"""Numbers and days as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from results.reports.look.numbers import Numbers

DE, EN = Numbers("de"), Numbers("en")


def test_numbers_follow_the_language():
    assert (DE.number(1234.56), EN.number(1234.56)) == ("1.234,6", "1,234.6")
    assert (DE.number(3.0, 0), DE.percent(0.914), EN.percent(0.914)) == ("3", "91 %", "91%")
    assert (DE.day(date(2026, 11, 3)), EN.day(date(2026, 11, 3))) == ("3. November 2026", "November 3, 2026")


@pytest.mark.parametrize(
    ("value", "shown"), [(2.34, "+2,3"), (-0.66, "−0,7"), (0.0, "±0,0"), (-0.04, "±0,0"), (None, "–")]
)
def test_change_shows_its_sign_and_no_sign_where_nothing_moved(value, shown):
    assert DE.signed(value) == shown


def test_what_is_not_there_is_a_dash():
    assert (DE.number(None), DE.percent(None), DE.day(None)) == ("–", "–", "–")
