"""What to do first: services by their gap in one municipality or a group, weighted by what a working group says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from criteria.kompass.levels import level_of
from criteria.kompass.record import Known
from criteria.words import fold
from results.kompass.match import town_of
from results.kompass.rows import Code, Gap, Match, MatchRow, Wanted
from results.kompass.sheets import Sheet, Value, heads, notes_of
from results.kompass.weights import Weights
from results.kompass.words import TEXTS
from results.queries import RunInfo, ScanInfo

_COLUMNS = (
    *("rank", "points", "key", "service", "name", "theme", "priority", "cases", "missing", "page_only", "pdf_only"),
    *("online", "next", "product", "towns"),
)


class Next(StrEnum):
    """The next step for a service, the least work first."""

    BRING_IN = "bring_in"  # a solution is at hand
    LINK_STATE = "link_state"
    MEND = "mend"  # a link that leads nowhere
    DESCRIBE = "describe"
    BUILD = "build"
    NONE = "none"


@dataclass(frozen=True)
class PlanRow:
    """A service in a plan. `gaps` counts the municipalities by gap, `towns` are those where something is to be done."""

    wanted: Wanted
    points: float
    gaps: tuple[tuple[Gap, int], ...]
    step: Next
    product: str
    towns: tuple[str, ...]
    priority: str = ""
    cases: int | None = None

    def count(self, gap: Gap) -> int:
        """Return in how many municipalities it has a gap."""
        return dict(self.gaps).get(gap, 0)


def plan(match: Match, scans: Iterable[ScanInfo], weights: Weights) -> tuple[PlanRow, ...]:
    """Return the services in which a match has a gap, those with most points first; those without points are left out.

    Args:
        match: of a municipality or a group.
        scans: of the same municipalities, for their size classes.
        weights: from `weights.load_weights`.
    """
    levels = {scan.ags: level_of(town_of(scan)).value for scan in scans}
    by_service: dict[str, list[MatchRow]] = defaultdict(list)
    for row in match.rows:
        if row.competent is Known.YES:
            by_service[row.wanted.id].append(row)
    made = (_plan_row(rows, levels, weights) for rows in by_service.values())
    kept = [row for row in made if row.points > 0]
    return tuple(sorted(kept, key=lambda row: (-row.points, fold(row.wanted.name), row.wanted.id)))


def _plan_row(rows: list[MatchRow], levels: dict[str, str], weights: Weights) -> PlanRow:
    wanted = rows[0].wanted
    said = weights.of(wanted)
    points = [_points(row, levels[row.ags], weights) for row in rows]
    open_rows = [row for row, one in zip(rows, points, strict=True) if one > 0]
    steps = Counter(_step(row) for row in open_rows)
    step = next((one for one in Next if steps[one]), Next.NONE)
    return PlanRow(
        wanted=wanted,
        points=round(sum(points), 2),
        gaps=tuple(sorted(Counter(row.gap for row in rows).items())),
        step=step,
        product=next((_product(row) for row in open_rows if row.has(Code.SOLUTION)), ""),
        towns=tuple(row.town for row in open_rows),
        priority=said.priority if said else "",
        cases=said.cases if said else None,
    )


def _points(row: MatchRow, level: str, weights: Weights) -> float:
    wanted = row.wanted
    searched = not row.has(Code.NOT_FOUND)
    base = weights.gap(row.gap, searched=searched) * weights.priority_of(wanted)
    at_hand = [weights.at_hand["solution"]] if row.has(Code.SOLUTION) else []
    at_hand += [weights.at_hand["state"]] if row.has(Code.STATE_NOT_LINKED) else []
    return base * weights.relevance_of(wanted, level) * weights.cases_of(wanted) * max(at_hand, default=1.0)


def _step(row: MatchRow) -> Next:
    for code, step in (
        (Code.SOLUTION, Next.BRING_IN),
        (Code.STATE_NOT_LINKED, Next.LINK_STATE),
        (Code.LINK_DEAD, Next.MEND),
    ):
        if row.has(code):
            return step
    return Next.DESCRIBE if row.gap is Gap.MISSING else Next.NONE if row.gap is Gap.ONLINE else Next.BUILD


def _product(row: MatchRow) -> str:
    found = next(finding for finding in row.findings if finding.code is Code.SOLUTION)
    return dict(found.values)["product"]


def plan_sheet(rows: Iterable[PlanRow], match: Match, run: RunInfo, language: str) -> Sheet:
    """Return a plan as a table."""
    lines = tuple(_line(rank, row, language) for rank, row in enumerate(rows, 1))
    title = TEXTS.say("sheet.plan", language)
    return Sheet("plan", title, _COLUMNS, heads(_COLUMNS, language), lines, notes_of(match, run, language))


def _line(rank: int, row: PlanRow, language: str) -> tuple[Value, ...]:
    gaps = (row.count(gap) for gap in (Gap.MISSING, Gap.PAGE_ONLY, Gap.PDF_ONLY, Gap.ONLINE))
    wanted = row.wanted
    head = (rank, row.points, wanted.key, wanted.service, wanted.name, wanted.theme, row.priority, row.cases)
    return (*head, *gaps, TEXTS.say(f"next.{row.step.value}", language), row.product, ", ".join(row.towns))
