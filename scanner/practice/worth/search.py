"""S: what the site's search is worth. The search of the region is asked, since what it shows is a fact of the town."""

from __future__ import annotations

from collections.abc import Mapping

from scanner.practice.content.catalogue import criteria
from scanner.practice.content.model import TownYear
from scanner.practice.country.searching import find
from scanner.practice.pages.lists import listed
from scanner.practice.pages.services import page_key
from scanner.practice.worth.numbers import NOT_TESTABLE, Worth, points, share

_FIRST = 5
_FIELD = {"home": 2, "link": 1, "sub": 1}


def search_worth(town: TownYear) -> dict[str, Worth]:
    """Return S1 to S5."""
    features, terms = town.features, criteria().terms[town.town.league]
    field = 2 if features.search == "third_party" else 0 if features.search == "none" else _FIELD[features.search_place]
    found = {"S1": points(field, 2), "S5": points(_directory(town), 3)}
    if features.search == "third_party" or (town.town.fault == "robots_search" and features.search != "none"):
        return found | dict.fromkeys(("S2", "S3", "S4"), NOT_TESTABLE)
    if features.search == "none":
        return found | dict.fromkeys(("S2", "S3", "S4"), Worth(0.0))
    comfort = (features.suggests == "yes") + (features.filters == "yes") + _forgives(town, terms.misspelt)
    return found | {
        "S2": share(_hit(town, term, service) for term, service in terms.official.items()),
        "S3": share(_hit(town, term, service) for term, service in terms.everyday.items()),
        "S4": points(comfort, 3),
    }


def _hit(town: TownYear, term: str, service: str) -> bool:
    """Whether one of the first results is a page on the service."""
    shown = {page.key for page in find(town, term)[:_FIRST]}
    return bool(shown & set(pages_of(town, service)))


def pages_of(town: TownYear, service: str) -> list[str]:
    """Return the keys of the pages that describe a service."""
    offered = town.offerings.get(service)
    if offered is None or not offered.described:
        return ["plans"] if service == "bauleitplanung" and town.features.plans == "yes" else []
    twin = [f"twin:{service}"] if offered.twin != "none" else []
    return [page_key(offered).partition("#")[0], *twin]


def _forgives(town: TownYear, misspelt: Mapping[str, str]) -> bool:
    return any(_hit(town, term, service) for term, service in misspelt.items())


def _directory(town: TownYear) -> int:
    """Return the points of the A-Z: its entries of the basket that lead to a service page."""
    if town.features.az == "none":
        return 0
    entries = {offered.service for offered in listed(town)} & set(town.basket)
    part = len(entries) / len(town.basket)
    if town.features.az == "dead" or part < 0.5:
        return 1
    return 3 if part >= 0.8 else 2
