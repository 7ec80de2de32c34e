"""Pages of the competent office that a service page links."""

from __future__ import annotations

import pytest

from tests.reading.sites import TEXT, crumbs, key, link, page, site_of

UNIT = {"/amt/ordnung": page("Ordnungsamt"), "/x": page("Freibad")}


def test_the_office_that_the_text_links_is_found() -> None:
    html = page("Plakatierung", f"<p>{TEXT}</p><p>Zuständig: {link('/amt/ordnung', 'Ordnungsamt')}</p>")
    assert site_of({**UNIT, "/p": html}).unit_pages == {key("/p"): (key("/amt/ordnung"),)}


def test_a_breadcrumb_and_other_pages_are_none() -> None:
    trail = crumbs("Start") + link("/amt/ordnung", "Ordnungsamt")
    html = page("Plakatierung", f"<p>{TEXT}</p>{link('/x', 'Freibad')}", crumbs=trail)
    assert site_of({**UNIT, "/p": html}).unit_pages == {}


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Ordnungsabteilung", "Ordnungsabteilung"),
        ("Fachbereich 3 - Bürgerdienste", "Sicherheit im Ort"),
        ("zur Dienststelle", "Sicherheit im Ort"),
    ],
)
def test_a_page_is_an_offices_by_its_heading_or_by_the_link(said: str, title: str) -> None:
    html = page("Plakatierung", f"<p>{TEXT}</p><p>Zuständig ist das {link('/fb', said)}</p>")
    assert site_of({"/fb": page(title), "/p": html}).unit_pages == {key("/p"): (key("/fb"),)}
