"""Lost points: what each missing part of a score costs the total, by cause and by who can change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from results.queries import ScanInfo
from scanner.model.cause import Cause
from scanner.model.totals import worths
from scanner.model.verdict import Changer, Loss, Verdict

BEYOND = "beyond"
"""Of a scale in steps: what lies above the next step, told when that is reached."""
UNTOLD = "untold"
"""A score that comes without causes: of a survey made by hand, or judged before causes were kept."""
_GRAIN = 1e-6


@dataclass(frozen=True)
class Part:
    """One missing part: the loss, its criterion, and the points of the total (of 100) that it costs."""

    loss: Loss
    criterion: str
    points: float


@dataclass(frozen=True)
class Lost:
    """Parts that are missing for the same cause and can be changed by the same.

    `points` are those of the total (of 100), `count` says how many different things it is (a link that costs points in four
    criteria is one), `members` are the services or terms, `criteria` those it costs points in, most first.
    """

    cause: str
    changer: Changer
    parts: tuple[Part, ...]

    @property
    def points(self) -> float:
        """Points of the total."""
        return sum(part.points for part in self.parts)

    @property
    def who(self) -> Changer | None:
        """Who can change it, None where a score came without its causes."""
        return None if self.cause in (BEYOND, UNTOLD) else self.changer

    @property
    def count(self) -> int:
        """How many different things are missing."""
        return len({_thing(part) for part in self.parts})

    @property
    def members(self) -> tuple[str, ...]:
        """Services or terms, each once, most points first."""
        return _by_points((part.loss.member, part.points) for part in self.parts if part.loss.member)

    @property
    def criteria(self) -> tuple[str, ...]:
        """Criteria, most points first."""
        return _by_points((part.criterion, part.points) for part in self.parts)

    @property
    def details(self) -> tuple[Loss, ...]:
        """One loss for each different thing that has a detail, in the order of their points."""
        found: dict[str, Loss] = {}
        for part in sorted(self.parts, key=lambda one: -one.points):
            if part.loss.detail:
                found.setdefault(part.loss.detail, part.loss)
        return tuple(found.values())


def parts_of(scan: ScanInfo) -> list[Part]:
    """Return all that a scan lost; together with its total they are 100."""
    worth = worths(scan.verdicts)
    return [part for verdict in scan.verdicts if verdict.criterion in worth for part in _parts(verdict, worth)]


def lost(scan: ScanInfo) -> tuple[Lost, ...]:
    """Return lost points by cause and by who can change it, most first."""
    groups: defaultdict[tuple[str, Changer, str], list[Part]] = defaultdict(list)
    for part in parts_of(scan):
        apart = part.criterion if part.loss.cause in (UNTOLD, Cause.BELOW_STEP) else ""
        groups[part.loss.cause, part.loss.changer, apart].append(part)
    found = [Lost(cause, changer, tuple(parts)) for (cause, changer, _), parts in groups.items()]
    return tuple(sorted(found, key=lambda one: (-round(one.points, 6), one.cause, one.changer, one.criteria)))


def by_changer(losses: Sequence[Lost]) -> dict[Changer | None, float]:
    """Return the points that each could change: municipality, data centre, state; under None those nobody is known for."""
    points: dict[Changer | None, float] = {who: sum(one.points for one in losses if one.who is who) for who in Changer}
    unknown = sum(one.points for one in losses if one.who is None)
    return points | ({None: unknown} if unknown else {})


def _parts(verdict: Verdict, worth: dict[str, float]) -> Iterable[Part]:
    points = worth[verdict.criterion]
    rest = 1 - (verdict.score or 0.0)
    for loss in verdict.losses:
        rest -= loss.score
        yield Part(loss, verdict.criterion, loss.score * points)
    if rest > _GRAIN:
        cause = BEYOND if verdict.losses else UNTOLD
        yield Part(Loss("", rest, cause), verdict.criterion, rest * points)


def _thing(part: Part) -> tuple[str, str, str]:
    loss = part.loss
    return (loss.member, loss.detail, "") if loss.member or loss.detail else ("", "", part.criterion)


def _by_points(pairs: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    sums: defaultdict[str, float] = defaultdict(float)
    for name, points in pairs:
        sums[name] += points
    return tuple(sorted(sums, key=lambda name: (-round(sums[name], 6), name)))
