"""Clicks from the homepage, as a person would make them."""

from __future__ import annotations

from tests.reading.sites import HOME, key, link, listed, page, site_of


def test_clicks_are_counted_along_links_with_their_path() -> None:
    pages = {"/": page("Start", listed({"/r": "Rathaus"})), "/r": page("Rathaus", listed({"/g": "Gewerbe"}))}
    site = site_of({**pages, "/g": page("Gewerbe")})
    assert site.clicks[key("/g")] == (2, (key("/"), key("/r"), key("/g")))


def test_menus_and_footers_are_clicked_too() -> None:
    home = page("Start").replace("</footer>", link("/g", "Gewerbe") + "</footer>")
    assert site_of({"/": home, "/g": page("Gewerbe")}).clicks[key("/g")][0] == 1


def test_nobody_is_sent_through_the_sitemap_or_the_search() -> None:
    pages = {
        "/": page("Start", listed({"/sitemap": "Sitemap", "/suche": "Suche", "/r": "Rathaus"})),
        "/sitemap": page("Sitemap", listed({"/g": "Gewerbe"})),
        "/suche": page("Suche", listed({"/g": "Gewerbe"})),
        "/r": page("Rathaus", listed({"/o": "Ordnung"})),
        "/o": page("Ordnung", listed({"/g": "Gewerbe"})),
        "/g": page("Gewerbe"),
    }
    assert site_of(pages).clicks[key("/g")][0] == 3


def test_the_hop_to_the_own_portal_is_one_click() -> None:
    portal = "http://musterfeld-digital.example/"
    pages = {
        "/": page("Start", link(portal, "Serviceportal")),
        portal: page("Serviceportal Musterfeld", link("/g", "G")),
    }
    site = site_of({**pages, f"{portal}g": page("Gewerbeanmeldung", title="Gewerbeanmeldung Musterfeld")})
    assert site.clicks[key(f"{portal}g")][0] == 2


def test_what_no_link_leads_to_has_no_clicks() -> None:
    site = site_of({"/": page("Start"), "/g": page("Gewerbe")})
    assert key("/g") not in site.clicks
    assert site.clicks[key("/")] == (0, (key("/"),))


def test_a_link_to_another_spelling_of_the_address_counts() -> None:
    pages = {"/": page("Start", link(f"{HOME}/Gewerbe/?utm_source=x", "Gewerbe")), "/gewerbe": page("Gewerbe")}
    assert site_of(pages).clicks[key("/gewerbe")][0] == 1
