import pytest

from scanner.model.answer import Answer
from scanner.reading.mentions import service_text
from scanner.reading.online_forms import read_online_form, read_pdf
from scanner.reading.site_types import ServicePage
from tests.reading.small_sites import page, site, whole

FIELDS = "<label>Name<input name=a></label><label>Ort<input name=b></label>"


def form(text="", fields=FIELDS, button="Weiter"):
    return f"<h1>Antrag auf Gestattung</h1>{text}<form method=post action=x>{fields}<button>{button}</button></form>"


def read(form_html, service_html=""):
    seen = site({"/g": whole("<h1>Gestattung</h1>" + service_html)})
    own = next(iter(seen.pages))
    texts = (service_text(seen.pages[own], ServicePage("gestattung", own)),)
    return read_online_form(seen, (page(whole(form_html), "http://f.example/gestattung"),), texts)


@pytest.mark.parametrize(
    "html",
    [
        form(button="Absenden"),
        form("<p>Der Antrag wird elektronisch an das Ordnungsamt übermittelt.</p>"),
        form("<p>Nach dem Absenden erhalten Sie eine Nummer.</p>"),
        form("<p>Sie können den Antrag online einreichen, ein Ausdruck ist nicht nötig.</p>"),
        form("<p>Auf Wunsch können Sie die Zusammenfassung ausdrucken.</p>", button="Jetzt einreichen"),
    ],
)
def test_what_is_sent_online(html):
    assert read(html).sent == "online"


@pytest.mark.parametrize(
    "html",
    [
        form("<p>Am Ende erhalten Sie ein PDF, das Sie ausdrucken, unterschreiben und per Post einsenden.</p>"),
        form("<p>Drucken Sie den Antrag aus und geben Sie ihn unterschrieben im Rathaus ab.</p>"),
        form("<p>Eine Übermittlung online ist leider nicht möglich.</p>"),
        form(button="Weiter zum Ausdruck"),
    ],
)
def test_what_ends_on_paper(html):
    assert read(html).sent == "print"


def test_what_no_text_says_stays_unknown():
    assert read(form()).sent == "unknown"


def test_the_pages_word_about_another_form_does_not_count():
    service = "<h2>Auf Papier</h2><p>Den Vordruck können Sie auch ausdrucken und per Post schicken.</p>"
    assert read(form(button="Absenden"), service).sent == "online"


PAPERS = "<h2>Erforderliche Unterlagen</h2><p>Lageplan, Führungszeugnis</p>"


@pytest.mark.parametrize(
    ("html", "service", "expected"),
    [
        (form(fields=FIELDS + "<input type=file name=f>"), PAPERS, "yes"),
        (form("<p>Laden Sie die Nachweise im nächsten Schritt hoch.</p>"), PAPERS, "yes"),
        (form("<p>Unterlagen bitte per Post, ein Upload ist nicht vorgesehen.</p>"), PAPERS, "no"),
        (form(button="Absenden"), PAPERS, "no"),
        (form(), PAPERS, "unknown"),
        (form(), "<h2>Unterlagen</h2><p>Personalausweis oder Reisepass</p>", "yes"),
        (form(), "<h2>Bitte mitbringen</h2><p>Lageplan</p>", "yes"),
        (form("<p>Es sind keine Nachweise nötig.</p>"), "", "yes"),
        (form(button="Absenden"), "<p>Dem Antrag ist ein Lageplan beizufügen.</p>", "no"),
        (form(button="Absenden"), "<p>Der Lageplan des Festplatzes hängt im Rathaus.</p>", "yes"),
    ],
)
def test_whether_evidence_can_be_attached_or_none_is_needed(html, service, expected):
    assert read(html, service).evidence.value == expected


def test_logins_payments_and_the_digital_notice():
    facts = read(
        form(
            "<p>Melden Sie sich mit Mein Unternehmenskonto oder BundID an. Sie zahlen mit Kreditkarte oder PayPal.</p>"
            "<p>Der Bescheid wird in Ihr Postfach gelegt.</p>"
        )
    )
    assert facts.logins == {"organisation", "bundid"}
    assert facts.payments == {"electronic"}
    assert facts.notice is Answer.YES


def test_denied_logins_counter_payment_and_paper_notice():
    facts = read(
        form(
            "<p>Die Anmeldung mit Mein Unternehmenskonto ist noch nicht möglich, bitte nutzen Sie die BundID.</p>"
            "<p>Sie zahlen bei Abholung bar oder mit Kreditkarte am Schalter.</p>"
        )
    )
    assert facts.logins == {"bundid"}
    assert facts.payments == frozenset()
    assert facts.notice is not Answer.YES


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (form("<p>Schritt 1 von 4</p>"), {"progress"}),
        (form("<p>Dauer: etwa 10 Minuten.</p>"), {"receipt_or_time"}),
        (form("<p>Am Ende sehen Sie eine Zusammenfassung.</p>"), {"receipt_or_time"}),
        (form("<p>Sie bekommen eine Vorgangsnummer.</p>"), {"receipt_or_time"}),
        (form("<p>Die Bearbeitung im Amt dauert zwei Wochen.</p>"), set()),
        (form("<button>Entwurf speichern</button>"), {"save_or_prefill"}),
        (form("<p>Zwischenspeichern ist nicht möglich.</p>"), set()),
        (form("<p>Ihre Firmendaten werden aus dem Konto übernommen.</p>"), {"save_or_prefill"}),
        (form(), set()),
    ],
)
def test_quality_of_a_form(html, expected):
    assert read(html).shows == expected


def test_required_fields_need_help_texts_beside_them():
    marked = "<label for=a>Name *</label><input id=a name=a required>"
    helped = marked.replace("required", "required aria-describedby=h") + "<small id=h>Wie im Ausweis</small>"
    assert "required_and_help" not in read(form(fields=marked + FIELDS)).shows
    assert "required_and_help" in read(form(fields=helped + FIELDS)).shows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Formular senden Sie unterschrieben als Scan per E-Mail zurück.", "mail"),
        ("Den Antrag können Sie per Post oder per E-Mail einreichen.", "mail"),
        ("Vordruck ausfüllen und an ordnungsamt@musterfeld.example mailen.", "mail"),
        ("Das Formular ausdrucken, unterschreiben und mit der Post schicken.", "print"),
        ("Eine Anzeige per E-Mail erkennen wir nicht an.", "print"),
        ("Fragen beantworten wir gern per E-Mail. Den Antrag schicken Sie per Post.", "print"),
        ("Die Genehmigung wird Ihnen per E-Mail zugesandt.", "print"),
    ],
)
def test_whether_a_pdf_may_be_mailed(text, expected):
    seen = site({"/g": whole(f"<h1>Gestattung</h1><p>{text}</p>")})
    own = next(iter(seen.pages))
    assert read_pdf(seen, None, (service_text(seen.pages[own], ServicePage("gestattung", own)),)).sent == expected


@pytest.mark.parametrize(
    "text",
    [
        "Zum Schluss erhalten Sie ein PDF, das Sie bitte unterschrieben an uns mailen.",
        "Die unterschriebene Anzeige senden Sie per E-Mail an das Ordnungsamt.",
    ],
)
def test_what_ends_in_a_signed_mail(text):
    assert read(form(f"<p>{text}</p>", button="Absenden")).sent == "mail"


@pytest.mark.parametrize(
    ("inside", "around"),
    [
        ("Dateien können nicht angehängt werden.", ""),
        ("Das Formular nimmt keine Anlagen an.", ""),
        ("", "Der Online-Dienst kann noch keine Dateien annehmen. Lageplan und Prüfbuch geben Sie bitte getrennt ab."),
        ("", "Das Führungszeugnis reichen Sie bitte gesondert ein."),
        ("Nachweise sind nachzureichen.", ""),
    ],
)
def test_papers_that_the_form_does_not_take(inside, around):
    assert read(form(f"<p>{inside}</p>"), f"{PAPERS}<p>{around}</p>").evidence is Answer.NO


@pytest.mark.parametrize(
    "text",
    [
        "Weitere Papiere brauchen wir von Ihnen nicht, das Kassenzeichen genügt.",
        "Unterlagen benötigen wir dafür nicht.",
        "Papiere sind keine nötig.",
        "Wir verlangen dafür keine weiteren Nachweise.",
        "Sie müssen keine Unterlagen hochladen.",
    ],
)
def test_no_papers_are_asked(text):
    service = f"<p>Behörden verlangen häufig den Nachweis, dass nichts offen ist. {text}</p>"
    assert read(form(button="Absenden"), service).evidence is Answer.YES


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("<p>Den Lageplan hängst du in Schritt 2 an, dann geht alles online zu uns.</p>", "yes"),
        ("<p>Sie können bis zu fünf Dateien (PDF, JPG) mitschicken.</p>", "yes"),
        ("<p>Den Lageplan reichst du bitte per Post nach, denn Anhänge nimmt das Formular nicht an.</p>", "no"),
        ("<p>Den Lageplan schicken Sie uns bitte per E-Mail hinterher.</p>", "no"),
        ("<p>Ein Upload von Dokumenten ist geplant.</p>", "no"),
        ("<p>Ab Herbst 2026 können Sie Unterlagen hochladen.</p>", "no"),
    ],
)
def test_papers_that_go_with_the_form_or_apart(text, evidence):
    asked = "<h2>Unterlagen</h2><ul><li>Lageplan</li></ul>"
    assert read(form(text, button="Absenden"), asked).evidence.value == evidence


def test_plans_that_nobody_wants_are_no_evidence():
    assert read(form(button="Absenden"), "<p>Pläne brauchen wir nicht.</p>").evidence is Answer.YES
