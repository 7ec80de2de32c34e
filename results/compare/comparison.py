"""Compares surveys: one call, and everything that a report on several years reads.

    found = compare(surveys(results, ["2019", "2022", "2026"], group="kooperation-g2b"))
    for line in found.lines:
        line.years[-1].totals, line.years[-1].rank, line.step(0, 2).total.gain

Numbers of totals, categories and criteria are 0..100, OZG levels 0..4. Surveys are told by their place in
`Comparison.surveys` (0 is the oldest). Every scan that reports read is in `line.years[n].scan`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from criteria.municipality import LEAGUES, same_ags
from results.compare.breaks import Break, break_between
from results.compare.changes import Change, Step
from results.compare.leagues import LeagueYear, league_year
from results.compare.lines import Line, Year
from results.compare.pairing import Pairing
from results.compare.ranks import NoRank, Rank, ranks
from results.compare.statistics import Estimate, estimate
from results.compare.steps import step
from results.compare.survey import Survey
from results.compare.towns import Town, joined
from results.compare.width import Width, last_known
from results.queries import ScanInfo
from scanner.model.totals import Totals

__all__ = ["Comparison", "Line", "Year", "compare", "spans"]


@dataclass(frozen=True)
class Comparison:
    """Surveys side by side: `lines` by league and name, `leagues` of every survey, `breaks` between surveys."""

    surveys: tuple[Survey, ...]
    lines: tuple[Line, ...]
    leagues: tuple[LeagueYear, ...]
    breaks: tuple[Break, ...]
    width: Width

    @property
    def tie_width(self) -> float:
        """Points of 100 within which two totals are level."""
        return self.width.points

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The pairs of surveys that are compared: each with the next, and the first with the last."""
        return spans(len(self.surveys))

    def line(self, ags: str) -> Line:
        """Return the line of a municipality by an AGS that it had in one of the surveys; KeyError where it has none."""
        for line in self.lines:
            if any(scan is not None and same_ags(ags, scan.ags) for scan in line.town.scans):
                return line
        raise KeyError(ags)

    def league(self, league: str, survey: int) -> LeagueYear | None:
        """Return a league in a survey, None where it has no member there."""
        return next((one for one in self.leagues if (one.league, one.survey) == (league, survey)), None)

    def broken(self, start: int, end: int) -> bool:
        """Whether there is a break anywhere between two surveys."""
        return any(start <= one.start and one.end <= end for one in self.breaks)

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        """Statistics over the municipalities asked about, computed when first read.

        For each span: all leagues together, then each that is there; total, then categories. Empty for one municipality.
        """
        return tuple(self._estimates()) if len(self.lines) > 1 else ()

    def _estimates(self) -> Iterator[Estimate]:
        for start, end in self.spans:
            for league in ("", *LEAGUES):
                lines = [line for line in self.lines if league in ("", line.league)]
                steps = [one for line in lines if (one := line.step(start, end)) is not None]
                for changes in _by_number(steps):
                    yield estimate(changes, league, start, end)


def spans(count: int) -> tuple[tuple[int, int], ...]:
    """Return the pairs of surveys that are compared: each with the next, and the first with the last."""
    steps = [(at, at + 1) for at in range(count - 1)]
    return tuple(dict.fromkeys([*steps, (0, count - 1)])) if count > 1 else ()


def compare(surveys: Sequence[Survey]) -> Comparison:
    """Compare surveys.

    Args:
        surveys: from `results.compare.survey.surveys`; one alone has lines, ranks and leagues, but no steps.

    Returns:
        Lines of the municipalities asked about; ranks and leagues by all peers.
    """
    width = last_known([survey.width for survey in surveys])
    made = [_Made(at, survey, width.points) for at, survey in enumerate(surveys)]
    chosen = {scan.id for survey in surveys for scan in survey.scans}
    towns = joined([survey.whole for survey in surveys])
    pairings = {(start, end): _pairing(surveys, start, end) for start, end in spans(len(surveys))}
    lines = [_line(town, made, pairings) for town in towns if any(s.id in chosen for s in town.scans if s is not None)]
    lines.sort(key=lambda line: (LEAGUES.index(line.league), line.name, line.ags))
    leagues = tuple(league for one in made for league in one.leagues())
    breaks = tuple(_breaks(lines, pairings))
    return Comparison(tuple(surveys), tuple(lines), leagues, breaks, width)


class _Made:
    """What is worked out once for a survey: totals of all its scans, and ranks by league."""

    def __init__(self, at: int, survey: Survey, tie_width: float) -> None:
        self.at = at
        self.totals: dict[str, Totals] = {scan.ags: scan.totals for scan in survey.whole}
        self._members: dict[str, list[ScanInfo]] = {}
        for scan in survey.whole:
            self._members.setdefault(scan.league, []).append(scan)
        self.ranks: dict[str, Rank] = {}
        for scans in self._members.values():
            self.ranks |= ranks({scan.ags: self.totals[scan.ags] for scan in scans}, tie_width)

    def leagues(self) -> Iterator[LeagueYear]:
        for league in LEAGUES:
            if league in self._members:
                yield league_year(league, self.at, self._members[league], self.totals)

    def year(self, town: Town) -> Year:
        scan = town.scans[self.at]
        if scan is None:
            no_rank = Rank(None, 0, 0, missing=NoRank.MISSING)
            return Year(self.at, None, town.missing[self.at], None, {}, {}, no_rank)
        verdicts = {verdict.criterion: verdict for verdict in scan.verdicts}
        services = {finding.service: finding for finding in scan.judgement.services}
        return Year(self.at, scan, None, self.totals[scan.ags], verdicts, services, self.ranks[scan.ags])


def _pairing(surveys: Sequence[Survey], start: int, end: int) -> Pairing:
    return Pairing(surveys[start].run, surveys[end].run)


def _line(town: Town, made: Sequence[_Made], pairings: dict[tuple[int, int], Pairing]) -> Line:
    years = tuple(one.year(town) for one in made)
    steps = (step(pairing, years[start], years[end]) for (start, end), pairing in pairings.items())
    return Line(town, years, tuple(one for one in steps if one is not None))


def _breaks(lines: Sequence[Line], pairings: dict[tuple[int, int], Pairing]) -> Iterator[Break]:
    for (start, end), pairing in pairings.items():
        if end == start + 1:
            steps = [one for line in lines if (one := line.step(start, end)) is not None]
            found = break_between(pairing, steps, start)
            if found is not None:
                yield found


def _by_number(steps: Sequence[Step]) -> Iterator[list[Change]]:
    """Yield the changes of the total, then of each category, over all municipalities."""
    if steps:
        yield [one.total for one in steps]
    for letter in "SUAFE":
        found = [one for step in steps for one in step.categories if one.id == letter]
        if found:
            yield found
