"""All 32 criteria, service pages and levels of one town in one year."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.practice.content.model import Town
from scanner.practice.content.towns import EXPIRED_IN
from scanner.practice.content.years import town_year
from scanner.practice.pages.site import site_of
from scanner.practice.worth.clarity import clarity_worth
from scanner.practice.worth.contacts import contact_worth
from scanner.practice.worth.numbers import NOT_TESTABLE, UNREACHABLE, Worth
from scanner.practice.worth.offers import e_worth, form_worth, level
from scanner.practice.worth.search import pages_of, search_worth

_CLOSED = {"down": UNREACHABLE, "bot_wall": NOT_TESTABLE, "consent_wall": NOT_TESTABLE}


@dataclass(frozen=True, slots=True)
class TownWorth:
    """What a town is worth: criteria by id, the keys of the pages of each described service, levels of the basket."""

    criteria: dict[str, Worth]
    pages: dict[str, list[str]]
    levels: dict[str, int]


def worth_of(town: Town, year: int) -> TownWorth:
    """Count a town in a year by METHOD.md."""
    made, site = town_year(town, year), site_of(town, year)
    criteria = search_worth(made) | clarity_worth(made, site) | contact_worth(made) | form_worth(made) | e_worth(made)
    criteria = {name: criteria[name] for name in sorted(criteria, key=lambda name: ("SUAFE".index(name[0]), name))}
    closed = UNREACHABLE if town.fault == "expired" and year == EXPIRED_IN else _CLOSED.get(town.fault)
    if closed:
        return TownWorth(dict.fromkeys(criteria, closed), {}, {})
    pages = {name: keys for name in (*made.offerings, "bauleitplanung") if (keys := pages_of(made, name))}
    return TownWorth(criteria, pages, {name: level(made, made.offerings[name]) for name in made.basket})
