"""How far the search for a service was complete: a "no" needs it."""

from __future__ import annotations

from datetime import UTC, datetime

from scanner.archive.records import Failure, Manifest, Missing, Purpose
from scanner.model.answer import Answer
from scanner.reading.memory import MUNICIPALITY, Answered
from tests.reading.sites import HOME, listed, page, site_of

EMPTY = Manifest(
    MUNICIPALITY.ags, MUNICIPALITY.name, MUNICIPALITY.league, MUNICIPALITY.homepage, datetime(2026, 6, 1, tzinfo=UTC)
)


def test_a_site_read_to_the_end_lets_a_service_be_missing() -> None:
    assert site_of({"/x": page("Gewerbesteuer")}).searched["reisegewerbekarte"] is Answer.YES


def test_a_link_that_names_a_service_and_was_not_followed_leaves_it_open() -> None:
    site = site_of({"/x": page("Ordnung", listed({"/nie-gelesen": "Reisegewerbekarte"}))})
    assert site.searched["reisegewerbekarte"] is Answer.UNKNOWN
    assert site.searched["gewerbesteuer"] is Answer.YES


def test_an_entry_of_the_sitemap_that_was_not_read_leaves_it_open() -> None:
    xml = f"<urlset><url><loc>{HOME}/dienste/reisegewerbekarte</loc></url></urlset>"
    site = site_of({"/x": page("X"), "/sitemap.xml": Answered(xml, content_type="text/xml", purpose=Purpose.SITEMAP)})
    assert site.searched["reisegewerbekarte"] is Answer.UNKNOWN


def test_other_pages_that_were_not_read_do_not_matter() -> None:
    site = site_of(
        {"/x": page("Freizeit", listed({"/nie": "Wandern am Musterberg", "http://fremd.example/": "Gewerbesteuer"}))}
    )
    assert set(site.searched.values()) == {Answer.YES}


def test_what_was_hidden_is_told() -> None:
    hidden = Missing(f"{HOME}/geheim", Purpose.PAGE, Failure.ROBOTS)
    manifest = Manifest(**{**vars(EMPTY), "missing": (hidden,)})
    site = site_of({"/x": page("Ordnung", listed({"/geheim": "Gewerbesteuer"}))}, manifest=manifest)
    assert site.unseen == {f"{HOME}/geheim".replace("www.", ""): "robots"}
    assert site.searched["gewerbesteuer"] is Answer.UNKNOWN


def test_a_directory_that_only_a_script_fills_leaves_every_service_open() -> None:
    shell = (
        "<!DOCTYPE html><html><head><title>Dienstleistungen A-Z</title></head><body><div id='app'></div>"
        "<noscript>Bitte schalten Sie JavaScript ein.</noscript><script src='/main.js'></script></body></html>"
    )
    site = site_of({"/dienste": shell})
    assert site.searched["reisegewerbekarte"] is Answer.UNKNOWN
