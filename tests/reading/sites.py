"""Whole invented sites for tests: pages as HTML go in, the site that judging would see comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from criteria.loading import CriteriaSet, load_set
from criteria.registry import Municipality
from scanner.archive.records import Manifest
from scanner.reading.captures import read_captures
from scanner.reading.memory import MUNICIPALITY, Answered, memory_archive
from scanner.reading.seen import Seen
from scanner.reading.site import build_site, see
from scanner.reading.site_types import Kind, Site
from scanner.reading.urls import identity

HOME = "http://www.musterfeld.example"
KREIS = replace(MUNICIPALITY, ags="05999", name="Kreis Musterland", kind="Kreis", league="kreis")
MENU = {"/": "Startseite", "/rathaus": "Rathaus", "/wirtschaft": "Wirtschaft", "/freizeit": "Freizeit"}
TEXT = (
    "Wer das in unserer Gemeinde vorhat, meldet sich vorher schriftlich bei uns und beschreibt kurz, was geplant ist. "
    "Wir prüfen die Angaben, fragen bei Bedarf nach und entscheiden in der Regel innerhalb von zwei Wochen. Bringen Sie "
    "zum Gespräch bitte einen Lageplan und Ihren Ausweis mit, damit wir alles in einem Termin klären können."
)
Pages = Mapping[str, str | bytes | Answered]


@cache
def criteria_set() -> CriteriaSet:
    """The criteria set that the project carries."""
    return load_set()


def page(heading: str, *body: str, title: str = "", crumbs: str = "", aside: str = "", text: str | None = None) -> str:
    """Return a page with menu and footer; `body` is HTML below the h1, `text` a first paragraph (none if empty)."""
    first = TEXT if text is None and not body else text or ""
    trail = f'<nav class="breadcrumb" aria-label="Brotkrumen">{crumbs}</nav>' if crumbs else ""
    shown = "".join([f"<h1>{heading}</h1>" if heading else "", f"<p>{first}</p>" if first else "", *body])
    side = f"<aside>{aside}</aside>" if aside else ""
    return (
        f"<!DOCTYPE html><html lang='de'><head><title>{title or heading} | Gemeinde Musterfeld</title></head><body>"
        f"<header><a href='/'>Gemeinde Musterfeld</a></header><nav>{listed(MENU)}</nav>{trail}<main>{shown}</main>{side}"
        f"<footer><p>Gemeinde Musterfeld, Rathausplatz 1, 39871 Musterfeld</p>{link('/impressum', 'Impressum')}</footer>"
        "</body></html>"
    )


def link(url: str, text: str) -> str:
    """Return a link."""
    return f"<a href='{url}'>{text}</a>"


def listed(links: Mapping[str, str]) -> str:
    """Return a list of links, address -> text."""
    return "<ul>" + "".join(f"<li>{link(url, text)}</li>" for url, text in links.items()) + "</ul>"


def crumbs(*names: str) -> str:
    """Return a trail of links to made-up addresses."""
    return " &gt; ".join(link(f"/{number}-trail", name) for number, name in enumerate(names))


def site_of(pages: Pages, municipality: Municipality = MUNICIPALITY, manifest: Manifest | None = None) -> Site:
    """Return the site of some pages; a homepage that links all of them is made up where there is none."""
    return build_site(memory_archive(_with_home(pages), municipality, manifest=manifest), municipality, criteria_set())


def seen_of(pages: Pages, municipality: Municipality = MUNICIPALITY) -> Seen:
    """Return what is seen of some pages."""
    archive = memory_archive(_with_home(pages), municipality)
    readings = read_captures(archive, criteria_set().lexicon)
    return see(readings, archive.manifest, municipality, criteria_set())


def _with_home(pages: Pages) -> Pages:
    if "/" in pages:
        return pages
    return {"/": page("Willkommen", listed({path: f"Weiter zu {path}" for path in pages}), text=TEXT), **pages}


def key(path: str) -> str:
    """Return the key of a path on the homepage's host."""
    return identity(path if "//" in path else HOME + path)


def kinds_of_page(html: str, path: str = "/rathaus/seite") -> frozenset[Kind]:
    """Return the kinds of one page of a site."""
    return site_of({path: html}).kinds[key(path)]


def services_of_page(html: str, path: str = "/rathaus/seite", municipality: Municipality = MUNICIPALITY) -> set[str]:
    """Return the services that one page of a site describes."""
    site = site_of({path: html}, municipality)
    return {service for service, pages in site.services.items() if any(one.page == key(path) for one in pages)}
