"""Joins the municipalities of several runs: by AGS, and by successor where one got another AGS or was merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from results.queries import ScanInfo

_DIGITS = 8


class Missing(StrEnum):
    """Why a municipality has no scan in a run."""

    NOT_ASKED = "not_asked"  # the run does not have it
    MERGED = "merged"  # it had become part of its successor
    NOT_YET = "not_yet"  # it was made of others later on; they have lines of their own


@dataclass(frozen=True)
class Town:
    """A municipality over several runs.

    `ags` is that of the last run that has it, as stored. `scans` and `missing` have one entry for each run: of the two
    exactly one is None. `successor` is the AGS (8 digits) of what it became part of, `predecessors` are those that it was
    made of, where these have lines of their own.
    """

    ags: str
    scans: tuple[ScanInfo | None, ...]
    missing: tuple[Missing | None, ...]
    successor: str = ""
    predecessors: tuple[str, ...] = ()

    @property
    def last(self) -> ScanInfo:
        """Its scan in the last run that has it."""
        return next(scan for scan in reversed(self.scans) if scan is not None)

    @property
    def name(self) -> str:
        """What it is called in the last run that has it."""
        return self.last.name

    @property
    def league(self) -> str:
        """Its league in the last run that has it."""
        return self.last.league

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it had in these runs."""
        return tuple(dict.fromkeys(scan.name for scan in self.scans if scan is not None))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that it belonged to in the last run that has it."""
        return tuple(self.last.municipality.get("groups") or ())


def whole_ags(ags: str) -> str:
    """Return an AGS as 8 digits, by which municipalities are joined: a Kreis is its 5 digits and 000."""
    return ags.ljust(_DIGITS, "0")


def joined(runs: Sequence[Sequence[ScanInfo]]) -> tuple[Town, ...]:
    """Return the municipalities of runs, by AGS.

    A scan belongs to the municipality of its AGS; where that has a successor, is its only predecessor here, and no run has
    both, it is the same municipality under a new AGS. Where several became one, each keeps a line that ends, and the new
    one begins.

    Args:
        runs: their scans, each municipality once in a run; in the order of time.
    """
    present = [{whole_ags(scan.ags): scan for scan in scans} for scans in runs]
    successors = _successors(runs)
    renamed = _renamed(present, successors)
    lines: dict[str, list[ScanInfo | None]] = {}
    for at, scans in enumerate(present):
        for ags, scan in scans.items():
            lines.setdefault(_end(ags, renamed), [None] * len(runs))[at] = scan
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for ags, successor in successors.items():
        if ags not in renamed:
            parts[_end(successor, renamed)].append(_end(ags, renamed))
    return tuple(_town(ags, lines[ags], successors, parts) for ags in sorted(lines))


def _successors(runs: Sequence[Sequence[ScanInfo]]) -> dict[str, str]:
    """Return the successor of each municipality that has one, as the last run that knows it says."""
    found = {}
    for scan in (scan for scans in runs for scan in scans):
        successor = str(scan.municipality.get("successor") or "").strip()
        if successor and whole_ags(successor) != whole_ags(scan.ags):
            found[whole_ags(scan.ags)] = whole_ags(successor)
    return found


def _renamed(present: Sequence[Mapping[str, ScanInfo]], successors: Mapping[str, str]) -> dict[str, str]:
    """Return those that go on as their successor does: its only predecessor, never beside it in one run."""
    known = {ags for scans in present for ags in scans}
    made_of = Counter(successors.values())
    found = {ags: after for ags, after in successors.items() if after in known and made_of[after] == 1}
    for scans in present:
        ends = Counter(_end(ags, found) for ags in scans)
        beside = {ags for ags in scans if ends[_end(ags, found)] > 1}
        found = {ags: after for ags, after in found.items() if ags not in beside}
    return found


def _end(ags: str, renamed: Mapping[str, str]) -> str:
    """Return what a municipality is called at last; a circle ends where it began."""
    seen = {ags}
    while (after := renamed.get(ags)) is not None and after not in seen:
        ags = after
        seen.add(ags)
    return ags


def _town(
    ags: str, scans: list[ScanInfo | None], successors: Mapping[str, str], parts: Mapping[str, Sequence[str]]
) -> Town:
    successor = successors.get(ags, "")
    predecessors = tuple(sorted(one for one in parts.get(ags, ()) if one != ags))
    there = [at for at, scan in enumerate(scans) if scan is not None]
    missing = tuple(
        None
        if scan is not None
        else Missing.MERGED
        if successor and at > there[-1]
        else Missing.NOT_YET
        if predecessors and at < there[0]
        else Missing.NOT_ASKED
        for at, scan in enumerate(scans)
    )
    last = next(scan for scan in reversed(scans) if scan is not None)
    return Town(last.ags, tuple(scans), missing, successor, predecessors)
