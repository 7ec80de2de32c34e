from dataclasses import replace
from typing import Any

from criteria.words import fold
from scanner.archive.records import Failure, Manifest, Missing, Purpose
from scanner.reading.seen import Asked
from scanner.reading.site_types import Kind
from scanner.reading.wants import search_terms, wants
from tests.reading.small_sites import AS_OF, HOME, TOWN, capture, page, site, whole

SEARCH = (
    '<form role="search" action="/suche" data-suggest="/v"><input type="search" name="q"><button>Suchen</button></form>'
)
SERVER = "http://formulare.formdienst.example/formcycle/form/alias/1/gestattung"
STATE = "https://service.wirtschaft.nrw/antrag/gaststaettengewerbe-leistungsauswahl/"


def service_page(*links):
    items = "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in links)
    return site({"/g": whole(f"<h1>Gestattung</h1><p>Für Feste.</p><ul>{items}</ul>")}, services={"gestattung": "/g"})


def reasons(seen):
    found = wants(seen)
    return {want.url: want.reason for want in (*found.targets, *found.pages)}


def test_all_terms_of_the_league_are_asked_of_the_main_search():
    found = wants(site({"/": whole("", head=SEARCH)}))
    terms = {term for _, term in found.ask}
    assert {"Gewerbeanmeldung", "Firma gründen", "Gewerbeanmeldng"} <= terms
    assert len(terms) == 23
    assert found.suggest == ((found.engines[0].id, "Gewerb"),)


def test_the_portals_search_is_asked_only_where_the_main_site_has_none():
    portal = "http://portal.musterfeld.example/"
    hosts = ("portal.musterfeld.example",)
    with_both = site({"/": whole("", head=SEARCH), portal: whole("", head=SEARCH)}, portal=hosts)
    only_portal = site({"/": whole(""), portal: whole("", head=SEARCH)}, portal=hosts)
    assert {engine.split(":")[0] for engine, _ in wants(with_both).ask} == {"main"}
    assert {engine.split(":")[0] for engine, _ in wants(only_portal).ask} == {"portal"}


def test_what_was_asked_or_failed_is_not_asked_again():
    seen = site({"/": whole("", head=SEARCH)})
    engine = wants(seen).engines[0].id
    known: dict[str, Any] = {"purpose": "search", "term": "Gewerbeanmeldung", "engine": engine}
    answered = Asked(capture(HOME + "suche", **known), page("<p>", HOME + "suche"))
    missing = (Missing(HOME, Purpose.SEARCH, Failure.TIMEOUT, term="Gestattung", engine=engine),)
    manifest = Manifest(TOWN.ags, TOWN.name, TOWN.league, HOME, AS_OF, missing=missing)
    left = {fold(term) for _, term in wants(replace(seen, answers=(answered,), manifest=manifest)).ask}
    assert not left & {fold("Gewerbeanmeldung"), fold("Gestattung")}
    assert len(left) == len(search_terms(seen)) - 2


def test_a_web_archive_is_not_asked():
    manifest = Manifest(TOWN.ags, TOWN.name, TOWN.league, HOME, AS_OF, unasked=(Purpose.SEARCH,))
    found = wants(replace(site({"/": whole("", head=SEARCH)}), manifest=manifest))
    assert found.ask == ()
    assert found.suggest == ()


def test_forms_documents_and_state_services_are_wanted():
    found = reasons(
        service_page(
            (SERVER, "Online beantragen"),
            (STATE, "Zum Landesportal"),
            ("/antrag.pdf", "Antrag (PDF)"),
            ("/g.pdf", "Gestattung (PDF)"),
        )
    )
    assert found == {SERVER: "form", STATE: "state", HOME + "antrag.pdf": "form", HOME + "g.pdf": "form"}


def test_what_can_be_no_form_is_not_wanted():
    found = reasons(
        service_page(
            ("/merkblatt.pdf", "Merkblatt (PDF)"),
            ("https://www.facebook.com/x", "Antrag teilen"),
            ("https://www.gesetze-im-internet.de/gastg/", "Gaststättengesetz online"),
            ("mailto:a@b.example", "Antrag mailen"),
            ("https://service.wirtschaft.nrw/", "Wirtschafts-Service-Portal.NRW"),
            ("http://www.servicekonto.nrw/", "Servicekonto.NRW"),
        )
    )
    assert found == {}


def test_weiter_is_wanted_twice_at_most_and_not_where_fields_are_shown():
    def start(number):
        return page(whole(f"<h1>Gestattung</h1><a href='{SERVER}/{number}'>Weiter</a>"), f"{SERVER}/{number - 1}")

    seen = service_page((SERVER, "Online beantragen"))
    key = SERVER.replace("http://formulare", "http://formulare")
    once = replace(seen, targets={key: (start(1),)})
    (want,) = wants(once).targets
    assert (want.reason, want.url, want.first) == ("weiter", SERVER + "/1", SERVER)
    twice = replace(seen, targets={key: (start(1), start(2))})
    assert [want.url for want in wants(twice).targets] == [SERVER + "/2"]
    thrice = replace(seen, targets={key: (start(1), start(2), start(3))})
    assert wants(thrice).targets == ()
    shown = page(whole("<h1>Gestattung</h1><form><input name=a><input name=b></form><a href='/2'>Weiter</a>"), SERVER)
    assert wants(replace(seen, targets={key: (shown,)})).targets == ()


def test_booking_help_and_login_pages():
    portal = "http://portal.musterfeld.example/"
    nav = "<a href='/hilfe'>Häufige Fragen</a> <a href='/login'>Anmelden</a> <a href='/start'>Leistungen</a>"
    pages = {
        "/": whole("<a href='http://termine.anbieter.example/m'>Termin online buchen</a>"),
        portal: whole("<h1>Serviceportal</h1>", head=nav),
    }
    found = reasons(site(pages, portal=("portal.musterfeld.example",), kinds={portal: Kind.PORTAL}))
    assert found == {
        "http://termine.anbieter.example/m": "booking",
        portal + "hilfe": "help",
        portal + "login": "login",
    }


def test_nothing_is_wanted_twice():
    seen = service_page((SERVER, "Online beantragen"), (SERVER + "?utm_source=x", "Jetzt online beantragen"))
    assert len(wants(seen).targets) == 1
    assert not wants(replace(seen, unseen={SERVER: "robots"})).targets
