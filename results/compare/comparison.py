"""Compares surveys: one call, and everything that a report on several years reads.

    found = compare(surveys(results, ["2019", "2022", "2026"], group="kooperation-g2b"))
    for line in found.lines:
        line.years[-1].totals, line.years[-1].rank, line.step(0, 2).total.gain

Numbers of totals, categories and criteria are 0..100, OZG levels 0..4. Surveys are told by their place in
`Comparison.surveys` (0 is the oldest). Every scan that reports read is in `line.years[n].scan`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from results.compare.breaks import Break
from results.compare.changes import Step
from results.compare.leagues import LeagueYear
from results.compare.ranks import TIE_WIDTH, Rank
from results.compare.statistics import Estimate
from results.compare.survey import Survey
from results.compare.towns import Missing, Town
from results.queries import ScanInfo
from scanner.model.totals import Totals
from scanner.model.verdict import ServiceFinding, Verdict


@dataclass(frozen=True)
class Year:
    """A municipality in one survey; without a scan `missing` says why, and everything else is empty.

    `totals` are what `ScanInfo.totals` gives, `verdicts` and `services` are by id. A rank is always there, with a place or
    with the reason why not.
    """

    survey: int
    scan: ScanInfo | None
    missing: Missing | None
    totals: Totals | None
    verdicts: Mapping[str, Verdict]
    services: Mapping[str, ServiceFinding]
    rank: Rank


@dataclass(frozen=True)
class Line:
    """A municipality over all surveys: one `Year` each, and a `Step` between each two that follow, and first to last."""

    town: Town
    years: tuple[Year, ...]
    steps: tuple[Step, ...]

    @property
    def ags(self) -> str:
        """Its AGS in the last survey that has it."""
        return self.town.ags

    @property
    def name(self) -> str:
        """Its name there."""
        return self.town.name

    @property
    def league(self) -> str:
        """Its league there."""
        return self.town.league

    def step(self, start: int, end: int) -> Step | None:
        """Return the changes between two surveys, None where one of them does not have it."""
        return next((one for one in self.steps if (one.start, one.end) == (start, end)), None)


@dataclass(frozen=True)
class Comparison:
    """Surveys side by side: `lines` by league and name, `leagues` of every survey, `breaks` between surveys."""

    surveys: tuple[Survey, ...]
    lines: tuple[Line, ...]
    leagues: tuple[LeagueYear, ...]
    breaks: tuple[Break, ...]
    tie_width: float

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The pairs of surveys that are compared: each with the next, and the first with the last."""
        return spans(len(self.surveys))

    def line(self, ags: str) -> Line:
        """Return the line of a municipality by AGS; KeyError where it is not asked about."""
        raise NotImplementedError

    def league(self, league: str, survey: int) -> LeagueYear | None:
        """Return a league in a survey, None where it has no member there."""
        return next((one for one in self.leagues if (one.league, one.survey) == (league, survey)), None)

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        """Statistics over the municipalities asked about, computed when first read: per span, all and per league, total
        and categories. Empty where it is one municipality."""
        raise NotImplementedError


def spans(count: int) -> tuple[tuple[int, int], ...]:
    """Return the pairs of surveys that are compared."""
    steps = [(at, at + 1) for at in range(count - 1)]
    return tuple(dict.fromkeys([*steps, (0, count - 1)])) if count > 1 else ()


def compare(surveys: Sequence[Survey], *, tie_width: float = TIE_WIDTH) -> Comparison:
    """Compare surveys.

    Args:
        surveys: from `results.compare.survey.surveys`; one alone has lines, ranks and leagues, but no steps.
        tie_width: points of 100 within which two totals are level.

    Returns:
        Lines of the municipalities asked about; ranks and leagues by all peers.
    """
    raise NotImplementedError
