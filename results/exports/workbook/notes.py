"""Last sheet: what the workbook rests on and how it is to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from results.exports.package import MADE_WITH
from results.exports.source import Source
from results.exports.workbook.sheet import Cell, Col, Sheet
from results.exports.workbook.words import Words

_RULES = ("scale", "range", "coverage", "rank", "break", "colours", "level", "persons", "names", "evidence", "limits")


def fill(sheet: Sheet, source: Source, words: Words, others: Sequence[Sheet]) -> None:
    """Write the sheet; `others` are those before it, so that it can say what they had no room for."""
    columns = [Col(words.say("what"), 28, "part"), Col(words.say("told"), 120, "wrap")]
    sheet.table(columns, _rows(source, words, others))


def _rows(source: Source, words: Words, others: Sequence[Sheet]) -> Iterator[list[Cell]]:
    run = source.survey.run
    judged = [scan.judgement for _, scan in source.scans()]
    yield [words.say("note.run"), source.say(f"source.{run.source}", run=run.label)]
    yield [words.say("note.as_of"), run.as_of.date().isoformat()]
    yield [words.say("note.stage"), words.code("stage", run.stage.value)]
    if len(source.surveys) > 1:
        beside = [words.run(survey.run) for survey in source.surveys if survey.run.label != source.label]
        yield [words.say("note.beside"), ", ".join(beside)]
    for kept in sorted({f"{one.criteria_set} · {one.criteria_hash}" for one in judged}):
        yield [words.say("note.criteria"), kept]
    yield [words.say("note.scanner"), ", ".join(sorted({one.scanner_version for one in judged}))]
    yield [words.say("note.made"), MADE_WITH]
    yield [words.say("note.count"), str(len(source.survey.scans))]
    for rule in _RULES:
        yield [
            words.say(f"note.{rule}"),
            words.say(f"note.{rule}.told", width=words.numbers.number(source.comparison.tie_width)),
        ]
    for one in others:
        if one.links_cut:
            yield [words.say("note.links"), words.say("note.links.told", sheet=one.name)]
        if one.cut:
            yield [words.say("note.cut"), words.say("note.cut.told", sheet=one.name)]
