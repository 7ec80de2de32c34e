"""What every part of the regional report is made from: surveys side by side, the rules, and for whom it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from criteria.loading import CriteriaSet
from criteria.municipality import LEAGUES
from criteria.words import fold
from results.audience import Audience
from results.compare.comparison import Comparison, Line, Year
from results.compare.survey import Survey
from results.queries import ScanInfo
from results.reports.look.frame import run_label
from results.reports.look.numbers import Numbers
from scanner.model.texts import Texts
from scanner.model.totals import Totals
from scanner.model.verdict import State, Verdict

TEXTS = Texts("results.reports.region")
TOTAL = "total"


@dataclass(frozen=True)
class Entry:
    """A municipality in the survey shown, and its line over all of them."""

    line: Line
    year: Year
    scan: ScanInfo
    totals: Totals

    @property
    def is_away(self) -> bool:
        """Whether the website did not answer, as the verdicts say it: judged again they may know better than the scan."""
        states = {verdict.state for verdict in self.scan.verdicts} - {State.NOT_APPLICABLE}
        return states == {State.UNREACHABLE} if states else self.scan.state == "unreachable"

    @property
    def state(self) -> str:
        """State of the scan as the verdicts see it."""
        if self.is_away:
            return "unreachable"
        return "done" if self.scan.state == "unreachable" else self.scan.state

    def value(self, part: str) -> float | None:
        """Return the total, or the category of a letter, in 0..100."""
        if part == TOTAL:
            return self.totals.total.value
        return self.totals.categories[part].value if part in self.totals.categories else None


@dataclass(frozen=True)
class Scope:
    """The surveys compared, the oldest first, and which of them the report is about.

    Args:
        found: the comparison, of the municipalities that were asked for.
        at: place of the survey that the report is about.
        criteria: the set that titles, services and baskets are taken from, as it asks on the day of that survey.
        audience: for whom it is written, with the aliases of all municipalities.
    """

    found: Comparison
    at: int
    criteria: CriteriaSet
    audience: Audience

    @classmethod
    def of(cls, found: Comparison, label: str, criteria: CriteriaSet, audience: Audience) -> Scope:
        """Return the scope of the survey of a label; surveys may have been veiled for the audience before."""
        at = next(at for at, survey in enumerate(found.surveys) if survey.run.label == label)
        day = found.surveys[at].run.as_of.date()
        scans = (scan for survey in found.surveys for scan in survey.whole)
        return cls(found, at, criteria.on(day), audience if audience.aliases else audience.with_towns(scans))

    @property
    def lang(self) -> str:
        """Language of the reader."""
        return self.audience.language

    @property
    def shown(self) -> Survey:
        """The survey that the report is about."""
        return self.found.surveys[self.at]

    @property
    def is_first(self) -> bool:
        """Whether there is no survey before it."""
        return self.at == 0

    @property
    def count(self) -> int:
        """How many surveys stand side by side."""
        return len(self.found.surveys)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """What hidden municipalities are known by: their AGS, or the alias that a veil put in its place."""
        return frozenset((*self.audience.aliases, *self.audience.aliases.values()))

    @cached_property
    def numbers(self) -> Numbers:
        """Writes numbers and days."""
        return Numbers(self.lang)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The municipalities of the survey shown in the order of names: by AGS an alias would be no secret."""
        return tuple(sorted(self._present(), key=self._order))

    @cached_property
    def leagues(self) -> dict[str, tuple[Entry, ...]]:
        """The municipalities of the survey shown, by league."""
        return {league: of for league in LEAGUES if (of := tuple(e for e in self.entries if e.scan.league == league))}

    @property
    def any_named(self) -> bool:
        """Whether any municipality shown is called by name."""
        return any(self.is_named(entry.scan) for entry in self.entries)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of criteria by id and of categories by letter."""
        named = {one.id: one.title.get(self.lang) for one in self.criteria.criteria}
        return named | {one.letter: one.title.get(self.lang) for one in self.criteria.categories}

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the categories, in their order."""
        return tuple(one.letter for one in self.criteria.categories)

    def say(self, key: str, /, **values: object) -> str:
        """Return a text of the report."""
        return TEXTS.say(key, self.lang, **values)

    def name(self, scan: ScanInfo) -> str:
        """Return what a municipality is called for these readers."""
        return self.audience.name(scan.ags, scan.name)

    def is_named(self, scan: ScanInfo) -> bool:
        """Whether the readers may know which municipality it is."""
        return scan.ags not in self.hidden

    def label(self, at: int) -> str:
        """Return the label of a survey with its source where people or a web archive made it."""
        return run_label(self.found.surveys[at].run, self.lang)

    def league(self, league: str) -> str:
        """Return what a league is called."""
        return self.say(f"league.{league}")

    def part(self, part: str) -> str:
        """Return what the total or a category is called."""
        return self.say("total") if part == TOTAL else self.titles.get(part, part)

    def _present(self) -> Iterator[Entry]:
        for line in self.found.lines:
            year = line.years[self.at]
            if year.scan is not None and year.totals is not None:
                yield Entry(line, year, year.scan, year.totals)

    def _order(self, entry: Entry) -> tuple[bool, int, str, str]:
        """Named ones first; Kommune Z stands before Kommune AA."""
        name, alias = self.name(entry.scan), not self.is_named(entry.scan)
        return alias, len(name) if alias else 0, fold(name), name


def score_of(verdict: Verdict | None) -> float | None:
    """Return the score of a verdict in 0..100, None where it has none."""
    return None if verdict is None or verdict.score is None else verdict.score * 100
