from dataclasses import replace

import pytest

from criteria.registry import Municipality
from scanner.reading.facts import Link, Region
from scanner.reading.owner import names_another, owner_of
from scanner.reading.site_types import Owner
from tests.reading.small_sites import HOME, page, site, whole

SERVER = "http://formulare.formdienst.example/antrag/1"


def owner(html, url=SERVER, context="", town=None):
    known = {"town": town} if town else {}
    link = Link(url, "Antrag", Region.MAIN, "a", context=context)
    return owner_of(site({"/": whole("")}, **known), url, (page(html, url),) if html else (), link=link)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (whole("<p>Gemeinde Musterfeld</p>"), Owner.OWN),
        (whole("<p>Rathausplatz 1, 39990 Musterfeld</p>"), Owner.OWN),
        (whole("<h1>Antrag</h1><p>Bitte alle Felder ausfüllen.</p>").replace("Gemeinde Musterfeld", ""), Owner.OWN),
        (whole("<p>Stadt Musterfelden</p>").replace("Gemeinde Musterfeld<", "<"), Owner.OTHER),
        (whole("<p>Kreis Nebenan, Der Landrat</p>").replace("Gemeinde Musterfeld", ""), Owner.OTHER),
        (whole("<p>Stadtverwaltung Bad Anderswo</p>").replace("Gemeinde Musterfeld", ""), Owner.OTHER),
    ],
)
def test_names_in_the_target_decide(html, expected):
    assert owner(html) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (HOME + "antrag", Owner.OWN),
        (SERVER + "?oID=05999001-0001", Owner.OWN),
        (SERVER + "?kdnr=05999002-0001", Owner.OTHER),
        ("https://service.wirtschaft.nrw/antrag/x/", Owner.STATE),
        (SERVER, Owner.UNKNOWN),
    ],
)
def test_addresses_decide_before_names(url, expected):
    assert owner("", url) is expected


def test_a_district_is_known_by_five_digits_and_zeros():
    district = Municipality("05999", "Kreis Musterfeld", "Kreis", "kreis", HOME)
    assert owner("", SERVER + "?kdnr=05999000-0001", town=district) is Owner.OWN


def test_an_authority_that_the_page_calls_competent():
    html = whole("<p>Kreis Nebenan</p>").replace("Gemeinde Musterfeld", "")
    assert owner(html, context="Zuständig ist der Kreis Nebenan: Antrag") is Owner.NAMED


SHARED = "http://formulare.formdienst.example/intelliform/forms"


@pytest.mark.parametrize(
    ("path", "html", "expected"),
    [
        ("/musterfelden/gewerbe", "<h1>Gewerbeanmeldung</h1>", Owner.OTHER),
        ("/musterfeld/gewerbe", "<h1>Gewerbeanmeldung</h1>", Owner.OWN),
        (
            "/gewerbe",
            "<h1>Antrag an die Gemeinde Musterfelden</h1><p>Auch Musterfeld nutzt diesen Dienst.</p>",
            Owner.OTHER,
        ),
        ("/gewerbe", "<h1>Gewerbeanmeldung</h1><p>Gemeinde Musterfeld, für Nachbarn die Stadt Anderswo</p>", Owner.OWN),
        ("/gewerbe?oID=05999002-0001", "<h1>Gewerbeanmeldung</h1><p>Gemeinde Musterfeld</p>", Owner.OTHER),
    ],
)
def test_a_form_server_that_towns_share_is_nobodys_proof(path, html, expected):
    """Not even where the crawl took its host for the municipality's."""
    url = SHARED + path
    seen = replace(site({"/": whole("")}), own_hosts=frozenset({"musterfeld.example", "formulare.formdienst.example"}))
    text = f"<html><head><title>Antrag</title></head><body><main>{html}</main></body></html>"
    assert owner_of(seen, url, (page(text, url),), link=Link(url, "Antrag", Region.MAIN, "a")) is expected


@pytest.mark.parametrize(
    ("path", "name", "another"),
    [
        ("/x/musterfelden/a", "musterfeld", True),
        ("/x/musterfurt/a", "musterfeld", False),
        ("/musterfeld/", "musterfeld", False),
        ("/stadt-musterfeld/", "musterfeld", False),
        ("/musterfeldgewerbe/", "musterfeld", False),
        ("/musterf/", "musterfeld", False),
        ("/bad_musterdorf/", "bad musterdorf", False),
        ("/langenbruecken/", "langenbruch", True),
    ],
)
def test_steps_that_name_a_town_of_nearly_the_same_name(path, name, another):
    assert names_another(path, name) is another
