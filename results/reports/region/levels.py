"""Services and municipalities: how far the core services of each league go, by the OZG maturity model 0 to 4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from results.reports.region.scope import Entry, Scope

ONLINE = 3
_TOP = 4


@dataclass(frozen=True)
class Reach:
    """How far a service goes in a league.

    `levels` counts municipalities by level 0 to 4, `unseen` those where it could not be seen, `elsewhere` those where
    somebody else carries it; `online` is the share (0..1) at level 3 or above of those where it was seen, None of none.
    """

    service: str
    levels: tuple[int, ...]
    unseen: int
    elsewhere: int
    online: float | None
    middle: float | None


@dataclass(frozen=True)
class Going:
    """The level of one service in one municipality: a number or a sign, with its word."""

    text: str
    word: str
    kind: str


@dataclass(frozen=True)
class LevelTable:
    """The core services of a league: by service, and by municipality; `services` are their names."""

    league: str
    services: tuple[str, ...]
    reach: tuple[Reach, ...]
    rows: tuple[tuple[str, tuple[Going, ...]], ...]


def level_tables(scope: Scope) -> tuple[LevelTable, ...]:
    """Return a table for each league whose municipalities hold services; a hand-made survey has none."""
    return tuple(
        _table(scope, league, entries)
        for league, entries in scope.leagues.items()
        if any(entry.scan.judgement.services for entry in entries)
    )


def _table(scope: Scope, league: str, entries: tuple[Entry, ...]) -> LevelTable:
    known = {service.id: service.name for service in scope.criteria.services}
    basket = [one for one in scope.criteria.baskets[league] if one in known]
    seen = [(entry, _levels(entry, basket)) for entry in entries]
    reach = [_reach(known[one], [levels[at] for _, levels in seen]) for at, one in enumerate(basket)]
    rows = [(scope.name(one.scan), tuple(_going(level, scope) for level in levels)) for one, levels in seen]
    return LevelTable(league, tuple(known[one] for one in basket), tuple(reach), tuple(rows))


def _levels(entry: Entry, basket: Iterable[str]) -> list[int | str]:
    """Return the level of each service, or why there is none: elsewhere, unreachable or unseen."""
    others = {service for service, _ in entry.scan.municipality.get("not_competent") or ()}
    missing = "unreachable" if entry.is_away else "unseen"
    found = entry.year.services
    levels = {one: found[one].level for one in basket if one in found}
    return ["elsewhere" if one in others else missing if (seen := levels.get(one)) is None else seen for one in basket]


def _reach(service: str, found: list[int | str]) -> Reach:
    seen = [level for level in found if isinstance(level, int)]
    counts = Counter(found)
    return Reach(
        service,
        tuple(counts[level] for level in range(_TOP + 1)),
        counts["unseen"] + counts["unreachable"],
        counts["elsewhere"],
        sum(level >= ONLINE for level in seen) / len(seen) if seen else None,
        median(seen) if seen else None,
    )


def _going(level: int | str, scope: Scope) -> Going:
    word = scope.say(f"level.{level}")
    if isinstance(level, int):
        return Going(str(level), word, f"s{level}")
    sign = {"elsewhere": "–", "unreachable": "×", "unseen": "?"}[level]
    return Going(sign, word, {"elsewhere": "not_applicable", "unreachable": "unreachable"}.get(level, "not_testable"))
