"""Reads from the findings of a member who offers a service, how far, and by which solution."""

from __future__ import annotations

from criteria.services import Service
from results.reports.cooperation.measure import Measure
from results.reports.cooperation.model import NOTHING, Cell, Kind, Member, Solution, Standing
from scanner.model.verdict import ServiceFinding, Way

_OPEN = ("works", "robots", "unseen")
_KINDS = {"pdf": Kind.PDF, "state_deep_link": Kind.STATE, "portal_start": Kind.START, "ended": Kind.ENDED}
_BEST = (Kind.STATE, Kind.VENDOR, Kind.PORTAL, Kind.PDF, Kind.START, Kind.ENDED)
_DIGITAL, _OWN_LEVEL = "online", 4


def cell_of(member: Member, service: Service, measure: Measure) -> Cell:
    """Return what a member shows of a service."""
    standing = _standing(member, service)
    if standing is not Standing.SEEN or member.scan is None:
        return Cell(member.ags, standing, carrier=member.carried.get(service.id, ""))
    finding = _finding(member, service, measure.breadth)
    page = finding.pages[0] if finding is not None and finding.pages else ""
    if finding is not None and "carried_elsewhere" in finding.flags:
        return Cell(member.ags, Standing.CARRIED, page=page)
    if finding is None or finding.level is None:
        return Cell(member.ags, Standing.UNSEEN, page=page)
    linked = any(_kind(way) is Kind.STATE for way in _working(finding))
    told = bool(finding.ways) or not finding.forms  # an older judgement tells forms, and not what they are
    unlinked = bool(service.state_service) and member.state in measure.states and told and not linked
    return Cell(member.ags, Standing.SEEN, finding.level, solution_of(finding), page, linked=linked, unlinked=unlinked)


def platforms_of(member: Member) -> frozenset[str]:
    """Return ids and vendors of the platforms that a member uses for any of its services."""
    findings = member.scan.judgement.services if member.scan is not None else ()
    ways = [way for finding in findings for way in _working(finding) if _kind(way) in (Kind.VENDOR, Kind.PDF)]
    return frozenset(name for way in ways for name in (way.platform, way.vendor) if name)


def solution_of(finding: ServiceFinding) -> Solution:
    """Return the best way that works: what is handed in online first, then by kind."""
    ways = sorted(_working(finding), key=lambda way: (*_rank(way, finding.level), way.url))
    if ways:
        return _solution(ways[0])
    if finding.forms and not finding.ways:
        return Solution(Kind.UNRECORDED, finding.forms[0])
    page = finding.pages[0] if finding.pages else ""
    return Solution(Kind.TEXT, page) if finding.level else NOTHING


def _standing(member: Member, service: Service) -> Standing:
    if member.league not in service.levels:
        return Standing.NOT_COMPETENT
    return Standing.CARRIED if service.id in member.carried else member.standing


def _finding(member: Member, service: Service, breadth: str) -> ServiceFinding | None:
    """Return what was found; a service that was looked for and not found stands at level 0, else None.

    A judgement keeps no finding of a service outside of the basket that it did not find: the criterion of breadth tells
    which it looked for.
    """
    scan = member.scan
    if scan is None:
        return None
    kept = next((one for one in scan.judgement.services if one.service == service.id), None)
    looked = any(
        key == f"member:{service.id}" for one in scan.verdicts if one.criterion == breadth for key, _ in one.values
    )
    return kept or (ServiceFinding(service.id, 0) if looked else None)


def _working(finding: ServiceFinding) -> list[Way]:
    return [way for way in finding.ways if way.state in _OPEN]


def _kind(way: Way) -> Kind:
    return _KINDS.get(way.kind) or (Kind.VENDOR if way.platform or way.vendor else Kind.PORTAL)


def _rank(way: Way, level: int | None) -> tuple[int, int, int]:
    """Return the place of a way: the level 4 is reached by an own form alone, else the state's comes first."""
    kind = _kind(way)
    own = level == _OWN_LEVEL and kind in (Kind.VENDOR, Kind.PORTAL)
    handed_in = way.sent == _DIGITAL or kind is Kind.STATE
    online = kind in (Kind.STATE, Kind.VENDOR, Kind.PORTAL)
    return 0 if own else 1, 0 if online and handed_in else 1, _BEST.index(kind)


def _solution(way: Way) -> Solution:
    return Solution(
        _kind(way), way.url, way.vendor, way.platform, way.owner, way.logins, way.payments, way.upload, way.shows
    )
