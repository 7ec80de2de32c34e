"""Levels of administration, and what a municipality of the registry is among them."""

from __future__ import annotations

from enum import StrEnum

from criteria.municipality import Municipality
from criteria.words import fold


class Level(StrEnum):
    """Who may be competent. The four municipal ones of a district are its size classes in NRW."""

    FEDERAL = "bund"
    STATE = "land"
    CHAMBER = "kammer"
    OTHER = "andere"
    KREIS = "kreis"
    INDEPENDENT = "kreisfrei"
    LARGE = "gross"
    MEDIUM = "mittel"
    SMALL = "gemeinde"


MUNICIPAL = (Level.KREIS, Level.INDEPENDENT, Level.LARGE, Level.MEDIUM, Level.SMALL)
LEAGUE_LEVELS = {"kreis": (Level.KREIS,), "stadt": (Level.LARGE, Level.MEDIUM), "gemeinde": (Level.SMALL,)}
_LARGE_FROM = 60_000  # § 4 GO NRW: große kreisangehörige Stadt


def level_of(town: Municipality) -> Level:
    """Return the level of a municipality: by league, and by population within the league of larger towns.

    A town of that league whose population is not known counts as the smaller class, which is competent for less.
    """
    if "kreisfrei" in fold(town.kind):
        return Level.INDEPENDENT
    if town.league == "stadt":
        return Level.LARGE if (town.population or 0) >= _LARGE_FROM else Level.MEDIUM
    return Level.KREIS if town.league == "kreis" else Level.SMALL
