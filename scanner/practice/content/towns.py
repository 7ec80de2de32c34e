"""Invents the towns of the region: names, numbers, states, offices, products, and the path each takes over the years."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from scanner.practice.content.dice import Dice
from scanner.practice.content.model import Town
from scanner.practice.content.pools import pool

SEED = "g2b"
COUNT = 40
STATES = ("05", "03", "06")
SKINS = ("static", "typo3", "ikiss", "liferay", "sitepark", "elementor", "tables", "hitcom", "catalogue")
_SCRIPT = 39  # a page that is drawn by script costs thirty others, so one town in forty has such a site
FAULTS = {4: "down", 11: "robots_search", 14: "bot_wall", 17: "moved", 20: "slow", 23: "third_party", 26: "huge", 27: "crawl_delay",
          30: "consent_wall", 33: "session", 36: "wrong_charset",
          38: "expired"}  # fmt: skip
"""By number of the town, over every forty of them."""
EXPIRED_IN = 2022
"""The year in which nobody had renewed a certificate."""
_STYLES = ("amt", "fachbereich", "fachdienst")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@cache
def towns(count: int = COUNT, seed: str = SEED) -> tuple[Town, ...]:
    """Return the towns of a region: of every 40 three are a kreis, 13 stadt and 24 gemeinde."""
    dice = Dice(seed)
    names = _names(count, dice)
    return tuple(_town(number, names, dice.of("town", number)) for number in range(count))


def _names(count: int, dice: Dice) -> list[str]:
    words = pool("names")
    pairs = [first + last for first in words["first"] for last in words["last"]]
    found = dice.shuffled(pairs, "names")
    return [before + name for before in ("", *words["before"]) for name in found][:count]


def league_of(number: int) -> str:
    """Return the league of a town by its number."""
    place = number % 40
    return "kreis" if place < 3 else "stadt" if place < 16 else "gemeinde"


def _town(number: int, names: list[str], dice: Dice) -> Town:
    name, league, words = names[number], league_of(number), pool("names")
    state = STATES[number % 3]
    kind = "Kreis" if league == "kreis" else "Stadt" if league == "stadt" or number % 4 == 0 else "Gemeinde"
    kreis_number = 801 + (3 * (number // 40) + number % 3) % 199
    path = _path(dice)
    slug = name.lower().translate(_UMLAUTS).replace(" ", "-")
    return Town(
        number=number,
        name=name,
        slug=f"kreis-{slug}" if league == "kreis" else slug,
        kind=kind,
        league=league,
        state=state,
        ags=f"{state}{kreis_number}" + ("" if league == "kreis" else f"{number % 1000:03}"),
        kreis="" if league == "kreis" else f"Kreis {names[number // 40 * 40 + number % 3]}",
        postcode=f"{39000 + number % 900:05}",
        code=f"0{5900 + number % 99}",
        street=f"{dice.one(words['streets'], 'street')} {dice.number(1, 40, 'house')}",
        style=dice.one(_STYLES, "style"),
        skin="script" if number % 40 == _SCRIPT else SKINS[number % len(SKINS)],
        path=path[1],
        story=path[0],
        fault=FAULTS.get(number % 40, ""),
        seed=dice.seed,
    )


def _path(dice: Dice) -> tuple[str, tuple[int, int, int]]:
    paths: Sequence[dict[str, Any]] = pool("chances")["paths"]
    chosen = dice.graded(paths, [float(path["weight"]) for path in paths], "path")
    first, second, third = (int(level) for level in chosen["years"])
    return str(chosen["name"]), (first, second, third)
