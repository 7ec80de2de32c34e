"""The report as one HTML page, through the frame that all reports share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from results.audience import Audience
from results.reports.cooperation import tables
from results.reports.cooperation.model import Cell as CooperationCell
from results.reports.cooperation.model import Cooperation, Kind, Standing
from results.reports.cooperation.tables import Column, Link, Sheet, Value
from results.reports.cooperation.words import TEXTS, Words, is_walled
from results.reports.look.frame import Frame, Report, page, run_label
from results.reports.look.numbers import Numbers
from results.reports.look.tables import Cell, Table

REPORT = Report("results.reports.cooperation", TEXTS)
_LONGEST = 46
_MOST = 30
_STEPS = ["rank", "service", "what", "donor", "takers", "gain", "cost", "worth", "also"]
_SOLUTIONS = ["service", "member", "level", "solution", "login", "payment", "upload", "help", "owner", "state", "form"]


def as_html(report: Cooperation, audience: Audience) -> str:
    """Return the report as an HTML file that needs nothing beside it."""
    words = Words(report, audience.language)
    return page(
        REPORT,
        "cooperation.html",
        frame_of(report, audience),
        lead=lead(report, words),
        members=shown(tables.members(report, words), words.numbers),
        steps=shown(only(tables.steps(report, words, _MOST), _STEPS), words.numbers),
        more_steps=max(len(report.steps) - _MOST, 0),
        matrix=shown(tables.matrix(report, words), words.numbers),
        gaps=shown(tables.gaps(report, words), words.numbers),
        solutions=shown(_solutions(report, words), words.numbers),
        method=shown(tables.method(report, words), words.numbers),
        method_told=method_told(report, words),
    )


def frame_of(report: Cooperation, audience: Audience) -> Frame:
    """Return what stands around the report."""
    title = TEXTS.say("title", audience.language, group=report.group)
    scans = [member.scan for member in report.members if member.scan is not None]
    return Frame.of(title, audience, report.run, scans, about=title)


def lead(report: Cooperation, words: Words, most: int | None = None) -> list[str]:
    """Return what is to be known before reading: whose report, and who is missing in it, `most` of them by name."""
    label = run_label(report.run, words.language)
    told = [words.say("lead", members=len(report.members), services=len(report.lines), label=label)]
    missing = [one.name for one in report.members if one.standing is not Standing.SEEN or is_walled(one)]
    if missing:
        rest = [words.say("doc.others", count=len(missing[most:]))] if most and missing[most:] else []
        told.append(words.say("unreadable", names=", ".join([*missing[:most], *rest])))
    if not any(line.seen for line in report.lines):
        told.append(words.say("nobody_seen"))
    elif len(report.members) == 1:
        told.append(words.say("alone"))
    return told


def method_told(report: Cooperation, words: Words) -> list[str]:
    """Return how points, effort and order come about."""
    counted = ", ".join(report.measure.counted)
    return [words.say(f"method.{key}", counted=counted) for key in ("gain", "cost", "order", "unseen", "check")]


def only(sheet: Sheet, keys: Iterable[str]) -> Sheet:
    """Return a table with some of its columns."""
    places = [next(at for at, column in enumerate(sheet.columns) if column.key == key) for key in keys]
    columns = tuple(sheet.columns[at] for at in places)
    return replace(sheet, columns=columns, rows=tuple(tuple(row[at] for at in places) for row in sheet.rows))


def shown(sheet: Sheet, numbers: Numbers) -> Table:
    """Return a table of the page; numbers as the language writes them, addresses short."""
    rows = [
        [_cell(value, column, numbers) for value, column in zip(row, sheet.columns, strict=True)] for row in sheet.rows
    ]
    right = frozenset(at for at, column in enumerate(sheet.columns) if column.digits is not None)
    return Table(sheet.about, [column.title for column in sheet.columns], rows, right)


def said(value: Value, column: Column, numbers: Numbers) -> str:
    """Return a value as text."""
    if isinstance(value, Link):
        return _short(value.url)
    if value is None or column.digits is None:
        return numbers.number(None) if value is None else str(value)
    return numbers.number(float(value), column.digits)


def _cell(value: Value, column: Column, numbers: Numbers) -> Cell:
    return Cell(said(value, column, numbers), value.url if isinstance(value, Link) else "")


def _short(url: str) -> str:
    parts = urlsplit(url)
    text = parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _solutions(report: Cooperation, words: Words) -> Sheet:
    """Return the forms and services of the state that members use, so that others can look at them."""
    sheet = only(tables.details(report, words, _has_form), _SOLUTIONS)
    return replace(sheet, about=words.say("about.solutions"))


def _has_form(cell: CooperationCell) -> bool:
    return cell.level is not None and cell.solution.kind not in (Kind.NONE, Kind.TEXT)
