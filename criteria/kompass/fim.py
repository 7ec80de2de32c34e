"""Steckbriefe of the FIM-Portal (``/api/v1/leistung-steckbriefe``): key, title, Typisierung, addressee, OZG, SDG.

The interface is public, its answers are not typed in its description; what is read here is what they are known to hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from criteria.kompass.answers import Answer, codes_of, items_of, many_of, text_of
from criteria.kompass.keys import normal_key
from criteria.kompass.record import Addressee, Dated, Record, Source
from criteria.kompass.snapshots import Content

_BUSINESS, _CITIZEN = "002", "001"
_LIST = ("items", "content", "results")


def parse_fim(answers: Iterable[Answer], source: Source) -> Content:
    """Return the services of the answers, each once: a service that moved between two pages is no second one.

    Raises:
        UserError: an answer is none of this interface, or a service has no key; page and item are named.
    """
    found: dict[str, Record] = {}
    line = 0
    for answer in answers:
        for number, item in enumerate(items_of(answer, *_LIST), 1):
            line += 1
            record = _record(item, source, line, answer, number)
            found[record.key] = record
    return Content(source, tuple(found[key] for key in sorted(found)))


def _record(item: Mapping[str, Any], source: Source, line: int, answer: Answer, number: int) -> Record:
    written = text_of(item.get("leistungsschluessel"))
    key = normal_key(written)
    if not key:
        raise answer.problem(f"leistungsschluessel: {written!r} is no LeiKa key", at=f"item {number}")
    ozg = _first(item.get("ozg"))
    title = text_of(item.get("title")) or text_of(item.get("leistungsbezeichnung"))
    second = text_of(item.get("leistungsbezeichnung_2")) or text_of(item.get("leistungsbezeichnung2"))
    return Record(
        source=source,
        line=line,
        name=title,
        key=key,
        synonyms=tuple(Dated(term) for term in (second, *many_of(item.get("synonyme"))) if term and term != title),
        ozg_id=text_of(ozg.get("id")),
        ozg_name=text_of(ozg.get("name")) or text_of(ozg.get("label")),
        theme=text_of(ozg.get("themenfeld_label")) or text_of(ozg.get("themenfeld")),
        types=tuple(one.lower() for one in codes_of(item.get("typisierung"))),
        addressee=_addressee(item.get("leistungsadressat")),
    )


def _first(value: object) -> Mapping[str, Any]:
    """Return the first OZG service of a Steckbrief; some name it by its id alone."""
    one = value[0] if isinstance(value, list) and value else value
    return one if isinstance(one, Mapping) else {"id": one}


def _addressee(value: object) -> Addressee:
    codes = set(codes_of(value))
    if {_BUSINESS, _CITIZEN} <= codes:
        return Addressee.BOTH
    return Addressee.BUSINESS if _BUSINESS in codes else Addressee.CITIZEN if _CITIZEN in codes else Addressee.UNKNOWN
