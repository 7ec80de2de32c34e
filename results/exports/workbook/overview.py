"""Sheet of totals: every municipality on one line."""

from __future__ import annotations

from collections.abc import Iterator

from results.compare.comparison import Line, Year
from results.exports.said import measured
from results.exports.source import Source
from results.exports.workbook.sheet import Cell, Col, Sheet
from results.exports.workbook.words import Words
from results.queries import ScanInfo

_LETTERS = "SUAFE"


def place_of(source: Source) -> int:
    """Return the place of the exported run in the comparison."""
    return next(at for at, survey in enumerate(source.surveys) if survey.run.label == source.label)


def years_of(source: Source) -> Iterator[tuple[Line, Year, ScanInfo]]:
    """Yield the municipalities of the exported run with their scans, by league and name."""
    at = place_of(source)
    for line in source.comparison.lines:
        year = line.years[at]
        if year.scan is not None:
            yield line, year, year.scan


def fill(sheet: Sheet, source: Source, words: Words) -> None:
    """Write the sheet."""
    columns = [
        Col(words.say("municipality"), 24), Col(words.say("ags"), 10), Col(words.say("league"), 20, "wrap"),
        Col(words.say("rank"), 5, "whole", turned=True), Col(words.say("rank_of"), 5, "whole", turned=True),
        Col(words.say("rank_note"), 20, "wrap"), Col(words.say("total"), 9, "points", turned=True, colour="bar"),
        Col(words.say("low"), 7, "points", turned=True), Col(words.say("high"), 7, "points", turned=True),
        *(Col(source.categories.get(one, one), 7, "points", turned=True, colour="points") for one in _LETTERS),
        Col(words.say("change"), 8, "change", turned=True, colour="change"),
        Col(words.say("coverage"), 7, "percent", turned=True), Col(words.say("completeness"), 7, "percent", turned=True),
        Col(words.say("measured"), 7, "points", turned=True), Col(words.say("by_hand"), 7, "whole", turned=True),
        Col(words.say("online"), 7, "whole", turned=True), Col(words.say("state"), 14, "wrap"), Col(words.say("note"), 24, "wrap"),
    ]  # fmt: skip
    sheet.table(columns, (_row(one, source, words) for one in years_of(source)))


def _row(one: tuple[Line, Year, ScanInfo], source: Source, words: Words) -> list[Cell]:
    line, year, scan = one
    sums, rank, without = scan.totals, year.rank, measured(scan)
    parts = [sums.categories[letter].value if letter in sums.categories else None for letter in _LETTERS]
    return [
        scan.name, scan.ags, words.code("league", scan.league), rank.place, rank.of if rank.place else None, _note(year, words),
        sums.total.value, sums.total.low, sums.total.high, *parts, _gain(line, source), sums.coverage,
        scan.judgement.completeness, without.total.value if without else None, len(scan.by_hand),
        sum((found.level or 0) >= 3 for found in scan.judgement.services),
        words.code("state", scan.state), _remark(scan, words),
    ]  # fmt: skip


def _note(year: Year, words: Words) -> str | None:
    if year.rank.missing is not None:
        return words.code("no_rank", year.rank.missing.value)
    return words.say("tied", count=len(year.rank.tied)) if year.rank.tied else None


def _gain(line: Line, source: Source) -> float | None:
    """Return the change of the total since the run before, None where none may be given."""
    at = place_of(source)
    step = line.step(at - 1, at) if at else None
    return step.total.gain if step else None


def _remark(scan: ScanInfo, words: Words) -> str | None:
    again = words.say("again", number=scan.number) if scan.number > 1 else ""
    return "; ".join(part for part in (again, scan.problem) if part) or None
