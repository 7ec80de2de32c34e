"""The regional report as one HTML file: everything about a survey of many municipalities, beside the surveys before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from results.reports.look.frame import Frame, Report, page
from results.reports.region.areas import area_map
from results.reports.region.borders import bundled_borders, read_borders
from results.reports.region.charts import course_figure, spread_figure
from results.reports.region.course import courses, told_break
from results.reports.region.estimates import estimates_table, told_estimates
from results.reports.region.heat import heat_maps, key_of, legend
from results.reports.region.lacking import lacks, shares
from results.reports.region.levels import level_tables
from results.reports.region.method import paragraphs, surveys_table
from results.reports.region.scope import TEXTS, Scope
from results.reports.region.spread import parts_of
from results.reports.region.standing import leagues_of
from results.reports.region.steps import legend_steps
from results.reports.region.summary import facts, sentences

REPORT = Report("results.reports.region", TEXTS)

CauseTold = Callable[[str, int], str]
"""Tells a cause of losses and how many there are in words, in the language of the reader."""


def _as_it_is(cause: str, count: int) -> str:
    return f"{cause}: {count}"


@dataclass(frozen=True)
class Choice:
    """What was chosen of the run: a group or a league by name, empty for all of it; `note` stands at the top."""

    group: str = ""
    league: str = ""
    note: str = ""

    def told(self, scope: Scope) -> str:
        """Return it in words, with how many municipalities that are and their day."""
        count = len(scope.entries)
        about = {
            "towns": scope.say("about.towns" if count != 1 else "about.town", count=count),
            "day": scope.numbers.day(scope.shown.run.as_of),
        }
        if self.group:
            return scope.say("about.group", group=self.group, **about)
        return (
            scope.say("about.league", league=scope.league(self.league), **about)
            if self.league
            else scope.say("about", **about)
        )


ALL = Choice()


def frame_of(scope: Scope, choice: Choice) -> Frame:
    """Return what stands around the report."""
    title = scope.say("title", label=scope.label(scope.at))
    about = f"{title} · {choice.told(scope)}"
    return Frame.of(
        title,
        scope.audience,
        scope.shown.run,
        scope.shown.scans,
        about=about,
        beside=[one.run for one in scope.found.surveys],
    )


def regional_report(
    scope: Scope, *, cause: CauseTold = _as_it_is, borders: Path | None = None, choice: Choice = ALL
) -> str:
    """Return the report on a survey as one HTML file.

    Args:
        scope: the surveys and which of them is shown, of the municipalities chosen; ranks and medians are those of the
            whole leagues.
        cause: tells causes of losses in words.
        borders: GeoJSON with the borders of the municipalities, else those that the project carries.
        choice: what was chosen of the run.

    Raises:
        UserError: the borders can't be read.
    """
    tables = level_tables(scope)
    return page(
        REPORT,
        "region.html",
        frame_of(scope, choice),
        scope=scope,
        about=choice.told(scope),
        note=choice.note,
        facts=facts(scope, tables),
        sentences=sentences(scope),
        leagues=leagues_of(scope),
        map=area_map(scope, read_borders(borders or bundled_borders(), scope.lang)),
        heat=heat_maps(scope),
        heat_key=key_of(scope),
        signs=legend(scope),
        steps=legend_steps(),
        spreads=[spread_figure(scope, league, parts) for league, parts in parts_of(scope).items() if parts],
        courses=[(course, course_figure(scope, course)) for course in courses(scope)],
        breaks=[told_break(scope, one) for one in scope.found.breaks],
        told_estimates=told_estimates(scope),
        estimates=estimates_table(scope),
        levels=tables,
        lacks=lacks(scope),
        shares=shares(scope),
        cause=cause,
        paragraphs=paragraphs(scope),
        surveys=surveys_table(scope),
    )
