"""What a scorecard shows: a municipality against its league and over the years, what it lost and what would bring most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from criteria.loading import CriteriaSet
from results.audience import Audience
from results.compare.changes import Change
from results.compare.changes import Step as Changes
from results.compare.comparison import Comparison, Line, Year
from results.compare.leagues import LeagueYear, Spread
from results.kompass.section import Matched
from results.queries import RunInfo, ScanInfo
from results.reports.scorecard.gains import Lost, lost
from results.reports.scorecard.journeys import Journey, journeys
from results.reports.scorecard.people import People
from results.reports.scorecard.steps import Step, best_steps
from scanner.model.totals import Range, worths
from scanner.model.verdict import Changer, Loss, Verdict

LETTERS = "SUAFE"


@dataclass(frozen=True)
class Words:
    """Sentences that the room of judging makes, in the language of the reader, handed in.

    Args:
        reason: why a verdict is as it is.
        loss: a cause of lost points, counted.
        changer: who can change it.
        detail: what exactly is missing, empty where there is nothing to add.
    """

    reason: Callable[[Verdict], str]
    loss: Callable[[str, int], str]
    changer: Callable[[Changer], str]
    detail: Callable[[Loss], str]


@dataclass(frozen=True)
class Standing:
    """The total (`letter` empty) or a category: now, against the league, and over the years (0..100, None for none).

    `years`, `medians` and `bests` have one entry for each survey; `change` is that from the survey before.
    """

    letter: str
    title: str
    now: Range
    spread: Spread | None
    years: tuple[float | None, ...]
    medians: tuple[float | None, ...]
    bests: tuple[float | None, ...]
    change: Change | None


@dataclass(frozen=True)
class Card:
    """A municipality in one survey of a comparison.

    Args:
        comparison: of the survey shown and those beside it.
        line: the municipality in all of them.
        at: place of the survey shown.
        audience: the readers.
        criteria: titles and names come from it.
        matched: what the catalogue of services says of it, None where it was not asked.
    """

    comparison: Comparison
    line: Line
    at: int
    audience: Audience
    criteria: CriteriaSet
    matched: Matched | None = None

    @property
    def year(self) -> Year:
        """The municipality in the survey shown."""
        return self.line.years[self.at]

    @property
    def run(self) -> RunInfo:
        """The survey shown."""
        return self.comparison.surveys[self.at].run

    @property
    def runs(self) -> tuple[RunInfo, ...]:
        """All surveys, oldest first."""
        return tuple(survey.run for survey in self.comparison.surveys)

    @property
    def scan(self) -> ScanInfo:
        """The scan shown; LookupError where the survey does not have the municipality."""
        if self.year.scan is None:
            raise LookupError(f"{self.run.label} does not have {self.line.name}")
        return self.year.scan

    @cached_property
    def people(self) -> People:
        """What people said about it."""
        return People(self.scan)

    @property
    def name(self) -> str:
        """What the municipality is called."""
        return self.audience.name(self.scan.ags, self.scan.name)

    @property
    def league(self) -> LeagueYear | None:
        """Its league in the survey shown."""
        return self.comparison.league(self.scan.league, self.at)

    @cached_property
    def changes(self) -> Changes | None:
        """What changed since the survey before, or since one before that where that one gives no difference; None for none."""
        before = [one for one in self.line.steps if one.end == self.at]
        return max(before, key=lambda one: (one.total.gain is not None, one.start), default=None)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The total, then the categories."""
        titles: dict[str, str] = {one.letter: one.title.get(self.audience.language) for one in self.criteria.categories}
        letters = [letter for letter in LETTERS if self.year.totals and letter in self.year.totals.categories]
        return (self._standing("", ""), *(self._standing(letter, titles[letter]) for letter in letters))

    @cached_property
    def losses(self) -> tuple[Lost, ...]:
        """Lost points by cause and by who can change it."""
        return lost(self.scan)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The five steps that would raise the total most."""
        return best_steps(self.scan, self.losses, self.comparison.surveys[self.at].whole)

    @cached_property
    def journeys(self) -> tuple[Journey, ...]:
        """The four ways."""
        return journeys(self.scan, self.audience.language)

    @cached_property
    def worths(self) -> Mapping[str, float]:
        """How many points of the total the whole score of each scored criterion is."""
        return worths(self.scan.verdicts)

    def moves(self, changes: Sequence[Change]) -> list[Change]:
        """Return the changes that moved, those that move the total most first."""
        moved = [one for one in changes if one.moved]
        return sorted(moved, key=lambda one: (-abs((one.gain or 0.0) * self.worths.get(one.id, 1.0)), one.id))

    def _standing(self, letter: str, title: str) -> Standing:
        totals, step = self.year.totals, self.changes
        now = (totals.categories.get(letter) if letter else totals.total) if totals else None
        change = next((one for one in (step.categories if step else ()) if one.id == letter), None)
        spreads = [self._spread(letter, at) for at in range(len(self.runs))]
        return Standing(
            letter,
            title,
            now or Range(None, 0.0, 100.0),
            spreads[self.at],
            tuple(_value(year, letter) for year in self.line.years),
            tuple(one.median if one else None for one in spreads),
            tuple(one.best if one else None for one in spreads),
            change if letter else step.total if step else None,
        )

    def _spread(self, letter: str, at: int) -> Spread | None:
        league = self.comparison.league(self.scan.league, at)
        if league is None:
            return None
        return league.categories.get(letter) if letter else league.total


def _value(year: Year, letter: str) -> float | None:
    if year.totals is None:
        return None
    part = year.totals.categories.get(letter) if letter else year.totals.total
    return part.value if part else None
