"""The labels measure the product, so they must be complete, follow from each other, and hold on the sites as served."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from criteria.errors import UserError
from scanner.practice.truth import FIELDS, basket_of, load_truth, sums
from tests.practice.conftest import Labelled
from tests.practice.shopping import ask, clicks, get, same

CRITERIA = [f"{c}{n}" for c, count in (("S", 5), ("U", 7), ("A", 6), ("F", 7), ("E", 7)) for n in range(1, count + 1)]
STATES = {"scored", "not_applicable", "not_testable", "unreachable"}
CONTACT = {1.0: {"person"}, 0.5: {"partial", "office"}, 0.0: {"none"}}


def test_all_criteria_have_a_score_or_a_state_and_say_how_it_was_counted(labelled):
    assert list(labelled.truth.criteria) == CRITERIA
    for criterion, label in labelled.truth.criteria.items():
        assert label.why, criterion
        assert label.state in STATES, criterion
        assert (label.score is not None) == (label.state == "scored"), criterion
        assert label.score is None or 0 <= label.score <= 1, criterion


def test_the_whole_basket_is_listed_and_nothing_that_the_catalogue_does_not_know(labelled, catalogue):
    basket = {service.id for service in basket_of(labelled.site.league, catalogue)}
    assert basket <= set(labelled.truth.services) <= {service.id for service in catalogue}
    for name in basket:
        assert labelled.truth.services[name].counted is not None, name


def test_scores_follow_from_the_single_labels(labelled, catalogue):
    for criterion, score in sums(labelled.truth, labelled.site.league, catalogue).items():
        stated = labelled.truth.criteria[criterion]
        if stated.state == "scored":
            assert stated.score == pytest.approx(score, abs=0.0011), criterion


def test_labels_of_a_service_do_not_contradict_each_other(labelled):
    for name, label in labelled.truth.services.items():
        counted = label.counted
        assert (label.depth is None) == (not label.pages), name
        assert label.pages or label.forms or not label.level, f"{name}: nothing there, yet a level"
        assert label.level or not (label.pages or label.forms) or label.level is None, f"{name}: a page is level 1"
        if counted is None:
            continue
        assert set(counted.fields) <= set(FIELDS), name
        assert len(set(counted.fields)) == len(counted.fields), name
        assert label.contact in CONTACT[counted.contact], name
        assert label.pages or not (counted.fields or counted.contact or counted.office), f"{name}: read without a page"
        assert not label.pages or "B" in counted.fields, f"{name}: a page of 40 words describes"
        assert ("O" in counted.fields) == bool(label.forms and label.pages) or label.level is None, name
        if label.level is not None and label.level >= 3:
            assert (counted.online, counted.way) == (1, 3), name


def test_every_listed_address_is_served_and_the_pages_are_reached_in_as_many_clicks(labelled, region):
    if labelled.site.script:
        _assert_drawn(labelled)
        return
    hosts = set(labelled.site.hosts)
    ways = clicks(region, labelled.site.homepage, hosts, set(labelled.truth.counting.not_clicked))
    for name, label in labelled.truth.services.items():
        for url in label.pages + label.forms:
            assert get(region, url)[1].status == 200, f"{name}: {url}"
        assert min((ways[same(url)] for url in label.pages if same(url) in ways), default=None) == label.depth, name


def _assert_drawn(labelled: Labelled) -> None:
    """Every address answers with the shell, so look for the document; a browser test clicks the ways."""
    folder = labelled.folder / "hosts" / (urlsplit(labelled.site.homepage).hostname or "") / "api" / "seiten"
    drawn = {
        same(labelled.site.homepage + json.loads(file.read_text("utf-8"))["path"][1:]) for file in folder.iterdir()
    }
    for name, label in labelled.truth.services.items():
        own = [url for url in label.pages + label.forms if url.startswith(labelled.site.homepage)]
        assert {same(url) for url in own if not url.endswith(".pdf")} <= drawn, name


def test_form_links_worth_nothing_are_dead_or_soft_404(labelled, region):
    for url, worth in labelled.truth.counting.links.items():
        _, reply = get(region, url)
        if worth:
            assert reply.status == 200, url
        elif reply.status == 200 and url.endswith(".pdf"):
            assert not reply.body.startswith(b"%PDF"), url


def test_search_terms_hit_where_the_labels_say(labelled, region):
    host = urlsplit(labelled.site.homepage).hostname
    terms = {**labelled.truth.counting.official, **labelled.truth.counting.everyday}
    engines = region.engines(host)
    if not engines:
        assert not terms
        return
    assert (len(labelled.truth.counting.official), len(labelled.truth.counting.everyday)) == (10, 12)
    services = {**_terms("official", labelled.site.league), **_terms("everyday", labelled.site.league)}
    assert set(services) == set(terms)
    for term, hit in terms.items():
        label = labelled.truth.services[services[term]]
        good = {same(url) for url in label.pages + label.forms if not url.lower().endswith(".pdf")}
        shown = {same(url) for url in ask(region, engines[0], term, host)}
        assert bool(good & shown) == hit, term


def test_a_misspelt_query_finds_what_the_labels_say(labelled, region):
    host = urlsplit(labelled.site.homepage).hostname
    kreis = labelled.site.league == "kreis"
    query, name = ("Lebensmitelunternehmen", "lebensmittel") if kreis else ("Gewerbeanmeldng", "gewerbe_anmeldung")
    shown = {same(url) for engine in region.engines(host)[:1] for url in ask(region, engine, query, host)}
    pages = {same(url) for url in labelled.truth.services[name].pages}
    assert bool(shown & pages) == labelled.truth.counting.misspelt


def test_pages_that_must_not_be_reported_are_there_to_be_stumbled_over(labelled, region):
    reported = {same(url) for label in labelled.truth.services.values() for url in label.pages + label.forms}
    assert len(labelled.truth.must_not) >= 10
    assert len(labelled.truth.traps) >= 10
    for url in labelled.truth.must_not:
        assert same(url) not in reported, url
        assert get(region, url)[1].status == 200, url


def test_a_truth_file_with_an_unknown_key_is_refused(tmp_path):
    (tmp_path / "truth.yaml").write_text("criteria: {}\nservices: {}\ncounting: {}\nfalsch: 1\n", "utf-8")
    with pytest.raises(UserError, match="falsch"):
        load_truth(tmp_path)


def _terms(kind: str, league: str) -> dict[str, str]:
    return TERMS["kreis" if league == "kreis" else "gemeinde"][kind]


TERMS = {
    "gemeinde": {
        "official": {
            "Gewerbeanmeldung": "gewerbe_anmeldung",
            "Gewerbeummeldung": "gewerbe_ummeldung",
            "Gewerbeabmeldung": "gewerbe_abmeldung",
            "Gaststättenerlaubnis": "gaststaettenerlaubnis",
            "Gestattung": "gestattung",
            "Reisegewerbekarte": "reisegewerbekarte",
            "Sondernutzung": "sondernutzung",
            "Gewerbesteuer": "gewerbesteuer",
            "Plakatierung": "plakatierung",
            "Marktfestsetzung": "marktfestsetzung",
        },
        "everyday": {
            "Firma gründen": "gewerbe_anmeldung",
            "Gewerbeschein": "gewerbe_anmeldung",
            "Laden eröffnen": "gewerbe_anmeldung",
            "Betrieb verlegen": "gewerbe_ummeldung",
            "Geschäft schließen": "gewerbe_abmeldung",
            "Kneipe eröffnen": "gaststaettenerlaubnis",
            "Alkohol ausschenken": "gestattung",
            "Haustürverkauf": "reisegewerbekarte",
            "Werbeschild aufstellen": "sondernutzung",
            "Plakate aufhängen": "plakatierung",
            "Flohmarkt veranstalten": "marktfestsetzung",
            "Spielautomat": "spielgeraete",
        },
    },
    "kreis": {
        "official": {
            "Bauantrag": "bauantrag",
            "Verkehrsrechtliche Anordnung": "vao",
            "Taxigenehmigung": "taxi",
            "Güterkraftverkehr": "gueterkraft",
            "Lebensmittelunternehmer": "lebensmittel",
            "Infektionsschutzbelehrung": "ifsg",
            "Großraum- und Schwertransport": "schwertransport",
            "Fliegende Bauten": "fliegende_bauten",
            "Handwerkerparkausweis": "handwerkerparken",
            "Maklererlaubnis": "makler",
        },
        "everyday": {
            "Halle bauen": "bauantrag",
            "Baustelle absichern": "vao",
            "Taxi fahren": "taxi",
            "Spedition gründen": "gueterkraft",
            "Imbiss eröffnen": "lebensmittel",
            "Gesundheitszeugnis": "ifsg",
            "Übergröße transportieren": "schwertransport",
            "Zelt aufbauen": "fliegende_bauten",
            "Parken für Handwerker": "handwerkerparken",
            "Immobilien vermitteln": "makler",
            "Händlerkennzeichen": "rotes_kennzeichen",
            "Müll transportieren": "abfalltransport",
        },
    },
}
