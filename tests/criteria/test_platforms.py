"""Platforms are known by address and judged by their dates."""

from datetime import date

import pytest

from criteria.municipality import same_ags
from criteria.platforms import owner_ags

NOW, THEN = date(2026, 6, 1), date(2019, 6, 1)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://service.wirtschaft.nrw/antrag/x/", "state_portal"),
        ("https://www.vemags.de/", "state_portal"),
        ("https://verwaltung.bund.de/leistungsverzeichnis/de/leistung/99050012104000", "federal_portal"),
        ("https://id.bund.de/de", "account"),
        ("https://formulare.musterstadt.example/metaform/Form-Solutions/sid/assistant/5f", "form_server"),
        ("https://portal-civ.ekom21.de/civ.public/start.html?oe=1", "form_server"),
        ("https://forms.musterstadt.example/intelliform/forms/a/index", "form_server"),
        ("https://www.musterstadt.example/detail/-/vr-bis-detail/dienstleistung/1/show", "portal_product"),
        ("https://payment.govconnect.de/pay", "payment"),
        ("https://termine.musterstadt.example/select2?md=1", "booking"),
        ("https://www.vergabe-westfalen.de/VMPSatellite/", "procurement"),
        ("https://ratsinfo.musterstadt.example/bi/vo0050.asp?__kvonr=1", "council"),
        ("https://webportal.owl-it.de/link?id=77", "redirector"),
        ("https://geoportal.musterkreis.example/karte", "geo"),
        ("https://translate.google.com/translate?u=x", "translator"),
        ("https://www.facebook.com/musterstadt", "social"),
    ],
)
def test_an_address_is_known(built_in, url, kind):
    found = built_in.platforms.match(url, NOW)
    assert found is not None
    assert found.kind == kind
    assert found.source


@pytest.mark.parametrize(
    "url",
    [
        "https://www.musterstadt.example/rathaus",
        "https://notvemags.de/",
        "https://www.musterstadt.example/formulare",
        "mailto:info@musterstadt.example",
        "",
    ],
)
def test_an_own_page_is_no_platform(built_in, url):
    assert built_in.platforms.match(url, NOW) is None


@pytest.mark.parametrize(
    ("url", "deep"),
    [
        ("https://service.wirtschaft.nrw/antrag/gewerbemeldung-leistungsauswahl/", True),
        ("https://service.wirtschaft.nrw/", False),
        ("https://service.wirtschaft.nrw/hilfe", False),
        ("https://www.vemags.de", True),
        ("https://bauportal.nrw/antrag/baugenehmigung", True),
        ("https://bauportal.nrw/", False),
        ("https://meineverwaltung.nrw/leistung/99050012104000", True),
        ("https://www.service-bw.de/zufi/leistungen/6003845?plz=1", True),
    ],
)
def test_a_deep_link_names_a_service_and_a_start_page_does_not(built_in, url, deep):
    platforms = built_in.platforms
    assert (platforms.deep_link(url, NOW) is not None) is deep
    assert (platforms.start_page(url, NOW) is not None) is not deep


def test_a_portal_without_addresses_below_its_start_page_is_linked_deeply_by_it(built_in):
    assert built_in.platforms.deep_link("https://www.gewerbe.nrw/", THEN).id == "gsp_nrw"
    assert built_in.platforms.deep_link("https://www.gewerbe.nrw/", NOW) is None


def test_an_account_that_ended_is_known_as_ended_and_was_alive_before(built_in):
    platforms, url = built_in.platforms, "https://servicekonto.nrw/anmelden"
    assert platforms.ended(url, date(2024, 5, 31)) is None
    assert platforms.match(url, date(2024, 5, 31)).account == "bundid"
    assert platforms.ended(url, date(2024, 6, 1)).successor == "bundid"
    assert platforms.match(url, date(2024, 6, 1)) is None


def test_what_a_new_platform_took_over_has_not_ended(built_in):
    assert built_in.platforms.ended("https://gewerbe.nrw/", NOW) is None


def test_marks_in_markup_are_known(built_in):
    found = built_in.platforms.in_markup('<div class="gcse-search"></div><div id="google_translate_element">')
    assert {platform.kind for platform in found} == {"third_party_search", "translator"}


@pytest.mark.parametrize(
    ("url", "ags"),
    [
        ("https://f.example/metaform/x?kdnr=05770012-0001", "05770012"),
        ("https://f.example/?oID=05770-0001", "05770000"),
        ("https://f.example/?releaseOrganizationID=05314000-0001&a=1", "05314000"),
        ("https://f.example/?kdnr%3D05770012-0001", "05770012"),
        ("https://f.example/?kdnr=0577", None),
        ("https://f.example/?kdnr=057700123456", None),
        ("https://f.example/?id=05770012", None),
    ],
)
def test_a_form_server_names_its_municipality(url, ags):
    assert owner_ags(url) == ags


def test_an_ags_of_a_kreis_is_compared_on_eight_digits():
    assert same_ags("05770", "05770000")
    assert not same_ags("05770", "05770004")
