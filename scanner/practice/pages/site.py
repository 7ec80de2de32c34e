"""Puts a town's site together: its pages, its menus and its PDFs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from scanner.practice.content.extras import entry_name
from scanner.practice.content.model import Town, TownYear
from scanner.practice.content.wording import town_text
from scanner.practice.content.years import town_year
from scanner.practice.pages import beyond, features, forms, lists, noise, services
from scanner.practice.pages.blocks import Link, Links, Page, Site, Text


@lru_cache(maxsize=48)
def site_of(town: Town, year: int) -> Site:
    """Return the site of a town in a year; kept for the towns that were asked last."""
    made, site = town_year(town, year), Site()
    for makers in (
        services.service_pages, lists.az_pages, lists.citizen_pages, lists.unit_pages, lists.bundle_page,
        lists.forms_page, features.business_pages, features.channel_pages, features.portal_pages, features.further_pages,
        forms.form_pages, noise.noise_pages, beyond.beyond_pages, _own_pages,
    ):  # fmt: skip
        for page in makers(made):
            site.add(page)
    site.papers = dict(forms.papers(made))
    site.menu, site.quick, site.footer = list(_menu(made, site)), list(_quick(made, site)), list(_footer(made, site))
    for page in _hubs(made, site):
        site.add(page)
    return site


def _own_pages(made: TownYear) -> Iterator[Page]:
    town, phone = made.town, f"{made.town.code} 123-0"
    imprint = town_text(
        "imprint", title=town.title, street=town.street, postcode=town.postcode, name=town.name, phone=phone
    )
    yield Page("imprint", "Impressum", (Text(imprint),), kind="legal", indexed=False)
    yield Page("privacy", "Datenschutz", (Text(town_text("privacy")),), kind="legal", indexed=False)
    if made.features.statement == "yes":
        yield Page("statement", "Erklärung zur Barrierefreiheit", (Text(town_text("statement")),), kind="legal")
    if made.features.easy == "yes":
        yield Page("easy", "Leichte Sprache", (Text(town_text("easy", name=town.name)),))
    if made.features.languages == "page":
        yield Page("english", "Welcome", (Text(town_text("english", name=town.name)),), lang="en")


def _menu(made: TownYear, site: Site) -> Iterator[Link]:
    yield Link("Rathaus", "rathaus")
    if made.features.entry == "menu":
        yield Link(entry_name(made), "wirtschaft")
    if made.portal_host:
        yield Link("Serviceportal", "portal")
    elif "az" in site.pages and made.features.az_place == "menu":
        yield Link("Dienstleistungen A–Z", "az")
    yield Link("Leben und Freizeit", "leben")
    yield Link("Aktuelles", "news")


def _quick(made: TownYear, site: Site) -> Iterator[Link]:
    for key, text in (
        ("contact", "Kontakt"),
        ("easy", "Leichte Sprache"),
        ("english", "English"),
        ("booking", "Termin online buchen"),
    ):
        if key in site.pages:
            yield Link(text, key)
    if made.features.search_place == "link" and made.features.search in ("title", "text"):
        yield Link("Suche", "search")


def _footer(made: TownYear, site: Site) -> Iterator[Link]:
    yield Link("Impressum", "imprint")
    yield Link("Datenschutz", "privacy")
    if "statement" in site.pages:
        yield Link("Erklärung zur Barrierefreiheit", "statement")
    if made.features.entry == "footer":
        yield Link(entry_name(made), "wirtschaft")


def _on_hub(made: TownYear, key: str, page: Page) -> bool:
    """Whether the town hall's page leads to a page: what an A-Z lists does not stand there once more."""
    if key.startswith("beyond:"):
        return made.features.az in ("none", "dead")
    return page.host == "main" and not key.startswith(("service:", "citizen:"))


def _hubs(made: TownYear, site: Site) -> Iterator[Page]:
    """Return the pages that lead on: each page is linked from the page above it."""
    tiles = [Link("Veranstaltungskalender", "calendar"), Link("Stellenangebote", "jobs")]
    if made.features.entry == "tile":
        tiles.insert(0, Link(entry_name(made), "wirtschaft"))
    news = [Link(page.title, key) for key, page in site.pages.items() if page.kind == "news"]
    yield Page(
        "home",
        made.town.title,
        (Text(town_text("home", name=made.town.name)), Links(tuple(tiles), tiles=True), Links(tuple(news))),
        "",
        indexed=False,
    )
    below = [
        Link(page.title, key)
        for key, page in site.pages.items()
        if page.parent == "rathaus" and _on_hub(made, key, page)
    ]
    if made.features.entry == "deep":
        below.append(Link(entry_name(made), "wirtschaft"))
    yield Page("rathaus", "Rathaus", (Text(town_text("rathaus", name=made.town.name)), Links(tuple(below))))
    themes = [Link(page.title, key) for key, page in site.pages.items() if page.parent == "leben" and key != "calendar"]
    yield Page(
        "leben",
        "Leben und Freizeit",
        (Text(town_text("leben", name=made.town.name)), Links((Link("Veranstaltungskalender", "calendar"), *themes))),
    )
    contact = site.pages["contact"]
    more = [Link(page.title, key) for key, page in site.pages.items() if page.parent == "contact"]
    yield Page("contact", contact.title, (*contact.blocks, Links(tuple(more))) if more else contact.blocks)
