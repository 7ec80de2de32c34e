"""What people write into a cell, and what of it is a score."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.sheets.cells import Cell
from results.imports.mapping import Vocabulary
from results.imports.values import NoValueError, Reader
from scanner.model.verdict import State

READ = Reader()


def value(content, scale=3.0, **more):
    percent, trouble = more.pop("percent", False), more.pop("trouble", "")
    return READ.value(Cell(2, 3, content, percent, trouble), scale, **more)


@pytest.mark.parametrize(
    ("content", "scale", "score"),
    [
        (1.0, 1, 1.0),
        (0.0, 3, 0.0),
        (2.0, 3, 0.666667),
        ("1,5", 3, 0.5),
        ("1.5", 3, 0.5),
        ("2/3", 3, 0.666667),
        ("2 von 3", 3, 0.666667),
        ("2 von 3 Punkten", 3, 0.666667),
        ("2 of 4", 1, 0.5),
        ("2 Punkte", 4, 0.5),
        ("2 Pkt.", 4, 0.5),
        ("65 %", 3, 0.65),
        ("65,5%", 1, 0.655),
        ("65 Prozent", 1, 0.65),
        ("x", 3, 1.0),
        ("X ", 1, 1.0),
        ("✓", 1, 1.0),
        ("Ja", 1, 1.0),
        (True, 1, 1.0),
        (False, 1, 0.0),
        ("nein", 3, 0.0),
        (65.0, 100, 0.65),
    ],
)
def test_scores_in_every_spelling(content, scale, score):
    assert value(content, scale).score == score


def test_a_number_that_is_shown_as_percent_is_one():
    assert value(0.65, 3, percent=True).score == 0.65


@pytest.mark.parametrize("text", ["n/a", "N/A", "n. a.", "entfällt", "Entfällt", "nicht zutreffend"])
def test_what_does_not_apply(text):
    assert value(text).state is State.NOT_APPLICABLE


@pytest.mark.parametrize("text", ["nicht prüfbar", "Nicht  prüfbar", "k.A.", "?", None, "", "  "])
def test_what_was_not_tested_is_never_a_zero(text):
    assert (value(text).state, value(text).score) == (State.NOT_TESTABLE, None)


def test_an_empty_cell_may_mean_no_where_the_sheet_says_so():
    assert value(None, blank="zero").score == 0.0
    assert value(None, blank="not_applicable").state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("content", "scale", "code"),
    [
        (4.0, 3, "too_much"),
        ("4", 3, "too_much"),
        (65.0, 1, "share"),
        ("101 %", 1, "too_much_percent"),
        (1.2, 1, "share"),
        (-1.0, 3, "negative"),
        ("-5 %", 3, "negative"),
        ("2/4", 3, "other_scale"),
        ("4/3", 3, "too_much"),
        ("0/0", 1, "other_scale"),
        ("viel", 3, "unknown"),
        ("1-2", 3, "unknown"),
        ("-", 3, "unknown"),
        ("2 Äpfel", 3, "unknown"),
        ("=1+1", 3, "unknown"),
        (date(2019, 3, 2), 3, "date"),
        (float("nan"), 3, "unknown"),
    ],
)
def test_what_can_not_be_meant_is_refused(content, scale, code):
    with pytest.raises(NoValueError) as caught:
        value(content, scale)
    assert caught.value.code == code


@pytest.mark.parametrize("trouble", ["formula", "merged", "error"])
def test_a_cell_without_a_value_of_its_own_is_refused(trouble):
    with pytest.raises(NoValueError, match=trouble):
        value(None, trouble=trouble)


def test_an_error_of_the_spreadsheet_is_not_taken_for_not_applicable():
    with pytest.raises(NoValueError):
        value("#N/A")


def test_a_sheet_may_have_words_of_its_own():
    read = Reader(Vocabulary(yes=("grün",), not_testable=("–",)))
    assert read.value(Cell(2, 3, "Grün"), 1).score == 1.0
    assert read.value(Cell(2, 3, "–"), 1).state is State.NOT_TESTABLE


@given(st.one_of(st.text(max_size=12), st.floats(), st.booleans(), st.none()), st.sampled_from([1.0, 2.0, 3.0, 100.0]))
def test_whatever_stands_there_is_a_score_within_bounds_or_refused(content, scale):
    with suppress(NoValueError):
        found = value(content, scale)
        assert (found.score is None) == (found.state is not State.SCORED)
        assert found.score is None or 0 <= found.score <= 1


@given(st.integers(0, 400), st.sampled_from([1, 2, 3, 4, 100]))
def test_points_read_the_same_as_number_text_with_comma_and_fraction(hundredths, scale):
    points = hundredths / 100
    if points > scale:
        return
    wanted = value(points, scale).score
    shown = f"{points:g}"
    assert value(shown, scale).score == value(shown.replace(".", ","), scale).score == wanted
    assert value(f"{shown}/{scale}", scale).score == pytest.approx(wanted, abs=1e-6)
