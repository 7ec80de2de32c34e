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
    assert [(want.gain, len(want.asked)) for want in told.wanting] == [(1, 1)]
    assert told.wanting[0].asked[0].core == "link"


def test_it_names_the_parts_that_are_missing():
    told = why_criterion(site(engines=(engine(suggests=Answer.NO, filters=("Dienstleistungen",)),)), "S4")

    assert {node.core for want in told.wanting for node in want.asked} == {"search"}
    assert all(want.gain == 1 for want in told.wanting)


def test_it_names_the_members_that_are_weak_and_what_they_lack():
    told = why_criterion(with_service(offers={"gewerbe_anmeldung": (offer(kind=OfferKind.PDF),)}), "F2")
    labels = [want.label for want in told.wanting]

    assert "gewerbe_anmeldung" not in labels
    assert len(labels) == 12
    assert told.wanting[0].gain == pytest.approx(1 / 13, abs=0.001)


def test_what_was_not_seen_is_named_with_its_reason():
    told = why_criterion(site(searched={}), "E1")

    assert {want.reason for want in told.wanting} == {"service_not_found"}


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
    assert "E1" in told.criteria


def test_a_page_that_was_not_fetched_says_why():
    home = page(links=[link("/weit", "Weit hinten")])
    unfinished = Manifest(TOWN.ags, TOWN.name, TOWN.league, TOWN.homepage, AS_OF, complete=False, left_in_frontier=9)
    where = site(home, unseen={key("/zu"): "robots"})

    assert _story(where, "/zu").reason == "robots"
    assert _story(where, "/nirgends").reason == "not_linked"
    assert _story(where, "/weit").reason == "trap"
    assert _story(replace(where, manifest=unfinished), "/weit").reason == "budget"
    assert why_url(where, "http://anderswo.example/x").reason == "foreign_host"


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
