"""What the demo tells in the terminal: the region over the years, and the three findings that say most."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from rich.table import Table

from criteria.loading import CriteriaSet
from criteria.municipality import LEAGUES
from results.queries import ScanInfo
from scanner.cli.options import say
from scanner.cli.show import number
from scanner.model.verdict import State


@dataclass(frozen=True)
class Move:
    """How the total of a town moved from one year to another, both 0..100."""

    name: str
    first: int
    last: int
    before: float
    after: float

    @property
    def gain(self) -> float:
        """Points won, below zero where lost."""
        return self.after - self.before


class Story:
    """The scans of the region by year, and what they tell.

    Args:
        scans: by year, each sorted by AGS.
        criteria: the set they were judged by.
        lang: language of titles and reasons.
    """

    def __init__(self, scans: dict[int, list[ScanInfo]], criteria: CriteriaSet, lang: str) -> None:
        self.scans, self.criteria, self.lang = scans, criteria, lang
        self.years = list(scans)

    def towns(self) -> dict[str, dict[int, ScanInfo]]:
        """Return the scans of each town by year, by AGS: by league, the best of the last year first."""
        found: dict[str, dict[int, ScanInfo]] = {}
        for year, scans in self.scans.items():
            for scan in scans:
                found.setdefault(scan.ags, {})[year] = scan
        return dict(sorted(found.items(), key=lambda town: _place(town[1])))

    def findings(self) -> list[str]:
        """Return the three findings that say most: the greatest rise, the deepest fall, and what is missing still."""
        told = []
        rises = [move for years in self.towns().values() for move in _moves(years, whole=True)]
        falls = [move for years in self.towns().values() for move in _moves(years, whole=False)]
        if rises:
            told.append(_told("demo.rise", max(rises, key=lambda move: move.gain)))
        if falls:
            worst = min(falls, key=lambda move: move.gain)
            told.append(_told("demo.fall" if worst.gain < 0 else "demo.slowest", worst))
        return told + self._weakest()

    def means(self, year: int) -> dict[str, float]:
        """Return the mean score of each criterion in a year, 0..100, over the towns where it is scored."""
        scores: dict[str, list[float]] = {}
        for scan in self.scans[year]:
            for verdict in scan.verdicts:
                if verdict.state is State.SCORED and verdict.score is not None:
                    scores.setdefault(verdict.criterion, []).append(verdict.score * 100)
        return {criterion: mean(values) for criterion, values in scores.items()}

    def _weakest(self) -> list[str]:
        last = self.means(self.years[-1])
        if not last:
            return []
        weakest = min(last, key=lambda criterion: last[criterion])
        title = next(one.title.get(self.lang) for one in self.criteria.criteria if one.id == weakest)
        return [say("demo.weakest", id=weakest, title=title, year=self.years[-1], score=number(last[weakest], 0))]


def _place(years: dict[int, ScanInfo]) -> tuple[int, float]:
    last = years[max(years)]
    return LEAGUES.index(last.league), -(last.totals.total.value or 0.0)


def _moves(years: dict[int, ScanInfo], *, whole: bool) -> list[Move]:
    """Return the moves of one town: from its first to its last year, or from each to the next."""
    known = [(year, scan) for year, scan in sorted(years.items()) if scan.totals.total.value is not None]
    pairs = [(known[0], known[-1])] if whole and len(known) > 1 else list(pairwise(known)) if not whole else []
    return [
        Move(scan.name, first, last, before.totals.total.value or 0.0, scan.totals.total.value or 0.0)
        for (first, before), (last, scan) in pairs
    ]


def _told(key: str, move: Move) -> str:
    values = {"name": move.name, "first": move.first, "last": move.last}
    return say(key, **values, before=number(move.before), after=number(move.after), gain=number(abs(move.gain)))


def overview_of_years(story: Story) -> Table:
    """Return one row per town with its total in each year."""
    table = Table(
        say("show.name"), *(str(year) for year in story.years), title=say("demo.overview"), title_justify="left"
    )
    league = ""
    for years in story.towns().values():
        first = next(iter(years.values()))
        if first.league != league:
            league = first.league
            table.add_section()
            table.add_row(f"[italic]{say(f'league.{league}')}[/]")
        table.add_row(first.name, *(_total(years.get(year)) for year in story.years))
    return table


def _total(scan: ScanInfo | None) -> str:
    if scan is None:
        return "–"
    if scan.state != "done":
        return say(f"state.{scan.state}")
    return say("criterion.not_testable") if scan.totals.total.value is None else number(scan.totals.total.value)
