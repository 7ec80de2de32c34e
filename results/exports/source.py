"""What every export reads from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from criteria.loading import CriteriaSet
from results.audience import Audience
from results.compare.comparison import Comparison, compare
from results.compare.survey import Survey
from results.periods import told
from results.queries import ScanInfo
from scanner.model.texts import Texts
from scanner.model.verdict import Verdict

TEXTS = Texts("results.exports")


@dataclass(frozen=True)
class Source:
    """Surveys as their readers may see them, and what tells their codes in words.

    Args:
        label: the run that is exported; the other surveys are shown beside it.
        surveys: by the dates they stand for.
        audience: the readers.
        criteria: the criteria set that titles and names of services are taken from.
        reason: says why a verdict is as it is.
        doubt: says why a verdict is not sure.
    """

    label: str
    surveys: tuple[Survey, ...]
    audience: Audience
    criteria: CriteriaSet
    reason: Callable[[Verdict], str]
    doubt: Callable[[str], str]

    @property
    def language(self) -> str:
        """Language of the readers: de or en."""
        return self.audience.language

    @cached_property
    def survey(self) -> Survey:
        """The run that is exported."""
        return next(survey for survey in self.surveys if survey.run.label == self.label)

    @cached_property
    def comparison(self) -> Comparison:
        """All surveys side by side: changes, ranks, leagues."""
        return compare(self.surveys)

    @cached_property
    def categories(self) -> dict[str, str]:
        """Names of categories, by letter."""
        return {one.letter: one.title.get(self.language) for one in self.criteria.categories}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of the criteria of the set, by id."""
        return {one.id: one.title.get(self.language) for one in self.criteria.criteria}

    def title(self, verdict: Verdict) -> str:
        """Return the title of a criterion; one of a hand-made survey has its own."""
        return dict(verdict.values).get("title") or self.titles.get(verdict.criterion, verdict.criterion)

    @property
    def is_draft(self) -> bool:
        """Whether any of the surveys is not released, so that the export says so."""
        return bool(self.drafts)

    @property
    def drafts(self) -> tuple[str, ...]:
        """The surveys that are not released, the newest first."""
        return tuple(survey.run.label for survey in reversed(self.surveys) if survey.run.stage.is_draft)

    @property
    def periods(self) -> tuple[str, ...]:
        """Which of several scans is shown in the run that is exported, and whether periods are mixed, in sentences."""
        return told(self.survey.scans, self.language)

    def scans(self) -> Iterator[tuple[Survey, ScanInfo]]:
        """Yield all scans that were asked for, survey by survey."""
        for survey in self.surveys:
            for scan in survey.scans:
                yield survey, scan

    def say(self, key: str, /, **values: object) -> str:
        """Return a text of the exports in the language of the readers."""
        return TEXTS.say(key, self.language, **values)
