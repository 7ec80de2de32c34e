"""Measures a criteria set against what people said in second looks, before the set is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from criteria.loading import CriteriaSet
from results.queries import ScanInfo
from results.second_looks import Label
from results.worksheets.agreement import Pair
from scanner.model.verdict import Verdict
from scanner.run.rescore import rescore_scan


@dataclass(frozen=True)
class Measured:
    """One criterion: its labels, how many of them the published verdicts agree with, and how many those of the set."""

    criterion: str
    labels: int
    before: int
    after: int


@dataclass(frozen=True)
class Measurement:
    """A set against labels. `missing` are names of municipalities whose archive is not at hand, `gone` ids of criteria
    that the set does not have any more; their labels are not counted."""

    rows: tuple[Measured, ...]
    missing: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def worse(self) -> bool:
        """Whether the set agrees with people on fewer labels than what is published."""
        return sum(row.after for row in self.rows) < sum(row.before for row in self.rows)


def measure(labels: Sequence[Label], scans: Sequence[ScanInfo], criteria: CriteriaSet) -> Measurement:
    """Judge the archives that labels are about by a set, and compare.

    Args:
        labels: of second looks at one run.
        scans: of that run.
        criteria: the set to measure.
    """
    towns = {scan.ags: scan for scan in scans}
    of: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        of[label.member.ags].append(label)
    pairs: list[tuple[Pair, Pair | None]] = []
    missing = []
    for ags, said in of.items():
        scan = towns.get(ags)
        if scan is None or not Path(scan.archive).is_file():
            missing.append(scan.name if scan else ags)
            continue
        pairs += _paired(said, scan, criteria)
    gone = tuple(sorted({before.criterion for before, after in pairs if after is None}))
    return Measurement(_rows(pairs), tuple(missing), gone)


def _paired(labels: Sequence[Label], scan: ScanInfo, criteria: CriteriaSet) -> list[tuple[Pair, Pair | None]]:
    new = {one.criterion: one for one in rescore_scan(scan, criteria).judgement.verdicts}
    return [(label.pair, _against(label, new.get(label.member.criterion))) for label in labels]


def _against(label: Label, verdict: Verdict | None) -> Pair | None:
    return None if verdict is None else replace(label.pair, scanner=(verdict.state, verdict.score))


def _rows(pairs: Sequence[tuple[Pair, Pair | None]]) -> tuple[Measured, ...]:
    known: dict[str, list[tuple[Pair, Pair]]] = defaultdict(list)
    for before, after in pairs:
        if after is not None:
            known[before.criterion].append((before, after))
    ids = sorted(known, key=lambda one: ("SUAFE".index(one[0]), one))
    return tuple(
        Measured(one, len(known[one]), sum(b.agrees for b, _ in known[one]), sum(a.agrees for _, a in known[one]))
        for one in ids
    )
