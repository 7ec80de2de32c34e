"""Which service a heading names: the catalogue's names, in the words that may stand around them, and nothing else."""

import time

import pytest

from criteria.kompass.naming import CatalogueName, CatalogueNames, builtin_names

BADGE, PASS, DRAGONS = "99008001000000", "99085001000000", "99777001000000"


@pytest.fixture(scope="module")
def names():
    return builtin_names()


def named(names, heading, around=()):
    found = names.find(heading, around)
    return found and found.key


@pytest.mark.parametrize(
    "heading",
    [
        "Personalausweis",
        "Personalausweis beantragen",
        "Antrag auf einen neuen Personalausweis",
        "PERSONALAUSWEIS (im Scheckkartenformat)",
        "Personal\u00adausweis",
        "Informationen zum Personalausweis",
    ],
)
def test_a_name_counts_with_the_words_that_may_stand_around_it(names, heading):
    assert named(names, heading) == BADGE


@pytest.mark.parametrize(
    "heading",
    [
        "Personalausweis im Urlaub verloren: was unsere Leserin erlebte",
        "Reisepassfotos",
        "Führerscheinstelle zieht um",
        "Wohngeldreform",
        "Jagdschein-Kurs der Hegeringe",
        "",
        "Personalausweis " * 30,
    ],
)
def test_what_only_sounds_like_a_name_names_nothing(names, heading):
    assert names.find(heading) is None


def test_what_is_done_leads_to_the_row_that_says_so(names):
    assert named(names, "Führerschein umtauschen") == "99023001051000"
    assert named(names, "Umtausch des Führerscheins") is None  # an inflected name is another word
    assert named(names, "Umtausch Führerschein") == "99023001051000"


def test_a_compound_of_a_name_and_what_is_done_is_that_name(names):
    assert named(names, "Hundesteueranmeldung") == named(names, "Hundesteuer anmelden") == "99102013000000"


def test_the_town_may_stand_beside_a_name(names):
    assert named(names, "Reisepass in Hille") is None
    assert named(names, "Reisepass in Hille", ("Hille",)) == PASS


def test_a_name_of_two_services_names_none():
    both = CatalogueNames([CatalogueName(DRAGONS, "Drachenschein"), CatalogueName("99777002000000", "Drachenschein")])
    assert both.find("Drachenschein") is None


def test_the_longest_name_wins():
    names = CatalogueNames(
        [CatalogueName(DRAGONS, "Drachen"), CatalogueName("99777003000000", "Drachen steigen lassen")]
    )
    assert named(names, "Drachen steigen lassen beantragen") == "99777003000000"


def test_a_synonym_is_told_as_one():
    names = CatalogueNames([CatalogueName(DRAGONS, "Drachenschein", ("Flugdrachenpass",))])
    found = names.find("Flugdrachenpass")
    assert found is not None
    assert found.how == "synonym"


def test_names_of_places_and_topics_are_weak_until_it_is_said_what_is_done(names):
    assert names.find("Musikschule").weak
    assert not names.find("Wohnsitz anmelden").weak
    assert not names.find("Personalausweis").weak


def test_five_thousand_names_are_asked_in_one_pass(names):
    assert len(names.names) > 5_000
    start = time.process_time()
    for number in range(2_000):
        names.find(f"Antrag auf Sondernutzung Nummer {number}")
    assert (time.process_time() - start) / 2_000 < 0.001
