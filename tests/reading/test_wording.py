"""Wordings that sites use for the same thing, in both directions."""

import pytest

from scanner.reading.access import read_accesses
from scanner.reading.mentions import service_text
from scanner.reading.offers import find_offers
from scanner.reading.online_forms import read_online_form, read_pdf
from scanner.reading.site_types import Kind, ServicePage
from tests.reading.small_sites import page, site, whole

PORTAL = "http://portal.musterfeld.example/"
FIELDS = "<label>Name<input name=a></label><label>Ort<input name=b></label>"
ASKED = "<h2>Erforderliche Unterlagen</h2><p>Lageplan, Führungszeugnis</p>"

SENT = [
    ("Füllen Sie den Antrag aus und klicken Sie am Ende auf „Absenden“.", "online"),
    ("Ihr Antrag wird verschlüsselt an die Stadt übertragen.", "online"),
    ("Der Antrag geht nach dem Klick auf Senden elektronisch bei uns ein.", "online"),
    ("Die Daten werden medienbruchfrei an das Fachverfahren übergeben.", "online"),
    ("Sie müssen nichts ausdrucken: Der Antrag wird direkt an das Ordnungsamt geschickt.", "online"),
    ("Den fertigen Antrag drucken Sie bitte aus und reichen ihn mit Unterschrift ein.", "print"),
    ("Zum Schluss wird ein PDF erzeugt, das unterschrieben per Post oder Fax an uns zurückgeht.", "print"),
    ("Das ausgefüllte Formular muss ausgedruckt, unterschrieben und im Original eingereicht werden.", "print"),
    ("Eine elektronische Abgabe ist aus rechtlichen Gründen nicht zulässig.", "print"),
    ("Wegen des Schriftformerfordernisses ist das Dokument auszudrucken und eigenhändig zu unterzeichnen.", "print"),
    ("Bitte speichern Sie das PDF und schicken es uns ausgedruckt mit der Post.", "print"),
    ("Sie können Ihre Angaben am Ende für Ihre Unterlagen ausdrucken. Danach senden Sie den Antrag ab.", "online"),
    ("Ein Versand auf elektronischem Weg wird derzeit nicht angeboten.", "print"),
    ("Nach Prüfung Ihrer Angaben übermitteln Sie den Antrag mit einem Klick.", "online"),
    ("Gesendet wird über eine gesicherte Verbindung.", "online"),
]

UPLOADS = [
    ("Im letzten Schritt können Sie Dateien beifügen.", "yes"),
    ("Anlagen lassen sich als PDF anhängen.", "yes"),
    ("Fügen Sie die Unterlagen als Datei bei.", "yes"),
    ("Nachweise laden Sie auf Seite 4 hoch.", "yes"),
    ("Pläne fügen Sie in Abschnitt 4 bei.", "yes"),
    ("Dateien können nicht angehängt werden.", "no"),
    ("Das Hochladen von Dokumenten ist noch nicht möglich, bitte reichen Sie sie per E-Mail nach.", "no"),
    ("Die Unterlagen senden Sie uns bitte getrennt per Post.", "no"),
    ("Für die Nachweise gibt es keinen Upload.", "no"),
]

PAPERS = [
    (
        "<h2>Welche Unterlagen werden benötigt?</h2><ul><li>Personalausweis</li><li>Führungszeugnis (Belegart 0)</li></ul>",
        "no",
    ),
    ("<h2>Unterlagen</h2><p>gültiger Personalausweis oder Reisepass mit Meldebescheinigung</p>", "yes"),
    ("<h2>Unterlagen</h2><p>Keine.</p>", "yes"),
    ("<h2>Unterlagen</h2><p>Es werden keine Unterlagen benötigt.</p>", "yes"),
    ("<h2>Was Sie brauchen</h2><ul><li>Name und Anschrift</li><li>Datum der Veranstaltung</li></ul>", "yes"),
    ("<h2>Was Sie brauchen</h2><ul><li>Versicherungsnachweis</li></ul>", "no"),
    ("<p>Zum Termin bringen Sie bitte den Mietvertrag mit.</p>", "yes"),
    ("<p>Fügen Sie dem Antrag einen Lageplan bei.</p>", "no"),
    ("<p>Legen Sie eine Kopie des Handelsregisterauszugs vor.</p>", "no"),
    ("<p>Eine Bescheinigung in Steuersachen ist erforderlich.</p>", "no"),
    ("<p>Der Nachweis der Haftpflichtversicherung muss vorliegen.</p>", "no"),
    ("<p>Sie erhalten eine Bescheinigung.</p>", "yes"),
    ("<dl><dt>Unterlagen</dt><dd>Skizze des Aufstellortes</dd></dl>", "no"),
    ("<h2>Dokumente</h2><ul><li><a href='/m.pdf'>Merkblatt (PDF)</a></li></ul>", "yes"),
    ("<h2>Formulare und Unterlagen</h2><ul><li><a href='/a.pdf'>Antrag (PDF)</a></li></ul>", "yes"),
]

SHOWN = [
    ("Sie sehen vor dem Versand eine Übersicht Ihrer Angaben.", {"receipt_or_time"}),
    ("Sie bekommen per E-Mail eine Bestätigung über den Eingang.", {"receipt_or_time"}),
    ("Für das Ausfüllen brauchen Sie rund zehn Minuten.", {"receipt_or_time"}),
    ("Bearbeitungsdauer im Amt: 14 Tage", set()),
    ("Seite 2/5", {"progress"}),
    ("Sie können die Eingabe jederzeit unterbrechen und später fortsetzen.", {"save_or_prefill"}),
    ("Ein Zwischenstand lässt sich sichern.", {"save_or_prefill"}),
    ("Aus Ihrem Konto übernehmen wir Name und Anschrift.", {"save_or_prefill"}),
    ("Teil 1 von 3", {"progress"}),
    ("Nach dem Absenden nennen wir Ihnen ein Aktenzeichen.", {"receipt_or_time"}),
    ("Ihre Vorgangs-ID lautet ...", {"receipt_or_time"}),
]

MAILED = [
    ("Ausgefüllt und unterschrieben zurück an das Ordnungsamt, gern auch eingescannt per Mail.", "mail"),
    ("Antrag ausfüllen und an gewerbe@stadt.example senden.", "mail"),
    ("Sie können das Formular per Post, per Fax oder per E-Mail an uns senden.", "mail"),
    ("Die Anzeige kann auch formlos per E-Mail erfolgen.", "mail"),
    ("Bitte schicken Sie das Formular nicht per E-Mail, wir brauchen das Original.", "print"),
    ("Die Einreichung per E-Mail ist nicht zulässig.", "print"),
    ("Ansprechpartnerin: Frau Muster, E-Mail: muster@stadt.example", "print"),
    ("Bei Rückfragen schreiben Sie eine E-Mail an uns. Das Formular geben Sie unterschrieben ab.", "print"),
    ("Wir senden Ihnen den Vordruck gern per E-Mail zu.", "print"),
    ("Das unterschriebene Formular fotografieren und mailen genügt.", "mail"),
    ("Einfach ausfüllen, unterschreiben und als Anhang einer E-Mail zurückschicken.", "mail"),
    ("Der Antrag ist schriftlich einzureichen.", "print"),
]

LOGINS = [
    ("Unternehmen melden sich über das ELSTER-Organisationszertifikat an.", "organisation", {"yes"}),
    ("Für Firmen steht die Anmeldung über Mein Unternehmenskonto bereit.", "organisation", {"yes"}),
    ("Das einheitliche Unternehmenskonto wird noch nicht unterstützt.", "organisation", {"no"}),
    ("Eine Anbindung an das Organisationskonto ist für 2028 geplant.", "organisation", {"no"}),
    ("Mit BundID oder Mein Unternehmenskonto werden Ihre Daten vorausgefüllt.", "organisation", {"yes"}),
    ("Die Anmeldung erfolgt ausschließlich über die BundID.", "bundid", {"yes"}),
    ("Konten für Firmen (Mein Unternehmenskonto) nehmen wir noch nicht an.", "organisation", {"no"}),
    ("Wer kein Unternehmenskonto besitzt, kann es kostenlos eröffnen.", "organisation", set()),
    ("Legen Sie sich ein Benutzerkonto mit E-Mail-Adresse und Passwort an.", "password", {"yes"}),
]

INBOXES = [
    ("Ihr Bescheid wird in das Postfach Ihres Unternehmenskontos eingestellt.", "organisation", {"yes"}),
    ("Sie erhalten den Bescheid elektronisch über das zentrale Postfach der BundID.", "bundid", {"yes"}),
    ("Unter „Mein Bereich“ finden Sie Ihr Postfach mit allen Nachrichten der Verwaltung.", "portal", {"yes"}),
    ("Der Bescheid kommt per Post, ein elektronisches Postfach gibt es nicht.", "portal", {"no"}),
    ("Das Postfach des Unternehmenskontos können wir noch nicht bedienen.", "organisation", {"no"}),
    ("Besuchen Sie uns: Postfach 10 01 20, 33000 Musterfeld", "portal", set()),
]

PAYING = [
    ("Die Gebühr begleichen Sie direkt im Anschluss mit PayPal.", {"yes"}),
    ("Zahlen Sie bequem per Kreditkarte oder giropay.", {"yes"}),
    ("Das E-Payment-Verfahren ePayBL ist eingebunden.", {"yes"}),
    ("Eine Online-Zahlung ist derzeit nicht eingerichtet.", {"no"}),
    ("In der Verwaltung zahlen Sie bar oder mit EC-Karte.", set()),
    ("Am Kassenautomaten im Rathaus zahlen Sie mit Kreditkarte.", set()),
    ("Sie erhalten eine Rechnung, die Sie überweisen.", set()),
    ("Bezahlen können Sie online: Kreditkarte, Wero.", {"yes"}),
]

CHANNELS = [
    ("De-Mail-Adresse: info@musterfeld.de-mail.de", "demail", {"yes"}),
    ("Wir haben unseren De-Mail-Anschluss zum 31.12.2023 gekündigt.", "demail", {"no"}),
    ("Über das besondere elektronische Behördenpostfach (beBPo) sind wir erreichbar.", "bebpo", {"yes"}),
    ("Der Zugang für elektronisch signierte Dokumente ist eröffnet: post@musterfeld.example", "qes", {"yes"}),
    ("Die Gemeinde eröffnet keinen Zugang für elektronische Dokumente mit qualifizierter Signatur.", "qes", {"no"}),
    (
        "Elektronische Dokumente können derzeit nicht rechtsverbindlich übermittelt werden, auch nicht per De-Mail.",
        "demail",
        {"no"},
    ),
]


def service(html):
    seen = site({"/g": whole("<h1>Gestattung</h1>" + html)})
    key = next(iter(seen.pages))
    return seen, (service_text(seen.pages[key], ServicePage("gestattung", key)),)


def form(text="", button="Weiter", about=""):
    seen, texts = service(about)
    html = f"<h1>Antrag</h1><p>{text}</p><form method=post action=x>{FIELDS}<button>{button}</button></form>"
    return read_online_form(seen, (page(whole(html), "http://f.example/g"),), texts)


def accesses(text, topic, kind):
    seen = site({"/": whole(""), PORTAL: whole(f"<p>{text}</p>")}, portal=("portal.musterfeld.example",))
    found = read_accesses(seen, find_offers(seen))
    return {one.said.value for one in found if one.topic == topic and one.kind == kind}


@pytest.mark.parametrize(("text", "expected"), SENT)
def test_how_a_form_is_handed_in(text, expected):
    assert form(text).sent == expected


@pytest.mark.parametrize(("text", "expected"), UPLOADS)
def test_whether_evidence_can_be_attached(text, expected):
    assert form(text, about=ASKED).evidence.value == expected


@pytest.mark.parametrize(("html", "expected"), PAPERS)
def test_whether_a_form_without_upload_takes_all_that_is_asked(html, expected):
    assert form(button="Absenden", about=html).evidence.value == expected


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_what_a_form_shows(text, expected):
    assert form(text).shows == expected


@pytest.mark.parametrize(("text", "expected"), MAILED)
def test_whether_a_filled_in_pdf_may_be_mailed(text, expected):
    seen, texts = service(f"<p>{text}</p>")
    assert read_pdf(seen, None, texts).sent == expected


@pytest.mark.parametrize(("text", "kind", "expected"), LOGINS)
def test_what_one_logs_in_with(text, kind, expected):
    assert accesses(text, "login", kind) == expected


@pytest.mark.parametrize(("text", "kind", "expected"), INBOXES)
def test_whose_inbox_gets_the_notice(text, kind, expected):
    assert accesses(text, "inbox", kind) == expected


@pytest.mark.parametrize(("text", "expected"), PAYING)
def test_whether_one_pays_online(text, expected):
    assert accesses(text, "payment", "electronic") == expected


@pytest.mark.parametrize(("text", "kind", "expected"), CHANNELS)
def test_which_channels_are_open(text, kind, expected):
    seen = site({"/impressum": whole(f"<h1>Impressum</h1><p>{text}</p>")}, kinds={"/impressum": Kind.LEGAL})
    found = read_accesses(seen, {})
    assert {one.said.value for one in found if one.topic == "channel" and one.kind == kind} == expected
