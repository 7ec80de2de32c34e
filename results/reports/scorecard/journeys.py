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
from scanner.model.cause import Cause
from scanner.model.verdict import ServiceFinding, State

ONLINE_LEVEL = 3


class Stop(StrEnum):
    """How a station is met."""

    ONLINE = "online"  # it can be done online to the end
    PAPER = "paper"  # described, but the way leads over paper, mail or the counter
    HIDDEN = "hidden"  # described, but no way of links leads there from the homepage
    REFERRAL = "referral"  # a page only says that another authority is competent
    MISSING = "missing"  # not described
    ELSEWHERE = "elsewhere"  # another body is competent
    UNSEEN = "unseen"  # not seen, or not asked


_BROKEN = frozenset({Stop.PAPER, Stop.HIDDEN, Stop.REFERRAL, Stop.MISSING})

_TOLD: Mapping[str, Stop] = {Cause.NOT_SEEN: Stop.UNSEEN, Cause.REFERRAL_ONLY: Stop.REFERRAL}


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
        return next((one for one in self.stations if one.stop in _BROKEN), None)

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
    walk = _Walk(scan)
    return tuple(
        Journey(way["id"], way["title"][language], tuple(map(walk.station, way[scan.league]))) for way in ways()
    )


def ways() -> tuple[Mapping[str, Any], ...]:
    """Return the ways as the file has them: id, title by language, services by league."""
    return tuple(_file()["ways"])


@cache
def _file() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("journeys.yaml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


class _Walk:
    """A municipality as somebody walks through it."""

    def __init__(self, scan: ScanInfo) -> None:
        self._findings = {finding.service: finding for finding in scan.judgement.services}
        self._carriers = dict(scan.municipality.get("not_competent") or ())
        self._breadth = next((one for one in scan.verdicts if one.criterion == _file()["breadth"]), None)

    def station(self, service: str) -> Station:
        if service in self._carriers:
            return Station(service, Stop.ELSEWHERE, None, None, carrier=self._carriers[service])
        finding = self._findings.get(service)
        if finding is None:
            return Station(service, self._not_found(service), None, None)
        if finding.level is None:
            return Station(service, Stop.UNSEEN, None, None)
        url = next(iter((*finding.pages, *finding.forms)), "")
        return Station(service, _stop(finding), finding.level, finding.clicks, url)

    def _not_found(self, service: str) -> Stop:
        """Return how a service without a finding is met: it is missing only where the whole site was looked through."""
        breadth = self._breadth
        if not self._findings or breadth is None or breadth.state is not State.SCORED:
            return Stop.UNSEEN
        told = next((loss.cause for loss in breadth.losses if loss.member == service), "")
        if told:
            return _TOLD.get(told, Stop.MISSING)
        return Stop.MISSING if breadth.high == breadth.low else Stop.UNSEEN


def _stop(finding: ServiceFinding) -> Stop:
    if finding.level is not None and finding.level >= ONLINE_LEVEL:
        return Stop.ONLINE
    if not finding.pages and not finding.forms:
        return Stop.REFERRAL if "referral" in finding.flags else Stop.MISSING
    return Stop.HIDDEN if finding.pages and finding.clicks is None else Stop.PAPER
