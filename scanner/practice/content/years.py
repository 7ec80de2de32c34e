"""Makes a town's year: the features of its site, its people, and what it offers for each service."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache

from scanner.practice.content import catalogue
from scanner.practice.content.dice import Dice
from scanner.practice.content.model import YEARS, Features, Offering, Person, Town, TownYear
from scanner.practice.content.offerings import offering
from scanner.practice.content.pools import pool

_TRADE = ("gewerbe_anmeldung", "gewerbe_ummeldung", "gewerbe_abmeldung")
_ONE_PAGE = 0.3
_TWINS = 2


@lru_cache(maxsize=64)
def town_year(town: Town, year: int) -> TownYear:
    """Return a town in a year; the same arguments give the same, in every process."""
    dice, level = Dice(town.seed), town.path[list(YEARS).index(year)]
    made = TownYear(
        town=town,
        year=year,
        day=YEARS[year],
        level=level,
        features=_features(town, level, dice),
        offerings={},
        basket=catalogue.basket(town.league),
        people={key: _person(dice.of("person", key)) for key in [*pool("units"), "wifoe", "wifoe2", "other"]},
        host=f"www.{town.slug}-online.example"
        if town.fault == "moved" and year == 2019
        else f"www.{town.slug}.example",
        rate=dice.number(380, 480, "rate"),
    )
    offered = {name: offering(made, name) for name in (*made.basket, *catalogue.extended(town.league))}
    if dice.share("one page for all trade notices") < _ONE_PAGE and _has_page(offered.get(_TRADE[0])):
        offered |= _on_one_page(offered)
    offered = _few_twins(offered, most=_TWINS if made.features.entry != "none" else 0)
    basket = tuple(name for name in made.basket if not carried_by_others(town, offered[name]))
    return replace(made, offerings=offered, basket=basket)


def _has_page(offered: Offering | None) -> bool:
    return offered is not None and offered.page == "own"


def _few_twins(offered: dict[str, Offering], most: int) -> dict[str, Offering]:
    """Return the offerings with second pages for a few of them only: more would be a bundle."""
    twins = [name for name, one in offered.items() if one.twin != "none"]
    return {name: replace(one, twin="none") if name in twins[most:] else one for name, one in offered.items()}


def _features(town: Town, level: int, dice: Dice) -> Features:
    table = pool("chances")["features"]
    drawn = {
        field.name: dice.graded(table[field.name]["values"], table[field.name]["at"][level], "feature", field.name)
        for field in fields(Features)
    }
    if drawn["portal"] == "no":
        drawn["account"] = "none"
        drawn["access"] = "channel" if drawn["access"] in ("inbox", "organisation") else drawn["access"]
    if drawn["az"] == "none" and drawn["marks"] == "list":
        drawn["marks"] = "pages"
    if town.league == "kreis":
        drawn["rate"] = "none"
        drawn["payment"] = "none" if drawn["payment"] == "sepa" else drawn["payment"]
    if drawn["entry"] == "none" and (drawn["wifoe"] != "none" or drawn["bundle"] != "none"):
        drawn["entry"] = "deep"
    if town.fault == "third_party":
        drawn |= {"search": "third_party", "search_place": "home"}
    if town.fault == "robots_search":
        drawn |= {"search": "text", "search_place": "home"}
    if town.skin == "script":
        drawn |= {"search": "text", "az": "all", "portal": "no"}
    return Features(**{name: str(value) for name, value in drawn.items()})


def _person(dice: Dice) -> Person:
    words = pool("names")
    salutation = dice.one(("Frau", "Herr"), "salutation")
    first = dice.one(words["women"] if salutation == "Frau" else words["men"], "first")
    return Person(salutation, first, dice.one(words["families"], "family"), dice.number(201, 489, "extension"))


def _on_one_page(offered: dict[str, Offering]) -> dict[str, Offering]:
    """Return the three trade notices as sections of one page: contact, office and date are the page's, said once."""
    first = offered[_TRADE[0]]
    shared = {"S", "D"}
    return {
        name: replace(
            offered[name],
            page="section",
            fields=frozenset((offered[name].fields - shared) | (first.fields & shared) | {"B"}),
            contact=first.contact,
            office=first.office,
            twin="none",
        )
        for name in _TRADE
    }


def carried_by_others(town: Town, offered: Offering) -> bool:
    """Whether the registry says that somebody else carries the service; the page names and links the carrier."""
    return offered.service == "gewerbeabfall" and offered.page == "referral" and town.number % 2 == 0
