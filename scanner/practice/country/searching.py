"""The searches of the towns: as good or as poor as the content model says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from scanner.practice.content.catalogue import criteria
from scanner.practice.content.dice import Dice
from scanner.practice.content.model import Town, TownYear
from scanner.practice.content.years import town_year
from scanner.practice.pages.blocks import Page, text_of
from scanner.practice.pages.services import page_key
from scanner.practice.pages.site import site_of

SHOWN = 10
_CLOSE = 88.0


@dataclass(frozen=True, slots=True)
class Document:
    """What the search knows of a page."""

    page: Page
    title: str
    words: frozenset[str]


def words(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return re.findall(r"[^\W_]+", text.replace("\xad", "").casefold())


def find(town: TownYear, asked: str, label: str = "") -> list[Page]:
    """Return the pages that a town's search shows for a query, best first."""
    terms = words(asked)
    best = _best_bet(town, asked)
    scored = []
    for document in _documents(town.town, town.year):
        points = _points(terms, document, town) + (1000 if document.page.key == best else 0)
        if points and (not label or document.page.label == label):
            scored.append((points, document.page))
    if town.features.order == "date":
        scored.sort(
            key=lambda hit: (hit[1].day is None, -(hit[1].day.toordinal() if hit[1].day else 0), -hit[0], hit[1].key)
        )
    else:
        scored.sort(key=lambda hit: (-hit[0], hit[1].key))
    return [page for _, page in scored[:SHOWN]]


def _points(terms: list[str], document: Document, town: TownYear) -> int:
    title = [any(_same(term, word, town) for word in words(document.title)) for term in terms]
    if not terms:
        return 0
    if town.features.search == "title":
        return 10 * sum(title) if all(title) else 0
    if all(
        hit or any(_same(term, word, town) for word in document.words) for hit, term in zip(title, terms, strict=True)
    ):
        return 1 + 10 * sum(title)
    return 0


def _same(term: str, word: str, town: TownYear) -> bool:
    if term in word:
        return True
    return town.features.fuzzy == "yes" and abs(len(term) - len(word)) < 3 and fuzz.ratio(term, word) >= _CLOSE


def _best_bet(town: TownYear, asked: str) -> str:
    """Return the page that editors have put first for an everyday term."""
    known = criteria().terms[town.town.league].everyday
    term = next((term for term in known if term.casefold() == asked.strip().casefold()), "")
    share = {"no": 0.0, "half": 0.5, "yes": 1.0}[town.features.synonyms]
    if not term or Dice(town.town.seed).share("best bet", term) >= share:
        return ""
    offered = town.offerings.get(known[term])
    return page_key(offered).partition("#")[0] if offered and offered.described else ""


@lru_cache(maxsize=16)
def _documents(town: Town, year: int) -> tuple[Document, ...]:
    made, found = town_year(town, year), []
    knows_portal = Dice(town.seed).share("search knows the portal") < 0.6
    for page in site_of(town, year).pages.values():
        if page.indexed and page.host != "form" and (page.host == "main" or knows_portal or not made.portal_host):
            found.append(Document(page, page.title, frozenset(words(f"{page.title} {text_of(page)}"))))
    return tuple(found)
