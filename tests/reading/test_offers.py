from dataclasses import replace
from datetime import date

import pytest

from scanner.archive.records import Failure, Missing, Purpose
from scanner.model.answer import Answer
from scanner.reading.offers import find_offers
from scanner.reading.site_types import Kind, OfferKind, OfferState, Owner, ServicePage
from tests.reading.small_sites import HOME, page, site, whole

SERVER = "http://formulare.formdienst.example/formcycle/form/alias/1/gestattung"
FORM = (
    "<h1>Antrag auf Gestattung</h1><p>Gemeinde Musterfeld</p><form method=post action=senden>"
    "<label>Verein *<input name=a required></label><label>Ort<input name=b></label><button>Absenden</button></form>"
)
INTRO = "<h1>Gestattung</h1><p>Wer auf einem Fest Alkohol ausschenkt, braucht eine Gestattung der Gemeinde.</p>"


def offers(inner, targets=None, service="gestattung", **known):
    seen = site({"/g": whole(INTRO + inner)}, services={service: "/g"}, targets=targets, **known)
    return find_offers(seen).get(service, ())


def link(url, text="Gestattung online beantragen"):
    return f'<p><a href="{url}">{text}</a></p>'


def test_an_online_form_on_a_form_server():
    (offer,) = offers(link(SERVER), {SERVER: whole(FORM)})
    assert (offer.kind, offer.state, offer.owner, offer.sent) == (
        OfferKind.ONLINE,
        OfferState.WORKS,
        Owner.OWN,
        "online",
    )
    assert offer.links[0].snippet == "Gestattung online beantragen"
    assert offer.login_first is Answer.NO


def test_a_link_that_stands_only_in_the_side_column_counts():
    page = "<html><body><main>" + INTRO + "</main><aside>" + link(SERVER, "Jetzt starten") + "</aside></body></html>"
    seen = site({"/g": page}, services={"gestattung": "/g"}, targets={SERVER: whole(FORM)})
    (offer,) = find_offers(seen)["gestattung"]
    assert (offer.kind, offer.in_main) == (OfferKind.ONLINE, True)


def test_weiter_leads_to_the_fields():
    start = whole(
        "<h1>Antrag auf Gestattung</h1><p>Der Assistent führt Sie durch den Antrag.</p><a "
        "href='gestattung/1'>Weiter</a>"
    )
    (offer,) = offers(link(SERVER), {SERVER: start, SERVER + "/1": whole(FORM)})
    assert (offer.kind, offer.state) == (OfferKind.ONLINE, OfferState.WORKS)
    assert offer.url.endswith("/gestattung")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Kontaktformular", "<h1>Kontakt</h1><form><input name=a><input name=b><textarea name=t></textarea></form>"),
        ("Antrag online", "<h1>Allgemeiner Antrag</h1><form><input name=a><textarea name=t></textarea></form>"),
        ("Termin online buchen", "<h1>Termin</h1><form><select name=a></select><input name=b></form>"),
        ("Gewerbe online anmelden", "<h1>Gewerbeanmeldung</h1><form><input name=a><input name=b></form>"),
        ("Mehr zum Thema Feste", "<h1>Feste im Ort</h1><p>Hier wird gefeiert.</p>"),
        (
            "Gebühr online berechnen",
            "<h1>Gebühren</h1><form><input name=a><input name=b><button>Berechnen</button></form>",
        ),
    ],
)
def test_links_that_are_no_way_to_apply(text, target):
    address = "http://www.musterfeld.example/ziel"
    assert offers(link(address, text), {address: whole(target)}) == ()


def test_a_form_behind_a_login_counts_and_is_flagged():
    wall = "<h1>Antrag auf Gestattung</h1><p>Dieser Dienst erfordert eine Anmeldung.</p>" + link(
        "https://id.bund.de/de/login", "Mit BundID anmelden"
    )
    (offer,) = offers(link(SERVER), {SERVER: whole(wall)})
    assert (offer.kind, offer.login_first) == (OfferKind.ONLINE, Answer.YES)
    assert "bundid" in offer.logins


def test_another_towns_form_is_none():
    assert offers(link(SERVER), {SERVER: FORM.replace("Gemeinde Musterfeld", "Stadt Anderswo")}) == ()
    assert offers(link(SERVER + "?kdnr=05888001-0001"), {SERVER + "?kdnr=05888001-0001": FORM}) == ()


def test_an_own_ags_proves_the_owner():
    address = SERVER + "?kdnr=05999001-0001"
    (offer,) = offers(link(address), {address: whole(FORM.replace("Gemeinde Musterfeld", ""))})
    assert offer.owner is Owner.OWN


@pytest.mark.parametrize(
    ("status", "reason", "state"),
    [(404, "", OfferState.DEAD), (200, "robots", OfferState.ROBOTS), (200, "timeout", OfferState.UNSEEN)],
)
def test_whether_the_target_works(status, reason, state):
    if reason:
        missing = (Missing(SERVER, Purpose.TARGET, Failure(reason)),)
        (offer,) = offers(link(SERVER), missing=missing)
    else:
        (offer,) = offers(link(SERVER), {SERVER: ("<h1>404</h1>", status)})
    assert (offer.kind, offer.state) == (OfferKind.ONLINE, state)
    assert offer.evidence in (Answer.UNKNOWN, Answer.YES)


def test_a_pdf_that_turns_out_to_be_a_page_is_of_the_wrong_type():
    address = HOME + "antrag.pdf"
    (offer,) = offers(link(address, "Antrag auf Gestattung (PDF)"), {address: whole("<h1>Formulare</h1><p>Alle</p>")})
    assert (offer.kind, offer.state) == (OfferKind.PDF, OfferState.WRONG_TYPE)


@pytest.mark.parametrize(
    "text", ["Merkblatt Gestattung (PDF)", "Festsatzung (PDF)", "Vollmacht (PDF)", "Flyer Feste (PDF)"]
)
def test_documents_that_are_no_forms(text):
    address = HOME + "datei1.pdf"
    assert offers(link(address, text), {address: (whole(""), 404)}) == ()


def test_a_sepa_mandate_is_the_form_of_its_own_service_only():
    address = HOME + "sepa.pdf"
    targets = {address: ("", 404)}
    text = "SEPA-Lastschriftmandat (PDF)"
    assert offers(link(address, text), targets, service="gewerbesteuer") == ()
    assert [offer.kind for offer in offers(link(address, text), targets, service="sepa")] == [OfferKind.PDF]


def test_state_deep_link_and_start_page_of_the_portal():
    deep = "https://service.wirtschaft.nrw/antrag/gaststaettengewerbe-leistungsauswahl/"
    (offer,) = offers(link(deep), {deep: whole("<h1>Gaststättengewerbe</h1><p>Sie zahlen per Kreditkarte.</p>")})
    assert (offer.kind, offer.owner, offer.sent, offer.evidence) == (OfferKind.STATE, Owner.STATE, "online", Answer.YES)
    assert "organisation" in offer.logins
    assert "electronic" in offer.payments
    (offer,) = offers(link("https://service.wirtschaft.nrw/", "Wirtschafts-Service-Portal.NRW"))
    assert offer.kind is OfferKind.PORTAL_START


def test_a_deep_link_for_another_service_is_not_for_this_one():
    deep = "https://service.wirtschaft.nrw/antrag/bewacher-leistungsauswahl/"
    assert offers(link(deep, "Zum Antrag")) == ()


def test_a_service_that_ended_is_judged_by_the_date():
    address = "http://www.servicekonto.nrw/"
    (offer,) = offers(link(address, "Antrag über Servicekonto.NRW"))
    assert offer.kind is OfferKind.ENDED
    assert offers(link(address, "Antrag über Servicekonto.NRW"), as_of=date(2022, 6, 1)) == ()
    said = f'<p>Das <a href="{address}">Servicekonto.NRW</a> wurde eingestellt.</p>'
    assert offers(said) == ()


THREE = (
    "<h1>Gewerbe anmelden, ummelden, abmelden</h1><p>Das geht beim Ordnungsamt.</p>"
    '<ul><li><a href="a.pdf">Anmeldung (PDF)</a></li><li><a href="u.pdf">Formular zur Ummeldung (PDF)</a></li>'
    '<li><a href="b.pdf">Vordruck GewA 3 (PDF)</a></li><li><a href="x.pdf">Beiblatt (PDF)</a></li></ul>'
)


def test_a_page_of_three_services_gives_each_its_form():
    ids = ("gewerbe_anmeldung", "gewerbe_ummeldung", "gewerbe_abmeldung")
    found = find_offers(site({"/gewerbe": whole(THREE)}, services=dict.fromkeys(ids, "/gewerbe")))
    files = {service: {offer.url.rpartition("/")[2] for offer in found[service]} for service in ids}
    assert files == {ids[0]: {"a.pdf", "x.pdf"}, ids[1]: {"u.pdf", "x.pdf"}, ids[2]: {"b.pdf", "x.pdf"}}


def test_a_link_in_a_section_belongs_to_the_service_of_that_section():
    inner = (
        "<h1>Gemeindekasse</h1><h2>SEPA-Lastschriftmandat</h2><p>Buchen lassen.</p><a href='m.pdf'>Mandat (PDF)</a>"
        "<h2>Gewerbesteuer</h2><p>Wer ein Gewerbe betreibt, zahlt.</p><p><a "
        "href='h.pdf'>Antrag auf Herabsetzung (PDF)</a></p>"
    )
    sections = {"sepa": ("/kasse", "SEPA-Lastschriftmandat"), "gewerbesteuer": ("/kasse", "Gewerbesteuer")}
    found = find_offers(site({"/kasse": whole(inner)}, sections=sections))
    assert [offer.url.rpartition("/")[2] for offer in found["gewerbesteuer"]] == ["h.pdf"]


def test_a_forms_overview_gives_offers_under_the_services_name():
    inner = "<h1>Formulare</h1><ul><li><a href='p.pdf'>Antrag auf Plakatierung (PDF)</a></li></ul>"
    found = find_offers(site({"/formulare": whole(inner)}, kinds={"/formulare": Kind.FORMS}))
    (offer,) = found["plakatierung"]
    assert (offer.kind, offer.where) == (OfferKind.PDF, "forms_overview")


def test_a_block_that_stands_on_every_page_gives_nothing():
    seen = site(
        {"/g": whole(INTRO + "<p><a href='/x/antrag.pdf'>Anträge (PDF)</a></p>")}, services={"gestattung": "/g"}
    )
    assert "gestattung" in find_offers(seen)
    assert "gestattung" not in find_offers(replace(seen, repeated=frozenset({"antraege pdf"})))


def test_a_form_inside_the_service_page():
    inner = (
        "<form action=/s method=post><input name=a><input name=b><input name=c><button>Antrag absenden</button></form>"
    )
    (offer,) = offers(inner)
    assert (offer.kind, offer.sent) == (OfferKind.ONLINE, "online")
    contact = (
        "<form action=/kontakt><input name=a><input name=b><textarea name=c></textarea><button>Senden</button></form>"
    )
    assert offers(contact) == ()


def test_consent_before_the_first_field_is_no_reason_to_doubt_the_form():
    start = (
        "<h1>Gestattung</h1><form><label><input type=checkbox name=d>Datenschutz gelesen</label>"
        "<button>Weiter</button></form>"
    )
    (offer,) = offers(link(SERVER), {SERVER: whole(start)})
    assert (offer.kind, offer.state) == (OfferKind.ONLINE, OfferState.WORKS)


def test_a_dead_link_behind_a_vague_word_is_told_by_its_sentence():
    sentence = f'<p>Den Antrag stellen Sie online, und zwar <a href="{SERVER[:30]}x">hier</a>.</p>'
    (offer,) = offers(sentence, {SERVER[:30] + "x": ("", 404)})
    assert (offer.kind, offer.state) == (OfferKind.ONLINE, OfferState.DEAD)


def test_a_message_form_is_no_application():
    message = "<h1>E-Mail an Frau Muster</h1><form><input name=a><input name=b><textarea name=nachricht></textarea>"
    address = HOME + "mail"
    assert offers(link(address, "E-Mail schreiben"), {address: whole(message + "<button>Senden</button></form>")}) == ()


def test_a_link_to_a_page_that_describes_services_is_no_form():
    pages = {"/g": whole(INTRO + link("/portal/g", "Gestattung online")), "/portal/g": whole(INTRO + link(SERVER))}
    seen = site(pages, services={"gestattung": "/g"}, targets={SERVER: whole(FORM)})
    both = replace(seen, services={"gestattung": tuple(_pages("/g", "/portal/g"))})
    assert [offer.url for offer in find_offers(both)["gestattung"]] == [SERVER]


def _pages(*paths):
    keys = ["http://musterfeld.example" + path for path in paths]
    return [ServicePage("gestattung", key) for key in keys]


def test_a_form_named_by_the_broader_service_is_good_for_the_narrower():
    address = SERVER + "-sondernutzung"
    form = FORM.replace("Antrag auf Gestattung", "Antrag auf Sondernutzung")
    found = offers(link(address, "Sondernutzung online beantragen"), {address: whole(form)}, service="plakatierung")
    assert [offer.kind for offer in found] == [OfferKind.ONLINE]


def test_the_start_page_of_the_own_portal():
    pages = {"/g": whole(INTRO + link("http://portal.musterfeld.example/", "Zum Serviceportal"))}
    seen = site(pages, services={"gestattung": "/g"}, portal=("portal.musterfeld.example",))
    assert [offer.kind for offer in find_offers(seen)["gestattung"]] == [OfferKind.PORTAL_START]


def test_a_link_into_the_depth_that_ends_on_the_start_page_is_a_soft_404():
    seen = site({"/g": whole(INTRO + link(SERVER))}, services={"gestattung": "/g"})
    home = replace(page(whole("<h1>Willkommen</h1>"), "http://formulare.formdienst.example/"), asked=SERVER)
    (offer,) = find_offers(replace(seen, targets={SERVER: (home,)}))["gestattung"]
    assert (offer.kind, offer.state) == (OfferKind.ONLINE, OfferState.SOFT_404)


@pytest.mark.parametrize(
    "text",
    [
        "Das Formular steht leider nicht mehr zur Verfügung.",
        "Der aufgerufene Antrag existiert nicht oder wurde beendet.",
        "Dieser Dienst wurde deaktiviert.",
    ],
)
def test_form_servers_that_say_with_status_200_that_the_form_is_gone(text):
    (offer,) = offers(link(SERVER), {SERVER: f"<h1>Hinweis</h1><p>{text}</p>"})
    assert (offer.kind, offer.state) == (OfferKind.ONLINE, OfferState.SOFT_404)


@pytest.mark.parametrize(
    "inside",
    [
        "<input type=radio name=t> Überblick <input type=radio name=t> Kosten",
        "<input name=frage placeholder='Ihre Frage'><button>Senden</button>",
        "<form action=/hilfreich method=post><label>Ihre Rückmeldung <textarea name=t></textarea></label><input name=m></form>",
        "<form action=/filter><select name=a></select><select name=b></select><select name=c></select></form>",
    ],
)
def test_the_print_view_of_a_description_is_no_online_form(inside):
    """Whatever small inputs stand in it."""
    view = HOME + "g?print=1"
    assert offers(link(view, "Drucken") + inside, {view: whole(INTRO + inside)}) == ()


def test_a_link_in_a_part_of_the_page_does_not_take_the_form_from_the_whole():
    form_at = "http://formulare.formdienst.example/formcycle/form/alias/1/strasse"
    side = f'<aside><a href="{form_at}">Antrag starten</a></aside>'
    part = f"<h2>Außengastronomie</h2><p>Auch für Außengastronomie nehmen Sie bitte <a href='{form_at}'>den Onlinedienst</a>.</p>"
    form = FORM.replace("Antrag auf Gestattung", "Antrag auf Sondernutzung")
    html = (
        "<html><body><main><h1>Sondernutzung</h1><p>Waren vor der Tür.</p>" + part + "</main>" + side + "</body></html>"
    )
    seen = site(
        {"/g": html}, services={"sondernutzung": "/g", "aussengastronomie": "/g"}, targets={form_at: whole(form)}
    )
    found = find_offers(seen)
    assert [offer.kind for offer in found["sondernutzung"]] == [OfferKind.ONLINE]
    assert [offer.kind for offer in found["aussengastronomie"]] == [OfferKind.ONLINE]


def test_a_deep_link_is_good_for_the_service_that_its_form_covers():
    deep = "https://service.wirtschaft.nrw/antrag/gaststaettengewerbe-leistungsauswahl/"
    for service, kinds in (("gaststaette_vorlaeufig", [OfferKind.STATE]), ("spielgeraete", [])):
        assert [offer.kind for offer in offers(link(deep, "Zum Landesportal"), service=service)] == kinds


@pytest.mark.parametrize(
    "said",
    [
        "Dieses Formular steht nach der Anmeldung zur Verfügung. Womit möchten Sie sich anmelden?",
        "Der Antrag ist nur nach Registrierung möglich.",
        "Bitte wählen Sie ein Konto.",
    ],
)
def test_ways_to_ask_for_a_login_first(said):
    wall = f"<h1>Antrag auf Gestattung</h1><p>{said}</p><a href='https://id.bund.de/de/login'>BundID</a>"
    assert [offer.kind for offer in offers(link(SERVER), {SERVER: whole(wall)})] == [OfferKind.ONLINE]
