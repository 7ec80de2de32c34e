"""How one municipality can get further with one service: what is available, the state's, another member's, or new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from criteria.services import Service
from results.reports.cooperation.cells import platforms_of
from results.reports.cooperation.gains import Shares
from results.reports.cooperation.measure import Effort, Measure
from results.reports.cooperation.model import NOTHING, Available, Cell, Kind, Line, Member, Option, Solution

_LEADING = (Effort.AVAILABLE,)
_COPIED = (Kind.PDF, Kind.TEXT)
_TAKEN = (Kind.VENDOR, Kind.PORTAL, Kind.UNRECORDED)


class Chooser:
    """Finds and orders the options of each cell.

    Args:
        members: of the group.
        measure: the numbers to sort by.
        portals: name of the state portal of each service that has one.
        solutions: what is there to be brought in, by service id.
    """

    def __init__(
        self,
        members: Iterable[Member],
        measure: Measure,
        portals: Mapping[str, str],
        solutions: Mapping[str, tuple[Available, ...]],
    ) -> None:
        members = tuple(members)
        self._measure, self._portals, self._solutions = measure, portals, solutions
        self._shares = {one.ags: Shares(one.scan, measure.counted) for one in members if one.scan is not None}
        self._states = {member.ags: member.state for member in members}
        self._platforms = {member.ags: platforms_of(member) for member in members}

    def with_options(self, line: Line) -> Line:
        """Return the line with the options of each cell, best first."""
        return replace(line, cells=tuple(replace(cell, options=self._options(line, cell)) for cell in line.cells))

    def _options(self, line: Line, cell: Cell) -> tuple[Option, ...]:
        if cell.level is None:
            return ()
        found = [*self._available(line.service, cell), *self._state(line, cell), *self._of_others(line, cell)]
        if all(option.level < self._measure.online_from for option in found):
            found += self._built(line, cell)
        better = [option for option in found if option.level > (cell.level or 0)]
        return tuple(sorted(better, key=self._place))

    def _place(self, option: Option) -> tuple[object, ...]:
        """Return the place: what is available leads, then points per effort, the higher level, the lesser effort."""
        cost = self._measure.effort[option.effort].of(1)
        leads = 0 if option.effort in _LEADING else 1
        return leads, -round((option.gain or 0.0) / cost, 9), -option.level, cost, option.donor, option.name

    def _available(self, service: Service, cell: Cell) -> Iterator[Option]:
        for one in self._solutions.get(service.id, ()):
            if not one.towns or cell.ags in one.towns:
                solution = Solution(Kind.VENDOR, one.url, one.vendor)
                option = Option(Effort.AVAILABLE, one.level, None, solution, name=one.name)
                yield self._unmeasured(service, cell, option)

    def _state(self, line: Line, cell: Cell) -> Iterator[Option]:
        """Yield the state's service: by the catalogue, or because another member of the same state links it."""
        if cell.solution.kind is Kind.STATE:
            return
        state = self._states[cell.ags]
        linking = [one for one in line.seen if one.solution.kind is Kind.STATE and self._states[one.ags] == state]
        if not cell.unlinked and not linking:
            return
        shown = linking[0].solution if linking else Solution(Kind.STATE, vendor=self._portals.get(line.service.id, ""))
        if not shown.url and line.service.state_service:
            shown = replace(shown, url=f"https://{line.service.state_service}")
        donor = linking[0].ags if linking else ""
        option = Option(Effort.STATE_LINK, self._measure.brings, None, shown, donor)
        yield self._unmeasured(line.service, cell, option)

    def _of_others(self, line: Line, cell: Cell) -> Iterator[Option]:
        for donor in line.seen:
            effort = self._effort(donor.solution, cell.ags)
            if donor.ags != cell.ags and effort is not None and (donor.level or 0) > (cell.level or 0):
                reached = self._shown_by(donor.ags, line.service.id, effort)
                gain = self._shares[cell.ags].gain(line.service.id, reached)
                yield Option(effort, donor.level or 0, gain, donor.solution, donor.ags)

    def _effort(self, solution: Solution, taker: str) -> Effort | None:
        if solution.kind in _COPIED:
            return Effort.DOCUMENT
        if solution.kind not in _TAKEN:
            return None  # links to the state are the state's; a start page is none
        same = {solution.platform, solution.vendor} & self._platforms[taker]
        return Effort.SAME_PLATFORM if same else Effort.OTHER_PLATFORM

    def _built(self, line: Line, cell: Cell) -> Iterator[Option]:
        yield self._unmeasured(line.service, cell, Option(Effort.BUILD, self._measure.brings, None, NOTHING))

    def _unmeasured(self, service: Service, cell: Cell, option: Option) -> Option:
        """Return an option that nobody shows with its gain: it reaches what the measure says."""
        reached = self._measure.reached.get(option.effort, {})
        return replace(option, gain=self._shares[cell.ags].gain(service.id, reached))

    def _shown_by(self, donor: str, service: str, effort: Effort) -> Mapping[str, float]:
        """Return what a donor reaches; where its league asks it nothing of the service, what a new form would."""
        shown = self._shares[donor].of(service)
        asked = shown.keys() - {self._measure.breadth}
        return shown if asked or effort is Effort.DOCUMENT else {**self._measure.reached[Effort.BUILD], **shown}
