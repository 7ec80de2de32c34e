"""Observations of where things lead: link, entries, service, offer, access, search."""

from dataclasses import replace
from datetime import date

from scanner.archive.records import Manifest, Purpose
from scanner.reading.facts import Quality
from scanner.reading.site_types import Owner, Twin
from tests.judging.builders import (
    AS_OF,
    HOST,
    TOWN,
    Answer,
    Kind,
    OfferKind,
    OfferState,
    Region,
    access,
    answered,
    ask,
    at,
    described,
    engine,
    entry,
    key,
    link,
    offer,
    page,
    result,
    says,
    site,
    with_service,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
SERVICE = {"service": "gewerbe_anmeldung"}
WSP = "https://service.wirtschaft.nrw/"
DEEP = f"{WSP}antrag/gewerbemeldung-leistungsauswahl/"


def test_a_menu_item_of_the_first_level_or_a_tile():
    rule = {"in": "homepage", "link": {"words": ["wirtschaft*"], "place": ["menu_1", "tile"]}}

    assert says(site(page(links=[link("/w", "Wirtschaft", Region.NAV, depth=1)])), rule) is YES
    assert says(site(page(links=[link("/w", "Wirtschaft", Region.NAV, depth=2)])), rule) is NO
    assert says(site(page(links=[link("/w", "Wirtschaft", tile=True)])), rule) is YES
    assert says(site(page(links=[link("/w", "Landwirtschaft", Region.NAV, depth=1)])), rule) is NO


def test_a_link_to_a_kind_of_page():
    rule = {"in": "any_page", "link": {"words": ["barrierefreiheit*"], "to": "accessibility"}}
    links = [link("/b", "Barrierefreiheit")]
    right = site(page(links=links), page("/b"), kinds={key("/b"): frozenset({Kind.ACCESSIBILITY})})
    news = site(page(links=links), page("/b"), kinds={key("/b"): frozenset({Kind.NEWS})})
    hidden = site(page(links=links), unseen={key("/b"): "robots"})

    assert says(right, rule) is YES
    assert says(news, rule) is NO
    assert ask(hidden, rule).reason == "robots"


def test_a_link_into_a_redirect_is_followed_to_its_page():
    home = page(links=[link("/alt", "Erklärung zur Barrierefreiheit")])
    kinds = {key("/b"): frozenset({Kind.ACCESSIBILITY})}
    where = site(home, page("/b"), kinds=kinds, final={key("/alt"): key("/b")})

    assert says(where, {"in": "any_page", "link": {"to": "accessibility"}}) is YES


def test_the_start_page_of_a_state_portal_is_no_deep_link():
    start, deep = site(page(links=[link(WSP, "Portal")])), site(page(links=[link(DEEP, "Portal")]))
    rule = {"in": "homepage", "link": {"to": "portal_start"}}

    assert says(start, rule) is YES
    assert says(deep, rule) is NO
    assert says(deep, {"in": "homepage", "link": {"to": "state_deep_link"}}) is YES


def _listing(*entries, kind=Kind.A_TO_Z, **more):
    pages = (page("/a-z", "Dienstleistungen A-Z"), page("/gewerbe", "Gewerbeanmeldung"))
    services = {"gewerbe_anmeldung": (described("gewerbe_anmeldung", "/gewerbe"),)}
    return site(
        *pages,
        *more.pop("pages", ()),
        kinds={key("/a-z"): frozenset({kind})},
        entries={key("/a-z"): entries},
        services=services,
        **more,
    )


def test_an_entry_lists_the_service_and_leads_to_its_page():
    where = _listing(entry("/gewerbe", "Gewerbe anmelden", ["gewerbe_anmeldung"]))
    rule = {"in": {"page": "a_to_z_services"}, "entries": {"lists": "service", "to": "service_page"}}

    assert says(where, rule, **SERVICE) is YES
    assert says(where, rule, service="taxi") is NO


def test_an_entry_that_ends_in_a_referral_or_nowhere_lists_nothing():
    rule = {"in": {"page": "a_to_z_services"}, "entries": {"lists": "service"}}
    refers = _listing(entry("/kreis", "Taxi", ["taxi"]), pages=(page("/kreis"),), referrals={"taxi": (key("/kreis"),)})
    dead = _listing(entry("/weg", "Taxi", ["taxi"]), pages=(page("/weg", status=404, quality=Quality.ERROR),))

    assert says(refers, rule, service="taxi") is NO
    assert says(dead, rule, service="taxi") is NO


def test_an_entry_whose_page_was_not_read_is_unknown():
    where = _listing(entry("/taxi", "Taxi", ["taxi"]), unseen={key("/taxi"): "timeout"})
    rule = {"in": {"page": "a_to_z_services"}, "entries": {"lists": "service", "to": "service_page"}}

    assert ask(where, rule, service="taxi").reason == "timeout"


def test_the_letters_of_an_a_to_z_are_one_list():
    entries = {
        key("/a-z/g"): (entry("/gewerbe", "Gewerbe", ["gewerbe_anmeldung"]),),
        key("/a-z/t"): (entry("/taxi", "Taxi", ["taxi"]),),
    }
    kinds = {name: frozenset({Kind.A_TO_Z}) for name in entries}
    where = site(page("/a-z/g"), page("/a-z/t"), kinds=kinds, entries=entries)

    assert says(where, {"in": {"page": "a_to_z_services"}, "entries": {"at_least": 2}}) is YES


def test_a_bundle_counts_distinct_services_it_leads_to_on_one_page():
    pages = [page("/wirtschaft"), page("/anmelden"), page("/um-und-ab")]
    services = {
        "gewerbe_anmeldung": (described("gewerbe_anmeldung", "/anmelden"),),
        "gewerbe_ummeldung": (described("gewerbe_ummeldung", "/um-und-ab"),),
        "gewerbe_abmeldung": (described("gewerbe_abmeldung", "/um-und-ab"),),
    }
    entries = {
        key("/wirtschaft"): (
            entry("/anmelden", "Anmelden"),
            entry("/um-und-ab", "Um- und Abmelden"),
            entry("/um-und-ab", "noch einmal"),
        )
    }
    where = site(*pages, services=services, entries=entries, kinds={key("/wirtschaft"): frozenset({Kind.BUNDLE})})

    def rule(least):
        return {"in": {"page": "bundle"}, "entries": {"services": ["core", "extended"], "at_least": least}}

    assert says(where, rule(3)) is YES
    assert says(where, rule(4)) is NO


def test_groups_and_marks_of_entries():
    where = _listing(entry("/gewerbe", "Anmelden", group="Gründen", mark="Online-Dienst"), kind=Kind.OVERVIEW)
    place = {"in": {"page": "overview"}}

    assert says(where, {**place, "entries": {"groups": ["gruend*"]}}) is YES
    assert says(where, {**place, "entries": {"groups": ["bauen*"]}}) is NO
    assert says(where, {**place, "entries": {"marked": ["onlinedienst*"]}}) is YES


def test_forms_of_an_overview_are_documents_and_online_forms():
    entries = [
        entry("/a.pdf", "Antrag A"),
        entry("/b.pdf", "Antrag B", ["plakatierung"]),
        entry("/seite", "Hinweise"),
        entry(DEEP, "Gewerbe online", ["gewerbe_anmeldung"]),
    ]
    where = _listing(*entries, kind=Kind.FORMS)
    place = {"in": {"page": "forms_overview"}}

    assert ask(where, {**place, "entries": {"to": "form", "at_least": 3}}).holds
    assert says(where, {**place, "entries": {"to": "form", "at_least": 4}}) is NO
    assert says(where, {**place, "entries": {"to": "form", "services": ["core"], "at_least": 2}}) is YES


def test_over_entries_only_links_that_were_tried_count():
    dead = page("/weg", status=404, quality=Quality.ERROR)
    where = _listing(entry("/gewerbe", "A"), entry("/weg", "B"), entry("/nie", "C"), pages=(dead,))
    rule = {"in": {"page": "a_to_z_services"}, "mean": {"over": "entries", "worth": {"link": {"alive": "yes"}}}}

    assert ask(where, rule).value == 0.5


def test_clicks_take_the_nearest_page_and_show_the_way():
    services = {"gewerbe_anmeldung": (described("gewerbe_anmeldung", "/gewerbe"), described("gewerbe_anmeldung", "/b"))}
    clicks = {key("/gewerbe"): (3, (key("/"), key("/gewerbe"))), key("/b"): (2, (key("/"), key("/b")))}
    where = site(page(title="Start"), page("/gewerbe"), page("/b", "Gewerbe B"), services=services, clicks=clicks)
    outcome = ask(where, {"service": {"clicks": True, "missing": 6}}, **SERVICE)

    assert outcome.value == 2
    assert outcome.places[0].snippet == "Start > Gewerbe B"


def test_a_missing_service_takes_the_number_for_missing_ones_and_an_unfinished_search_none():
    rule = {"service": {"clicks": True, "missing": 6}}

    assert ask(site(), rule, service="taxi").value == 6
    unsure = ask(site(searched={}), rule, service="taxi")
    assert (unsure.value, unsure.low, unsure.high) == (None, 0, 6)


def test_contradicting_pages_are_named_with_their_places():
    places = at("/gewerbe", "26 Euro"), at("/", "20 Euro")
    twin = Twin("gewerbe_anmeldung", (key("/gewerbe"), key("/")), ("fee",), places)
    where = with_service(twins={"gewerbe_anmeldung": (twin,)})

    assert ask(where, {"service": {"differs": ["fee"]}}, **SERVICE).flags == ("differs_fee",)
    assert says(where, {"service": {"differs": ["contact"]}}, **SERVICE) is NO
    assert ask(where, {"not": {"service": {"differs": ["contact"]}}}, **SERVICE).places


def _offering(*offers):
    return with_service(offers={"gewerbe_anmeldung": offers})


def test_offers_by_kind_state_and_owner():
    works = {"offer": {"kind": ["pdf", "online"], "state": "works"}}

    assert says(_offering(offer()), works, **SERVICE) is YES
    assert says(_offering(offer(state=OfferState.DEAD)), works, **SERVICE) is NO
    assert says(_offering(offer(kind=OfferKind.PORTAL_START)), works, **SERVICE) is NO
    assert says(_offering(offer(owner=Owner.OTHER)), {"offer": {"owner": "own"}}, **SERVICE) is NO
    assert says(_offering(), works, **SERVICE) is NO


def test_a_form_that_was_not_seen_is_unknown_with_the_reason():
    works = {"offer": {"kind": "online", "state": "works"}}

    assert ask(_offering(offer(state=OfferState.ROBOTS)), works, **SERVICE).reason == "robots"
    assert ask(_offering(offer(state=OfferState.UNSEEN)), works, **SERVICE).reason == "target_unseen"


def test_a_deep_link_into_a_state_portal_counts_even_where_robots_may_not_look():
    deep = offer(kind=OfferKind.STATE, state=OfferState.ROBOTS, url=DEEP)

    assert says(_offering(deep), {"offer": {"kind": "state_deep_link", "state": "works"}}, **SERVICE) is YES


def test_what_a_form_does_not_say_is_unknown():
    rule = {"offer": {"sent": "online", "evidence": "ok"}}

    assert says(_offering(offer(sent="online", evidence=YES)), rule, **SERVICE) is YES
    assert says(_offering(offer(sent="online", evidence=UNKNOWN)), rule, **SERVICE) is UNKNOWN
    assert says(_offering(offer(sent="print", evidence=UNKNOWN)), rule, **SERVICE) is NO


def test_the_age_of_a_document_is_measured_at_the_date_of_the_run():
    rule = {"offer": {"older_than": "5y"}}

    assert says(_offering(offer(printed=date(2021, 11, 23))), rule, **SERVICE) is YES
    assert says(_offering(offer(printed=date(2021, 11, 25))), rule, **SERVICE) is NO
    assert says(_offering(offer()), rule, **SERVICE) is NO


def test_on_the_fullest_page_only_forms_that_it_links_count():
    pages = (page("/gewerbe", "Gewerbeanmeldung"), page("/kurz", "Gewerbeanmeldung", "kurz"))
    services = {
        "gewerbe_anmeldung": (
            described("gewerbe_anmeldung", "/kurz", words=1),
            described("gewerbe_anmeldung", "/gewerbe", words=60),
        )
    }
    elsewhere = replace(offer(), links=(at("/kurz"),))
    where = site(*pages, services=services, offers={"gewerbe_anmeldung": (elsewhere,)})
    rule = {"offer": {"state": "works"}}

    assert says(where, rule, **SERVICE) is YES
    assert ask(where, {"in": "fullest", "text": {"at_least_words": 40}}, **SERVICE).holds
    assert says(where, {"in": "fullest", "offer": {"state": "works"}}, **SERVICE) is NO


def test_each_target_counts_once_in_a_collection_of_offers():
    same = f"{HOST}/gewa.pdf"
    offers = {
        "gewerbe_anmeldung": (offer(kind=OfferKind.PDF, url=same, fillable="yes"),),
        "gewerbe_ummeldung": (offer("gewerbe_ummeldung", OfferKind.PDF, url=same, fillable="yes"),),
        "plakatierung": (
            offer("plakatierung", OfferKind.PDF, fillable="no"),
            offer("plakatierung", OfferKind.PDF, OfferState.SOFT_404, url=f"{HOST}/weg.pdf"),
        ),
    }
    over = {"offers": {"kind": "pdf", "owner": "own", "not_state": ["dead", "robots"]}}
    rule = {"mean": {"over": over, "worth": {"offer": {"fillable": "yes"}}}}

    assert ask(with_service(offers=offers), rule).value == 0.5


def test_what_is_denied_is_no_access():
    where = site(accesses=(access("inbox", "organisation", NO),))

    assert says(where, {"access": {"inbox": "organisation"}}) is NO
    assert says(site(accesses=(access("inbox", "organisation"),)), {"access": {"inbox": "organisation"}}) is YES
    unclear = site(accesses=(access("inbox", "organisation", UNKNOWN),))
    assert says(unclear, {"access": {"inbox": "organisation"}}) is UNKNOWN


def test_access_by_place_and_by_whose_service():
    in_form = access("payment", "electronic", service="gewerbe_anmeldung", scope="target")
    citizens = access("payment", "electronic", scope="site")
    rule = {"in": "target", "access": {"payment": "electronic", "service": "business"}}

    assert says(site(accesses=(in_form,)), rule) is YES
    assert says(site(accesses=(citizens,)), rule) is NO
    assert says(site(accesses=(citizens,)), {"access": {"payment": "electronic"}}) is YES


def test_booking_that_may_not_be_looked_at_is_unknown():
    where = site(unseen={"http://termine.musterfeld.example/": "robots"})

    assert ask(where, {"access": {"booking": "yes"}}).reason == "robots"
    assert says(site(), {"access": {"booking": "yes"}}) is NO
    assert says(site(accesses=(access("booking", "citizen"),)), {"access": {"booking": "yes"}}) is YES


HIT = {"search": {"top": 5, "is": ["service_page", "online_form"]}}
TERM = {"term": "Gewerbeanmeldung", "service": "gewerbe_anmeldung"}


def _searching(*results, **more):
    return with_service(engines=(engine(answered("Gewerbeanmeldung", *results), **more),))


def test_a_term_hits_if_its_service_page_is_among_the_first_five():
    others = [result(f"/news/{n}") for n in range(5)]

    outcome = ask(_searching(others[0], result("/gewerbe", "Gewerbe")), HIT, **TERM)
    assert outcome.holds
    assert outcome.places[0].snippet == "Gewerbeanmeldung: 2. Gewerbe"
    assert says(_searching(*others, result("/gewerbe")), HIT, **TERM) is NO


def test_a_term_that_was_not_asked_is_unknown_and_no_search_is_no():
    assert says(with_service(engines=(engine(),)), HIT, **TERM) is UNKNOWN
    assert says(with_service(), HIT, **TERM) is NO
    assert ask(with_service(engines=(engine(blocked="captcha"),)), HIT, **TERM).reason == "captcha"


def test_a_web_archive_was_not_asked():
    manifest = Manifest(TOWN.ags, TOWN.name, TOWN.league, TOWN.homepage, AS_OF, unasked=(Purpose.SEARCH,))

    assert ask(with_service(engines=(engine(),), manifest=manifest), HIT, **TERM).reason == "not_asked"


def test_a_result_that_could_not_be_read_may_be_the_page():
    where = with_service(engines=(engine(answered("Gewerbeanmeldung", result("/zu"))),), unseen={key("/zu"): "timeout"})

    assert ask(where, HIT, **TERM).reason == "timeout"


def test_the_portals_search_is_asked_only_without_one_of_the_main_site():
    portal = replace(engine(answered("Gewerbeanmeldung", result("/gewerbe"))), id="portal", own="portal")
    main = engine(answered("Gewerbeanmeldung"))

    assert says(with_service(engines=(portal,)), HIT, **TERM) is YES
    assert says(with_service(engines=(portal, main)), HIT, **TERM) is NO


def test_a_field_of_the_search_on_the_homepage():
    rule = {"in": "homepage", "search": {"field": True}}

    assert says(site(engines=(engine(on_homepage=True),)), rule) is YES
    assert says(site(engines=(engine(pages=(key("/suche"),)),)), rule) is NO
    assert (
        says(
            site(page("/suche"), engines=(engine(pages=(key("/suche"),)),)),
            {"in": "any_page", "search": {"field": True}},
        )
        is YES
    )


def test_filters_and_the_offered_spelling():
    wrong = answered("Gewerbeanmeldng", did_you_mean="Gewerbeanmeldung", filters=("Dienstleistungen", "Alle"))
    where = with_service(engines=(engine(wrong),))

    assert says(where, {"search": {"filter": ["dienstleistung*"]}}) is YES
    assert says(where, {"search": {"term": "misspelt", "did_you_mean": True}}) is YES
    assert says(where, {"search": {"term": "misspelt", "is": "service_page"}}) is NO
    assert says(where, {"search": {"suggests": True}}) is UNKNOWN
