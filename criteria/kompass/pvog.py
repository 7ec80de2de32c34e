"""What PVOG reports for an area: its open data in the Data Hub (CSV, or pages of JSON), and answers of its search."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from criteria.kompass.answers import Answer, items_of, many_of, text_of
from criteria.kompass.keys import is_rounded, normal_key
from criteria.kompass.record import Known, Source
from criteria.kompass.reported import Reported
from criteria.kompass.snapshots import Content
from criteria.kompass.words import Words, meaning, vocabulary

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ARS = re.compile(r"\d{12}")


def parse_open_pvog(answers: Iterable[Answer], source: Source) -> Content:
    """Return what the open data report, each once: a line that moved between two pages is no second one.

    Raises:
        UserError: columns are missing, or a key, area or status is none; line and column are named.
    """
    found: dict[Reported, Reported] = {}
    rows = ((answer, place, row) for answer in answers for place, row in _rows(answer))
    for line, (answer, place, row) in enumerate(rows, 1):
        one = _reported(row, source, line, answer, place)
        found.setdefault(replace(one, line=0), one)
    return Content(source, reported=tuple(found.values()))


def _rows(answer: Answer) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if answer.text.lstrip().startswith(("{", "[")):
        for number, item in enumerate(items_of(answer, "content", "items"), 1):
            yield f"item {number}", {_snake(name): value for name, value in item.items()}
        return
    text = answer.text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    try:
        header = [_snake(cell.strip()) for cell in next(lines, [])]
        if missing := [name for name in ("leika_key", "ars") if name not in header]:
            raise answer.problem(
                f"the column {missing[0]} is missing", "is it an export of open PVOG data?", at="line 1"
            )
        for cells in lines:
            if any(cells):
                yield f"line {lines.line_num}", dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise answer.problem(f"is no table: {error}", at=f"line {lines.line_num}") from error


def _snake(name: str) -> str:
    return _CAMEL.sub("_", name).lower()


def _reported(row: Mapping[str, Any], source: Source, line: int, answer: Answer, place: str) -> Reported:
    said = {name: text_of(value) for name, value in row.items()}
    return Reported(
        source=source,
        line=line,
        ars=_area(said.get("ars", ""), answer, place),
        key=_key(said.get("leika_key", ""), answer, place),
        name=said.get("leika_name") or said.get("leika_bezeichnung", ""),
        ozg_id=said.get("ozgid", ""),
        ozg_name=said.get("ozg_bezeichnung", ""),
        url=said.get("url", ""),
        works=_known(said.get("online_status", ""), vocabulary().works, answer, f"{place}, online_status"),
        active=_known(said.get("aktiv", ""), vocabulary().answers, answer, f"{place}, aktiv"),
        coverage=said.get("art_flaechendeckung", ""),
    )


def _key(written: str, answer: Answer, place: str) -> str:
    key = normal_key(written)
    if not key:
        hint = "a spreadsheet has rounded it: take the file as it was downloaded" if is_rounded(written) else ""
        raise answer.problem(f"{written!r} is no LeiKa key", hint, at=f"{place}, leika_key")
    return key


def _area(written: str, answer: Answer, place: str) -> str:
    """Return an area as 12 digits, with the leading zero that spreadsheets drop."""
    digits = written.zfill(12) if len(written) == 11 else written
    if not _ARS.fullmatch(digits):
        raise answer.problem(f"{written!r} is no ARS", "it has 12 digits", at=f"{place}, ars")
    return digits


def _known(written: str, words: Words, answer: Answer, place: str) -> Known:
    if not written:
        return Known.UNKNOWN
    found = meaning(written, words)
    if not found:
        raise answer.problem(f"{written!r} is not known", f"such as {next(iter(words.values()))[0]}", at=place)
    return Known(found)


@dataclass(frozen=True)
class Searched:
    """One answer of PVOG's search, and the area and key that it was asked for."""

    answer: Answer
    ars: str
    key: str = ""


def parse_pvog(searched: Iterable[Searched], source: Source) -> Content:
    """Return the services that the search of PVOG found for areas, one line for each online link, at least one each.

    Raises:
        UserError: an answer is none of this interface, or a service has no key; the item is named.
    """
    found: list[Reported] = []
    for one in searched:
        for number, item in enumerate(items_of(one.answer, "content", "items"), 1):
            title = text_of(item.get("name")) or text_of(item.get("title"))
            for key, link in _offered(item, one, number):
                found.append(Reported(source, len(found) + 1, one.ars, key, title, url=link, active=Known.YES))
    return Content(source, reported=tuple(found))


def _offered(item: Mapping[str, Any], asked: Searched, number: int) -> Iterator[tuple[str, str]]:
    """Yield key and link: a description may stand for several keys, and have several links or none."""
    named = [
        one for name in ("leikaIds", "leikaId", "leikaKey") for one in map(normal_key, many_of(item.get(name))) if one
    ]
    keys = [asked.key] if asked.key else named
    if not keys:
        raise asked.answer.problem("names no LeiKa key (leikaIds)", at=f"item {number}")
    links = item.get("onlineServiceLinks") or []
    addresses = dict.fromkeys(text_of(link.get("uri")) for link in links if isinstance(link, Mapping))
    for key in dict.fromkeys(keys):
        for address in [one for one in addresses if one] or [""]:
            yield key, address
