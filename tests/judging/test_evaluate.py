"""Walking the tree: places, numbers with `let`, `else`, leagues, flags, definitions."""

from dataclasses import replace

import pytest

from scanner.model.verdict import State
from tests.judging.builders import (
    TOWN,
    Answer,
    Kind,
    OfferKind,
    OfferState,
    Region,
    Value,
    ask,
    described,
    entry,
    key,
    link,
    offer,
    page,
    says,
    site,
    the_set,
    with_service,
)

BASKET = the_set().baskets["gemeinde"]


def _described(*services, **more):
    pages = tuple(page(f"/{service}", service) for service in services)
    found = {service: (described(service, f"/{service}"),) for service in services}
    return site(*pages, services=found, **more)


def test_a_share_divides_by_the_whole_basket():
    where = _described("gewerbe_anmeldung", "gewerbesteuer")
    outcome = ask(where, {"mean": {"over": "basket", "worth": {"service": "page"}}})

    assert outcome.value == pytest.approx(2 / 13)
    assert [child.label for child in outcome.children] == list(BASKET)
    assert {place.url for place in outcome.places} == {one.url for one in where.pages.values() if one.title in BASKET}


def test_services_that_were_not_searched_for_in_full_leave_the_mean():
    searched = dict.fromkeys(BASKET, Answer.YES) | dict.fromkeys(BASKET[:2], Answer.UNKNOWN)
    where = _described(BASKET[5], searched=searched)

    assert ask(where, {"mean": {"over": "basket", "worth": {"service": "page"}}}).value == pytest.approx(1 / 11)
    unsure = replace(where, searched=dict.fromkeys(BASKET[:10], Answer.YES))
    assert ask(unsure, {"mean": {"over": "basket", "worth": {"service": "page"}}}).value is None


def test_let_names_a_number_that_steps_compare():
    where = _described(*BASKET[:7])
    rule = {
        "let": {"mean": {"over": "basket", "worth": {"service": "page"}}},
        "steps": [{"worth": 3, "at_least": 0.8}, {"worth": 2, "at_least": 0.5}, {"worth": 1, "more_than": 0}],
    }
    outcome = ask(where, rule)

    assert outcome.value == 2
    assert outcome.places


def test_else_stands_in_for_a_collection_that_is_too_small():
    rule = {
        "mean": {"over": "basket_with_page", "least": 4, "worth": {"service": "page"}},
        "else": [{"state": "not_applicable"}],
    }

    assert ask(_described(*BASKET[:3]), rule).state is State.NOT_APPLICABLE
    assert ask(_described(*BASKET[:4]), rule).value == 1


def test_the_first_else_that_holds_is_taken():
    rule = {
        "mean": {"over": {"offers": {"kind": "pdf"}}, "worth": {"offer": {"fillable": "yes"}}},
        "else": [{"worth": 1, "when": {"service": "page"}}, {"worth": 0}],
    }

    assert ask(with_service(), rule, service="gewerbe_anmeldung").value == 1
    assert ask(site(), rule, service="gewerbe_anmeldung").value == 0


def test_a_part_for_other_leagues_does_not_exist():
    rule = {"sum": [{"worth": 1, "service": "page"}, {"worth": 1, "leagues": ["kreis"], "service": "page"}]}
    town = with_service()

    assert ask(town, rule, service="gewerbe_anmeldung").value == 1
    kreis = replace(town, municipality=replace(TOWN, league="kreis"))
    assert ask(kreis, rule, service="gewerbe_anmeldung").value == 2


def test_a_flag_is_noted_with_its_member():
    where = with_service(offers={"gewerbe_anmeldung": (offer(login_first=Answer.YES),)})
    outcome = ask(where, {"mean": {"over": "basket", "worth": {"use": "online_form"}}})

    assert outcome.flags == ("login_first:gewerbe_anmeldung",)


def test_all_conditions_must_hold_on_one_page():
    entries = {key("/a"): (entry("/x", "X", group="Bauen"),), key("/b"): (entry("/y", "Y", mark="Online-Dienst"),)}
    kinds = {key("/a"): frozenset({Kind.BUNDLE}), key("/b"): frozenset({Kind.BUNDLE})}
    where = site(page("/a"), page("/b"), entries=entries, kinds=kinds)
    grouped, marked = {"entries": {"groups": ["bauen"]}}, {"entries": {"marked": ["onlinedienst"]}}

    assert says(where, {"in": {"page": "bundle"}, "all": [grouped, marked]}) is Answer.NO
    assert says(where, {"in": {"page": "bundle"}, "any": [grouped, marked]}) is Answer.YES


def test_the_unit_page_that_the_service_links_helps_out():
    unit = page("/ordnungsamt", "Ordnungsamt", values=[Value("hours", "Mo 8-12 Uhr", Region.MAIN, "p")])
    units = {key("/gewerbe"): (key("/ordnungsamt"),)}
    where = with_service(pages=(page("/gewerbe", "Gewerbe"), unit), unit_pages=units)
    at_hand = {"service": "gewerbe_anmeldung"}

    assert says(where, {"in": {"fullest_or": "unit_page"}, "value": {"kind": "hours"}}, **at_hand) is Answer.YES
    assert says(where, {"in": "fullest", "value": {"kind": "hours"}}, **at_hand) is Answer.NO


def test_a_service_carried_by_another_leaves_the_basket_if_the_page_says_so():
    town = replace(TOWN, not_competent=(("gewerbeabfall", "Abfallverband Nord"),))
    said = page(
        "/abfall",
        "Gewerbeabfall",
        "Zuständig ist der Abfallverband Nord.",
        links=[link("http://abfallverband.example/", "Abfallverband Nord")],
    )
    rule = {"mean": {"over": "basket", "worth": {"service": "page"}}}

    carried = site(said, town=town, referrals={"gewerbeabfall": (key("/abfall"),)})
    assert len(ask(carried, rule).children) == 12
    assert len(ask(site(town=town), rule).children) == 13


LEVELS = [
    (None, 1),
    (offer(kind=OfferKind.PDF, fillable="no"), 1),
    (offer(kind=OfferKind.PDF, fillable="signature"), 1),
    (offer(kind=OfferKind.PDF, fillable="yes"), 2),
    (offer(kind=OfferKind.ONLINE, sent="print", evidence=Answer.YES), 2),
    (offer(kind=OfferKind.ONLINE, sent="online", evidence=Answer.NO), 2),
    (offer(kind=OfferKind.ONLINE, sent="online", evidence=Answer.YES, notice=Answer.NO), 3),
    (offer(kind=OfferKind.STATE, sent="online", evidence=Answer.YES, logins=frozenset({"organisation"})), 3),
    (
        offer(
            kind=OfferKind.ONLINE,
            sent="online",
            evidence=Answer.YES,
            notice=Answer.YES,
            logins=frozenset({"organisation"}),
            payments=frozenset({"electronic"}),
        ),
        4,
    ),
    (offer(kind=OfferKind.ONLINE, state=OfferState.SOFT_404), 1),
    (offer(kind=OfferKind.PORTAL_START), 1),
]


@pytest.mark.parametrize(("way", "level"), LEVELS)
def test_the_weakest_link_decides_the_level(way, level):
    where = with_service(offers={"gewerbe_anmeldung": (way,) if way else ()})

    assert ask(where, {"use": "ozg_level"}, service="gewerbe_anmeldung").value == level


def test_without_page_and_form_the_level_is_zero_or_unknown():
    assert ask(site(), {"use": "ozg_level"}, service="gewerbe_anmeldung").value == 0
    assert ask(site(searched={}), {"use": "ozg_level"}, service="gewerbe_anmeldung").value is None


def test_a_list_that_a_script_would_fill_says_no_to_nothing():
    empty = page("/a-z", "Dienstleistungen A-Z", needs_script="source")
    where = site(empty, kinds={key("/a-z"): frozenset({Kind.A_TO_Z})})
    rule = {"in": {"page": "a_to_z_services"}, "entries": {"at_least": 1}}

    assert ask(where, rule).reason == "shell"
    assert says(replace(where, pages=where.pages | {key("/a-z"): replace(empty, rendered=True)}), rule) is Answer.NO
