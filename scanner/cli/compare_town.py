"""One municipality over several runs: categories, criteria and services, with cause and reason of each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from criteria.loading import CriteriaSet
from results.compare.changes import Change, Level, Move, Step
from results.compare.comparison import Comparison
from results.compare.lines import Line, Year
from scanner.cli.compare_words import breaks, causes, labels, legend, moved, no_rank, place, say, span
from scanner.cli.options import language
from scanner.cli.options import say as common
from scanner.cli.show import number, points
from scanner.cli.show import span as with_range
from scanner.judging.answers import names_of_services
from scanner.judging.sentences import reason

UNREACHABLE = "unreachable"
_UNNAMED = 1  # length of the id of a category


def town(found: Comparison, line: Line, criteria: CriteriaSet) -> Iterator[RenderableType]:
    """Yield all that is said of one municipality."""
    yield _sums(found, line, criteria)
    for year in line.years:
        if year.missing is not None:
            run = found.surveys[year.survey].run.label
            yield Text(say(f"missing_in.{year.missing}", run=run, successor=line.town.successor))
        elif told := no_rank(year.rank):
            yield Text(say("norank_in", run=found.surveys[year.survey].run.label, reason=told + _closed(year)))
    yield from legend((year.rank for year in line.years if year.rank.place is not None), found)
    yield Text(say("legend.causes"))
    yield from breaks(found)
    names = names_of_services(criteria)
    yield _criteria(found, line, criteria, names)
    if any(year.services for year in line.years):
        yield _services(found, line, names)


def _closed(year: Year) -> str:
    """Return why a website was not reached, once for all criteria."""
    if year.scan is None or year.scan.state != UNREACHABLE or not year.verdicts:
        return ""
    return ". " + reason(next(iter(year.verdicts.values())), language())


def _table(found: Comparison, title: str, first: str, last: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    table.add_column(first, ratio=3)
    for head in (*labels(found), *(span(found, *one) for one in found.spans)):
        table.add_column(head, justify="right")
    table.add_column(last, ratio=4)
    return table


def _told_spans(found: Comparison, line: Line) -> list[tuple[int, int]]:
    """Return the spans whose causes are told: between runs that follow, or the whole where one between was not seen."""
    closed = {year.survey for year in line.years if year.scan is None or year.scan.state == UNREACHABLE}
    follow = [one for one in found.spans if one[1] == one[0] + 1]
    seen = [one for one in follow if not closed & set(one)]
    return seen if len(seen) == len(follow) or closed & set(found.spans[-1]) else [*seen, found.spans[-1]]


def _sums(found: Comparison, line: Line, criteria: CriteriaSet) -> Table:
    title = f"{line.name} · {common(f'league.{line.league}')}"
    table = _table(found, title, "", say("cause"))
    steps = [line.step(*one) for one in found.spans]
    totals = [with_range(year.totals.total) if year.totals else "–" for year in line.years]
    changes = [step.total if step else None for step in steps]
    table.add_row(common("show.total"), *totals, *map(moved, changes), _causes(found, line, changes))
    for category in criteria.categories:
        values = [_category(year, category.letter) for year in line.years]
        changes = [_of(step.categories, category.letter) if step else None for step in steps]
        name = category.title.get(language())
        table.add_row(name, *values, *map(moved, changes), _causes(found, line, changes))
    table.add_section()
    coverage = [f"{number(year.totals.coverage * 100, 0)} %" if year.totals else "–" for year in line.years]
    blank = [""] * len(found.spans)
    table.add_row(common("show.coverage"), *coverage, *blank, "")
    table.add_row(say("rank"), *map(_rank, line.years), *blank, say("rank_note"))
    medians = [found.league(line.league, at) for at in range(len(found.surveys))]
    shown = [number(one.total.median) if one is not None and one.total is not None else "–" for one in medians]
    table.add_row(say("league_median"), *shown, *blank, "")
    return table


def _category(year: Year, letter: str) -> str:
    part = year.totals.categories.get(letter) if year.totals else None
    return with_range(part) if part is not None else "–"


def _rank(year: Year) -> str:
    if year.rank.place is None:
        return "–"
    level = f"\n{say('level_with', count=len(year.rank.tied))}" if year.rank.tied else ""
    return say("place_of", place=place(year.rank), of=year.rank.of) + level


def _of(changes: Sequence[Change], name: str) -> Change | None:
    return next((one for one in changes if one.id == name), None)


def _causes(found: Comparison, line: Line, changes: Sequence[Change | None]) -> str:
    """Return the causes of each change that is told; the same ones are told once."""
    told = {}
    spans = _told_spans(found, line)
    for one, change in zip(found.spans, changes, strict=True):
        if one in spans and change is not None and (text := causes(change)):
            step = line.step(*one)
            told[span(found, *one)] = text + (_over(change, step) if step is not None else "")
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    return "\n".join(f"{when}: {text}" for when, text in told.items())


def _over(change: Change, step: Step) -> str:
    """Return over how many criteria a sum was compared, where these are not all."""
    if change.gain is None or change.level not in (Level.TOTAL, Level.CATEGORY):
        return ""
    asked = sum(one.id.startswith(change.id) for one in step.criteria)
    return f" ({say('over', shared=change.shared, asked=asked)})" if change.shared < asked else ""


def _criteria(found: Comparison, line: Line, criteria: CriteriaSet, names: Mapping[str, str]) -> Table:
    table = _table(found, say("criteria_of", name=line.name), common("show.criterion"), say("why"))
    titles = {one.id: one.title.get(language()) for one in criteria.criteria}
    steps = [line.step(*one) for one in found.spans]
    for name in _ids(line, "verdicts"):
        changes = [_of(step.criteria, name) if step else None for step in steps]
        values = [points(year.verdicts[name]) if name in year.verdicts else "–" for year in line.years]
        why = "\n".join(_why(found, line, name, changes, names))
        table.add_row(_title(line, name, titles), *values, *map(moved, changes), why)
    return table


def _ids(line: Line, what: str) -> list[str]:
    """Return the ids of all years, in the order of the categories; the total of a category alone is none of a criterion."""
    ids = dict.fromkeys(name for year in reversed(line.years) for name in getattr(year, what))
    if what != "verdicts":
        return list(ids)
    return sorted((name for name in ids if len(name) > _UNNAMED), key=lambda name: ("SUAFE".find(name[0]), name))


def _title(line: Line, name: str, titles: Mapping[str, str]) -> str:
    """Return id and title; a sheet may have titles of its own."""
    verdicts = [year.verdicts[name] for year in line.years if name in year.verdicts]
    own = next((title for one in verdicts if (title := dict(one.values).get("title"))), "")
    title = titles.get(name) or own
    return f"{name} {title}" if title and name in titles else title or name


def _why(
    found: Comparison, line: Line, name: str, changes: Sequence[Change | None], services: Mapping[str, str]
) -> Iterator[str]:
    """Yield the cause, and the reason in each run that a change begins or ends with."""
    if told := _causes(found, line, changes):
        yield say("cause_is", cause=told)
    spans = _told_spans(found, line)
    moving = {
        at
        for one, change in zip(found.spans, changes, strict=True)
        if one in spans and change is not None and (change.moved or change.move is Move.APART)
        for at in one
    }
    before = ""
    for at in sorted(moving):
        verdict = line.years[at].verdicts.get(name)
        told = reason(verdict, language(), services) if verdict is not None else say("not_asked")
        if told != before:
            yield f"{found.surveys[at].run.label}: {told}"
        before = told


def _services(found: Comparison, line: Line, names: Mapping[str, str]) -> Table:
    table = _table(found, say("services_of", name=line.name), common("show.service"), say("cause"))
    steps = [line.step(*one) for one in found.spans]
    ids = _ids(line, "services")
    for name in [*(known for known in names if known in ids), *(one for one in ids if one not in names)]:
        changes = [_of(step.services, name) if step else None for step in steps]
        levels = [_level(year, name) for year in line.years]
        table.add_row(names.get(name, name), *levels, *map(_moved_level, changes), _causes(found, line, changes))
    return table


def _level(year: Year, name: str) -> str:
    finding = year.services.get(name)
    if finding is None:
        return "–"
    return "?" if finding.level is None else str(finding.level)


def _moved_level(change: Change | None) -> str:
    if change is None or change.move is Move.SAME:
        return "" if change is not None and change.gain == 0 else "–"
    if change.move in (Move.CAME, Move.WENT):
        return say(f"move.{change.move}")
    return say("move.unseen") if change.gain is None else f"{change.gain:+.0f}".replace("-", "−")
