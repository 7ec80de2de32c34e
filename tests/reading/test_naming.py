import pytest

from scanner.reading.naming import file_words, names_of, readable, short_names
from tests.reading.small_sites import the_set


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Antrag auf Gestattung (PDF)", {"gestattung"}),
        ("Plakatierungs­erlaubnis beantragen", {"plakatierung"}),
        ("Gewerbe-Ummeldung", {"gewerbe_ummeldung"}),
        ("Vorläufige Gaststättenerlaubnis", {"gaststaette_vorlaeufig"}),
        ("antrag_sondernutzung", {"sondernutzung"}),
        ("Vordruck GewA 3", {"gewerbe_abmeldung"}),
        ("Taxi- und Mietwagengenehmigung", {"taxi", "mietwagen"}),
        ("Anmeldung", set()),
        ("Erlaubnis", set()),
    ],
)
def test_services_that_a_text_names(text, expected):
    assert names_of(the_set().services).find(text) == expected


def test_what_tells_the_services_of_one_page_apart():
    ids = ["gewerbe_anmeldung", "gewerbe_abmeldung"]
    assert short_names(ids, the_set().services) == {"gewerbe_anmeldung": "anmeldung", "gewerbe_abmeldung": "abmeldung"}
    assert short_names(["gestattung", "bauantrag"], the_set().services) == {}


def test_stumps_are_spelled_out():
    assert readable("An-, Um- und Abmeldung") == "anmeldung ummeldung und abmeldung"


def test_a_file_name_as_words():
    assert file_words("http://a.example/media/Antrag-auf_Gestattung.pdf?x=1") == "Antrag auf Gestattung"
