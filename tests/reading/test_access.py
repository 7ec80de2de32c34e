from datetime import date

import pytest

from scanner.model.answer import Answer
from scanner.reading.access import read_accesses
from scanner.reading.offers import find_offers
from scanner.reading.site_types import Kind
from tests.reading.small_sites import site, whole

PORTAL = "http://portal.musterfeld.example/"
BOOKING = "http://termine.anbieter.example/musterfeld"


def accesses(pages, **known):
    seen = site(pages, **known)
    return read_accesses(seen, find_offers(seen))


def said(found, topic, kind):
    return {one.said.value for one in found if one.topic == topic and one.kind == kind}


def in_portal(inner):
    return accesses({"/": whole(""), PORTAL: whole(inner)}, portal=("portal.musterfeld.example",))


@pytest.mark.parametrize(
    ("inner", "kind"),
    [
        ("<p>Melden Sie sich mit Mein Unternehmenskonto an.</p>", "organisation"),
        ("<a href='https://id.bund.de/de/login'>Anmelden mit BundID</a>", "bundid"),
        ("<p>Mit dem Organisationskonto (ELSTER-Zertifikat) können Firmen den Dienst nutzen.</p>", "organisation"),
        ("<form><label>Benutzername<input name=u></label><input type=password name=p></form>", "password"),
    ],
)
def test_logins_of_the_own_portal(inner, kind):
    found = next(one for one in in_portal(inner) if one.topic == "login" and one.kind == kind)
    assert (found.said, found.scope) == (Answer.YES, "own_entry")
    assert found.place.url == PORTAL


def test_a_denied_account_is_no_login():
    text = "<h2>Können sich Firmen mit dem Organisationskonto anmelden?</h2><p>Nein, das ist derzeit nicht möglich.</p>"
    assert said(in_portal(text), "login", "organisation") == {"no"}
    text = "<p>Anmelden können Sie sich mit BundID, mit Mein Unternehmenskonto noch nicht.</p>"
    found = in_portal(text)
    assert said(found, "login", "organisation") == {"no"}
    assert said(found, "login", "bundid") == {"yes"}


def test_accounts_of_a_state_portal_and_of_the_council_are_not_the_municipalitys():
    text = "<p>Im Wirtschafts-Service-Portal.NRW melden Sie sich mit Mein Unternehmenskonto an.</p>"
    assert said(accesses({"/wirtschaft": whole(text)}), "login", "organisation") == set()
    council = "<h1>Ratsinformation intern</h1><form><input name=u><input type=password name=p></form>"
    assert said(in_portal(council), "login", "password") == set()


def test_only_an_account_that_has_ended():
    text = "<h1>Servicekonto</h1><p>Mit dem Servicekonto.NRW können Sie sich anmelden.</p>"
    assert said(accesses({"/servicekonto": whole(text)}), "login", "ended") == {"yes"}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Den Bescheid finden Sie im Postfach Ihrer BundID.", "bundid", {"yes"}),
        ("Bescheide legen wir in das Postfach des Organisationskontos.", "organisation", {"yes"}),
        ("Nachrichten erhalten Sie in Ihr Postfach im Serviceportal.", "portal", {"yes"}),
        ("Das Postfach im Serviceportal ist noch nicht nutzbar.", "portal", {"no"}),
        ("Postfach 12 34, 39990 Musterfeld", "portal", set()),
        ("Bitte prüfen Sie Ihr E-Mail-Postfach auf die Nachricht.", "portal", set()),
        ("Sie erreichen uns über das besondere Behördenpostfach (beBPo).", "portal", set()),
    ],
)
def test_inboxes(text, kind, expected):
    assert said(in_portal(f"<p>{text}</p>"), "inbox", kind) == expected


def test_one_inbox_open_and_the_other_not():
    text = (
        "<p>Bescheide kommen in das BundID-Postfach, das Postfach des Organisationskontos ist "
        "noch nicht angebunden.</p>"
    )
    found = in_portal(text)
    assert said(found, "inbox", "bundid") == {"yes"}
    assert said(found, "inbox", "organisation") == {"no"}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("De-Mail: post@musterfeld.de-mail.example", "demail", {"yes"}),
        ("De-Mail wird nicht mehr angeboten.", "demail", {"no"}),
        ("Rechtsverbindlich erreichen Sie uns über beBPo.", "bebpo", {"yes"}),
        ("Dokumente mit qualifizierter elektronischer Signatur senden Sie an post@musterfeld.example.", "qes", {"yes"}),
        ("Ein Zugang für elektronisch signierte Dokumente ist nicht eröffnet.", "electronic", {"no"}),
    ],
)
def test_secure_channels_in_the_imprint(text, kind, expected):
    page = whole(f"<h1>Impressum</h1><p>{text}</p>")
    assert said(accesses({"/impressum": page}, kinds={"/impressum": Kind.LEGAL}), "channel", kind) == expected


def test_a_news_item_opens_nothing():
    page = whole("<h1>De-Mail im Rathaus</h1><p>Ab sofort erreichen Sie uns per De-Mail.</p>")
    assert said(accesses({"/n": page}, kinds={"/n": Kind.NEWS}), "channel", "demail") == set()


def test_an_announced_date_is_judged_by_the_date_of_the_run():
    page = whole("<h1>Impressum</h1><p>Ab 2027 erreichen Sie uns per De-Mail.</p>")
    assert said(accesses({"/impressum": page}), "channel", "demail") == {"no"}
    assert said(accesses({"/impressum": page}, as_of=date(2028, 1, 1)), "channel", "demail") == {"yes"}


def test_paying_at_the_service_page_of_a_business_service():
    inner = "<h1>Gestattung</h1><p>Die Gebühr zahlen Sie online mit Kreditkarte oder PayPal.</p>"
    found = accesses({"/g": whole(inner)}, services={"gestattung": "/g"})
    (paid,) = [one for one in found if one.kind == "electronic"]
    assert (paid.service, paid.scope, paid.said) == ("gestattung", "service_page", Answer.YES)


def test_paying_for_citizens_at_the_counter_and_not_at_all():
    found = accesses({"/urkunden": whole("<h1>Urkunden</h1><p>Bezahlen Sie online per giropay.</p>")})
    assert [(one.scope, one.service) for one in found if one.kind == "electronic"] == [("site", "")]
    counter = accesses(
        {"/g": whole("<h1>G</h1><p>Bei Abholung bar oder mit Kreditkarte.</p>")}, services={"gestattung": "/g"}
    )
    assert "yes" not in said(counter, "payment", "electronic")
    denied = accesses({"/g": whole("<h1>G</h1><p>Online bezahlen können Sie leider nicht.</p>")})
    assert said(denied, "payment", "electronic") == {"no"}


def choices(*labels):
    return (
        "<h1>Termin online buchen</h1><form>"
        + "".join(f"<label><input type=radio name=a>{label}</label>" for label in labels)
        + "<button>Weiter</button></form>"
    )


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (("Personalausweis", "Gewerbeangelegenheiten"), "business"),
        (("Wohnsitz", "Bauberatung"), "business"),
        (("Personalausweis", "Führungszeugnis", "Eheschließung"), "citizen"),
        (("Auskunft Gewerbezentralregister", "Reisepass"), "citizen"),
    ],
)
def test_what_can_be_booked(labels, kind):
    link = f'<p><a href="{BOOKING}">Termin online vereinbaren</a></p>'
    found = accesses({"/": whole(link)}, targets={BOOKING: whole(choices(*labels))})
    assert {one.kind for one in found if one.topic == "booking"} == {kind}


def test_booking_whose_page_was_not_read_is_open():
    found = accesses({"/": whole(f'<p><a href="{BOOKING}">Termin online vereinbaren</a></p>')})
    assert said(found, "booking", "citizen") == {"yes"}
    assert said(found, "booking", "business") == {"unknown"}


@pytest.mark.parametrize(
    "inner",
    [
        "<p><a href='/termine'>Termine</a></p>",
        "<p>Termine nach Vereinbarung unter Telefon 05999 1.</p>",
        "<p><a href='/kalender'>Termine und Veranstaltungen online</a></p>",
        "<p><a href='/t'>Termin telefonisch vereinbaren</a></p>",
    ],
)
def test_calendars_and_phone_calls_are_no_booking(inner):
    found = accesses({"/": whole(inner), "/termine": whole("<h1>Termine</h1><p>1. Mai: Maifest</p>")})
    assert not [one for one in found if one.topic == "booking"]


def test_a_list_of_matters_on_a_booking_host():
    link = f'<p><a href="{BOOKING}">Termin online vereinbaren</a></p>'
    items = "<li><a href='m/1'>Personalausweis</a></li><li><a href='m/2'>Bauaufsicht: Beratung</a></li>"
    found = accesses({"/": whole(link)}, targets={BOOKING: whole(f"<h1>Terminbuchung</h1><ul>{items}</ul>")})
    assert {one.kind for one in found if one.topic == "booking"} == {"business"}


def test_a_link_that_names_the_office_says_who_can_book():
    link = f'<p><a href="{BOOKING}">Termin beim Bauamt online buchen</a></p>'
    assert said(accesses({"/": whole(link)}), "booking", "business") == {"yes"}


def test_dort_means_the_state_portal_named_before():
    text = "<p>Das Verfahren läuft über das Wirtschafts-Service-Portal.NRW. Dort melden Sie sich mit Mein "
    text += "Unternehmenskonto an, der Bescheid kommt in das Postfach des Organisationskontos.</p>"
    found = accesses({"/wirtschaft": whole(text)})
    assert said(found, "login", "organisation") == set()
    assert said(found, "inbox", "organisation") == set()


def test_a_sentence_elsewhere_that_names_the_own_portal():
    text = "<p>Im Serviceportal melden Sie sich mit Mein Unternehmenskonto an.</p>"
    assert said(accesses({"/wirtschaft": whole(text)}), "login", "organisation") == {"yes"}


def test_a_button_outweighs_a_sentence_and_a_denial_a_promise():
    denial = "<p>Mit der BundID können Sie sich noch nicht anmelden.</p>"
    button = "<p><a href='https://id.bund.de/de/login'>Weiter</a></p>"
    assert said(in_portal(denial + button), "login", "bundid") == {"yes"}
    promise = "<h2>Konto</h2><p>Nutzen Sie den Zugang mit Mein Unternehmenskonto.</p>"
    later = "<p>Die Anmeldung mit Mein Unternehmenskonto ist derzeit nicht möglich.</p>"
    assert said(in_portal(promise + later), "login", "organisation") == {"no"}
