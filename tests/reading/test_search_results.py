from dataclasses import replace

import pytest

from criteria.words import fold
from scanner.archive.records import Failure, Manifest, Missing, Purpose
from scanner.model.answer import Answer
from scanner.reading.search import read_searches
from scanner.reading.search_results import json_hits
from scanner.reading.seen import Asked
from tests.reading.small_sites import AS_OF, HOME, TOWN, capture, page, site, whole

FORM = (
    '<form role="search" action="/suche" method="get"><input type="search" name="q"><select name="typ">'
    "<option>Dienstleistungen</option><option>Formulare</option></select><button>Suchen</button></form>"
)
ENGINE = "main:www.musterfeld.example/suche?q"
POPULAR = "<aside><ul><li><a href='/rathaus'>Rathaus</a></li><li><a href='/bad'>Freibad</a></li></ul></aside>"


def listed(*names):
    return "".join(
        f'<li class="t"><h3><a href="/{name}">{name.title()}</a></h3><p>Text zu {name}</p></li>' for name in names
    )


def result_page(term, *names, extra=""):
    facets = f'<ul class="f"><li><a href="/suche?q={term}&typ=Dienst">Dienstleistungen (3)</a></li></ul>'
    leaves = f'<p><a href="/suche?q={term}&seite=2">2</a> <a href="/suche?q={term}&seite=2">weiter</a></p>'
    return whole(
        f"<h1>Suche</h1><p>Sie suchten nach {term}</p>{facets}{extra}<ol>{listed(*names)}</ol>{leaves}{POPULAR}"
    )


def asked(term, html, purpose="search", status=200):
    url = f"{HOME}suche?q={term}"
    known = {"purpose": purpose, "term": term, "engine": ENGINE}
    return Asked(capture(url, status, **known), page(html, url, status, **known))


def answers_of(*answers, missing=()):
    manifest = Manifest(TOWN.ags, TOWN.name, TOWN.league, HOME, AS_OF, missing=tuple(missing))
    (engine,) = read_searches(site({"/": whole("", head=FORM)}, answers=tuple(answers), manifest=manifest))
    return engine


def titles(engine, term):
    return [result.title for result in engine.answers[fold(term)].results]


def test_hits_in_rank_order_without_facets_leaves_and_popular_pages():
    engine = answers_of(
        asked("Gestattung", result_page("Gestattung", "gestattung", "feste", "wirte")),
        asked("Bauantrag", result_page("Bauantrag", "bauen", "bauamt")),
        asked("Plakatierung", result_page("Plakatierung", "plakate")),
    )
    assert titles(engine, "Gestattung") == ["Gestattung", "Feste", "Wirte"]
    assert titles(engine, "Bauantrag") == ["Bauen", "Bauamt"]
    assert titles(engine, "Plakatierung") == ["Plakate"]
    assert engine.answers[fold("Bauantrag")].results[0].key == "http://musterfeld.example/bauen"


@pytest.mark.parametrize("added", ["sword_list%5B0%5D=gestattung&no_cache=1", "highlight=Gestattung", "q=Gestattung"])
def test_what_a_hit_repeats_of_the_term_tells_no_other_page(added):
    hits = f'<ol><li class="t"><h3><a href="/dienst?{added}">Gestattung</a></h3></li></ol>'
    answer = asked("Gestattung", whole(f"<h1>Suche</h1>{hits}"))
    pages = {"/": whole("", head=FORM), "/dienst": whole("<h1>Gestattung</h1>")}
    manifest = Manifest(TOWN.ags, TOWN.name, TOWN.league, HOME, AS_OF)
    (engine,) = read_searches(site(pages, answers=(answer,), manifest=manifest))
    assert [hit.key for hit in engine.answers[fold("Gestattung")].results] == ["http://musterfeld.example/dienst"]


def test_no_hits_is_an_answer_without_results():
    empty = whole("<h1>Suche</h1><p>Ihre Suche nach Xyz ergab leider keine Treffer.</p>" + POPULAR)
    answer = answers_of(asked("Xyz", empty)).answers[fold("Xyz")]
    assert (answer.asked, answer.results) == (Answer.YES, ())
    assert "keine Treffer" in answer.place.snippet


@pytest.mark.parametrize(
    "text",
    [
        '<p>Meinten Sie: <a href="/suche?q=Gewerbeanmeldung">Gewerbeanmeldung</a>?</p>',
        "<p>Meinten Sie vielleicht Gewerbeanmeldung</p>",
        '<p>Keine Treffer. Suchten Sie nach <a href="/suche?q=Gewerbeanmeldung">Gewerbeanmeldung</a>?</p>',
    ],
)
def test_another_spelling_is_offered(text):
    answer = answers_of(asked("Gewerbeanmeldng", whole(f"<h1>Suche</h1>{text}"))).answers[fold("Gewerbeanmeldng")]
    assert fold(answer.did_you_mean).endswith("gewerbeanmeldung")


def test_filters_are_facets_and_options():
    engine = answers_of(asked("Bauantrag", result_page("Bauantrag", "bauen")))
    assert {"Dienstleistungen (3)", "Formulare"} <= set(engine.filters)
    assert not {"2", "weiter"} & set(engine.filters)


def test_where_the_field_stands():
    pages = {"/": whole("", head=FORM), "/a": whole("", head=FORM), "/b": whole("", head=FORM)}
    (engine,) = read_searches(site(pages))
    assert (engine.on_homepage, engine.in_every_header) == (True, True)
    (engine,) = read_searches(site({"/": whole(""), "/suche": whole(FORM)}))
    assert (engine.on_homepage, engine.in_every_header) == (False, False)


def test_what_was_not_asked_is_unknown_not_a_miss():
    missing = Missing(HOME, Purpose.SEARCH, Failure.ROBOTS, term="Bauantrag", engine=ENGINE)
    engine = answers_of(asked("Gestattung", "<p>kaputt", status=503), missing=[missing])
    assert engine.answers[fold("Bauantrag")].asked is Answer.UNKNOWN
    assert engine.answers[fold("Bauantrag")].reason == "robots"
    assert engine.answers[fold("Gestattung")].asked is Answer.UNKNOWN
    assert fold("Plakatierung") not in engine.answers


def test_json_answers_of_any_layout():
    text = '{"response": {"docs": [{"title": "Gewerbe anmelden", "url": "/g", "type": "Leistung"}], "numFound": 1}}'
    (hit,) = json_hits(text, HOME)
    assert (hit.title, hit.url, hit.kind) == ("Gewerbe anmelden", HOME + "g", "Leistung")
    assert [hit.title for hit in json_hits('["Gewerbe", "Gewerbesteuer"]', HOME)] == ["Gewerbe", "Gewerbesteuer"]
    assert json_hits('{"suggestions": {"gewerbe": 3, "gewerbesteuer": 2}}', HOME)[0].title == "gewerbe"
    assert json_hits("<html>", HOME) == []
    assert json_hits("[]", HOME) == []


def suggestion(text, status=200):
    known = {"purpose": "suggest", "term": "Gewerb", "engine": ENGINE}
    return Asked(capture(HOME + "v", status, "application/json", **known), None, text)


def test_suggestions_while_typing():
    assert answers_of(suggestion('[{"title": "Gewerbeanmeldung"}]')).suggests is Answer.YES
    assert answers_of(suggestion("[]")).suggests is Answer.NO
    assert answers_of().suggests is Answer.NO
    hinted = FORM.replace('name="q"', 'name="q" role="combobox" aria-autocomplete="list"')
    (engine,) = read_searches(site({"/": whole("", head=hinted)}))
    assert engine.suggests is Answer.UNKNOWN


def test_a_web_archive_cannot_be_asked():
    manifest = Manifest(TOWN.ags, TOWN.name, TOWN.league, HOME, AS_OF, unasked=(Purpose.SEARCH,))
    (engine,) = read_searches(replace(site({"/": whole("", head=FORM)}), manifest=manifest))
    assert engine.suggests is Answer.UNKNOWN
    assert engine.answers == {}


def test_a_status_404_with_no_hits_is_an_answer():
    empty = whole("<h1>Suche</h1><p>Für Xyz wurden keine Ergebnisse gefunden.</p>")
    answer = answers_of(asked("Xyz", empty, status=404)).answers[fold("Xyz")]
    assert (answer.asked, answer.results) == (Answer.YES, ())


def test_popular_terms_are_no_filters():
    extra = (
        '<p><a href="/suche?q=Personalausweis">Personalausweis</a> <a href="/suche?q=Bauantrag&typ=News">News</a></p>'
    )
    engine = answers_of(asked("Bauantrag", result_page("Bauantrag", "bauen", extra=extra)))
    assert "News" in engine.filters
    assert "Personalausweis" not in engine.filters


def test_hits_whose_only_link_says_more():
    def hits(*names):
        return "".join(f'<div class="h"><b>{name}</b><p>Text <a href="/{name}">mehr</a></p></div>' for name in names)

    pages = {"Gestattung": ("feste", "wirte"), "Bauantrag": ("bauen",), "Plakatierung": ("plakate", "strassen")}
    engine = answers_of(*(asked(term, whole(f"<h1>Suche</h1>{hits(*names)}")) for term, names in pages.items()))
    assert [result.url for result in engine.answers[fold("Gestattung")].results] == [HOME + "feste", HOME + "wirte"]


def test_a_search_that_never_answers_is_blocked():
    shells = [asked(term, "<p>kaputt", status=503) for term in ("Gestattung", "Bauantrag")]
    engine = answers_of(*shells)
    assert engine.blocked
    assert engine.suggests is Answer.UNKNOWN
