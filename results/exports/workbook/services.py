"""Sheet of services: who offers which of them at which level, and by which way."""

from __future__ import annotations

from collections.abc import Iterator

from results.exports.source import Source
from results.exports.workbook.overview import place_of, years_of
from results.exports.workbook.sheet import Cell, Col, Link, Sheet
from results.exports.workbook.words import Words
from scanner.model.verdict import ServiceFinding, Way

_ROLES = ("core", "extended", "extra")


def fill(sheet: Sheet, source: Source, words: Words) -> None:
    """Write the sheet."""
    columns = [
        Col(words.say("municipality"), 20), Col(words.say("league"), 18, "wrap"), Col(words.say("service"), 32, "wrap"),
        Col(words.say("role"), 11), Col(words.say("level"), 6, "whole", turned=True, colour="level"),
        Col(words.say("level_told"), 20),
        Col(words.say("level_before"), 6, "whole", turned=True), Col(words.say("clicks"), 6, "whole", turned=True),
        Col(words.say("contact"), 18), Col(words.say("page_of"), 28), Col(words.say("form"), 28), Col(words.say("owner"), 14),
        Col(words.say("platform"), 16), Col(words.say("login"), 18, "wrap"), Col(words.say("payment"), 12),
        Col(words.say("upload"), 9, turned=True),
    ]  # fmt: skip
    sheet.table(columns, _rows(source, words), frozen=1)


def _rows(source: Source, words: Words) -> Iterator[list[Cell | Link]]:
    known = {one.id: one for one in source.criteria.services if one.role in _ROLES}
    at = place_of(source)
    for line, _, scan in years_of(source):
        before = line.years[at - 1].services if at else {}
        for found in scan.judgement.services:
            if found.service in known:
                service = known[found.service]
                old = before.get(found.service)
                yield [
                    scan.name, words.code("league", scan.league), service.name, words.code("role", service.role),
                    *_finding(found, words, old.level if old else None), *_way(found.ways[0] if found.ways else None, words),
                ]  # fmt: skip


def _finding(found: ServiceFinding, words: Words, before: int | None) -> list[Cell | Link]:
    level = "unseen" if found.level is None else str(found.level)
    page = Link(found.pages[0], short=True) if found.pages else None
    form = Link(found.forms[0], short=True) if found.forms else None
    contact = words.code("contact", found.contact)
    return [found.level, words.code("ozg", level), before, found.clicks, contact, page, form]


def _way(way: Way | None, words: Words) -> list[Cell | Link]:
    if way is None:
        return [None] * 5
    return [
        words.code("owner", way.owner), way.vendor or way.platform or None,
        ", ".join(words.code("login", one) for one in way.logins) or None,
        ", ".join(words.code("payment", one) for one in way.payments) or None, words.code("answer", way.upload),
    ]  # fmt: skip
