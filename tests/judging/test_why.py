"""Why a criterion got its score, and what became of an address."""

from dataclasses import replace

import pytest

from criteria.errors import UserError
from scanner.archive.records import Manifest
from scanner.judging.judge import judge
from scanner.judging.why import why_criterion
from scanner.judging.why_url import why_url
from scanner.reading.facts import Quality
from tests.judging.builders import (
    AS_OF,
    HOST,
    TOWN,
    Answer,
    Kind,
    OfferKind,
    OfferState,
    Region,
    described,
    engine,
    key,
    link,
    offer,
    page,
    site,
    with_service,
)


def test_it_says_what_the_next_step_needs():
    told = why_criterion(site(page(links=[link("/w", "Wirtschaft", Region.FOOTER)])), "u1")

    assert told.verdict.points == 1
    assert [(want.gain, want.lack.core, str(want.lack.place)) for want in told.wanting] == [
        (1, "any", "spot='homepage' page=None fullest_or=None")
    ]


def test_it_names_the_parts_that_are_missing():
    told = why_criterion(site(engines=(engine(suggests=Answer.NO, filters=("Dienstleistungen",)),)), "S4")

    assert [(want.gain, want.lack.core) for want in told.wanting] == [(1, "search"), (1, "any")]


def test_it_names_the_members_that_are_weak_and_what_they_lack():
    told = why_criterion(with_service(offers={"gewerbe_anmeldung": (offer(kind=OfferKind.PDF),)}), "F2")
    labels = [want.label for want in told.wanting]

    assert "gewerbe_anmeldung" not in labels
    assert len(labels) == 12
    assert told.wanting[0].gain == pytest.approx(1 / 13, abs=0.001)


def test_what_was_not_seen_is_named_with_its_reason():
    told = why_criterion(site(searched={}), "E1")

    assert {want.lack.reason for want in told.wanting} == {"service_not_found"}


def test_a_service_without_a_page_lacks_the_page_and_no_more():
    told = why_criterion(site(), "U6")

    assert {want.lack.core for want in told.wanting} == {"no_page"}
    assert told.wanting[0].gain == pytest.approx(10 / 13, abs=0.001)


def test_a_sum_lacks_each_part_by_itself():
    told = why_criterion(with_service(), "U6")
    mine = [want for want in told.wanting if want.label == "gewerbe_anmeldung"]

    assert {want.lack.core for want in mine} == {"section", "value", "offer", "any"}
    assert all(want.gain == pytest.approx(1 / 13, abs=0.001) for want in mine)


def test_a_number_names_its_bound_and_the_members_that_miss_it():
    (want,) = why_criterion(with_service(), "U2").wanting

    assert (want.lack.core, want.lack.number) == ("measure", 6)
    assert len(want.lack.members) == 13
    assert {value for _, value in want.lack.members} == {6}


def test_what_stands_against_more_is_named_with_its_page():
    dead = offer(kind=OfferKind.PDF, state=OfferState.DEAD)
    told = why_criterion(with_service(offers={"gewerbe_anmeldung": (dead,)}), "F7")

    assert [(want.lack.core, want.gain, want.seen) for want in told.wanting] == [("against", 1, (f"{HOST}/gewerbe",))]


def test_half_a_point_is_no_aim_and_a_harder_way_to_the_same_point_is_none():
    told = why_criterion(with_service(), "F4")

    assert {want.lack.core for want in told.wanting} == {"offer"}
    assert {str(want.lack.node) for want in told.wanting if "login_first='" in str(want.lack.node)} == set()


def test_the_trace_walks_the_rule():
    told = why_criterion(site(), "S1")

    assert told.trace[0].core == "steps"
    assert {line.depth for line in told.trace} >= {0, 1, 2}


def test_an_unknown_criterion_is_told():
    with pytest.raises(UserError, match="X9"):
        why_criterion(site(), "X9")


def _story(where, path):
    return why_url(where, HOST + path, judge(where, scanner_version="1"))


def test_a_page_that_counts_says_for_what():
    told = _story(with_service(), "/gewerbe")

    assert (told.fate, told.services) == ("counted", ("gewerbe_anmeldung",))
    assert "E1" in {criterion for criterion, _ in told.evidence}


def test_a_page_that_was_not_fetched_says_why():
    home = page(links=[link("/weit", "Weit hinten")])
    unfinished = Manifest(TOWN.ags, TOWN.name, TOWN.league, TOWN.homepage, AS_OF, complete=False, left_in_frontier=9)
    where = site(home, unseen={key("/zu"): "robots"})

    assert _story(where, "/zu").reason == "robots"
    assert _story(where, "/nirgends").reason == "not_linked"
    assert _story(where, "/weit").reason == "trap"
    assert _story(replace(where, manifest=unfinished), "/weit").reason == "budget"
    assert why_url(where, "http://anderswo.example/x").reason == "foreign_host"
    assert why_url(where, "https://www.bauportal.nrw/irgendwas").reason == "state_portal"
    assert why_url(where, "https://www.facebook.com/musterfeld").reason == "other_platform"


def test_a_page_that_is_something_else_says_what():
    pages = [
        page("/news", "Gewerbeanmeldung jetzt digital"),
        page("/liste", "Gewerbe A-Z"),
        page("/kreis"),
        page("/kurz", "Gewerbeanmeldung", "Wir helfen."),
        page("/wald", "Wald"),
        page("/weg", quality=Quality.ERROR),
    ]
    kinds = {key("/news"): frozenset({Kind.NEWS}), key("/liste"): frozenset({Kind.A_TO_Z})}
    where = site(*pages, kinds=kinds, referrals={"taxi": (key("/kreis"),)})

    fates = {
        path: (_story(where, path).fate, _story(where, path).reason)
        for path in ("/news", "/liste", "/kreis", "/kurz", "/wald", "/weg")
    }
    assert fates == {
        "/news": ("noise", "news"),
        "/liste": ("list", "a_to_z_services"),
        "/kreis": ("referral", "referral"),
        "/kurz": ("uncounted", "too_short"),
        "/wald": ("uncounted", "names_no_service"),
        "/weg": ("unreadable", "error"),
    }


def test_any_spelling_of_the_address_will_do():
    services = {"gewerbe_anmeldung": (described("gewerbe_anmeldung", "/gewerbe"),)}
    where = site(page("/gewerbe"), services=services)

    told = why_url(where, "https://musterfeld.example/gewerbe/?PHPSESSID=1f2e3d4c5b6a79881f2e3d4c5b6a7988")
    assert told.fate == "counted"
    assert told.read_as == f"{HOST}/gewerbe"
    assert {why_url(where, asked).fate for asked in ("/gewerbe", "www.musterfeld.example/gewerbe/")} == {"counted"}


def test_a_form_counts_only_if_it_works_and_is_for_business():
    form = f"{HOST}/formular.pdf"
    told = {}
    for service, state in (
        ("gewerbe_anmeldung", OfferState.WORKS),
        ("gewerbe_anmeldung", OfferState.DEAD),
        ("hundesteuer", OfferState.WORKS),
    ):
        one = offer(service=service, url=key("/formular.pdf"), kind=OfferKind.PDF, state=state)
        where = site(targets={key("/formular.pdf"): (page("/formular.pdf"),)}, offers={service: (one,)})
        told[service, state.value] = why_url(where, form).fate
    assert list(told.values()) == ["form", "broken", "citizen"]


def test_a_news_item_says_which_page_counts_instead():
    news = page("/news", "Gewerbeanmeldung jetzt digital")
    services = {"gewerbe_anmeldung": (described("gewerbe_anmeldung", "/gewerbe"),)}
    where = site(news, page("/gewerbe"), kinds={key("/news"): frozenset({Kind.NEWS})}, services=services)

    assert _story(where, "/news").instead == (("gewerbe_anmeldung", f"{HOST}/gewerbe"),)


def test_a_page_that_is_no_service_page_may_be_evidence():
    where = site(page(links=[link("/w", "Wirtschaft", Region.FOOTER)]))

    assert (_story(where, "/").fate, _story(where, "/").linked_from) == ("evidence", ())
