"""Four ways as a person goes them: which services one needs in turn, how many clicks it is to each, and where it breaks off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

from results.queries import ScanInfo
from scanner.model.verdict import ServiceFinding

ONLINE_LEVEL = 3


class Stop(StrEnum):
    """How a station is met."""

    ONLINE = "online"  # it can be done online to the end
    PAPER = "paper"  # described, but the way leads over paper, mail or the counter
    HIDDEN = "hidden"  # described, but no way of links leads there from the homepage
    MISSING = "missing"  # not described
    ELSEWHERE = "elsewhere"  # another body is competent
    UNSEEN = "unseen"  # not seen, or not asked


@dataclass(frozen=True)
class Station:
    """A service on the way. `clicks` are those from the homepage, `url` is its page, `carrier` who is competent instead."""

    service: str
    stop: Stop
    level: int | None
    clicks: int | None
    url: str = ""
    carrier: str = ""


@dataclass(frozen=True)
class Journey:
    """A way with its stations in turn."""

    id: str
    title: str
    stations: tuple[Station, ...]

    @property
    def clicks(self) -> int | None:
        """Clicks to all stations that can be reached, one after the other from the homepage; None where there is none."""
        known = [one.clicks for one in self.stations if one.clicks is not None]
        return sum(known) if known else None

    @property
    def broken(self) -> Station | None:
        """The first station where one can't go on online, None where the whole way can be gone."""
        return next((one for one in self.stations if one.stop in (Stop.PAPER, Stop.HIDDEN, Stop.MISSING)), None)

    @property
    def done(self) -> int:
        """How many stations can be done online."""
        return sum(one.stop is Stop.ONLINE for one in self.stations)

    @property
    def is_open(self) -> bool:
        """Whether something was not seen, so that it can't be said whether one gets through."""
        return self.broken is None and any(one.stop is Stop.UNSEEN for one in self.stations)


def journeys(scan: ScanInfo, language: str) -> tuple[Journey, ...]:
    """Return the four ways in a municipality; without findings (a sheet, a site that was not reached) all is unseen."""
    findings = {finding.service: finding for finding in scan.judgement.services}
    carriers = dict(scan.municipality.get("not_competent") or ())
    return tuple(
        Journey(
            way["id"],
            way["title"][language],
            tuple(_station(service, findings.get(service), carriers) for service in way[scan.league]),
        )
        for way in ways()
    )


@cache
def ways() -> tuple[Mapping[str, Any], ...]:
    """Return the ways as the file has them: id, title by language, services by league."""
    text = resources.files(__package__).joinpath("journeys.yaml").read_text("utf-8")
    return tuple(yaml.safe_load(text))


def _station(service: str, finding: ServiceFinding | None, carriers: Mapping[str, str]) -> Station:
    if service in carriers:
        return Station(service, Stop.ELSEWHERE, None, None, carrier=carriers[service])
    if finding is None or finding.level is None:
        return Station(service, Stop.UNSEEN, None, None)
    url = next(iter((*finding.pages, *finding.forms)), "")
    return Station(service, _stop(finding), finding.level, finding.clicks, url)


def _stop(finding: ServiceFinding) -> Stop:
    if finding.level is not None and finding.level >= ONLINE_LEVEL:
        return Stop.ONLINE
    if not finding.pages and not finding.forms:
        return Stop.MISSING
    return Stop.HIDDEN if finding.pages and finding.clicks is None else Stop.PAPER
