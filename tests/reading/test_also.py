"""Services beyond the criteria set: which pages describe one, and which only bear its name."""

import pytest

from criteria.kompass.naming import builtin_names
from scanner.judging.judge import judge
from scanner.reading.also import also_found
from tests.reading.sites import crumbs, page, site_of

BADGE = "99008001000000"
LONG = "Wer einen Ausweis braucht, kommt selbst vorbei und bringt ein Foto mit. Nach drei Wochen liegt er bereit. " * 2


def found(pages):
    return {one.key: one for one in also_found(site_of(pages), builtin_names())}


def test_a_page_is_recognised_by_the_name_in_its_heading():
    also = found({"/rathaus/ausweis": page("Personalausweis beantragen", text=LONG)})
    assert [(one.name, one.how, one.url) for one in also.values()] == [
        ("Personalausweis", "name", "http://www.musterfeld.example/rathaus/ausweis")
    ]


def test_a_page_is_recognised_by_the_key_in_its_address_or_text():
    also = found(
        {
            "/leistung/99085001000000": page("Für Reisen in die Ferne", text=LONG),
            "/service/wohngeld": page("Zuschuss zur Miete", text=f"{LONG} Leistungsschlüssel: 99107023000000"),
        }
    )
    assert {key: one.how for key, one in also.items()} == {"99085001000000": "url_key", "99107023000000": "text_key"}


def test_a_key_that_the_catalogue_does_not_know_is_told_without_a_name():
    also = found({"/leistung": page("Wunschbaum", text=f"{LONG} Schlüssel 99999999012000")})
    assert also["99999999012000"].name == ""


def test_several_keys_are_those_of_a_list():
    assert found({"/a-z": page("Verzeichnis", text=f"{LONG} 99085001000000 und 99107023000000")}) == {}


def test_services_of_the_criteria_set_are_left_to_it():
    assert found({"/gewerbe": page("Gewerbeanmeldung", text=LONG), "/hund": page("Hundesteuer", text=LONG)}) == {}


@pytest.mark.parametrize(
    ("path", "heading", "text"),
    [
        ("/aktuelles/ausweis", "Personalausweis", LONG),
        ("/abfall-abc/altpapier", "Altpapier", LONG),
        ("/karriere/wohngeld", "Wohngeld", LONG),
        ("/ratsinfo/wohngeld", "Wohngeld", LONG),
        ("/seite/12", "Zweitwohnungssteuer", f"Beschlussvorlage 2026/72: {LONG}"),
        ("/seite/13", "Erbschein", f"So nennt man ein Zeugnis des Gerichts. {LONG}"),
        ("/seite/14", "Reisepass", f"12.03.2026 – {LONG}"),
        ("/freizeit/tierheim", "Tierheim", LONG),
        ("/seite/15", "Personalausweis", "Bitte rufen Sie an."),
    ],
)
def test_a_page_that_only_bears_the_name_describes_nothing(path, heading, text):
    assert found({path: page(heading, text=text)}) == {}


def test_a_trail_through_news_or_waste_tells_where_a_page_is_filed():
    filed = page("Sperrmüll", "<h2>Gebühren</h2><p>Zehn Euro.</p>", text=LONG, crumbs=crumbs("Start", "Abfall-ABC"))
    assert found({"/seite/7": filed}) == {}


def test_a_weak_name_counts_on_a_page_built_like_a_service():
    parts = "<h2>Unterlagen</h2><p>Ein Plan des Platzes.</p><h2>Gebühren</h2><p>Keine.</p>"
    assert "99063010000000" in found({"/rathaus/osterfeuer": page("Osterfeuer", parts, text=LONG)})
    assert found({"/rathaus/osterfeuer": page("Osterfeuer", text=LONG)}) == {}


def test_of_several_pages_the_one_with_the_surest_sign_is_told():
    also = found(
        {
            "/a": page("Reisepass", text=LONG),
            "/b/99085001000000": page("Reisen in die Ferne", text=LONG),
        }
    )
    assert also["99085001000000"].url.endswith("/b/99085001000000")


def test_it_hangs_on_the_judgement_and_moves_no_score():
    plain = {"/gewerbe": page("Gewerbeanmeldung", text=LONG)}
    more = plain | {"/rathaus/ausweis": page("Personalausweis", text=LONG)}
    before, after = (judge(site_of(pages), scanner_version="1") for pages in (plain, more))
    assert [one.key for one in after.also] == [BADGE]
    assert before.also == ()
    assert [(one.criterion, one.score) for one in before.verdicts] == [
        (one.criterion, one.score) for one in after.verdicts
    ]
    assert before.criteria_hash == after.criteria_hash
