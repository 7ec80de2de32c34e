"""The report in a terminal: members, the first steps, what nobody has."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from results.reports.cooperation import tables
from results.reports.cooperation.model import Cooperation
from results.reports.cooperation.pages import lead, only, said
from results.reports.cooperation.tables import Sheet
from results.reports.cooperation.words import Words
from results.reports.look.numbers import Numbers

MOST = 15
_STEPS = ["rank", "service", "what", "donor", "takers", "gain", "worth"]
_GAPS = ["service", "best", "unknown", "way", "gain"]


def shown(report: Cooperation, language: str) -> RenderableType:
    """Return the report for the terminal; long tables end where a file goes on."""
    words = Words(report, language)
    parts: list[RenderableType] = [Text(words.say("title", group=report.group), style="bold")]
    if report.run.stage.is_draft:
        parts.append(Text(words.say("doc.draft.told")))
    parts += [Text(line) for line in lead(report, words)]
    parts.append(_table(tables.members(report, words), words.numbers))
    parts += _long(only(tables.steps(report, words), _STEPS), words, "no_steps")
    parts += _long(only(tables.gaps(report, words), _GAPS), words, "no_gaps")
    return Group(*parts)


def _long(sheet: Sheet, words: Words, otherwise: str) -> list[RenderableType]:
    if not sheet.rows:
        return [Text(words.say(otherwise))]
    parts: list[RenderableType] = [_table(replace(sheet, rows=sheet.rows[:MOST]), words.numbers)]
    rest = len(sheet.rows) - MOST
    return [*parts, Text(words.say("more", count=rest))] if rest > 0 else parts


def _table(sheet: Sheet, numbers: Numbers) -> Table:
    table = Table(title=Text(sheet.about), title_justify="left")
    for column in sheet.columns:
        table.add_column(Text(column.title), justify="right" if column.digits is not None else "left")
    for row in sheet.rows:
        table.add_row(*(Text(said(value, column, numbers)) for value, column in zip(row, sheet.columns, strict=True)))
    return table
