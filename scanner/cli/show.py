"""``g2b show``: the scorecard of one municipality, or the overview of a run, in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Annotated

import typer
from babel.numbers import format_decimal
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from criteria.loading import CriteriaSet, load_set
from results import periods
from results.compare.relation import Relation, declared
from results.queries import SHEET, ScanInfo, Use
from scanner.cli import reserved
from scanner.cli.evidence import erased_of
from scanner.cli.options import (
    Database,
    RunLabel,
    UseScan,
    language,
    named_run,
    named_stage,
    results_of,
    say,
    settings_of,
    terminal_width,
)
from scanner.judging.answers import names_of_services
from scanner.judging.sentences import doubt, reason
from scanner.model.stage import Stage
from scanner.model.totals import Range
from scanner.model.verdict import ServiceFinding, State, Verdict

BAR = 20


def show(
    context: typer.Context,
    run: RunLabel,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help=say("argument.name"))] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help=say("show.evidence"))] = False,
    use: UseScan = Use.LATEST,
    database: Database = None,
) -> None:
    """Print the scorecard of one municipality, or all of a run by league."""
    results = results_of(context, database, use)
    console = Console(width=terminal_width(), highlight=False)
    criteria = load_set(settings_of(context).criteria)
    info = results.run(run)
    if name is None:
        console.print(f"{named_run(info.label, info.source)} · {named_stage(info.stage)}", markup=False)
        scans = results.scans(run)
        console.print(overview(scans))
        for line in periods.told(scans, language()):
            console.print(line, markup=False)
        if info.source == SHEET:
            counts = Counter(one.relation for one in declared(info.settings).values())
            console.print(relations(counts), markup=False, end="")
    else:
        console.print(scorecard(results.scan(run, name), criteria, info.stage, evidence=evidence))


def number(value: float | None, digits: int = 1) -> str:
    """Return a number as the language writes it, a dash for none."""
    shape = "0." + "0" * digits if digits else "0"
    return "–" if value is None else str(format_decimal(value, format=shape, locale=language()))


def span(part: Range) -> str:
    """Return a value with its range where there is one."""
    shown = number(part.value)
    wide = part.high - part.low > 0.05
    return f"{shown} ({number(part.low)}–{number(part.high)})" if wide else shown


def overview(scans: list[ScanInfo]) -> RenderableType:
    """Return one table per league: total, categories, coverage and state of each municipality."""
    tables = []
    for league in dict.fromkeys(scan.league for scan in scans):
        columns = ("name", "total", "S", "U", "A", "F", "E", "coverage", "state")
        table = Table(*(say(f"show.{column}") for column in columns), title=say(f"league.{league}"))
        for scan in (scan for scan in scans if scan.league == league):
            sums = scan.totals
            parts = [number(sums.categories[letter].value) if letter in sums.categories else "–" for letter in "SUAFE"]
            table.add_row(
                scan.name,
                span(sums.total),
                *parts,
                f"{number(sums.coverage * 100, 0)} %",
                say(f"state.{scan.state}"),
            )
        tables.append(table)
    return Group(*tables) if tables else Text(say("show.empty"))


def scorecard(scan: ScanInfo, criteria: CriteriaSet, stage: Stage, *, evidence: bool = False) -> RenderableType:
    """Return the scorecard: totals, five categories with their criteria, services with OZG level."""
    parts: list[RenderableType] = [Panel(_head(scan, criteria), title=_title(scan, stage))]
    parts += [_category(scan, criteria, letter.letter, evidence) for letter in criteria.categories]
    if scan.source != SHEET:
        parts.append(services(scan, criteria))
    parts += [Text(say("show.also", count=len(also), names=", ".join(also)))] if (also := _also_found(scan)) else []
    parts += [Text(line) for line in (*periods.told([scan], language()), *reserved.lines(scan.judgement.notes))]
    return Group(*parts)


def _head(scan: ScanInfo, criteria: CriteriaSet) -> Table:
    """Return total, categories and coverage, and what they would be without what people decided."""
    sums = scan.totals
    head = Table.grid(padding=(0, 2))
    head.add_row(say("show.total"), span(sums.total), bar(sums.total.value))
    for category in criteria.categories:
        part = sums.categories.get(category.letter)
        if part is not None:
            head.add_row(category.title.get(language()), span(part), bar(part.value))
    by_hand = len(scan.by_hand)
    covered = f"{number(sums.coverage * 100, 0)} %"
    head.add_row(say("show.coverage"), covered, say("show.by_hand", count=by_hand) if by_hand else "")
    if by_hand:
        head.add_row(say("show.measured"), span(scan.measured.total), bar(scan.measured.total.value))
    return head


def _title(scan: ScanInfo, stage: Stage) -> str:
    """Return whose scorecard it is and how far the run has come; of the scan only what went wrong, or again."""
    told = [scan.name, named_run(scan.run, scan.source), named_stage(stage)]
    told += [say(f"state.{scan.state}")] if scan.state != "done" else []
    told += [say("show.again", number=scan.number)] if scan.number > 1 else []
    return " · ".join(told)


def relations(counts: Mapping[Relation, int]) -> str:
    """Return how many criteria of a hand-made survey relate to ours in which way, and whether that makes a break."""
    shown = ", ".join(f"{count} {say(f'relation.{relation}')}" for relation, count in counts.items())
    told = say("show.relations", relations=shown)
    return told + "\n" if any(one.in_points for one in counts) else f"{told}\n{say('show.break')}\n"


def bar(value: float | None) -> Text:
    """Return a bar of 20 signs for a value of 0..100."""
    filled = round((value or 0.0) / 100 * BAR)
    return Text("█" * filled + "░" * (BAR - filled))


def _category(scan: ScanInfo, criteria: CriteriaSet, letter: str, evidence: bool) -> RenderableType:
    category = next(part for part in criteria.categories if part.letter == letter)
    table = Table(title=category.title.get(language()), title_justify="left", expand=False)
    table.add_column(say("show.id"))
    table.add_column(say("show.criterion"), ratio=3)
    table.add_column(say("show.points"), justify="right")
    table.add_column(say("show.found"), ratio=4)
    titles = {criterion.id: criterion.title.get(language()) for criterion in criteria.criteria}
    for verdict in scan.verdicts:
        if verdict.criterion.startswith(letter):
            told = found(verdict, names_of_services(criteria), evidence=evidence)
            told = "\n".join([told, *erased_of(scan, verdict)])
            table.add_row(*_named(verdict, titles), points(verdict), told)
    return table


def _named(verdict: Verdict, titles: Mapping[str, str]) -> tuple[str, str]:
    """Return id and title; a sheet may have titles of its own, and the total of a category alone."""
    own = dict(verdict.values).get("title", "")
    return verdict.criterion.partition(" ")[0], own or titles.get(verdict.criterion, verdict.criterion)


def points(verdict: Verdict) -> str:
    """Return points of the scale, or the state where there is no score."""
    if verdict.state is not State.SCORED or verdict.points is None:
        return say(f"criterion.{verdict.state.value}")
    if verdict.max == 1:
        return f"{number((verdict.score and verdict.score * 100) or 0.0, 0)} %"
    return f"{number(verdict.points, 1)} / {number(verdict.max, 0)}"


def found(verdict: Verdict, names: Mapping[str, str], *, evidence: bool = False) -> str:
    """Return why the verdict is as it is and where it is not sure, with all its evidence if asked for."""
    told = [reason(verdict, language(), names)]
    told += [say("why.doubt", text=doubt(code, language(), names)) for code in verdict.doubts]
    if evidence:
        told += [f"{place.url} [{place.where}]\n  {place.snippet}" for place in verdict.evidence]
    return "\n".join(told)


def _also_found(scan: ScanInfo) -> list[str]:
    """Return the names of services found beyond the criteria set; a key that the catalogue does not know stands for itself."""
    return [one.name or one.key for one in scan.judgement.also]


def services(scan: ScanInfo, criteria: CriteriaSet) -> Table:
    """Return the business services with level, clicks, contact and page."""
    known = {service.id: service for service in criteria.services}
    table = Table(title=say("show.services"), title_justify="left")
    for column in ("service", "level", "clicks", "contact", "page"):
        table.add_column(say(f"show.{column}"), overflow="fold")
    for finding in scan.judgement.services:
        if known[finding.service].business:
            table.add_row(known[finding.service].name, *_service(finding))
    return table


def _service(finding: ServiceFinding) -> tuple[str, str, str, str]:
    clicks = "–" if finding.clicks is None else str(finding.clicks)
    level = "?" if finding.level is None else str(finding.level)
    return level, clicks, say(f"contact.{finding.contact}"), finding.pages[0] if finding.pages else "–"
