"""Sheet of scorecards: criterion by criterion, a printed page for each municipality; the filter shows one on screen."""

from __future__ import annotations

from collections.abc import Iterator

from results.compare.comparison import Line, Year
from results.exports.source import Source
from results.exports.workbook.overview import place_of, years_of
from results.exports.workbook.sheet import Cell, Col, Link, Sheet
from results.exports.workbook.words import Words
from results.queries import ScanInfo
from scanner.model.verdict import State, Verdict


def fill(sheet: Sheet, source: Source, words: Words) -> None:
    """Write the sheet."""
    columns = [
        Col(words.say("municipality"), 20), Col(words.say("criterion"), 5), Col(words.say("title"), 30, "wrap"),
        Col(words.say("points"), 7, "number"), Col(words.say("max"), 5, "number"),
        Col(words.say("share"), 7, "percent", colour="share"), Col(words.say("low"), 7, "percent", turned=True),
        Col(words.say("high"), 7, "percent", turned=True), Col(words.say("median"), 7, "percent", turned=True),
        Col(words.say("before"), 7, "percent", turned=True), Col(words.say("change"), 8, "change", turned=True, colour="change"),
        Col(words.say("reason"), 52, "wrap"), Col(words.say("first_proof"), 30),
    ]  # fmt: skip
    starts: list[int] = []
    sheet.table(columns, _rows(sheet, source, words, starts))
    sheet.page_breaks(starts[1:])


def _rows(sheet: Sheet, source: Source, words: Words, starts: list[int]) -> Iterator[list[Cell | Link]]:
    for line, year, scan in years_of(source):
        starts.append(sheet.count)
        for verdict in scan.verdicts:
            yield [
                scan.name, verdict.criterion.partition(" ")[0], source.title(verdict), *_points(verdict, words),
                *_beside(verdict.criterion, line, year, scan, source), _told(verdict, source), _proof(verdict),
            ]  # fmt: skip


def _points(verdict: Verdict, words: Words) -> list[Cell]:
    if verdict.state is not State.SCORED:
        return [words.code("criterion", verdict.state.value), verdict.max, None, None, None]
    wide = verdict.high - verdict.low > 0.0005
    low, high = (verdict.low, verdict.high) if wide else (None, None)
    share = verdict.max == 1
    return [None if share else verdict.points, None if share else verdict.max, verdict.score, low, high]


def _beside(criterion: str, line: Line, year: Year, scan: ScanInfo, source: Source) -> list[Cell]:
    """Return the median of the league, the score before and the change since, each None where there is none."""
    league = source.comparison.league(scan.league, year.survey)
    spread = league.criteria.get(criterion) if league else None
    at = place_of(source)
    step = line.step(at - 1, at) if at else None
    change = next((one for one in step.criteria if one.id == criterion), None) if step else None
    before = change.before / 100 if change and change.before is not None else None
    return [spread.median / 100 if spread else None, before, change.gain if change else None]


def _told(verdict: Verdict, source: Source) -> str:
    return " ".join([source.reason(verdict), *map(source.doubt, verdict.doubts)])


def _proof(verdict: Verdict) -> Cell | Link:
    return Link(verdict.evidence[0].url, short=True) if verdict.evidence and verdict.evidence[0].url else None
