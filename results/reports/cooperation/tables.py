"""The tables of the report with typed values: terminal, page, workbook, CSV and DOCX all show these."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import mean

from results.reports.cooperation.measure import Effort
from results.reports.cooperation.model import Cell, Cooperation, Kind, Line, Member, Standing, Step
from results.reports.cooperation.words import Words
from results.reports.look.numbers import NONE


@dataclass(frozen=True)
class Link:
    """An address with the text that stands for it."""

    text: str
    url: str


Value = str | int | float | Link | None


@dataclass(frozen=True)
class Column:
    """A column: key, what it is called, how many digits its numbers have (None: text), width in signs."""

    key: str
    title: str
    digits: int | None = None
    width: int = 18


@dataclass(frozen=True)
class Sheet:
    """A table with a name, what it shows, columns and rows of typed values."""

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets(report: Cooperation, words: Words) -> tuple[Sheet, ...]:
    """Return all tables, the most telling first."""
    makers: tuple[Callable[[Cooperation, Words], Sheet], ...] = (members, steps, matrix, gaps, details, method)
    return tuple(maker(report, words) for maker in makers)


def members(report: Cooperation, words: Words) -> Sheet:
    """Return where each member stands, and what the steps could bring it."""
    columns = _columns(
        words,
        "member:26 league:22 standing:26 total:10.1 coverage:10.0 competent:10.0 seen:10.0 online:10.0 possible:10.1",
    )
    return _sheet("members", words, columns, (_member(report, words, one) for one in report.members))


def steps(report: Cooperation, words: Words, most: int | None = None) -> Sheet:
    """Return what to do, best first."""
    columns = _columns(
        words,
        "rank:6.0 service:34 role:9 what:34 donor:28 solution:34 takers:48 gain:9.2 cost:9.1 worth:9.2 also:40 form:44",
    )
    rows = (_step(words, at, step) for at, step in enumerate(report.steps[:most], 1))
    return _sheet("steps", words, columns, rows)


def matrix(report: Cooperation, words: Words) -> Sheet:
    """Return level and solution of each service at each member."""
    columns = _columns(words, "service:36 role:9") + tuple(
        Column(member.ags, member.name, width=22) for member in report.members
    )
    rows = (
        (line.service.name, words.say(f"role.{line.service.role}"), *map(words.short, line.cells))
        for line in report.lines
    )
    return _sheet("matrix", words, columns, rows)


def gaps(report: Cooperation, words: Words) -> Sheet:
    """Return what nobody has online, what gains most first."""
    columns = _columns(words, "service:36 role:9 best:10.0 who:44 unknown:10.0 state:30 way:30 gain:9.2")
    found = sorted(report.gaps, key=lambda line: (-(gain_of(line) or 0.0), line.service.id))
    about = words.say("about.gaps", level=report.measure.online_from)
    return Sheet("gaps", words.say("sheet.gaps"), about, columns, tuple(_gap(report, words, line) for line in found))


def is_competent(cell: Cell) -> bool:
    """Whether a service is the business of a member's league."""
    return cell.standing is not Standing.NOT_COMPETENT


def details(report: Cooperation, words: Words, wanted: Callable[[Cell], bool] = is_competent) -> Sheet:
    """Return one row for each service and member that is wanted."""
    columns = _columns(
        words,
        "service_id:22 service:34 role:9 member:26 standing:24 level:9.0 solution:30 vendor:26 login:24 payment:16 upload:14 "
        "help:30 owner:20 state:26 next:34 donor:26 gain:9.2 page:44 form:44",
    )
    rows = (_detail(words, line, cell) for line in report.lines for cell in line.cells if wanted(cell))
    return _sheet("details", words, columns, rows)


def method(report: Cooperation, words: Words) -> Sheet:
    """Return the effort of each class."""
    columns = _columns(words, "class:48 once:14.1 each:14.1")
    costs = report.measure.effort
    rows = ((words.say(f"effort.{one}"), costs[one].once, costs[one].each) for one in Effort)
    return _sheet("method", words, columns, rows)


def way_of(line: Line) -> Effort | None:
    """Return how a service comes online that nobody has, the least work first; None where there is no way."""
    efforts = {option.effort for cell in line.cells for option in cell.options}
    return next((one for one in (Effort.AVAILABLE, Effort.STATE_LINK, Effort.BUILD) if one in efforts), None)


def gain_of(line: Line) -> float | None:
    """Return what all members gain together where they go that way, None where that can't be said."""
    way = way_of(line)
    gains = [option.gain for cell in line.cells for option in cell.options if option.effort is way]
    known = [gain for gain in gains if gain is not None]
    return sum(known) if known else None


def online_of(report: Cooperation, ags: str) -> tuple[int, int, int]:
    """Return for how many services a member is competent, how many of them were seen, and how many are online."""
    cells = [cell for line in report.lines for cell in line.cells if cell.ags == ags and cell.competent]
    seen = [cell.level for cell in cells if cell.level is not None]
    return len(cells), len(seen), sum(level >= report.measure.online_from for level in seen)


def mean_total(report: Cooperation) -> float | None:
    """Return the mean total of the members that have one."""
    totals = [one.scan.totals.total.value for one in report.members if one.scan is not None]
    known = [total for total in totals if total is not None]
    return mean(known) if known else None


def _sheet(key: str, words: Words, columns: tuple[Column, ...], rows: Iterable[tuple[Value, ...]]) -> Sheet:
    return Sheet(key, words.say(f"sheet.{key}"), words.say(f"about.{key}"), columns, tuple(rows))


def _columns(words: Words, spec: str) -> tuple[Column, ...]:
    """Return columns from ``key:width`` or, for numbers, ``key:width.digits``."""
    found = []
    for part in spec.split():
        key, _, shape = part.partition(":")
        width, point, digits = shape.partition(".")
        found.append(Column(key, words.say(f"col.{key}"), int(digits) if point else None, int(width)))
    return tuple(found)


def _member(report: Cooperation, words: Words, member: Member) -> tuple[Value, ...]:
    sums = member.scan.totals if member.scan is not None else None
    competent, seen, online = online_of(report, member.ags)
    gains = [
        cell.options[0].gain or 0.0
        for line in report.lines
        for cell in line.cells
        if cell.ags == member.ags and cell.options
    ]
    return (
        member.name,
        words.say(f"league.short.{member.league}"),
        words.standing(member),
        sums.total.value if sums is not None else None,
        sums.coverage * 100 if sums is not None else None,
        competent,
        seen,
        online if seen else None,
        sum(gains) if seen else None,
    )


def _step(words: Words, rank: int, step: Step) -> tuple[Value, ...]:
    return (
        rank,
        step.service.name,
        words.say(f"role.{step.service.role}"),
        words.say(f"effort.{step.effort}"),
        words.donor(step),
        words.solution(step.solution, step.effort),
        words.takers(step.takers),
        step.gain,
        step.cost,
        None if step.gain is None else step.worth,
        words.also(step),
        _link(step.solution.url),
    )


def _gap(report: Cooperation, words: Words, line: Line) -> tuple[Value, ...]:
    unlinked = any(cell.unlinked for cell in line.cells)
    way = way_of(line)
    who = [cell.ags for cell in line.seen if line.best and cell.level == line.best]
    return (
        line.service.name,
        words.say(f"role.{line.service.role}"),
        line.best,
        words.names(who),
        line.unknown,
        report.portals.get(line.service.id) or words.say("state.none") if unlinked else words.say("state.none"),
        words.say(f"effort.{way}") if way is not None else NONE,
        gain_of(line),
    )


def _detail(words: Words, line: Line, cell: Cell) -> tuple[Value, ...]:
    best, form = (cell.options[0] if cell.options else None), cell.solution
    known = cell.level is not None and form.kind not in (Kind.NONE, Kind.TEXT)
    donor = words.name(best.donor) if best is not None and best.donor else NONE
    return (
        line.service.id,
        line.service.name,
        words.say(f"role.{line.service.role}"),
        words.name(cell.ags),
        words.situation(cell),
        cell.level,
        words.solution(form) if cell.level is not None else NONE,
        form.vendor or form.platform or NONE,
        words.listed("login", form.logins),
        words.listed("payment", form.payments),
        words.say(f"answer.{form.upload}") if known else NONE,
        words.listed("help", form.help),
        words.say(f"owner.{form.owner}") if form.owner else NONE,
        words.state(cell),
        words.say(f"effort.{best.effort}") if best is not None else NONE,
        best.name if best is not None and best.name else donor,
        best.gain if best is not None else None,
        _link(cell.page),
        _link(form.url if known else ""),
    )


def _link(url: str) -> Value:
    return Link(url, url) if url else None
