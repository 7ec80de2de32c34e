"""One page under many addresses is one page; different pages stay different."""

from __future__ import annotations

import pytest

from scanner.reading.memory import Answered
from scanner.reading.site_types import Site
from tests.reading.sites import HOME, TEXT, key, link, listed, page, site_of

MENU = "<p><a href='{0}/gewerbe'>Gewerbe</a> <a href='{0}/bauen'>Bauen</a></p>"


def _page(canonical: str = "", heading: str = "Plakatierung", more: str = "") -> str:
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return page(heading, f"<p>{TEXT}</p>{more}").replace("<head>", f"<head>{head}")


def _pages(site: Site) -> list[str]:
    return [own.page for own in site.services.get("plakatierung", ())]


@pytest.mark.parametrize(
    "twin",
    ["/plakate?druck=1", "/plakate?sid=0123456789abcdef0123", "/Plakate/", "/plakate;jsessionid=AB12?print=true"],
)
def test_print_session_and_spelling_twins_are_one_page(twin: str) -> None:
    assert _pages(site_of({"/plakate": _page(), twin: _page()})) == [key("/plakate")]


def test_a_language_prefix_that_repeats_the_german_text_is_one_page() -> None:
    pages = {"/plakate": _page(more=MENU.format("")), "/en/plakate": _page(more=MENU.format("/en"))}
    assert _pages(site_of(pages)) == [key("/plakate")]


@pytest.mark.parametrize("order", [1, -1])
def test_the_canonical_address_is_the_page_in_any_order(order: int) -> None:
    html = {"/plakate": _page(), "/alt?id=7": _page(canonical=f"{HOME}/plakate", more="<p>Sie sind hier: Alt</p>")}
    assert _pages(site_of(dict(list(html.items())[::order]))) == [key("/plakate")]


def test_a_canonical_address_that_every_page_gives_is_not_believed() -> None:
    start = f"{HOME}/"
    pages = {"/plakate": _page(start), "/steuer": _page(start, "Gewerbesteuer"), "/reise": _page(start, "Reisegewerbe")}
    site = site_of(pages)
    assert set(site.services) == {"plakatierung", "gewerbesteuer", "reisegewerbekarte"}


def test_links_to_a_twin_lead_to_the_page() -> None:
    way = page("X", listed({"/alt": "Plakate"}))
    site = site_of({"/plakate": _page(), "/alt": Answered(redirect="/plakate"), "/x": way})
    assert site.key(f"{HOME}/alt") == key("/plakate")
    assert [entry.services for entry in site.entries[key("/x")]] == [("plakatierung",)]


def test_parallel_pages_with_their_own_words_stay_two() -> None:
    site = site_of({"/plakate": _page(), "/werbung": _page(more="<p>Die Gebühr beträgt 30 Euro je Monat.</p>")})
    assert len(_pages(site)) == 2


def test_short_pages_that_say_the_same_stay_two() -> None:
    pages = {f"/liste-{letter}": page("Dienstleistungen", "<p>Keine Einträge.</p>", text="") for letter in "xy"}
    assert {key("/liste-x"), key("/liste-y")} <= set(site_of(pages).pages)


def test_dead_pages_are_kept_and_never_merged() -> None:
    dead = Answered(page("Nicht gefunden"), status=404)
    site = site_of({"/a": dead, "/b": dead})
    assert {site.pages[key(path)].status for path in ("/a", "/b")} == {404}


def test_two_letters_of_a_directory_stay_two() -> None:
    pages = {f"/a-z?letter={x}": page(f"Leistungen: {x}", f"<p>{TEXT}</p>{link(f'/{x}', x)}") for x in "AB"}
    assert {key("/a-z?letter=A"), key("/a-z?letter=B")} <= set(site_of(pages).pages)


def test_a_canonical_address_that_was_never_read_is_the_page() -> None:
    canonical = f"{HOME}/plakate"
    pages = {"/plakate?rubrik=12": _page(canonical), "/plakate?vorlesen=1&rubrik=12": _page(canonical)}
    site = site_of(pages)
    assert _pages(site) == [key("/plakate")]
    assert site.address(key("/plakate")) == canonical


def test_the_canonical_name_wins_over_a_shorter_number() -> None:
    canonical = f"{HOME}/buergerservice/dienstleistung/plakatierung"
    pages = {"/node/7?print=1": _page(canonical), "/buergerservice/dienstleistung/plakatierung": _page(canonical)}
    assert _pages(site_of(pages)) == [key("/buergerservice/dienstleistung/plakatierung")]


@pytest.mark.parametrize("order", [1, -1])
def test_what_the_link_for_printing_leads_to_is_the_page_it_stands_on(order: int) -> None:
    pages = {
        "/plakatierung-im-ort": _page(more=link("/ausgabe/77", "Seite drucken")),
        "/ausgabe/77": _page(more="<p>Gemeinde Musterfeld – Druckansicht</p>"),
    }
    assert _pages(site_of(dict(list(pages.items())[::order]))) == [key("/plakatierung-im-ort")]


@pytest.mark.parametrize(
    "twin", ["/plakate?tmpl=component&print=1&layout=default", "/plakate?p_p_state=pop_up&viewMode=print"]
)
def test_a_bare_view_for_printing_is_the_page_though_it_leaves_things_out(twin: str) -> None:
    html = {twin: page("Plakatierung", f"<p>{TEXT}</p>"), "/plakate": _page(more=f"<p>{link('/x', 'Mehr dazu')}</p>")}
    site = site_of(html)
    assert _pages(site) == [key("/plakate")]
    assert site.pages[key("/plakate")].url == f"{HOME}/plakate"


def test_letters_that_call_the_directory_their_canonical_address_stay_apart() -> None:
    def letter(names: str) -> str:
        return _page(f"{HOME}/a-z", "Leistungen von A bis Z", listed({f"/{name}": name for name in names.split()}))

    pages = {"/a-z": letter("Abfall Ausweis"), "/a-z?letter=P": letter("Pass Plakatierung Parken")}
    assert set(map(key, pages)) <= set(site_of(pages).pages)


def test_a_page_under_two_categories_has_the_address_that_its_print_view_stands_under() -> None:
    html = _page(more=f"<p>{link('/index.php?id=4&amp;kat=18&amp;print', 'Seite drucken')}</p>")
    pages = {"/index.php?id=4&kat=15": html, "/index.php?id=4&kat=18": html}
    assert _pages(site_of(pages)) == [key("/index.php?id=4&kat=18")]


def test_a_view_that_a_page_links_of_itself_is_not_the_page() -> None:
    html = _page(more=f"<p>{link('/plakate?kontrast=hoch', 'Kontrast')} {link('/plakate?fs=2', 'A+')}</p>")
    pages = {"/plakate": html, "/plakate?kontrast=hoch": html, "/plakate?fs=2": html}
    assert _pages(site_of(pages)) == [key("/plakate")]
