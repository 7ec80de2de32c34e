"""What the cooperation report is made of: members, cells, options, steps and gaps. Codes only, no texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from criteria.services import Service
from results.queries import RunInfo, ScanInfo
from results.reports.cooperation.measure import Effort, Measure


class Standing(StrEnum):
    """Why there is a level, or none."""

    SEEN = "seen"
    UNSEEN = "unseen"  # the site was scanned, but this could not be seen
    UNREACHABLE = "unreachable"  # the site could not be read at all
    NOT_ASKED = "not_asked"  # a hand-made survey holds no services
    NO_SCAN = "no_scan"  # a member that has no scan in the run
    CARRIED = "carried"  # another body does it for the municipality
    NOT_COMPETENT = "not_competent"  # not its business in its league


class Kind(StrEnum):
    """By what a service is offered."""

    STATE = "state"  # a deep link into a state portal
    VENDOR = "vendor"  # an online form on a known platform
    PORTAL = "portal"  # an online form of its own site or portal, on no platform that is known
    PDF = "pdf"
    START = "portal_start"  # a state portal is linked, but only its start page
    ENDED = "ended"  # a link to what has ended
    UNRECORDED = "unrecorded"  # a form is known, its kind was not kept
    TEXT = "text"  # described, no form
    NONE = "none"


@dataclass(frozen=True)
class Solution:
    """The best way to apply that a municipality shows; fields as those of `Way`, `help` its `shows`."""

    kind: Kind
    url: str = ""
    vendor: str = ""
    platform: str = ""
    owner: str = ""
    logins: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()
    upload: str = "unknown"
    help: tuple[str, ...] = ()


NOTHING = Solution(Kind.NONE)


@dataclass(frozen=True)
class Member:
    """A member of the group; `scan` is None where the run has none of it.

    `carried` tells who carries which service for it, `state` is the federal state by its two digits.
    """

    ags: str
    name: str
    league: str
    scan: ScanInfo | None = None
    carried: Mapping[str, str] = field(default_factory=dict)
    state: str = ""

    @property
    def standing(self) -> Standing:
        """What holds for all of its services."""
        if self.scan is None:
            return Standing.NO_SCAN
        if self.scan.source == "sheet":
            return Standing.NOT_ASKED
        return Standing.SEEN if self.scan.state == "done" else Standing.UNREACHABLE


@dataclass(frozen=True)
class Available:
    """A solution for a service that is there and that members have not brought in (from a catalogue of solutions).

    `towns` are the AGS that may use it, empty for all of the group; `level` is what it brings.
    """

    name: str
    vendor: str = ""
    url: str = ""
    level: int = 3
    towns: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Option:
    """A way for one municipality to a higher level: from `donor` (AGS, empty for none), by `solution`.

    `gain` is in points of its total (0..100), None where that can't be said; `level` is what it reaches.
    """

    effort: Effort
    level: int
    gain: float | None
    solution: Solution
    donor: str = ""
    name: str = ""  # of an available solution


@dataclass(frozen=True)
class Cell:
    """One service at one member.

    `linked` says that the member links a service of the state, `unlinked` that there is one which it does not link.
    """

    ags: str
    standing: Standing
    level: int | None = None
    solution: Solution = NOTHING
    page: str = ""
    carrier: str = ""
    linked: bool = False
    unlinked: bool = False
    options: tuple[Option, ...] = ()

    @property
    def competent(self) -> bool:
        """Whether it is the member's business."""
        return self.standing not in (Standing.CARRIED, Standing.NOT_COMPETENT)


@dataclass(frozen=True)
class Line:
    """A service with a cell for each member, in their order."""

    service: Service
    cells: tuple[Cell, ...]

    @property
    def seen(self) -> tuple[Cell, ...]:
        """The cells whose level is known."""
        return tuple(cell for cell in self.cells if cell.level is not None)

    @property
    def best(self) -> int | None:
        """The highest level that a member shows, None where none could be seen."""
        return max((cell.level for cell in self.cells if cell.level is not None), default=None)

    @property
    def unknown(self) -> int:
        """How many competent members may have it without that it was seen."""
        return sum(cell.competent and cell.level is None for cell in self.cells)


@dataclass(frozen=True)
class Taker:
    """A municipality that a step helps: from which level to which, and what its total gains."""

    ags: str
    level: int
    reaches: int
    gain: float | None


@dataclass(frozen=True)
class Step:
    """Something to do: for a service, by `effort`, with the solution of `donor`, for `takers`; `cost` is in its units.

    `also` are the donors of forms that would do instead, with their effort.
    """

    service: Service
    effort: Effort
    donor: str
    solution: Solution
    takers: tuple[Taker, ...]
    cost: float
    name: str = ""
    also: tuple[tuple[Effort, str], ...] = ()

    @property
    def gain(self) -> float | None:
        """Points of all totals together, None where none can be said."""
        known = [taker.gain for taker in self.takers if taker.gain is not None]
        return sum(known) if known else None

    @property
    def worth(self) -> float:
        """Points per unit of effort."""
        return (self.gain or 0.0) / self.cost

    @property
    def levels(self) -> int:
        """Levels won by all together."""
        return sum(taker.reaches - taker.level for taker in self.takers)


@dataclass(frozen=True)
class Cooperation:
    """The whole report: who has what, what to do in order of worth, what nobody has."""

    group: str
    run: RunInfo
    members: tuple[Member, ...]
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]
    measure: Measure
    portals: Mapping[str, str]  # name of the state portal, by service

    @property
    def gaps(self) -> tuple[Line, ...]:
        """The services that no member was seen to offer online, those that could be seen only."""
        return tuple(line for line in self.lines if line.best is not None and line.best < self.measure.online_from)

    def member(self, ags: str) -> Member:
        """Return a member by AGS."""
        return next(member for member in self.members if member.ags == ags)
