"""Pages on services beyond the criteria set, and those that only sound like them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from scanner.practice.content.beyond import Beyond, beyond
from scanner.practice.content.model import TownYear
from scanner.practice.content.pools import pool
from scanner.practice.pages.blocks import Block, Heading, Link, Links, Page, Text

_PARENTS = {"news": "news", "council": "council", "job": "jobs"}
_LABELS = {"news": "Aktuelles", "council": "Ratsinformation", "job": "Stellenangebot"}


def beyond_pages(town: TownYear) -> Iterator[Page]:
    """Return the pages, and those that list waste, words and topics."""
    pages = beyond(town.town)
    for at, one in enumerate(pages):
        yield _service(town, one) if one.kind == "service" else _decoy(town, one, at)
    for kind, title in pool("beyond")["hubs"].items():
        links = tuple(Link(one.title, one.page) for one in pages if one.kind == kind)
        if links:
            blocks = (Text(pool("beyond")["hub_text"]), Links(links))
            yield Page(f"hub:{kind}", title, blocks, "leben" if kind == "topic" else "rathaus")


def below(town: TownYear, kind: str) -> tuple[Link, ...]:
    """Return links to the decoys that stand in a list of another page: news, council or jobs."""
    return tuple(Link(one.title, one.page) for one in beyond(town.town) if one.kind == kind)


def beyond_entries(town: TownYear) -> Iterator[Link]:
    """Return the entries of the A-Z for services beyond the set."""
    return (Link(one.title, one.page) for one in beyond(town.town) if one.kind == "service")


def _service(town: TownYear, one: Beyond) -> Page:
    blocks: list[Block] = [Text(one.text)]
    for part in one.parts:
        blocks += [Heading(part), Text(pool("beyond")["part"])]
    if one.says:
        blocks.append(Text(pool("beyond")["keyed"].format(key=one.says)))
    host = "portal" if town.portal_host else "main"
    return Page(one.page, one.title, tuple(blocks), "rathaus", "service", host, label="Dienstleistung")


def _decoy(town: TownYear, one: Beyond, at: int) -> Page:
    parent = _PARENTS.get(one.kind, f"hub:{one.kind}")
    day = town.day - timedelta(days=3 * at + 2)
    text = f"{day:%d.%m.%Y} – {one.text}" if one.kind == "news" else one.text
    kind = one.kind if one.kind in _PARENTS else "page"
    return Page(
        one.page, one.title, (Text(text),), parent, kind, day=day if kind != "page" else None,
        label=_LABELS.get(one.kind, "Seite"),
    )  # fmt: skip
