"""Sheet of evidence: every place that proves a score, as a link where it may be one."""

from __future__ import annotations

from collections.abc import Iterator

from results.exports.source import Source
from results.exports.workbook.overview import years_of
from results.exports.workbook.sheet import Cell, Col, Link, Sheet
from results.exports.workbook.words import Words


def fill(sheet: Sheet, source: Source, words: Words) -> None:
    """Write the sheet."""
    columns = [
        Col(words.say("municipality"), 20), Col(words.say("criterion"), 5), Col(words.say("title"), 26),
        Col(words.say("number"), 5, "whole"), Col(words.say("address"), 50), Col(words.say("snippet"), 70, "wrap"),
        Col(words.say("place"), 20), Col(words.say("fetched"), 16, "day"), Col(words.say("erased"), 16, "wrap"),
    ]  # fmt: skip
    sheet.table(columns, _rows(source, words))


def _rows(source: Source, words: Words) -> Iterator[list[Cell | Link]]:
    for _, _, scan in years_of(source):
        for verdict in scan.verdicts:
            title = source.title(verdict)
            for number, place in enumerate(verdict.evidence, 1):
                stone = scan.erased(place)
                gone = (
                    words.say("erased_told", day=stone.erased.date().isoformat(), reason=stone.reason)
                    if stone
                    else None
                )
                link = Link(place.url) if place.url else None
                yield [
                    scan.name, verdict.criterion.partition(" ")[0], title, number, link, place.snippet or None,
                    place.where or None, place.fetched, gone,
                ]  # fmt: skip
