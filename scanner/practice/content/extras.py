"""Small facts of a town's year that pages and truth both need."""

from __future__ import annotations

from scanner.practice.content.catalogue import start_address
from scanner.practice.content.dice import Dice
from scanner.practice.content.model import TownYear
from scanner.practice.content.pools import pool


def business_start(town: TownYear) -> str:
    """Return the start page of the state's portal that the entry for business links; empty where it links none."""
    linked = town.features.entry != "none" and Dice(town.town.seed).share("start on the entry for business") < 0.3
    return start_address(town.town, town.day) if linked else ""


def entry_name(town: TownYear) -> str:
    """Return what the entry for business is called."""
    return str(Dice(town.town.seed).one(pool("pages")["entry"], "entry"))
