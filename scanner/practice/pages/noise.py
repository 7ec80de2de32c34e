"""What stands around the services: news, council, calendar, job adverts and by-laws, full of the right words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from scanner.practice.content.dice import Dice
from scanner.practice.content.model import TownYear
from scanner.practice.content.pools import pool
from scanner.practice.content.wording import town_text
from scanner.practice.pages.beyond import below
from scanner.practice.pages.blocks import Block, Heading, Link, Links, Page, Text


def noise_pages(town: TownYear) -> Iterator[Page]:
    """Return what must not be taken for a service."""
    news = Dice(town.town.seed).shuffled([tuple(row) for row in pool("pages")["news"]], "news", town.year)[:3]
    links = []
    for at, (title, text) in enumerate(news):
        day = town.day - timedelta(days=9 * at + 5)
        links.append(Link(title, f"news:{at}"))
        blocks = (Text(f"{day:%d.%m.%Y} – {text}"), Text("", Link("Zurück zur Übersicht der Meldungen", "news")))
        yield Page(f"news:{at}", title, blocks, "news", "news", day=day, label="Aktuelles")
    yield Page("news", "Aktuelles", (Links((*links, *below(town, "news"))),), indexed=False)
    title, paper = pool("pages")["council"]
    papers = below(town, "council")
    about: tuple[Block, ...] = (Text(paper), Links(papers)) if papers else (Text(paper),)
    yield Page("council", title, about, "rathaus", "council", label="Ratsinformation")
    title, text = pool("pages")["job"]
    yield Page("job", title, (Text(text),), "jobs", "job", day=town.day, label="Stellenangebot")
    yield Page("jobs", "Stellenangebote", (Links((Link(title, "job"), *below(town, "job"))),), "rathaus", indexed=False)
    title, text = pool("pages")["bylaw"]
    yield Page("bylaw", title, (Heading("Gebührentarif"), Text(text)), "rathaus", "bylaw", label="Ortsrecht")
    yield calendar_page(town, 0)


def calendar_page(town: TownYear, month: int) -> Page:
    """Return one month of a calendar that never ends; month 0 is that of the run."""
    first = town.day.replace(day=1)
    shown = first.replace(year=first.year + (first.month - 1 + month) // 12, month=(first.month - 1 + month) % 12 + 1)
    links = Links((Link("Voriger Monat", f"calendar:{month - 1}"), Link("Nächster Monat", f"calendar:{month + 1}")))
    text = Text(town_text("event", month=f"{shown:%m/%Y}"))
    key = f"calendar:{month}" if month else "calendar"
    return Page(
        key, "Veranstaltungskalender", (text, links), "leben", "event", indexed=month == 0, label="Veranstaltung"
    )
