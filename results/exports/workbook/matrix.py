"""Sheet of municipality x criterion: every score with its number, coloured."""

from __future__ import annotations

from collections.abc import Iterator

from results.exports.source import Source
from results.exports.workbook.overview import years_of
from results.exports.workbook.sheet import Cell, Col, Sheet
from results.exports.workbook.words import Words
from scanner.model.verdict import State, Verdict


def fill(sheet: Sheet, source: Source, words: Words) -> None:
    """Write the sheet."""
    seen = {verdict.criterion: verdict for _, _, scan in years_of(source) for verdict in scan.verdicts}
    ours = [name for name in source.titles if name in seen]
    names = [*ours, *sorted(set(seen) - set(source.titles))]
    heads = [f"{name.partition(' ')[0]} {source.title(seen[name])}" for name in names]
    columns = [
        Col(words.say("municipality"), 28), Col(words.say("league"), 24), Col(words.say("total"), 8, "points", colour="bar"),
        *(Col(head, 5.5, "share", turned=True, colour="points") for head in heads),
    ]  # fmt: skip
    sheet.table(columns, _rows(names, source, words))


def _rows(names: list[str], source: Source, words: Words) -> Iterator[list[Cell]]:
    for _, _, scan in years_of(source):
        verdicts = {verdict.criterion: verdict for verdict in scan.verdicts}
        cells = [_cell(verdicts.get(name), words) for name in names]
        yield [scan.name, words.code("league", scan.league), scan.totals.total.value, *cells]


def _cell(verdict: Verdict | None, words: Words) -> Cell:
    if verdict is None:
        return None
    if verdict.state is State.SCORED and verdict.score is not None:
        return verdict.score * 100
    return words.code("short", verdict.state.value)
