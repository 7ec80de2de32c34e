"""Puts records of the same key together, and lets related keys speak where a service has no word of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from criteria.hashing import digest
from criteria.kompass.builtin import sources_file
from criteria.kompass.competence import NOT_KNOWN, Basis, Competence, Judge, load_rules
from criteria.kompass.entry import Entry, Kin, unanimous
from criteria.kompass.keys import DIGITS, stem
from criteria.kompass.record import Known, Record
from criteria.words import fold

_NEAR = DIGITS[1:]  # 11, 8
_INHERITED = ("ozg_id", "ozg_name", "situation", "theme")
Family = Mapping[str, Sequence[Record]]


def merged(records: Iterable[Record]) -> tuple[Entry, ...]:
    """Return one entry for each key, or for each name where there is no key, in the order of the first mention."""
    groups: dict[str, list[Record]] = defaultdict(list)
    said = tuple(records)
    keys = {record.service: record.key for record in said if record.service and record.key}
    for record in said:
        groups[record.key or keys.get(record.service) or identity(record)].append(record)
    ordered = {id_: tuple(sorted(group, key=_rank)) for id_, group in groups.items()}
    family = _families(record for group in ordered.values() for record in group)
    judge = Judge(load_rules())
    return tuple(_entry(id_, group, family, judge) for id_, group in ordered.items())


def identity(record: Record) -> str:
    """Return what records of the same service share: the key, else the id in the set, else the name."""
    return record.key or record.service or f"name-{digest(fold(record.name))[:12]}"


def _rank(record: Record) -> tuple[int, int, int]:
    order = sources_file().precedence
    place = order.index(record.source.kind) if record.source.kind in order else len(order)
    return place, -(record.source.date or date.min).toordinal(), record.line


def _families(records: Iterable[Record]) -> Family:
    """Return the records by the first 11 and the first 8 digits of their key."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for digits in _NEAR:
            if common := stem(record.key, digits):
                found[common].append(record)
    return found


def _entry(id_: str, records: tuple[Record, ...], family: Family, judge: Judge) -> Entry:
    key = next((record.key for record in records if record.key), "")
    entry = Entry(id_, key, records, _kin(key, records, family))
    return replace(entry, competence=_competence(key, records, family, judge))


def _kin(key: str, records: tuple[Record, ...], family: Family) -> tuple[Kin, ...]:
    """Return the related records that speak on fields where the own ones are silent, the nearest that agree."""
    silent = [name for name in _INHERITED if not any(getattr(record, name) for record in records)]
    found: dict[int, Kin] = {}
    for name in silent:
        for digits in _NEAR:
            if (near := unanimous(family.get(stem(key, digits), ()), name)) is not None:
                found.setdefault(id(near), Kin(near, digits))
                break
    return tuple(found.values())


def _competence(key: str, records: tuple[Record, ...], family: Family, judge: Judge) -> Competence:
    """Return who is competent: as stated, else by a type that says it, else by related keys or the subject.

    A type that says "municipalities" without saying which (2b, 3b, 4b) is narrowed by what is near, as far as that agrees.
    """
    stated = next((one for record in records if (one := judge.stated(record)) is not None), None)
    typed = judge.by_type(records)
    if stated is not None:
        return stated
    if typed is not None and typed.levels:
        return typed
    near = _of_relatives(key, family, judge) or judge.by_subject(records)
    if typed is None:
        return near or NOT_KNOWN
    return typed if near is None or near.municipal is Known.NO else replace(near, somewhere=typed.somewhere)


def _of_relatives(key: str, family: Family, judge: Judge) -> Competence | None:
    """Return what the sources say of keys with the same 11, else 8 digits, if all that is said there agrees."""
    for digits in _NEAR:
        said = [one for record in family.get(stem(key, digits), ()) if (one := judge.stated(record)) is not None]
        if said and len({(one.levels, one.open) for one in said}) == 1:
            return replace(said[0], basis=Basis.RELATIVE, digits=digits)
        if said:
            return None
    return None
