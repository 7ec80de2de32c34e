"""What a run will ask of sites and how long that takes, by provider: from the last run, else estimated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit

from criteria.registry import Municipality
from results.queries import ScanInfo

ANSWER = 0.6
"""Seconds that an answer takes beside the delay, where nothing else is known."""
_PER_PAGE = 1.6
"""Requests for a page of the budget where there is no run before: searches, targets, robots.txt, what rendering needs."""


@dataclass(frozen=True)
class Expected:
    """Requests of a municipality, and whether they were counted in an earlier run."""

    requests: int
    counted: bool


@dataclass(frozen=True)
class Slot:
    """A provider that is asked one request at a time: how many municipalities, requests, and hours at the least."""

    name: str
    towns: int
    requests: int
    hours: float


def expected(towns: Iterable[Municipality], last: Iterable[ScanInfo], budget: int) -> dict[str, Expected]:
    """Return what each municipality will be asked, by AGS.

    Args:
        towns: that are to be scanned.
        last: the scans of the run before; what they have no figure of counts as their median does.
        budget: pages of a municipality at most.
    """
    counts = {
        scan.ags: int(_requests(scan.figures)) for scan in last if _requests(scan.figures) and scan.state == "done"
    }
    usual = int(median(counts.values())) if counts else int(budget * _PER_PAGE)
    return {town.ags: Expected(counts.get(town.ags, usual), town.ags in counts) for town in towns}


def _requests(figures: Mapping[str, float]) -> float:
    return sum(value for name, value in figures.items() if name.startswith("requests."))


def slots(towns: Iterable[Municipality], wanted: Mapping[str, Expected], delays: Mapping[str, float]) -> list[Slot]:
    """Return the providers with the hours that their municipalities take one after the other, the longest first.

    Args:
        towns: that are to be scanned; those of one `slot` share a provider, others count by host.
        wanted: requests by AGS.
        delays: seconds between two requests by AGS, the Crawl-delay counted.
    """
    found: dict[str, list[Municipality]] = {}
    for town in towns:
        found.setdefault(town.slot or urlsplit(town.homepage).hostname or town.homepage, []).append(town)
    made = [
        Slot(
            name,
            len(members),
            sum(wanted[town.ags].requests for town in members),
            sum(wanted[town.ags].requests * (delays[town.ags] + ANSWER) for town in members) / 3600,
        )
        for name, members in found.items()
    ]
    return sorted(made, key=lambda slot: (-slot.hours, slot.name))
