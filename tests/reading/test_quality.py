import pytest

from scanner.reading.facts import Quality, Region
from tests.reading.pages import content, read

WORDS = "<p>" + "Wer ein Gewerbe beginnt, zeigt das bei der Gemeinde an und bringt den Ausweis mit. " * 4 + "</p>"
SHORT = "<p>Für diesen Dienst ist ein Konto nötig.</p>"
MENU = "<header><nav><a href=/a>Rathaus</a><a href=/b>Wirtschaft</a><a href=/c>Freizeit</a><a href=/d>Kontakt</a></nav></header>"


def page(title, inner, **known):
    return read(f"<html><head><title>{title}</title></head><body>{MENU}<main>{inner}</main></body></html>", **known)


def quality(title, inner, **known):
    return page(title, inner, **known).quality


def test_a_page_with_content():
    assert quality("Gewerbe", f"<h1>Gewerbe</h1>{WORDS}") is Quality.CONTENT
    assert quality("Gewerbe", "<h1>Gewerbe</h1><p>Kommen Sie vorbei.</p>") is Quality.CONTENT


@pytest.mark.parametrize("status", [403, 404, 410, 500, 503])
def test_errors_by_status(status):
    assert quality("Gewerbe", f"<h1>Gewerbe</h1>{WORDS}", status=status) is Quality.ERROR


@pytest.mark.parametrize(
    ("title", "inner"),
    [
        ("Seite nicht gefunden – Gemeinde Musterfeld", "<h1>Hoppla</h1>"),
        ("Gemeinde Musterfeld", "<h1>404 - Die Seite existiert nicht</h1>"),
        ("Gemeinde Musterfeld", "<h1>Fehler 404</h1><p>Bitte nutzen Sie die Suche.</p>"),
        ("Error 404 (Not Found)", "<p>Page not found.</p>"),
        ("Gemeinde", "<h1>Entschuldigung</h1><p>Die angeforderte Seite wurde nicht gefunden.</p>"),
        ("Formulare", "<h1>Formular nicht verfügbar</h1><p>Das gewünschte Formular wurde deaktiviert.</p>"),
        ("Formulare", "<p>Dieses Formular ist nicht mehr verfügbar.</p>"),
        ("Inhalt nicht gefunden / Gemeinde", WORDS),
    ],
)
def test_pages_that_say_they_are_not_there(title, inner):
    assert quality(title, inner) is Quality.SOFT_404


@pytest.mark.parametrize(
    ("title", "inner"),
    [
        ("Suche", "<h1>Suchergebnisse</h1><p>Zu Ihrem Suchbegriff wurde nichts gefunden.</p>"),
        ("Fundbüro", f"<h1>Fundbüro</h1><p>Nicht gefunden, was Sie suchen? Rufen Sie an.</p>{WORDS}"),
        ("Ausweis verloren", f"<h1>Ausweis verloren</h1>{WORDS}"),
        ("Märkte 2026", f"<h1>Märkte</h1><p>Im Jahr 2026 gibt es 404 Stände.</p>{WORDS}"),
    ],
)
def test_pages_that_only_speak_of_it(title, inner):
    assert quality(title, inner) is Quality.CONTENT


@pytest.mark.parametrize(
    ("title", "inner", "status"),
    [
        ("Just a moment...", "<p>Checking your browser before accessing musterfeld.example</p>", 503),
        ("Attention Required!", "<h1>Sorry, you have been blocked</h1>", 403),
        (
            "Sicherheitsüberprüfung",
            "<p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p><div class=g-recaptcha></div>",
            200,
        ),
        ("Zugriff verweigert", "<p>Ungewöhnliche Zugriffe aus Ihrem Netz.</p>", 429),
        ("Prüfung", "<div class='cookie-wall consent'><p>Bestätigen Sie, dass Sie kein Roboter sind.</p></div>", 403),
    ],
)
def test_bot_walls(title, inner, status):
    assert read(f"<title>{title}</title><body>{inner}", status=status).quality is Quality.BOT_WALL


def test_a_captcha_in_a_contact_form_is_no_bot_wall():
    found = page(
        "Kontakt", f"<h1>Kontakt</h1>{WORDS}<form><textarea name=t></textarea><div class=g-recaptcha></div></form>"
    )
    assert found.quality is Quality.CONTENT
    assert "captcha" in found.uses


@pytest.mark.parametrize(
    "inner",
    [
        "<h1>Anmelden</h1><form><input name=u><input type=password name=p><button>Anmelden</button></form>",
        f"<h1>Anmeldung erforderlich</h1>{SHORT}<a href=http://id.bund.example/>Mit Konto anmelden</a>",
        "<h1>Bitte melden Sie sich an</h1><p>Der Bereich ist geschützt.</p>",
    ],
)
def test_login_walls(inner):
    assert quality("Portal", inner) is Quality.LOGIN
    assert quality("Gewerbe", "<h1>Gewerbe</h1>", status=401) is Quality.LOGIN


def test_registering_a_trade_or_a_login_beside_a_text_is_no_login_wall():
    assert quality("Gewerbe anmelden", "<h1>Gewerbe anmelden</h1><p>Kommen Sie vorbei.</p>") is Quality.CONTENT
    login = "<form><input name=u><input type=password name=p><button>Login</button></form>"
    assert quality("Gewerbe", f"<h1>Gewerbe</h1>{WORDS}{WORDS}{login}") is Quality.CONTENT
    assert (
        quality("Anmeldung Kurs", "<h1>Anmeldung Volkshochschule</h1><form><input name=kurs></form>") is Quality.CONTENT
    )


def test_consent_walls():
    wall = "<div id=cookie-layer><p>Wir setzen Cookies ein. Bitte stimmen Sie zu, um die Seite zu nutzen.</p><button>Zustimmen</button></div>"
    assert read(f"<title>Musterfeld</title><body>{wall}</body>").quality is Quality.CONSENT_WALL
    assert (
        read(f"<title>Musterfeld</title><body>{wall}{MENU}<main><h1>Start</h1>{WORDS}</main>").quality
        is Quality.CONTENT
    )


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ("<div id=app></div><script src=/app.js></script>", "mount"),
        ("<div id=__next></div><script src=/app.js></script>", "mount"),
        ("<app-root></app-root><script src=/main.js></script>", "mount"),
        ("<noscript>Bitte aktivieren Sie JavaScript.</noscript><div id=x></div><script src=a.js></script>", "noscript"),
        (f"{MENU}<main></main><script src=a.js></script>", "little_text"),
    ],
)
def test_shells(inner, why):
    found = read(f"<title>Musterfeld</title><body>{inner}</body>")
    assert (found.quality, found.needs_script) == (Quality.SHELL, why)
    assert read(f"<body>{inner}</body>", rendered=True).needs_script == ""


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ("<h1>Dienstleistungen</h1><ul data-source='/api/leistungen.json'></ul>", "source"),
        ("<h1>Dienstleistungen</h1><div id=liste>Lade Dienstleistungen …</div>", "loading"),
        ("<h1>Dienstleistungen</h1><p>Inhalte werden geladen...</p>", "loading"),
    ],
)
def test_lists_that_scripts_fill(inner, why):
    found = page("Leistungen", f"{inner}{WORDS}")
    assert (found.quality, found.needs_script) == (Quality.CONTENT, why)


@pytest.mark.parametrize(
    "inner",
    [
        "<h1>Kontakt</h1><p>Rufen Sie an.</p><script src=/app.js></script>",
        "<h1>Rathaus</h1><ul><li><a href=/1>Ämter</a></li><li><a href=/2>Formulare</a></li></ul><script src=/a.js></script>",
        "<h1>Kontakt</h1><form><textarea name=t></textarea></form><script src=/a.js></script>",
        f"<h1>Gewerbe</h1>{WORDS}<noscript>Für die Karte bitte JavaScript aktivieren.</noscript><script src=/a.js></script>",
        "<h1>Leistungen E</h1><p><a href=/a>A</a> <a href=/b>B</a></p><p>Alle Leistungen mit diesem Buchstaben, gleich ob für "
        "Betriebe, für Vereine oder für Familien, finden Sie wie immer in der folgenden Liste.</p><noscript>Bitte JavaScript aktivieren.</noscript><script src=/a.js></script>",
        "<h1>Ortsrecht</h1><p>Kurz.</p><noscript>Die maschinelle Übersetzung braucht JavaScript.</noscript>",
        "<h1>Laden eröffnen</h1><p>Ihr Laden wird eröffnet, wenn das Gewerbe angemeldet ist.</p>",
        "<h1>Liste</h1><ul data-source='/x.json'><li>Schon da</li></ul>",
    ],
)
def test_static_pages_need_no_rendering(inner):
    assert page("Musterfeld", inner).needs_script == ""


def test_what_was_cut_off_and_what_is_empty():
    assert quality("Gewerbe", f"<h1>Gewerbe</h1>{WORDS}", truncated=True) is Quality.INCOMPLETE
    assert read("").quality is Quality.EMPTY
    assert read("<html><body></body></html>").quality is Quality.EMPTY


def test_maintenance():
    assert quality("Wartungsarbeiten", "<h1>Wartungsarbeiten</h1><p>Wir sind bald zurück.</p>") is Quality.ERROR


@pytest.mark.parametrize(
    ("markup", "use"),
    [
        ("<div id=google_translate_element></div>", "translator"),
        ("<script src='https://translate.google.com/translate_a/element.js'></script>", "translator"),
        ("<div class='chat-widget'></div>", "chat"),
        ("<script src='https://embed.tawk.to/1/default'></script>", "chat"),
        ("<div class='frc-captcha'></div>", "captcha"),
        ("<div class='gcse-search'></div>", "third_party_search"),
        ("<ol class=steps><li>Angaben</li></ol>", "progress"),
        ("<progress value=1 max=4></progress>", "progress"),
        ("<ol><li aria-current=step>Angaben</li></ol>", "progress"),
        ("<div role=progressbar></div>", "progress"),
    ],
)
def test_what_is_in_use(markup, use):
    assert use in content(markup).uses


def test_nothing_is_in_use_on_a_plain_page():
    assert (
        content("<p>Wir übersetzen gern. Chatten können Sie woanders. Nächste Schritte: <a href=/x>hier</a></p>").uses
        == frozenset()
    )


def test_what_a_page_says_of_itself():
    found = read(
        "<html lang=de-DE><head><title> Gewerbe &amp; mehr </title><meta name=viewport content='width=device-width'>"
        "<meta name=generator content='CMS 4'><meta name=doctype content=Dienstleistung><link rel=canonical href=/gewerbe>"
        "<link rel=alternate hreflang=EN href=/en/trade></head><body><main><h1>Gewerbe</h1></main></body></html>"
    )
    assert (found.title, found.language, found.viewport) == ("Gewerbe & mehr", "de-de", "width=device-width")
    assert (found.generator, found.doctype) == ("CMS 4", "Dienstleistung")
    assert found.canonical == "http://www.musterfeld.example/gewerbe"
    assert found.alternates == (("en", "http://www.musterfeld.example/en/trade"),)


FOOTER = "<footer><p>Gemeinde Musterfeld<br>Am Hafen 4<br>49999 Musterfeld</p><p>Telefon 05999 930-0</p><a href=/i>Impressum</a></footer>"


@pytest.mark.parametrize(
    "box",
    ["<div id=inhalt><div id=app></div></div>", "<noscript>Bitte schalte JavaScript ein.</noscript>"],
)
def test_a_footer_does_not_fill_a_shell(box):
    found = read(f"<title>Service</title><body>{MENU}{box}{FOOTER}<script src=/app.js defer></script></body>")
    assert found.quality is Quality.SHELL
    assert [block.text for block in found.blocks if block.region is Region.MAIN] == []


def test_an_empty_box_beside_a_text_is_no_shell():
    assert (
        page("Gewerbe", f"<h1>Gewerbe</h1>{WORDS * 3}<div id=app></div><script src=/a.js></script>").needs_script == ""
    )
