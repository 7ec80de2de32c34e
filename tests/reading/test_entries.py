"""What list pages list."""

from __future__ import annotations

from scanner.reading.site_types import Entry
from tests.reading.sites import TEXT, key, link, listed, page, site_of

PAGES = {"/g": page("Gewerbeanmeldung"), "/p": page("Plakate aufhängen")}


def _entries(body: str, **more: str) -> list[Entry]:
    site = site_of({**PAGES, **more, "/liste": page("Themen", body)})
    return list(site.entries[key("/liste")])


def test_an_entry_lists_the_service_of_the_page_that_it_leads_to() -> None:
    assert [entry.services for entry in _entries(listed({"/g": "Selbstständig werden"}))] == [("gewerbe_anmeldung",)]


def test_an_entry_lists_what_its_text_names_where_the_page_was_not_read() -> None:
    assert [entry.services for entry in _entries(listed({"/nie": "Gewerbesteuer"}))] == [("gewerbesteuer",)]


def test_an_entry_that_ends_in_a_referral_lists_nothing() -> None:
    referral = page("Gaststättenerlaubnis", "<p>Zuständig ist die Kreisverwaltung Musterland.</p>")
    assert [entry.services for entry in _entries(listed({"/r": "Gaststättenerlaubnis"}), **{"/r": referral})] == [()]


def test_a_link_to_a_long_page_lists_only_what_it_names() -> None:
    long = page("Alles Mögliche", "".join(f"<h2>{name}</h2><p>{TEXT}</p>" for name in ("Grundsteuer", "Sondernutzung")))
    found = _entries(listed({"/lang": "Mehr", "/lang?x": "Grundsteuer"}), **{"/lang": long, "/lang?x": long})
    assert [entry.services for entry in found] == [(), ("grundsteuer",)]


def test_an_entry_knows_the_heading_over_it() -> None:
    body = f"<h2>Gründen</h2>{listed({'/g': 'Gewerbe'})}<h2>Werben</h2>{listed({'/p': 'Plakate'})}"
    assert [(entry.text, entry.group) for entry in _entries(body)] == [("Gewerbe", "Gründen"), ("Plakate", "Werben")]


def test_an_entry_has_the_mark_beside_it() -> None:
    body = f"<ul><li>{link('/g', 'Gewerbeanmeldung')} <span class='badge'>Online-Dienst</span></li></ul>"
    assert [entry.mark for entry in _entries(body)] == ["Online-Dienst"]


def test_menus_list_nothing() -> None:
    assert {entry.text for entry in _entries(listed({"/g": "Gewerbe"}))} == {"Gewerbe"}
