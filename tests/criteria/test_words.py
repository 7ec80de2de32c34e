"""Folding and word lists: what a reader takes for the same word is the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.words import WordList, fold, heal

SHY = "\N{SOFT HYPHEN}"
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzäöüßéçñABCZÄÖÜ", min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gewerbe-Ummeldung", "Gewerbeummeldung"),
        (f"Wirt{SHY}schaft", "Wirtschaft"),
        ("Gaststätte", "GASTSTAETTE"),
        ("G E B Ü H R E N", "Gebühren"),
        ("Straße  \n nutzen", "strasse nutzen"),
        ("§14 GewO", "§ 14 gewo"),
        ("Dienstleistungen A-Z", "dienstleistungen A – Z"),
        ("E-Mail, i-Kfz, B-Plan", "email ikfz bplan"),
    ],
)
def test_spellings_of_one_word_are_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        ("Wirtschaft*", "Wirtschaftsförderung", True),
        ("Wirtschaft*", "Landwirtschaft", False),
        ("Gewerbe anmelden", "So können Sie ein Gewerbe anmelden.", True),
        ("Gewerbe anmelden", "Gewerbe jetzt anmelden", False),
        ("Unterlagen", "Unterlage", False),
        ("E-Service", "EService", True),
    ],
)
def test_patterns_match_whole_words(pattern, text, hit):
    assert (text in WordList((pattern,))) is hit


@given(st.text(max_size=60).filter(lambda text: not re.search(r"(?:\b\w ){3}", fold(text))))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_healing_leaves_no_invisible_signs_and_no_double_spaces(text):
    healed = heal(text)
    assert SHY not in healed
    assert "  " not in healed


@given(st.lists(LETTERS, min_size=1, max_size=3), LETTERS, LETTERS)
def test_a_pattern_is_found_in_every_text_that_holds_it(words, before, after):
    pattern = " ".join(words)
    assert WordList((pattern,)).search(f"{before}, {pattern}: {after}") is not None


@given(LETTERS, LETTERS)
def test_a_star_stands_for_any_ending(word, ending):
    assert WordList((f"{word}*",)).search(word + ending.lower()) is not None


@given(LETTERS, st.integers(1, 5))
def test_a_soft_hyphen_anywhere_changes_nothing(word, at):
    assert fold(word[:at] + SHY + word[at:]) == fold(word)


def test_a_list_without_patterns_matches_nothing():
    assert WordList(()).search("Gewerbe") is None
