"""The region over several runs: a table per league, what moved, and what may be said of all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from criteria.loading import CriteriaSet
from criteria.municipality import LEAGUES
from results.compare.changes import Change, Move
from results.compare.comparison import Comparison
from results.compare.lines import Line, Year
from results.compare.moves import SHOWN
from results.compare.ranks import NoRank
from results.compare.statistics import Estimate
from scanner.cli.compare_words import breaks, causes, labels, legend, moved, no_rank, place, say, signed, span
from scanner.cli.options import language
from scanner.cli.options import say as common
from scanner.cli.show import number
from scanner.judging.answers import names_of_services

_RANGE = "*"
_COUNTED = (Move.ROSE, Move.FELL, Move.SAME, Move.CAME, Move.WENT, Move.UNSEEN)


def region(found: Comparison, criteria: CriteriaSet) -> Iterator[RenderableType]:
    """Yield all that is said of the municipalities together."""
    for league in LEAGUES:
        lines = [line for line in found.lines if line.league == league]
        if lines:
            yield _league(found, league, lines)
    if any(_RANGE in _total(year) for line in found.lines for year in line.years):
        yield Text(say("legend.range"))
    yield from legend((line.years[-1].rank for line in found.lines), found)
    yield Text(say("legend.causes"))
    yield from breaks(found)
    yield from _moves(found, criteria)
    yield from _statistics(found, criteria)


def _league(found: Comparison, league: str, lines: Sequence[Line]) -> Table:
    table = Table(title=common(f"league.{league}"), title_justify="left", box=SIMPLE_HEAD)
    table.add_column(say("municipality_head"), no_wrap=True)
    for head in (*labels(found), *(span(found, *one) for one in found.spans)):
        table.add_column(head, justify="right")
    table.add_column(say("rank"), no_wrap=True)
    table.add_column(say("note"), min_width=18)
    for line in sorted(lines, key=_place):
        table.add_row(*_row(found, line))
    table.add_section()
    table.add_row(*_medians(found, league))
    return table


def _place(line: Line) -> tuple[bool, int, float, str]:
    """Order by rank in the last run; who has none stands after, by total."""
    last = line.years[-1]
    total = last.totals.total.value if last.totals is not None else None
    return last.rank.place is None, last.rank.place or 0, -(total or 0.0), line.name


def _row(found: Comparison, line: Line) -> Iterator[str]:
    yield line.name
    yield from (_total(year) for year in line.years)
    for one in found.spans:
        step = line.step(*one)
        yield moved(step.total) if step is not None else "–"
    yield place(line.years[-1].rank)
    yield "; ".join(_notes(found, line))


def _total(year: Year) -> str:
    """Return the total, with a mark where it is a range: the table stays one line for each municipality."""
    if year.totals is None or year.totals.total.value is None:
        return "–"
    total = year.totals.total
    return number(total.value) + (_RANGE if total.high - total.low > SHOWN else "")


def _notes(found: Comparison, line: Line) -> Iterator[str]:
    whole = line.steps[-1] if line.steps else None
    if whole is not None and (told := causes(whole.total)):
        yield told
    if line.years[-1].scan is not None and (told := no_rank(line.years[-1].rank)):
        yield told
    apart: dict[str, list[str]] = {}
    for year in line.years:
        if key := _absence(year, line):
            apart.setdefault(key, []).append(found.surveys[year.survey].run.label)
    yield from (say(key, runs=", ".join(runs), successor=line.town.successor) for key, runs in apart.items())


def _absence(year: Year, line: Line) -> str:
    """Return why there is no number in a year, empty where there is one or the missing rank says it already."""
    if year.missing is not None:
        return f"missing.{year.missing}"
    return "no_values" if year.rank.missing is NoRank.UNREACHABLE and year is not line.years[-1] else ""


def _medians(found: Comparison, league: str) -> Iterator[str]:
    years = [found.league(league, at) for at in range(len(found.surveys))]
    yield say("median")
    yield from (number(year.total.median) if year is not None and year.total is not None else "–" for year in years)
    for start, end in found.spans:
        one = next((e for e in found.estimates if (e.league, e.id, e.start, e.end) == (league, "", start, end)), None)
        yield signed(one.median) if one is not None else "–"
    yield from ("", "")


def _moves(found: Comparison, criteria: CriteriaSet) -> Iterator[Table]:
    """Yield what rose, fell, came and went from the first run to the last, by criterion and by service."""
    start, end = found.spans[-1]
    steps = [step for line in found.lines if (step := line.step(start, end)) is not None]
    titles = {one.id: one.title.get(language()) for one in criteria.criteria}
    by_criterion = _by_id([one for step in steps for one in step.criteria])
    if by_criterion:
        yield _tally(say("criteria", span=span(found, start, end)), by_criterion, titles, numbered=True)
    by_service = _by_id([one for step in steps for one in step.services])
    if by_service:
        names = names_of_services(criteria)
        order = {name: by_service[name] for name in names if name in by_service}
        yield _tally(say("services", span=span(found, start, end)), order | by_service, names, numbered=False)


def _by_id(changes: Sequence[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        if change.gain is not None or change.move is not Move.SAME:  # else nothing was seen in both
            found.setdefault(change.id, []).append(change)
    return found


def _tally(title: str, found: dict[str, list[Change]], names: dict[str, str], *, numbered: bool) -> Table:
    happened = {one.move for changes in found.values() for one in changes}
    moves = [move for move in _COUNTED if move in happened]
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    table.add_column(say("criterion" if numbered else "service"))
    for move in moves:
        table.add_column(say(f"move.{move}"), justify="right", no_wrap=True)
    table.add_column(say("mean_gain"), justify="right", no_wrap=True)
    for name, changes in found.items():
        gains = [one.gain for one in changes if one.gain is not None]
        counts = (str(sum(one.move is move for one in changes) or "") for move in moves)
        mean = signed(sum(gains) / len(gains), 1 if numbered else 2) if gains else moved(changes[0])
        shown = f"{name} {names[name]}" if numbered and name in names else names.get(name, name)
        table.add_row(shown, *counts, mean)
    return table


def _statistics(found: Comparison, criteria: CriteriaSet) -> Iterator[RenderableType]:
    """Yield the statistics of the region; for one municipality there are none."""
    if not found.estimates:
        return
    titles = {str(one.letter): one.title.get(language()) for one in criteria.categories}
    columns = ("what", "pairs", "median_change", "interval", "moves", "test", "p")
    table = Table(title=say("statistics"), title_justify="left", box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(say(column), justify="left" if column in ("what", "test") else "right")
    for start, end in found.spans:
        table.add_section()
        table.add_row(Text(span(found, start, end), style="bold"))
        for one in (one for one in found.estimates if (one.start, one.end) == (start, end)):
            if not one.id or not one.league:
                table.add_row(*_estimate(one, titles))
    yield table
    yield Text(say("legend.statistics"))


def _estimate(one: Estimate, titles: dict[str, str]) -> Iterator[str]:
    where = common(f"league.{one.league}") if one.league else say("all_leagues")
    yield titles.get(one.id, one.id) if one.id else say("total_of", where=where)
    yield str(one.pairs)
    if one.median is None:
        yield from ("–", "–", "–", say(f"noestimate.{one.missing}"), "")
        return
    yield signed(one.median)
    yield say("to", low=signed(one.low), high=signed(one.high))
    yield f"{one.rose} / {one.fell} / {one.same}"
    yield say(f"test.{one.test}")
    yield say("p_below") if (one.p or 0.0) < 0.001 else number(one.p, 3)
