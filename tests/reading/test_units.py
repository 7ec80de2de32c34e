"""Pages of the competent office that a service page links."""

from __future__ import annotations

from tests.reading.sites import TEXT, crumbs, key, link, page, site_of

UNIT = {"/amt/ordnung": page("Ordnungsamt"), "/x": page("Freibad")}


def test_the_office_that_the_text_links_is_found() -> None:
    html = page("Plakatierung", f"<p>{TEXT}</p><p>Zuständig: {link('/amt/ordnung', 'Ordnungsamt')}</p>")
    assert site_of({**UNIT, "/p": html}).unit_pages == {key("/p"): (key("/amt/ordnung"),)}


def test_a_breadcrumb_and_other_pages_are_none() -> None:
    trail = crumbs("Start") + link("/amt/ordnung", "Ordnungsamt")
    html = page("Plakatierung", f"<p>{TEXT}</p>{link('/x', 'Freibad')}", crumbs=trail)
    assert site_of({**UNIT, "/p": html}).unit_pages == {}
