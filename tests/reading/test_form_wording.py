"""What an online form shows, in the ways that form products and clerks put it."""

import pytest

from scanner.reading.online_forms import read_online_form
from tests.reading.small_sites import page, site, whole

ADDRESS = "http://formulare.formdienst.example/antrag/1"
FIELDS = "<p><label for=v>Betrieb</label><input id=v name=v></p><p><label for=w>Ort</label><input id=w name=w></p>"


def shown(before: str, fields: str = FIELDS) -> frozenset[str]:
    html = f"<h1>Gewerbeanmeldung</h1>{before}<form method=post action=s>{fields}<button>Weiter</button></form>"
    form = page(f"<html><body><div>{html}</div></body></html>", ADDRESS)
    return read_online_form(site({"/": whole("")}), (form,), ()).shows


@pytest.mark.parametrize(
    "html",
    [
        "<p>Schritt 1 von 4</p>",
        "<p>Schritt 1/4</p>",
        "<div>Seite 2 von 5</div>",
        "<ol class='if-navigation'><li class='if-active'>Start</li><li>Betrieb</li><li>Senden</li></ol>",
        "<ul class='x'><li class='done'>Angaben</li><li class='aktiv'>Betrieb</li><li>Anlagen</li><li>Zusammenfassung</li></ul>",
        "<div class='progressBar'><span style='width:20%'></span></div>",
        "<div role=progressbar aria-valuenow=20></div>",
        "<progress value=1 max=4></progress>",
        "<p>Fortschritt: 25 %</p>",
        "<p>25 % ausgefüllt</p>",
        "<div class='wizard-steps'><span class='current'>1</span></div>",
        "<div class='breadcrumb-steps'><span>1. Person</span> &gt; <span>2. Betrieb</span></div>",
        "<p>Schritt 1 von insgesamt 5</p>",
        "<p>Sie sind auf Seite 1 (von 3)</p>",
        "<ol class=stepper><li>A</li></ol>",
        "<ol><li><strong>1. Antragsteller</strong></li><li>2. Betrieb</li><li>3. Anlagen</li><li>4. Absenden</li></ol>",
        "<table class=schritte><tr><td class=aktiv>1 Person</td><td>2 Betrieb</td></tr></table>",
        "<p>Noch 3 Schritte bis zum Ziel</p>",
        "<p>1 von 4: Angaben zur Person</p>",
        "<div class='fc-progress'><div>1</div></div>",
        "<div class='MultiStep'>..</div>",
        "<ul class='nav nav-pills nav-wizard'><li class=active><a href='#'>Person</a></li><li><a href='#'>Betrieb</a></li><li><a href='#'>Ende</a></li></ul>",
    ],
)
def test_progress_is_shown(html):
    assert ("progress" in shown(html)) is True


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Im Schritt Nachweise laden Sie hoch.</p>",
        "<ul class=nav><li class=active><a href=/a>Start</a></li><li><a href=/b>Rathaus</a></li><li><a href=/c>Politik</a></li></ul>",
        "<ul class=lang><li class=active>DE</li><li><a href=/en>EN</a></li><li><a href=/tr>TR</a></li></ul>",
        "<ul><li>Ausweis</li><li>Vollmacht</li><li>Registerauszug</li></ul>",
    ],
)
def test_menus_and_lists_are_no_progress(html):
    assert ("progress" in shown(html)) is False


@pytest.mark.parametrize(
    "text",
    [
        "Zwischenspeichern",
        "Entwurf speichern",
        "Speichern und später fortsetzen",
        "Daten aus dem Nutzerkonto übernehmen",
        "Formular speichern",
        "Antrag parken",
        "Sie können das Formular jederzeit unterbrechen und später weitermachen.",
        "Angemeldete Nutzer erhalten vorausgefüllte Felder.",
        "Mit BundID anmelden, dann füllen wir Name und Anschrift für Sie aus.",
        "Gespeicherten Antrag laden",
        "Formulardaten laden",
        "Vorgang speichern",
        "Bearbeitung unterbrechen",
        "Eingaben sichern",
        "Angaben aus Mein Unternehmenskonto übernehmen",
        "Ihre Daten werden aus dem Servicekonto übernommen.",
        "Sie können Ihre Eingaben 14 Tage lang speichern.",
        "Später fertigstellen",
        "Antrag als Entwurf ablegen",
        "Firmendaten aus ELSTER einlesen",
        "Stammdaten aus dem Unternehmenskonto vorbelegen",
        "Zwischenstand herunterladen",
        "Entwurf sichern",
        "Merkzettel speichern",
    ],
)
def test_what_is_entered_can_be_kept_or_comes_from_an_account(text):
    assert ("save_or_prefill" in shown(f"<p>{text}</p>")) is True


@pytest.mark.parametrize(
    "text",
    [
        "Ihre Daten werden nicht gespeichert.",
        "Wir speichern Ihre Daten nach Art. 6 DSGVO.",
        "Ein Zwischenspeichern ist nicht möglich.",
        "Ihre Angaben werden zur Bearbeitung gespeichert.",
        "Es werden keine Daten übernommen.",
        "Die Daten werden elektronisch gespeichert und verarbeitet.",
        "Ich willige ein, dass meine Daten gespeichert werden.",
        "Die eingegebenen Daten werden verschlüsselt übertragen und gespeichert.",
    ],
)
def test_what_an_office_keeps_is_no_draft(text):
    assert ("save_or_prefill" in shown(f"<p>{text}</p>")) is False


@pytest.mark.parametrize(
    "text",
    [
        "Zusammenfassung",
        "Nach dem Absenden erhalten Sie eine Eingangsbestätigung.",
        "Sie bekommen eine Vorgangsnummer.",
        "Dauer: ca. 10 Minuten",
        "Das Ausfüllen dauert rund 20 Minuten.",
        "Bearbeitungszeit etwa 15 Minuten.",
        "Geschätzte Ausfüllzeit: 5 Min.",
        "Prüfen und absenden",
        "Angaben prüfen",
        "Der Eingang wird Ihnen per E-Mail bestätigt.",
        "Sie erhalten eine Bestätigung per E-Mail.",
        "Wir bestätigen Ihnen den Eingang.",
        "Auftragsnummer",
        "Ihre Antrags-ID lautet",
        "Planen Sie zehn Minuten ein.",
        "Bitte nehmen Sie sich eine Viertelstunde Zeit.",
        "Vor dem Absenden sehen Sie alle Angaben auf einen Blick.",
        "Am Ende können Sie Ihre Eingaben noch einmal kontrollieren.",
        "Kontrollansicht",
        "Überprüfen Sie Ihre Eingaben",
        "Sie erhalten eine Kopie Ihrer Angaben per E-Mail",
        "Eine Empfangsquittung mit Aktenzeichen wird angezeigt.",
        "Zeitbedarf: 10 min",
        "Sie benötigen dafür ungefähr eine halbe Stunde.",
        "Tracking-Nummer",
        "Nach dem Senden wird eine Transaktionsnummer vergeben.",
        "Übersicht Ihrer Angaben",
        "Zusammenfassung und Versand",
        "Vorschau Ihrer Angaben",
    ],
)
def test_a_summary_a_receipt_or_the_time_it_takes(text):
    assert ("receipt_or_time" in shown(f"<p>{text}</p>")) is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Eine Eingangsbestätigung wird nicht versandt.",
        "Die Bearbeitung dauert zwei Wochen.",
        "Bearbeitungszeit etwa 15 Tage",
        "Übersicht der Gebühren",
        "Bitte die Gewerbeanmeldung prüfen",
        "Die Sitzung endet nach 30 Minuten.",
        "Nach 20 Minuten ohne Eingabe werden Sie abgemeldet.",
    ],
)
def test_other_times_and_surveys_are_none(text):
    assert ("receipt_or_time" in shown(f"<p>{text}</p>")) is False


@pytest.mark.parametrize(
    "html",
    [
        "<p>* Pflichtfeld</p><p><label>Name * <input name=a></label> <small>Wie im Ausweis angegeben</small></p>",
        "<p><label for=a>Name (Pflichtfeld)</label><input id=a name=a><span class=info title='Bitte wie im Ausweis angeben'>i</span></p>",
        "<p><label for=a class=required>Name</label><input id=a name=a aria-describedby=h></p><div id=h>Wie im Ausweis angegeben</div>",
        "<div class='form-item form-required'><label for=a>Name</label><input id=a name=a><div class='description'>Wie im Ausweis</div></div>",
        "<div class='field mandatory'><label for=a>Name</label><input id=a name=a><a href='#' class='tooltip' data-tooltip='Wie im Ausweis angeben'>?</a></div>",
        "<p><label for=a>Name <img src=s.png alt='Pflichtfeld'></label><input id=a name=a> <i class='fa fa-info-circle' data-original-title='Wie im Ausweis angeben'></i></p>",
        "<p>Alle Felder sind auszufüllen.</p><p><label for=a>Name</label><input id=a name=a title='Wie im Ausweis angeben'></p>",
        "<p><label for=a>Name <abbr title='Pflichtfeld'>*</abbr></label><input id=a name=a></p><details><summary>Hilfe</summary>Wie im Ausweis angeben</details>",
        "<table><tr><td>Name*</td><td><input name=a></td><td class=hilfe>Wie im Ausweis</td></tr><tr><td>Ort</td><td><input name=b></td></tr></table>",
        "<p><label for=a>Name</label><input id=a name=a aria-required=true placeholder='z. B. Mustermann GmbH'></p>",
        "<p><label for=a>Name (erforderlich)</label> <button type=button class=help aria-label='Hilfe zu Name'>?</button> <input id=a name=a></p>",
        "<p><label for=a>Name</label><input id=a name=a></p><p><label for=b>Telefon (optional)</label><input id=b name=b><span class=hint>Für Rückfragen</span></p>",
        "<div class=row><div class=col><label for=a>Name<span class=req>*</span></label></div><div class=col><input id=a name=a></div><div class=col><p>Bitte den Namen laut Register angeben.</p></div></div>",
        "<p><label for=a>Name !</label><input id=a name=a required></p><p class=hilfetext>Wie im Ausweis angeben</p>",
        "<p>Pflichtangaben sind fett gedruckt.</p><p><label for=a><b>Name</b></label><input id=a name=a><span class=erklaerung>Wie im Ausweis angeben</span></p>",
    ],
)
def test_required_fields_are_marked_and_there_is_help(html):
    assert ("required_and_help" in shown("", html + "<p><label>Tätigkeit <input name=z></label></p>")) is True


@pytest.mark.parametrize(
    "html",
    [
        "<p><label>Name * <input name=a></label></p><p><label>Ort * <input name=b></label></p>",
        "<p><label>Name <input name=a></label> <small>Wie im Ausweis angegeben</small></p>",
        "<p>* Pflichtfeld</p><p><label>Name * <input name=a></label></p><p><label>Ort <input name=b></label></p><p>Mit dem Absenden stimmen Sie der Datenschutzerklärung zu.</p>",
        "<p>* Pflichtfeld</p><p><label for=a>Name *</label><input id=a name=a title='Name *'></p>",
    ],
)
def test_marks_without_help_and_help_without_marks(html):
    assert ("required_and_help" in shown("", html + "<p><label>Tätigkeit <input name=z></label></p>")) is False
