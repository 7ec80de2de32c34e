"""Searching and choosing: what people type finds the service, and only what a municipality does is listed."""

import time
from dataclasses import replace
from datetime import date

import pytest

from criteria.errors import UserError
from criteria.kompass.choosing import Choice, choose
from criteria.kompass.local import LocalFact
from criteria.kompass.record import Addressee, Dated, Known, StateService
from criteria.kompass.search import Index
from tests.criteria.kompass.records import CITY, KREIS, OWN, SET, TOWN, VILLAGE, catalogue, record

NAMES = {
    "99050012104000": "Gewerbeanmeldung",
    "99012008001000": "Baugenehmigung Erteilung",
    "99025002005000": "Gaststättengewerbe Erlaubnis",
    "99102013104000": "Hundesteuer Anmeldung",
    "99108012005000": "Sondernutzung von Straßen Erlaubnis",
    "99001001002000": "Abfallgebühr Festsetzung",
}


@pytest.fixture(scope="module")
def index():
    found = [record(name, key, ozg_id="10110" if "Abfall" in name else "") for key, name in NAMES.items()]
    terms = (Dated("Gewerbeschein"), Dated("Firma gründen"))
    return Index(catalogue(*found, record("Gewerbe anmelden", source=SET, synonyms=terms)).entries)


def names(hits):
    return [hit.entry.names[-1] for hit in hits]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Gewerbeanmeldung", "Gewerbeanmeldung"),
        ("gewerbe anmelden", "Gewerbeanmeldung"),  # two words that the name has as one
        ("Gewerbeschein", "Gewerbeanmeldung"),  # a synonym
        ("Firma gruenden", "Gewerbeanmeldung"),  # umlaut written out
        ("Gaststätten", "Gaststättengewerbe Erlaubnis"),  # a part of a compound
        ("Gastätte Erlaubnis", "Gaststättengewerbe Erlaubnis"),  # misspelt
        ("Baugenemigung", "Baugenehmigung Erteilung"),
        ("hundesteur", "Hundesteuer Anmeldung"),
        ("Sondernutzungserlaubnis", "Sondernutzung von Straßen Erlaubnis"),  # one word that the name has as two
        ("Strassen Sondernutzung", "Sondernutzung von Straßen Erlaubnis"),
        ("Gebühren für Abfall", "Abfallgebühr Festsetzung"),
        ("99 102 013", "Hundesteuer Anmeldung"),  # the beginning of a key
        ("10110", "Abfallgebühr Festsetzung"),  # an OZG id
    ],
)
def test_what_people_type_finds_the_service_first(index, asked, expected):
    assert names(index.search(asked))[0] == expected


@pytest.mark.parametrize("asked", ["xyzzy", "", "Raumfahrt", "99 999 999"])
def test_what_is_not_there_is_not_found(index, asked):
    assert index.search(asked) == []


def test_a_misspelt_word_is_the_nearest_one_and_not_every_one_that_is_near(index):
    assert names(index.search("Baugenemigung")) == ["Baugenehmigung Erteilung"]
    few = Index(catalogue(record("Baugenehmigung"), record("Osterfeuer Genehmigung", "99063010006000")).entries)
    assert names(few.search("Baugenemigung")) == ["Baugenehmigung"]


def test_a_service_with_all_words_leaves_those_with_some_behind(index):
    assert names(index.search("Hundesteuer Anmeldung")) == ["Hundesteuer Anmeldung"]


def test_8000_services_answer_in_under_a_fifth_of_a_second():
    some = [
        record(f"{name} Fall {number}", f"99050{number % 1000:03d}{number // 1000:03d}{key[5:8]}")
        for number in range(1700)
        for key, name in NAMES.items()
    ]
    many = catalogue(*some)
    assert len(many.entries) > 8000
    index = Index(many.entries)
    choose(many, Choice(town=VILLAGE), index)  # what is built once
    for choice in (
        Choice(town=VILLAGE, text="Baugenemigung"),
        Choice(town=VILLAGE, unknown=True, text="Gewerbe Fall 77"),
    ):
        assert min(seconds(lambda choice=choice: choose(many, choice, index)) for _ in range(3)) < 0.2


def seconds(work):
    """How long something takes, in CPU seconds."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.fixture
def some():
    return catalogue(
        record("Amt", "99050001001000", levels=("gemeinde",), theme="Umwelt", addressee=Addressee.CITIZEN),
        record(
            "Bude", "99050002001000", levels=("gemeinde", "mittel"), addressee=Addressee.BUSINESS, situation="Start"
        ),
        record("Chor", "99050003001000", levels=("kreis",), state_service=StateService("Dienst", "land.example/c")),
        record("Dach", "99050004001000", types=("2/3",), valid_to=date(2020, 12, 31)),
        record("Ebbe", "99050005001000", types=("2/3",)),
    )


def chosen(known, **choice):
    return [one.entry.name for one in choose(known, Choice(**choice))]


def test_only_what_the_size_class_is_competent_for_is_listed(some):
    assert chosen(some, town=VILLAGE) == ["Amt", "Bude"]
    assert chosen(some, town=TOWN) == ["Bude"]
    assert chosen(some, town=CITY) == []
    assert chosen(some, town=KREIS) == ["Chor"]


def test_what_is_not_known_is_listed_on_request_as_such(some):
    found = choose(some, Choice(town=VILLAGE, unknown=True, day=date(2026, 1, 1)))
    assert [(one.entry.name, one.in_town.answer.value if one.in_town else None) for one in found] == [
        ("Amt", "yes"),
        ("Bude", "yes"),
        ("Ebbe", "unknown"),
    ]


def test_filters_go_together(some):
    assert chosen(some, business=True) == ["Bude"]
    assert chosen(some, state_service=True) == ["Chor"]
    assert chosen(some, themes=("umwelt",)) == ["Amt"]
    assert chosen(some, themes=("start",)) == ["Bude"]
    assert chosen(some, town=VILLAGE, business=True, themes=("umwelt",)) == []


def test_a_theme_that_is_not_there_is_told_with_the_nearest(some):
    with pytest.raises(UserError, match="there is no theme 'Umwlet'") as caught:
        chosen(some, themes=("Umwlet",))
    assert "Umwelt" in caught.value.hint


def test_what_another_carries_in_a_town_is_not_listed_there(some):
    fact = LocalFact(OWN, 2, VILLAGE.ags, "99050001001000", competent=Known.NO, carrier="Zweckverband")
    known = replace(some, local=(fact,))
    assert chosen(known, town=VILLAGE) == ["Bude"]
    assert chosen(known, town=replace(VILLAGE, not_competent=(("x", "y"),))) == ["Bude"]
