"""What stands on every page belongs to none."""

from __future__ import annotations

from criteria.words import fold
from tests.reading.sites import TEXT, page, site_of

BOX = "Zentrale: Telefon 05999 123-0, rathaus@musterfeld.example"


def _repeated(with_box: int, without: int) -> frozenset[str]:
    pages = {f"/a{n}": page(f"Seite {n}", f"<p>{n}. {TEXT}</p>", aside=f"<p>{BOX}</p>") for n in range(with_box)}
    pages |= {f"/b{n}": page(f"Blatt {n}", f"<p>{n}. {TEXT}</p>") for n in range(without)}
    return site_of(pages).repeated


def test_a_box_on_nearly_every_page_is_repeated() -> None:
    assert fold(BOX) in _repeated(12, 0)


def test_a_box_on_some_pages_belongs_to_them() -> None:
    assert fold(BOX) not in _repeated(6, 6)


def test_a_handful_of_pages_repeats_nothing() -> None:
    assert not _repeated(2, 0)


def test_what_is_said_on_one_page_is_never_repeated() -> None:
    assert not any(fold(f"{n}. {TEXT}") in _repeated(12, 0) for n in range(3))


def test_pages_in_another_frame_do_not_hide_what_the_others_repeat() -> None:
    pages = {f"/a{n}": page(f"Seite {n}", f"<p>{n}. {TEXT}</p>", aside=f"<p>{BOX}</p>") for n in range(10)}
    framed = {
        path: html.replace("<body>", "<body><header><p>Serviceportal</p><p>Alle Leistungen</p></header>")
        for path, html in pages.items()
    }
    forms = {
        f"/f{n}": f"<html><body><main><h1>Formular {n}</h1><p>Schritt {n}</p></main></body></html>" for n in range(4)
    }
    assert fold(BOX) in site_of({**framed, **forms}).repeated
