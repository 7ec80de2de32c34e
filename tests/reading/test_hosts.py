"""Which hosts are the municipality's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from scanner.reading.memory import MUNICIPALITY
from tests.reading.sites import page, site_of

START = "http://www.musterfeld.example/"


def _own(pages: Mapping[str, str], home: str) -> frozenset[str]:
    body = "".join(f"<p><a href='{url}'>Weiter</a></p>" for url in home.split())
    return site_of({"/": page("Gemeinde Musterfeld", body), **pages}).own_hosts


@pytest.mark.parametrize(
    "host", ["musterfeld-digital.example", "service.musterfeld.example", "wirtschaft-musterfeld.example"]
)
def test_a_host_that_names_the_municipality_is_own(host: str) -> None:
    url = f"http://{host}/"
    assert host in _own({url: page("Willkommen", title="Serviceportal Musterfeld")}, url)


@pytest.mark.parametrize(
    ("host", "title"),
    [
        ("www.kreis-musterland.example", "Kreis Musterland"),
        ("www.neumusterstadt.example", "Stadt Neumusterstadt"),
        ("service.wirtschaft.nrw", "Wirtschafts-Service-Portal"),
        ("vereine.example", "Sportverein"),
    ],
)
def test_hosts_of_others_are_not(host: str, title: str) -> None:
    url = f"http://{host}/"
    assert host.removeprefix("www.") not in _own({url: page("Willkommen", title=title).replace("Musterfeld", "Y")}, url)


def test_a_former_homepage_is_own() -> None:
    town = replace(MUNICIPALITY, homepage_before=("http://www.altfeld.example/",))
    assert "altfeld.example" in site_of({"/": page("Start")}, town).own_hosts


def test_a_portal_of_the_registry_is_a_portal_host() -> None:
    town = replace(MUNICIPALITY, portal=("http://dienste.example/",))
    assert site_of({"/": page("Start")}, town).portal_hosts == {"dienste.example"}


def test_a_host_that_only_a_deep_page_leads_to_is_not_looked_at() -> None:
    url = "http://musterfeld-digital.example/"
    links = {"/": "/a", "/a": "/b", "/b": "/c", "/c": url}
    pages = {path: page(f"Seite {path}", f"<p><a href='{to}'>Weiter</a></p>") for path, to in links.items()}
    assert "musterfeld-digital.example" not in site_of({**pages, url: page("Serviceportal Musterfeld")}).own_hosts
