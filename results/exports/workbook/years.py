"""Sheet of the years: total, categories, criteria and services of each municipality in every run, and what may be compared."""

from __future__ import annotations

from collections.abc import Iterator

from results.compare.changes import Change, Level
from results.compare.comparison import Line, Year
from results.exports.source import Source
from results.exports.workbook.sheet import Cell, Col, Sheet
from results.exports.workbook.words import Words
from scanner.model.verdict import State

Key = tuple[Level, str]


def fill(sheet: Sheet, source: Source, words: Words) -> None:
    """Write the sheet."""
    labels = [words.run(survey.run) for survey in source.surveys]
    spans = source.comparison.spans
    columns = [
        Col(words.say("municipality"), 20), Col(words.say("league"), 18, "wrap"),
        Col(words.say("level_of"), 11), Col(words.say("id"), 5),
        Col(words.say("title"), 30, "wrap"), *(Col(label, 10, "points") for label in labels),
        *(Col(f"{labels[a]} → {labels[b]}", 9, "change", colour="change") for a, b in spans),
        *(Col(words.say("cause_of", span=f"{labels[a]} → {labels[b]}"), 20, "wrap") for a, b in spans),
    ]  # fmt: skip
    sheet.table(columns, _rows(source, words))


def _rows(source: Source, words: Words) -> Iterator[list[Cell]]:
    titles = _titles(source)
    order = {name: at for at, (_, name) in enumerate(titles)}
    for line in source.comparison.lines:
        changes = {span: _changes(line, span) for span in source.comparison.spans}
        keys = sorted(_keys(line), key=lambda key: (list(Level).index(key[0]), order.get(key[1], len(order)), key[1]))
        for key in keys:
            told = [changes[span].get(key) for span in source.comparison.spans]
            yield [
                line.name, words.code("league", line.league), words.code("level", key[0].value), _shown(key),
                titles.get(key, key[1]) or words.say("total"), *(_value(year, key) for year in line.years),
                *(change.gain if change else None for change in told), *(_cause(change, words) for change in told),
            ]  # fmt: skip


def _titles(source: Source) -> dict[Key, str]:
    titles = {(Level.CATEGORY, letter): title for letter, title in source.categories.items()}
    titles |= {(Level.CRITERION, name): title for name, title in source.titles.items()}
    return titles | {(Level.SERVICE, one.id): one.name for one in source.criteria.services}


def _changes(line: Line, span: tuple[int, int]) -> dict[Key, Change]:
    step = line.step(*span)
    return {(change.level, change.id): change for change in step.changes} if step else {}


def _keys(line: Line) -> set[Key]:
    keys: set[Key] = {(Level.TOTAL, "")}
    for year in line.years:
        keys |= {(Level.CATEGORY, letter) for letter in (year.totals.categories if year.totals else ())}
        keys |= {(Level.CRITERION, name) for name in year.verdicts}
        keys |= {(Level.SERVICE, name) for name in year.services}
    return keys


def _shown(key: Key) -> str | None:
    """Return the id where it is one that people use: not of services."""
    return key[1].partition(" ")[0] or None if key[0] is not Level.SERVICE else None


def _value(year: Year, key: Key) -> Cell:
    level, name = key
    if level is Level.SERVICE:
        return year.services[name].level if name in year.services else None
    if level is Level.CRITERION:
        verdict = year.verdicts.get(name)
        scored = verdict is not None and verdict.state is State.SCORED and verdict.score is not None
        return verdict.score * 100 if scored and verdict and verdict.score is not None else None
    if year.totals is None:
        return None
    part = year.totals.total if level is Level.TOTAL else year.totals.categories.get(name)
    return part.value if part else None


def _cause(change: Change | None, words: Words) -> str | None:
    """Return what a change comes from, or why no difference is given."""
    if change is None:
        return None
    move = words.code("move", change.move.value)
    causes = ", ".join(words.code("cause", cause.value) for cause in change.causes)
    return f"{move}: {causes}" if causes else move
