from urllib.parse import parse_qs, quote

import pytest

from criteria.loading import load_set
from scanner.archive.records import Failure, Purpose
from spiders.chromium import find_chromium
from tests.spiders.towns import WORDS, Crawled, Town, crawled

pytestmark = pytest.mark.server
TERMS = load_set().terms["gemeinde"]
ASKED = sorted({*TERMS.official, *TERMS.everyday, *TERMS.misspelt})
RESULTS = "<h1>Suche</h1><p>Treffer für {{query}}: {{count}}</p><ol>{{results}}</ol>"
needs_browser = pytest.mark.skipif(find_chromium() is None, reason="no Chromium")


def site(form: str) -> Town:
    town = Town().page("/", f"{form}{WORDS}<a href=/gewerbe>Gewerbe</a>")
    return town.page("/gewerbe", WORDS, title="Gewerbeanmeldung")


def terms(done: Crawled) -> list[str]:
    return sorted(capture.term for capture in done.captures(Purpose.SEARCH) if capture.term)


def test_a_get_search_is_asked_every_term_once_in_its_charset(tmp_path):
    form = (
        "<form action=/suche role=search><input type=hidden name=bereich value=alles><input type=search name=q></form>"
    )
    town = site(form).search("/suche", param="q", template=RESULTS)
    town.hosts[town.host]["charset"] = "iso-8859-1"
    done = crawled(tmp_path, town)
    assert terms(done) == ASKED
    asked = [path for path in done.asked() if path.startswith("/suche?")]
    assert len(asked) == len(ASKED)
    assert all("bereich=alles" in path for path in asked)
    assert any("Gastst%E4ttenerlaubnis" in path for path in asked)
    (engine,) = done.manifest.engines
    assert (engine.kind, engine.own, engine.field) == ("get", "main", "q")
    assert "Treffer für Gewerbeanmeldung" in done.body(done.captures(Purpose.SEARCH)[0])


def test_a_post_search_is_asked_and_nothing_else_is_posted(tmp_path):
    form = (
        "<form action=/suche method=post role=search><input type=hidden name=token value=t1><input name=q></form>"
        "<form action=/kontakt method=post><input name=name><textarea name=text></textarea></form>"
    )
    town = site(form).search("/suche", param="q", method="POST", template=RESULTS)
    done = crawled(tmp_path, town)
    assert terms(done) == ASKED
    assert set(done.asked("POST")) == {"/suche"}
    assert len(done.asked("POST")) == len(ASKED)


@pytest.mark.browser
@needs_browser
def test_a_search_by_script_is_asked_in_the_browser(tmp_path):
    form = (
        "<input type=search id=frage name=frage aria-label=Suche><div id=treffer></div><script>"
        "frage.addEventListener('keydown', e => { if (e.key == 'Enter') fetch('/finde', {method: 'POST',"
        "headers: {'Content-Type': 'application/json'}, body: JSON.stringify({q: frage.value})}).then(r => r.json())"
        ".then(l => treffer.innerHTML = '<p>Treffer für ' + frage.value + ': ' + l.length + '</p>') })</script>"
    )
    town = site(form).search("/finde", param="q", method="POST", format="json", template="")
    done = crawled(tmp_path, town, render=True)
    assert terms(done) == ASKED
    assert all("Treffer für " + one.term in done.body(one) for one in done.captures(Purpose.SEARCH) if one.term)
    assert set(done.asked("POST")) == {"/finde"}


def test_without_a_browser_a_search_by_script_is_named_as_not_asked(tmp_path):
    form = "<input type=search id=frage name=frage aria-label=Suche><script>frage.onkeydown = suche</script>"
    done = crawled(tmp_path, site(form))
    missed = [one for one in done.manifest.missing if one.purpose is Purpose.SEARCH]
    assert sorted(one.term for one in missed) == ASKED
    assert {one.failure for one in missed} == {Failure.NO_BROWSER}


def test_a_search_of_another_host_is_not_asked(tmp_path):
    done = crawled(tmp_path, site("<form action=http://suche.foreign.example/s role=search><input name=q></form>"))
    assert done.asked(host="suche.foreign.example") == []
    assert [engine.blocked for engine in done.manifest.engines] == ["third_party"]


def test_first_results_that_no_link_led_to_are_read(tmp_path):
    form = "<form action=/suche role=search><input type=search name=q></form>"
    town = site(form).search("/suche", param="q", template="<h1>Suche</h1><ol>{{results}}</ol>")
    hidden = town.hosts[town.host].setdefault("_files", {})
    hidden["versteckt/taxi.html"] = f"<title>Taxigenehmigung</title><main><h1>Spielautomat</h1><p>{WORDS}</p></main>"
    assert "/versteckt/taxi.html" in crawled(tmp_path, town).paths()


def test_suggestions_are_asked_where_the_markup_names_them(tmp_path):
    form = '<form action=/suche role=search><input name=q data-suggest-url="/vorschlag?term={term}"></form>'
    town = site(form).search("/suche", param="q", template=RESULTS)
    town.search("/vorschlag", param="term", format="json", template="")
    done = crawled(tmp_path, town)
    (asked,) = done.captures(Purpose.SUGGEST)
    assert parse_qs(asked.url.partition("?")[2]) == {"term": [asked.term]}
    assert quote(asked.term) in asked.url
