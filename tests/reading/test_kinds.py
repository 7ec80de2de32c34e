"""What pages are, and what they only look like."""

from __future__ import annotations

import pytest

from scanner.reading.site_types import NOISE, Kind
from tests.reading.sites import TEXT, crumbs, key, kinds_of_page, link, listed, page, site_of

NAMES = {
    "bauen": "Bebauungspläne", "gewan": "Gewerbeanmeldung", "gewab": "Gewerbeabmeldung", "gewum": "Gewerbeummeldung",
    "grund": "Grundsteuer", "plakat": "Plakatierung", "reise": "Reisegewerbekarte", "sonder": "Sondernutzung",
}  # fmt: skip
SERVICES = {f"/dienste/{short}": page(name) for short, name in NAMES.items()}
LINKS = {f"/dienste/{short}": name for short, name in NAMES.items()}
LETTERS = {f"/a-z?letter={letter}": letter for letter in "ABCGPRSZ"}


def test_a_directory_of_services_by_letters_is_found() -> None:
    site = site_of({**SERVICES, "/a-z": page("Dienstleistungen von A bis Z", listed(LETTERS), listed(LINKS))})
    assert Kind.A_TO_Z in site.kinds[key("/a-z")]


def test_the_pages_of_its_letters_belong_to_it_however_little_they_list() -> None:
    letter = page("Dienstleistungen: G", listed(LETTERS), listed({"/dienste/gewan": "Gewerbeanmeldung"}))
    pages = {"/a-z": page("Dienstleistungen A-Z", listed(LETTERS), listed(LINKS)), "/a-z?letter=G": letter}
    assert Kind.A_TO_Z in site_of({**SERVICES, **pages}).kinds[key("/a-z?letter=G")]


def test_a_list_of_services_in_alphabetical_order_is_a_directory() -> None:
    more = {f"/d/{letter}": f"{letter}-Sache" for letter in "CDEFHIJKL"}
    links = dict(sorted({**LINKS, **more}.items(), key=lambda item: item[1]))
    site = site_of({**SERVICES, "/dienste": page("Dienstleistungen", listed(links))})
    assert Kind.A_TO_Z in site.kinds[key("/dienste")]


@pytest.mark.parametrize(
    "heading",
    ["Vereine von A bis Z", "Straßenverzeichnis A-Z", "Mitarbeiter A-Z", "Abfall A-Z", "Formulare von A bis Z"],
)
def test_directories_of_other_things_are_none(heading: str) -> None:
    names = {f"/x/{number}": f"{letter}. Muster" for number, letter in enumerate("ABCDEFGH")}
    assert Kind.A_TO_Z not in kinds_of_page(page(heading, listed(LETTERS), listed(names)))


def test_a_directory_of_documents_is_none_whatever_it_is_called() -> None:
    files = {f"/files/{short}.pdf": name for short, name in NAMES.items()}
    assert Kind.A_TO_Z not in kinds_of_page(page("Von A bis Z", listed(LETTERS), listed(files)))


def test_an_overview_of_forms_needs_five_of_them() -> None:
    five = {f"/files/antrag-{number}.pdf": f"Antrag {number}" for number in range(5)}
    four = dict(list(five.items())[:4])
    assert Kind.FORMS in kinds_of_page(page("Formulare und Vordrucke", listed(five)))
    assert Kind.FORMS not in kinds_of_page(page("Formulare und Vordrucke", listed(four)))


def test_brochures_are_no_forms() -> None:
    files = {f"/files/flyer-{number}.pdf": f"Broschüre {number}" for number in range(8)}
    assert Kind.FORMS not in kinds_of_page(page("Downloads", listed(files)))


def test_a_page_for_business_that_leads_to_services_bundles_them() -> None:
    links = {path: name for path, name in LINKS.items() if "gew" in path}
    assert Kind.BUNDLE in site_of({**SERVICES, "/w": page("Für Unternehmen", listed(links))}).kinds[key("/w")]


def test_services_by_situation_are_a_bundle_under_any_heading() -> None:
    body = (
        f"<h2>Gründen</h2>{listed(dict(list(LINKS.items())[:3]))}<h2>Werben</h2>{listed(dict(list(LINKS.items())[5:]))}"
    )
    assert Kind.BUNDLE in site_of({**SERVICES, "/w": page("Anlass und Genehmigung", body)}).kinds[key("/w")]


@pytest.mark.parametrize(
    ("heading", "extra"),
    [
        ("Dienstleistungen von A bis Z", listed(LETTERS)),
        ("Sitemap", ""),
        ("Übersicht aller Seiten", ""),
        ("Ordnungsamt", ""),
        ("Dienstleistungen", ""),
        ("Gewerbeanmeldung", f"<p>Für den Handel gilt: {TEXT}</p>"),
    ],
)
def test_lists_of_everything_offices_and_service_pages_are_no_bundles(heading: str, extra: str) -> None:
    site = site_of({**SERVICES, "/x": page(heading, extra, listed(LINKS))})
    assert Kind.BUNDLE not in site.kinds[key("/x")]


def test_links_in_the_side_column_bundle_nothing() -> None:
    html = page("Wirtschaft", f"<p>{TEXT}</p>", aside=f"<h2>Beliebt</h2>{listed(LINKS)}")
    assert Kind.BUNDLE not in site_of({**SERVICES, "/w": html}).kinds[key("/w")]


@pytest.mark.parametrize(
    ("heading", "path", "kind"),
    [
        ("Sitemap", "/x", Kind.SITEMAP),
        ("Impressum", "/impressum", Kind.LEGAL),
        ("Erklärung zur Barrierefreiheit", "/x", Kind.ACCESSIBILITY),
        ("Leichte Sprache", "/x", Kind.EASY_LANGUAGE),
        ("Häufige Fragen", "/faq", Kind.FAQ),
        ("Wirtschaftsförderung", "/x", Kind.WIFOE),
        ("Wirtschaft und Gewerbe", "/x", Kind.BUSINESS),
        ("Fachbereich 3: Bauen", "/x", Kind.UNIT),
        ("Ordnungsamt", "/x", Kind.UNIT),
        ("Kontakt", "/kontakt", Kind.CONTACT),
        ("Pressemitteilungen", "/presse", Kind.NEWS),
        ("Satzungen und Ortsrecht", "/x", Kind.BYLAW),
        ("Stellenangebote", "/x", Kind.JOB),
        ("Veranstaltungskalender", "/x", Kind.EVENT),
        ("Tagesordnung der Ratssitzung", "/x", Kind.COUNCIL),
        ("Mitarbeiter von A bis Z", "/x", Kind.STAFF),
    ],
)
def test_a_heading_tells_what_a_page_is(heading: str, path: str, kind: Kind) -> None:
    assert kind in kinds_of_page(page(heading), path)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Stellenausschreibungen", Kind.TENDERS),
        ("Landwirtschaft", Kind.BUSINESS),
        ("Rechnungsprüfungsausschuss", Kind.TENDERS),
        ("Anmeldung eines Gewerbes", Kind.LOGIN),
        ("Gewerbesteuer", Kind.BUSINESS),
    ],
)
def test_words_inside_of_words_tell_nothing(heading: str, kind: Kind) -> None:
    assert kind not in kinds_of_page(page(heading))


def test_a_breadcrumb_tells_news() -> None:
    assert Kind.NEWS in kinds_of_page(page("Neue Öffnungszeiten", crumbs=crumbs("Start", "Aktuelles")))


def test_a_homepage_is_no_news_though_it_shows_some() -> None:
    site = site_of({"/": page("Willkommen", f"<h2>Aktuelles</h2><p>12.05.2026</p><p>{TEXT}</p>")})
    assert site.kinds[site.home].isdisjoint(NOISE)
    assert Kind.HOMEPAGE in site.kinds[site.home]


def test_land_needs_an_object() -> None:
    free = page("Gewerbeflächen", "<p>Gewerbepark Süd: zwei Grundstücke mit 2.400 m² und 3.100 m² sind frei.</p>")
    gone = page("Gewerbeflächen", "<p>Im Gewerbepark Süd mit 24.000 m² sind alle Flächen verkauft.</p>")
    assert Kind.LAND in kinds_of_page(free)
    assert Kind.LAND not in kinds_of_page(gone)


def test_plans_need_to_be_online() -> None:
    online = page("Bebauungspläne", listed({"/plaene/bplan-12.pdf": "Plan 12", "/plaene/bplan-13.pdf": "Plan 13"}))
    paper = page("Bebauungspläne", "<p>Die Pläne liegen im Rathaus in Zimmer 12 zur Einsicht aus.</p>")
    assert Kind.PLANS in kinds_of_page(online)
    assert Kind.PLANS not in kinds_of_page(paper)


def test_questions_on_the_portal_or_for_business_are_told_from_others() -> None:
    asked = "<h2>Wie melde ich mein Gewerbe online an?</h2><p>Über das Serviceportal, mit Ihrem Unternehmenskonto.</p>"
    other = "<h2>Wann ist das Freibad offen?</h2><p>Von Mai bis September, jeden Tag von neun bis neunzehn Uhr.</p>"
    assert Kind.FAQ_BUSINESS in kinds_of_page(page("Häufige Fragen", asked))
    assert Kind.FAQ_BUSINESS not in kinds_of_page(page("Häufige Fragen", other))


def test_a_search_with_results_is_a_search_page() -> None:
    hits = listed({f"/x/{number}": f"Treffer {number}" for number in range(5)})
    assert Kind.SEARCH in kinds_of_page(page("Suchergebnisse", hits, link("/suche?seite=2", "Weiter")), "/suche")


def test_a_wide_heading_is_land_for_business_only_where_the_text_says_so() -> None:
    hall = page("Plätze für deinen Betrieb", "<p>Alte Molkerei: Halle mit 600 m², Miete nach Absprache.</p>")
    homes = page("Grundstücke", "<p>Im Neubaugebiet Ost sind acht Plätze für Einfamilienhäuser mit je 600 m² frei.</p>")
    assert Kind.LAND in kinds_of_page(hall)
    assert Kind.LAND not in kinds_of_page(homes)


def test_a_link_to_a_geo_portal_brings_plans_online() -> None:
    html = page("Bauleitplanung", link("http://geoportal.musterfeld.example/", "Zum Kartendienst"))
    assert Kind.PLANS in kinds_of_page(html)
