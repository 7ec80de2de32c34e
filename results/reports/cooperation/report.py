"""Makes the cooperation report of a group: a pure function of a run's scans, the catalogue and the measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from criteria.loading import CriteriaSet
from criteria.municipality import LEAGUES, Municipality, same_ags
from results.queries import RunInfo, ScanInfo
from results.reports.cooperation.cells import cell_of
from results.reports.cooperation.measure import Effort, Measure
from results.reports.cooperation.model import Available, Cell, Cooperation, Line, Member, Option, Step, Taker
from results.reports.cooperation.options import Chooser

_ROLES = ("core", "extended")
_FORMS = (Effort.SAME_PLATFORM, Effort.OTHER_PLATFORM)


@dataclass(frozen=True)
class Asked:
    """What a report is asked of: group, run, the scans of its members in it, and members that have none there."""

    group: str
    run: RunInfo
    scans: tuple[ScanInfo, ...]
    unscanned: tuple[Municipality, ...] = ()
    solutions: Mapping[str, tuple[Available, ...]] = field(default_factory=dict)


def cooperation(asked: Asked, criteria: CriteriaSet, measure: Measure) -> Cooperation:
    """Return the report: lines in the order of the catalogue, steps by what they bring for their effort.

    Args:
        asked: whose report.
        criteria: the set that the run was judged by; the day of the run decides which services exist.
        measure: the numbers that steps are sorted by.
    """
    day = asked.run.as_of.date()
    dated = criteria.on(day)
    members = _members(asked)
    leagues = {member.league for member in members}
    services = [one for one in dated.services if one.role in _ROLES and leagues & set(one.levels)]
    portals = {one.id: _portal(dated, one.state_service, asked.run) for one in services if one.state_service}
    chooser = Chooser(members, measure, portals, asked.solutions)
    lines = tuple(
        chooser.with_options(Line(one, tuple(cell_of(member, one, measure) for member in members))) for one in services
    )
    return Cooperation(asked.group, asked.run, members, lines, steps_of(lines, measure), measure, portals)


def steps_of(lines: Iterable[Line], measure: Measure) -> tuple[Step, ...]:
    """Return one step for each service, effort and donor that is the best way of somebody, in order of worth.

    What is available and not brought in leads; then what gains most points per effort, most levels per effort.
    """
    steps = [step for line in lines for step in _steps_of_line(line, measure)]
    return tuple(sorted(steps, key=_place))


def _place(step: Step) -> tuple[object, ...]:
    leads = 0 if step.effort is Effort.AVAILABLE else 1
    return leads, -round(step.worth, 9), -step.levels / step.cost, step.cost, step.service.id, step.donor


def _steps_of_line(line: Line, measure: Measure) -> Iterable[Step]:
    takers: dict[tuple[Effort, str, str], list[tuple[Cell, Option]]] = {}
    for cell in line.cells:
        for option in _chosen(cell):
            takers.setdefault((option.effort, option.donor, option.name), []).append((cell, option))
    for (effort, donor, name), chosen in takers.items():
        helped = tuple(Taker(cell.ags, cell.level or 0, option.level, option.gain) for cell, option in chosen)
        cost = measure.effort[effort].of(len(helped))
        yield Step(line.service, effort, donor, chosen[0][1].solution, helped, cost, name, _also(chosen))


def _chosen(cell: Cell) -> Iterable[Option]:
    """Return the best option, and a new form where nobody has one: a group builds it for all who lack it."""
    return (one for at, one in enumerate(cell.options) if at == 0 or one.effort is Effort.BUILD)


def _also(chosen: list[tuple[Cell, Option]]) -> tuple[tuple[Effort, str], ...]:
    """Return the forms of other members that are the second choice, those on the same platform first."""
    taken = {(option.effort, option.donor) for _, option in chosen}
    others = {(one.effort, one.donor) for cell, _ in chosen for one in cell.options if one.effort in _FORMS}
    ordered = sorted(others - taken, key=lambda one: (_FORMS.index(one[0]), one[1]))
    nearest = {donor: effort for effort, donor in reversed(ordered)}  # of each donor where it takes the least work
    return tuple(one for one in ordered if nearest[one[1]] is one[0])


def _members(asked: Asked) -> tuple[Member, ...]:
    """Return the members, those of the same league together, by AGS."""
    scanned = [Member(one.ags, one.name, one.league, one, _carried(one)) for one in asked.scans]
    rest = [town for town in asked.unscanned if not any(same_ags(town.ags, scan.ags) for scan in asked.scans)]
    others = [Member(town.ags, town.name, town.league, None, dict(town.not_competent)) for town in rest]
    found = sorted([*scanned, *others], key=lambda one: (LEAGUES.index(one.league), one.ags))
    known = [state for state in map(_state, found) if state]
    return tuple(replace(one, state=_state(one) or (known[0] if known else "")) for one in found)


def _state(member: Member) -> str:
    """Return the state by the AGS, empty where an alias stands in its place: such a one is in the state of the others."""
    return member.ags[:2] if member.ags[:2].isdigit() else ""


def _carried(scan: ScanInfo) -> dict[str, str]:
    return dict(scan.municipality.get("not_competent") or ())


def _portal(criteria: CriteriaSet, address: str, run: RunInfo) -> str:
    platform = criteria.platforms.match(f"https://{address}", run.as_of.date())
    return platform.vendor if platform is not None else ""
