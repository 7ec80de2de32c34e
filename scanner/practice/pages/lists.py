"""The pages that lead to services: A-Z, offices, bundles for business, the overview of forms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from scanner.practice.content.dice import Dice
from scanner.practice.content.model import Offering, TownYear
from scanner.practice.content.pools import pool
from scanner.practice.content.wording import link_text, town_text, unit_name
from scanner.practice.pages.beyond import beyond_entries
from scanner.practice.pages.blocks import Block, Contact, Heading, Link, Links, Page, Place, Text
from scanner.practice.pages.services import TRADE_PAGE, form_link, hours, page_key, unit_of

_SHARES = {"all": 1.0, "half": 0.6, "few": 0.25, "dead": 1.0}
BUNDLE_SIZES = {"small": 4, "large": 8, "situations": 99}


def listed(town: TownYear) -> list[Offering]:
    """Return the services that the A-Z holds an entry for, by title."""
    dice, share = Dice(town.town.seed), _SHARES.get(town.features.az, 0.0)
    kept = [one for one in town.offerings.values() if one.described and dice.share("az", _page_of(one)) < share]
    return sorted(kept, key=lambda one: one.title)


def _page_of(offered: Offering) -> str:
    """Return what decides on the entry: services that share a page stand in the directory together, or not at all."""
    return TRADE_PAGE if offered.page == "section" else offered.service


def az_pages(town: TownYear) -> Iterator[Page]:
    """Return the directory of services: one page, or one for each letter. Citizens' matters stand in it, too."""
    if town.features.az == "none":
        return
    host = "portal" if town.portal_host else "main"
    entries = sorted([*_entries(town), *_citizen_entries(town)], key=lambda link: link.text)
    by_letter = [(letter, tuple(found)) for letter, found in groupby(entries, key=lambda link: link.text[0].upper())]
    title, parent = "Dienstleistungen A–Z", "portal" if town.portal_host else "rathaus"
    if _by_letters(town):
        yield Page(
            "az",
            title,
            (Text(town_text("az")), Links(tuple(Link(x, f"az:{x}") for x, _ in by_letter))),
            parent,
            host=host,
        )
        for letter, found in by_letter:
            yield Page(f"az:{letter}", f"{title}: {letter}", (Links(found),), "az", host=host, indexed=False)
        return
    blocks: list[Block] = [Text(town_text("az"))]
    for letter, found in by_letter:
        blocks += [Heading(letter), Links(found)]
    yield Page("az", title, tuple(blocks), parent, host=host)


def _by_letters(town: TownYear) -> bool:
    return Dice(town.town.seed).share("a page for each letter") < 0.2 and town.town.skin != "script"


def _entries(town: TownYear) -> Iterator[Link]:
    for at, offered in enumerate(listed(town)):
        mark = "Online" if town.features.marks == "list" and offered.form.online else ""
        dead = town.features.az == "dead" and at % 4 != 3
        yield Link(offered.title, f"gone:{offered.service}" if dead else page_key(offered), mark)


def _citizen_entries(town: TownYear) -> Iterator[Link]:
    if town.features.az != "dead":
        for at, (title, _) in enumerate(pool("extended")["citizen"]):
            yield Link(title, f"citizen:{at}")
        yield from beyond_entries(town)


def citizen_pages(town: TownYear) -> Iterator[Page]:
    """Return the pages on what citizens ask for."""
    host = "portal" if town.portal_host else "main"
    for at, (title, text) in enumerate(pool("extended")["citizen"]):
        yield Page(f"citizen:{at}", title, (Text(text),), "rathaus", host=host, label="Dienstleistung")


def unit_pages(town: TownYear) -> Iterator[Page]:
    """Return the offices with address, hours and what they do, and the page that lists them."""
    units = dict.fromkeys(unit_of(name) for name, one in town.offerings.items() if one.page != "none")
    links = []
    for key in units:
        name = unit_name(key, town.town.style)
        tasks = [one for one in town.offerings.values() if one.page != "none" and unit_of(one.service) == key]
        links.append(Link(name, f"unit:{key}"))
        yield Page(f"unit:{key}", name, _unit(town, key, tasks), "aemter", "unit", label="Amt")
    yield Page(
        "aemter",
        "Ämter und Abteilungen",
        (Text(town_text("aemter", name=town.town.name)), Links(tuple(links))),
        "rathaus",
    )


def _unit(town: TownYear, key: str, tasks: list[Offering]) -> tuple[Block, ...]:
    place = Place(
        unit_name(key, town.town.style), "", town.town.street, f"{town.town.postcode} {town.town.name}", hours(town)
    )
    office = Contact("Sekretariat", phone=f"{town.town.code} 123-{190 + len(key)}")
    links = tuple(Link(one.title, page_key(one) if one.described else f"service:{one.service}") for one in tasks)
    return (Text(town_text("unit")), place, office, Heading("Aufgaben"), Links(links))


def bundled(town: TownYear) -> list[Offering]:
    """Return the core services that the bundle for business leads to."""
    size = BUNDLE_SIZES.get(town.features.bundle, 0)
    return [one for name in town.basket if (one := town.offerings[name]).described][:size]


def bundle_page(town: TownYear) -> Iterator[Page]:
    """Return the page that gathers services for business, grouped by situation or not."""
    found = bundled(town)
    if not found:
        return
    dice = Dice(town.town.seed)
    blocks: list[Block] = [Text(town_text("bundle"))]
    if town.features.bundle == "situations":
        names = pool("pages")["situations"]
        for key, name in names.items():
            links = [
                link
                for one in found
                if pool("services")[one.service]["situation"] == key
                for link in _bundle_links(one)
            ]
            blocks += [Heading(name), Links(tuple(links))] if links else []
    else:
        blocks.append(Links(tuple(Link(one.title, page_key(one)) for one in found)))
    yield Page("bundle", dice.one(pool("pages")["bundle_titles"], "bundle"), tuple(blocks), "wirtschaft")


def _bundle_links(offered: Offering) -> Iterator[Link]:
    yield Link(offered.title, page_key(offered))
    if offered.form.online:
        yield form_link(offered)


def formed(town: TownYear) -> list[Offering]:
    """Return the business services whose forms the overview of forms lists."""
    offers = [one for one in town.offerings.values() if one.form.offer]
    return offers if town.features.forms_page == "business" else offers[:2]


def forms_page(town: TownYear) -> Iterator[Page]:
    """Return the overview of forms: with a group for business, or mostly for citizens."""
    if town.features.forms_page == "none":
        return
    citizen = tuple(
        Link(f"{title} (PDF)", f"citizen-pdf:{at}") for at, title in enumerate(pool("pages")["citizen_forms"])
    )
    business = tuple(_form_entry(one) for one in formed(town))
    blocks: list[Block] = [Text(town_text("forms"))]
    if town.features.forms_page == "business":
        blocks += [Heading(town_text("forms_business")), Links(business)] if business else []
        blocks += [Heading(town_text("forms_citizen")), Links(citizen)]
    else:
        blocks.append(Links(tuple(sorted((*citizen, *business), key=lambda link: link.text))))
    yield Page("forms", "Formulare", tuple(blocks), "rathaus")


def _form_entry(offered: Offering) -> Link:
    if not offered.form.pdf:
        return form_link(offered)
    return Link(link_text("pdf", Dice(offered.dice), offered.title), offered.form.address)
