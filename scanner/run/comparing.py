"""Lays old and new rules over the archives of a run. Nothing is stored, and nothing that is published changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from criteria.errors import UserError
from criteria.loading import CriteriaSet
from results.compare.rules import RuleBook, RuleComparison, compare_rules
from results.queries import KeptJudgement, KeptSet, Results, ScanInfo
from scanner.model.verdict import Judgement
from scanner.run.judging import SCANNER_VERSION
from scanner.run.rescore import rescore_scan
from scanner.run.sets import find_set, from_kept


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a criteria set, or the number of a judgement that is stored."""

    wanted: str
    set: CriteriaSet | None = None
    number: int | None = None


@dataclass(frozen=True)
class Compared:
    """A municipality with what the rules did to it; `comparison` is None where there is no archive to judge."""

    scan: ScanInfo
    comparison: RuleComparison | None


def side_of(wanted: str, results: Results) -> Side:
    """Return a side: digits are the number of a judgement, else it is a set by name, folder or hash.

    Raises:
        UserError: there is no such set.
    """
    if wanted.isdigit():
        return Side(wanted, number=int(wanted))
    return Side(wanted, find_set(wanted, results))


def compare_sides(results: Results, scans: Sequence[ScanInfo], old: Side, new: Side) -> Iterator[Compared]:
    """Yield what the new side gives other than the old one, municipality by municipality.

    A set is taken as this scanner judged it before, else the archive is judged by it now. Where a side is the number of
    a judgement, the municipality that it belongs to is compared and no other.

    Raises:
        UserError: a number belongs to none of the scans, or two numbers to different ones.
    """
    kept = {scan.id: results.judgements(scan.id) for scan in scans}
    chosen = [scan for scan in scans if all(_numbered(kept[scan.id], side) for side in (old, new))]
    if not chosen:
        numbers = " and ".join(side.wanted for side in (old, new) if side.number is not None)
        raise UserError(f"no municipality of the run has the judgement {numbers}", hint="g2b rescore tells the numbers")
    sets = results.criteria_sets()
    for scan in chosen:
        yield _compared(scan, kept[scan.id], (old, new), sets)


def _numbered(kept: Iterable[KeptJudgement], side: Side) -> bool:
    return side.number is None or any(one.number == side.number for one in kept)


def _compared(scan: ScanInfo, kept: list[KeptJudgement], sides: tuple[Side, Side], sets: list[KeptSet]) -> Compared:
    before, after = (_judgement(scan, kept, side) for side in sides)
    if before is None or after is None:
        return Compared(scan, None)
    books = _book(before, sides[0], sets), _book(after, sides[1], sets)
    return Compared(scan, compare_rules(before, after, books))


def _judgement(scan: ScanInfo, kept: list[KeptJudgement], side: Side) -> Judgement | None:
    if side.set is None:
        return next(one.judgement for one in kept if one.number == side.number)
    known = [one.judgement for one in kept if one.judgement.criteria_hash == side.set.hash]
    ours = [judgement for judgement in known if judgement.scanner_version == SCANNER_VERSION]
    if ours:
        return ours[-1]
    if Path(scan.archive).is_file():
        return rescore_scan(scan, side.set).judgement
    return known[-1] if known else None


def _book(judgement: Judgement, side: Side, sets: list[KeptSet]) -> RuleBook:
    """Return the rules that a judgement was made by; of a set that can't be read any more only its files."""
    if side.set is not None:
        return RuleBook.of(side.set)
    kept = next(one for one in sets if one.hash == judgement.criteria_hash)
    try:
        return RuleBook.of(from_kept(kept))
    except UserError:
        return RuleBook(kept.name, kept.version, kept.hash, {}, kept.files)
