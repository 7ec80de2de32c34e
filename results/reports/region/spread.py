"""How the total and the categories are spread over the municipalities of a league."""

from __future__ import annotations

from dataclasses import dataclass

from results.compare.leagues import Spread
from results.reports.region.scope import TOTAL, Entry, Scope


@dataclass(frozen=True)
class Part:
    """The total or a category in a league: the numbers of the municipalities shown, and the spread of the whole league."""

    part: str
    values: tuple[tuple[str, float], ...]
    spread: Spread


def parts_of(scope: Scope) -> dict[str, tuple[Part, ...]]:
    """Return for each league the total and the categories of which at least one member has a number."""
    return {
        league: tuple(found for part in (TOTAL, *scope.letters) if (found := _part(scope, league, entries, part)))
        for league, entries in scope.leagues.items()
    }


def _part(scope: Scope, league: str, entries: tuple[Entry, ...], part: str) -> Part | None:
    of_league = scope.found.league(league, scope.at)
    spread = None if of_league is None else of_league.total if part == TOTAL else of_league.categories.get(part)
    if spread is None:
        return None
    values = [(scope.name(entry.scan), value) for entry in entries if (value := entry.value(part)) is not None]
    return Part(part, tuple(values), spread)
