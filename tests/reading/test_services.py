"""Which pages describe which services, and which only seem to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scanner.reading.memory import MUNICIPALITY
from scanner.reading.site_types import ServicePage
from tests.reading.sites import KREIS, TEXT, crumbs, key, link, listed, page, services_of_page, site_of

SHORT = "Auskunft gibt es im Rathaus."
STADT = replace(MUNICIPALITY, league="stadt")


def test_a_page_named_after_a_service_describes_it() -> None:
    assert services_of_page(page("Gewerbeanmeldung")) == {"gewerbe_anmeldung"}


def test_one_page_describes_every_service_that_it_names() -> None:
    found = services_of_page(page("Gewerbe an-, um- und abmelden"))
    assert found == {"gewerbe_anmeldung", "gewerbe_ummeldung", "gewerbe_abmeldung"}


def test_the_title_names_the_service_where_the_heading_is_the_town() -> None:
    html = page("Gemeinde Musterfeld", f"<h2>Reisegewerbekarte</h2><p>{TEXT}</p>", title="Reisegewerbekarte")
    assert services_of_page(html) == {"reisegewerbekarte"}


def test_the_title_names_the_service_where_there_is_no_heading() -> None:
    assert services_of_page(page("", f"<p>{TEXT}</p>", title="Gewerbesteuer")) == {"gewerbesteuer"}


def test_soft_hyphens_and_split_markup_do_not_hide_a_name() -> None:
    assert services_of_page(page("Gewerbe&shy;um<b>mel</b>dung")) == {"gewerbe_ummeldung"}


def test_a_heading_alone_is_no_description() -> None:
    assert services_of_page(page("Gewerbeanmeldung", f"<p>{SHORT}</p>")) == set()


def test_contact_and_opening_hours_are_no_words_about_a_service() -> None:
    contact = (
        "<h2>Kontakt</h2><p>Frau Martina Beispiel, Zimmer 12, Rathausplatz 1, 39871 Musterfeld, Telefon 05999 123-45, "
        "Telefax 05999 123-99, E-Mail: martina.beispiel@musterfeld.example</p><h2>Öffnungszeiten</h2><p>Montag 8.00 bis "
        "12.00 Uhr, Dienstag 8.00 bis 12.00 Uhr, Donnerstag 14.00 bis 18.00 Uhr und nach Vereinbarung</p>"
    )
    assert services_of_page(page("Stellvertretungserlaubnis", f"<p>{SHORT}</p>", contact)) == set()


def test_a_list_of_links_is_no_description() -> None:
    links = {f"/l{number}": f"Eintrag mit einigen Wörtern Nummer {number}" for number in range(12)}
    assert services_of_page(page("Sondernutzung", listed(links))) == set()


@pytest.mark.parametrize("level", ["h2", "h3", "h4"])
def test_a_section_under_its_own_heading_describes_a_service(level: str) -> None:
    html = page("Steuern", f"<p>{SHORT}</p><{level}>Vergnügungssteuer</{level}><p>{TEXT}</p>")
    assert services_of_page(html) == {"vergnuegungssteuer"}


def test_a_term_of_a_definition_list_is_a_heading() -> None:
    html = page("Steuern", f"<dl><dt>Vergnügungssteuer</dt><dd>{TEXT}</dd><dt>Hundesteuer</dt><dd>{TEXT}</dd></dl>")
    assert services_of_page(html) == {"vergnuegungssteuer", "hundesteuer"}


def test_an_accordion_holds_sections() -> None:
    body = "".join(
        f"<details><summary>{name}</summary><p>{TEXT}</p></details>"
        for name in ("Gerüst aufstellen", "Haltverbotszone")
    )
    assert services_of_page(page("Straßen", body)) == {"geruest_container", "haltverbot"}


def test_a_short_section_describes_nothing() -> None:
    html = page("Steuern", f"<h2>Gewerbesteuer</h2><p>{TEXT}</p><h2>Vergnügungssteuer</h2><p>{SHORT}</p>")
    assert services_of_page(html) == {"gewerbesteuer"}


def test_a_section_of_the_page_of_another_service_counts_for_itself() -> None:
    html = page("Gaststättenerlaubnis", f"<p>{TEXT}</p><h2>Vorläufige Gaststättenerlaubnis</h2><p>{TEXT}</p>")
    site = site_of({"/g": html})
    assert [one.section for one in site.services["gaststaettenerlaubnis"]] == [-1]
    assert [one.named_in for one in site.services["gaststaette_vorlaeufig"]] == ["heading"]


def test_a_heading_about_a_part_of_a_service_is_no_page_of_another() -> None:
    html = page("Gewerbeamt", f"<h2>Gebühren für die Reisegewerbekarte</h2><p>{TEXT}</p>")
    assert services_of_page(html) == set()


def test_a_teaser_is_a_list_entry() -> None:
    teaser = f"<h2>{link('/plakate', 'Plakate aufhängen')}</h2><p>{TEXT}</p>{link('/plakate', 'Weiterlesen')}"
    site = site_of({"/ordnung": page("Ordnung", teaser), "/plakate": page("Plakate aufhängen")})
    assert [one.page for one in site.services["plakatierung"]] == [key("/plakate")]


def test_a_word_for_everyday_use_needs_the_name_in_the_text() -> None:
    named = f"<p>Dafür brauchen Sie eine Gewerbeanmeldung. {TEXT}</p>"
    assert services_of_page(page("Laden eröffnen", named)) == {"gewerbe_anmeldung"}
    assert services_of_page(page("Umzug", f"<p>Wir ziehen um. {TEXT}</p>")) == set()
    assert services_of_page(page("Zelt", f"<p>Im Sommer steht es auf dem Platz. {TEXT}</p>")) == set()


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Gewerbeanmeldung jetzt auch online", "/aktuelles/gewerbeanmeldung-online"),
        ("Sondernutzungssatzung", "/rathaus/ortsrecht/sondernutzung"),
        ("Flohmarkt in der Altstadt", "/freizeit/veranstaltungen/flohmarkt"),
        ("Sachbearbeitung Gewerbeanmeldung (m/w/d)", "/karriere/stellenangebote/gewerbe"),
        ("Vorlage 2026/12: Plakatierung im Ortskern", "/rat/vorlage-12"),
        ("Gewerbeanmeldungen im Jahr 2025", "/zahlen/gewerbe"),
    ],
)
def test_news_bylaws_events_jobs_and_council_papers_describe_no_service(heading: str, path: str) -> None:
    assert services_of_page(page(heading), path) == set()


def test_news_are_known_by_date_and_wording_without_help_of_the_address() -> None:
    body = (
        f"<p>12.11.2026</p><p>Die Gemeinde Musterfeld teilt mit: Die Gewerbeanmeldung ist ab Montag wieder möglich. {TEXT}</p>"
        f"<p>{link('/news', 'Zurück zur Übersicht aller Meldungen')}</p>"
    )
    assert services_of_page(page("Gewerbeanmeldung wieder möglich", body), "/index.php?id=77") == set()


def test_the_date_of_a_text_makes_no_news() -> None:
    body = f"<p>Stand: 12.03.2026</p><p>{TEXT}</p><h2>Unterlagen</h2><p>Ausweis</p><h2>Gebühren</h2><p>26 Euro</p>"
    assert services_of_page(page("Gewerbeanmeldung", body)) == {"gewerbe_anmeldung"}


def test_a_service_below_a_menu_of_news_words_stays_one() -> None:
    body = f"<p>{TEXT}</p><h2>Unterlagen</h2><p>Lageplan</p><h2>Gebühren</h2><p>50 Euro</p><h2>Rechtsgrundlage</h2><p>§ 29 StVO</p>"
    html = page("Veranstaltung anmelden", body, crumbs=crumbs("Freizeit", "Veranstaltungen"))
    assert services_of_page(html, "/freizeit/veranstaltungen/anmelden") == {"veranstaltung"}


def test_registering_a_trade_is_no_login() -> None:
    assert services_of_page(page("Anmeldung eines Gewerbes")) == {"gewerbe_anmeldung"}


def test_a_question_form_does_not_make_a_service_page_an_application() -> None:
    form = (
        "<h2>Ihre Frage an uns</h2><form action='/kontakt' method='post'><label>Name <input name='name'></label>"
        "<label>E-Mail <input type='email' name='mail'></label><label>Nachricht <textarea name='text'></textarea></label>"
        "<button>Nachricht senden</button></form>"
    )
    assert services_of_page(page("Plakatierung", f"<p>{TEXT}</p>", form)) == {"plakatierung"}


def test_the_online_form_of_a_service_is_no_service_page() -> None:
    form = (
        f"<p>{TEXT}</p><form action='/antrag/2' method='post'><label>Firma <input name='firma'></label>"
        "<label>Betriebsstätte <input name='ort'></label><label>Beginn <input type='date' name='beginn'></label>"
        "<label>Geburtsdatum <input type='date' name='geb'></label><button>Weiter</button></form>"
    )
    assert services_of_page(page("Gewerbeanmeldung", form), "/formulare/gewerbe") == set()


def test_tabs_without_script_are_no_application() -> None:
    tabs = "".join(f"<input type='radio' name='t' id='t{n}'><label for='t{n}'>Antrag {n}</label>" for n in range(4))
    body = (
        f"{tabs}<div><h2>Verkehr mit Taxen</h2><p>{TEXT}</p></div><div><h2>Mietwagen mit Fahrer</h2><p>{TEXT}</p></div>"
    )
    assert services_of_page(page("Personenbeförderung mit Taxi und Mietwagen", body)) == {"taxi", "mietwagen"}


TWO = {"gewerbe_anmeldung", "reisegewerbekarte"}
FOLDS = {
    "a button of its own": "<button data-bs-toggle='collapse' data-bs-target='#{0}'>{1}</button><div id='{0}'><p>{2}</p></div>",
    "a button in a card": "<div class='card'><div class='card-header'><button aria-expanded='false' aria-controls='{0}'>{1}"
    "</button></div><div id='{0}'><p>{2}</p></div></div>",
    "a link": "<div class='card-header'><a data-toggle='collapse' href='#{0}'>{1}</a></div><div id='{0}'><p>{2}</p></div>",
    "a labelled panel": "<div role='tabpanel' aria-label='{1}'><p>{2}</p></div>",
    "a tab": "<ul><li><a href='#{0}'>{1}</a></li></ul><div class='tab-pane' id='{0}'><p>{2}</p></div>",
    "a table": "<table><tr><th>{1}</th><td>{2}</td></tr></table>",
}


@pytest.mark.parametrize("markup", FOLDS.values(), ids=FOLDS)
def test_what_unfolds_or_turns_to_a_part_is_its_heading(markup: str) -> None:
    names = {"eins": "Gewerbe anmelden", "zwei": "Reisegewerbekarte"}
    body = "".join(markup.format(at, name, TEXT) for at, name in names.items())
    assert services_of_page(page("Gewerbeamt", f"<p>{SHORT}</p>{body}")) == TWO


@pytest.mark.parametrize(
    ("heading", "path", "found"),
    [
        ("Veranstaltung anmelden: Feste, Umzüge, Konzerte", "/ordnungsamt/veranstaltungen", {"veranstaltung"}),
        ("Schankgenehmigung für Vereine", "/freizeit/vereine/ausschank", {"gestattung"}),
        ("Straßenfest in der Lindenallee", "/veranstaltungen/strassenfest", set()),
        ("Wach- und Sicherheitsdienst Meier", "/firmen/meier", set()),
    ],
)
def test_a_permission_filed_among_events_or_clubs_is_a_service(heading: str, path: str, found: set[str]) -> None:
    assert services_of_page(page(heading), path) == found


def test_a_dated_event_stays_one_whatever_it_is_called() -> None:
    html = page("Flohmarkt: jetzt anmelden", f"<p>12.06.2027, 10 Uhr</p><p>{TEXT}</p>")
    assert services_of_page(html, "/veranstaltungen/flohmarkt") == set()


REFERRALS = [
    "Über Gaststätten entscheidet nicht die Gemeinde, sondern das Ordnungsamt des Kreises Musterland, Kreishausstraße 1. Bitte "
    "reichen Sie Ihre Unterlagen dort ein. Das gilt auch für Stellvertretungen und Sperrzeiten. Wir werden vom Kreis beteiligt.",
    "Musterfeld hat keine eigene Erlaubnisbehörde. Wer ein Lokal führen möchte, stellt den Antrag beim Kreis Musterland.",
    "Zuständig ist die Kreisverwaltung Musterland. Bitte wenden Sie sich an das Ordnungsamt des Kreises.",
    "Die Erlaubnis wird vom Kreis Musterland erteilt. Anträge nimmt die Kreisverwaltung entgegen.",
    "Für Gaststätten sind wir nicht zuständig. Wenden Sie sich bitte an den Landkreis, dort hilft man Ihnen weiter.",
    "Diese Aufgabe liegt in der Zuständigkeit des Kreises Musterland. Dort erhalten Sie alle Auskünfte und Formulare, "
    "auch zu Gebühren und Fristen, und dort wird Ihr Antrag auch bearbeitet und entschieden.",
]


@pytest.mark.parametrize("text", REFERRALS)
def test_a_page_that_only_names_another_authority_is_a_referral(text: str) -> None:
    site = site_of({"/g": page("Gaststättenerlaubnis", f"<p>{text}</p>")})
    assert site.services.get("gaststaettenerlaubnis", ()) == ()
    assert site.referrals["gaststaettenerlaubnis"] == (key("/g"),)


def test_a_kreis_refers_to_its_towns() -> None:
    text = "Für die Gewerbeanmeldung sind die Städte und Gemeinden im Kreisgebiet zuständig. Wenden Sie sich an Ihr Rathaus."
    site = site_of({"/g": page("Gewerbeanmeldung", f"<p>{text}</p>")}, KREIS)
    assert not site.services
    assert list(site.referrals) == ["gewerbe_anmeldung"]


@pytest.mark.parametrize(
    "text",
    [
        "Zuständig ist das Ordnungsamt der Gemeinde Musterfeld.",
        "Zuständig ist das Amt für öffentliche Ordnung im Rathaus.",
        "Wenden Sie sich bitte an die Gemeindeverwaltung, Zimmer 12.",
        "Bei Fragen zum Handelsregister wenden Sie sich an das Amtsgericht, zur Handwerksrolle an die Handwerkskammer.",
        "Nicht die Gemeinde, sondern der Betrieb trägt die Kosten für ein Gutachten.",
        "Die Gemeinde gibt die Anzeige an das Finanzamt und die Handwerkskammer weiter.",
    ],
)
def test_a_page_that_describes_and_mentions_an_authority_stays_a_service_page(text: str) -> None:
    assert services_of_page(page("Gewerbeanmeldung", f"<p>{TEXT} {text}</p>")) == {"gewerbe_anmeldung"}


def test_a_full_page_that_names_the_kreis_for_a_part_stays_a_service_page() -> None:
    body = (
        f"<p>{TEXT}</p><p>Bei Bundesstraßen ist der Kreis Musterland zuständig.</p><h2>Unterlagen</h2><p>Ein Lageplan</p>"
        "<h2>Gebühren</h2><p>50 Euro</p>"
    )
    assert services_of_page(page("Sondernutzung", body)) == {"sondernutzung"}


def test_the_range_of_a_section_holds_its_blocks_and_what_all_share() -> None:
    html = page(
        "Gemeindekasse",
        f"<p>Wir sind für Sie da.</p><h2>SEPA-Lastschrift</h2><p>{TEXT}</p><h2>Grundsteuer</h2><p>Anders. {TEXT}</p>"
        "<h2>Kontakt</h2><p>Frau Beispiel, Telefon 05999 123-45</p>",
        aside="<p>Öffnungszeiten: Montag 8 bis 12 Uhr</p>",
    )
    site = site_of({"/kasse": html})
    sepa, texts = site.services["sepa"][0], _texts(site.pages[key("/kasse")].blocks, site.services["sepa"][0])
    assert sepa.section >= 0
    assert any(TEXT[:40] in text for text in texts)
    assert not any(text.startswith("Anders.") for text in texts)
    for shared in ("Wir sind für Sie da.", "Frau Beispiel", "Öffnungszeiten"):
        assert any(shared in text for text in texts), shared


def _texts(blocks, own: ServicePage) -> list[str]:
    ranges = [(own.first, own.last), *own.shared]
    return [block.text for at, block in enumerate(blocks) if any(first <= at < last for first, last in ranges)]


def test_a_word_on_another_service_refers_nothing() -> None:
    text = f"{TEXT} Baugenehmigungen erteilt der Kreis Musterland."
    assert services_of_page(page("Bebauungspläne", f"<p>{text}</p>")) == {"bauleitplanung"}


def test_a_case_that_goes_elsewhere_leaves_the_rest() -> None:
    text = f"{TEXT} Größere Ausspielungen genehmigt die Bezirksregierung."
    assert services_of_page(page("Tombola und kleine Lotterie", f"<p>{text}</p>")) == {"lotterie"}


def test_a_running_text_with_a_number_in_it_tells_of_the_service() -> None:
    told = (
        "<p>Einen Standplatz vergeben wir nach Sortiment, damit die Mischung stimmt. Der laufende Meter kostet 2,20 Euro, der "
        "Strom 4 Euro am Tag. Zusagen gelten für ein ganzes Jahr und enden von selbst. Wer neu dabei ist, probiert es erst an "
        "drei Terminen aus. Bewerben Sie sich beim Marktmeister, Telefon 05999 940-29.</p>"
    )
    assert services_of_page(page("Wochenmarkt", "<h2>Standplatz auf dem Wochenmarkt</h2>", told)) == {"marktstandplatz"}


def test_a_tax_whose_base_another_authority_fixes_is_no_referral() -> None:
    told = (
        "<p>Die Grundsteuer zahlt, wem das Grundstück am 1. Januar gehört. Den Messbetrag stellt das Finanzamt fest, wir wenden "
        "nur den Hebesatz an. Fällig ist die Steuer in vier Raten, auf Antrag auch in einer Summe. Beim Verkauf mitten im Jahr "
        "bleibt die bisherige Eigentümerin bis zum Jahresende die Schuldnerin.</p>"
    )
    assert services_of_page(page("Grundsteuer", told)) == {"grundsteuer"}
