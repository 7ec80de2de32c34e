"""A municipality over several surveys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from results.compare.changes import Step
from results.compare.ranks import Rank
from results.compare.towns import Missing, Town
from results.queries import ScanInfo
from scanner.model.totals import Totals
from scanner.model.verdict import ServiceFinding, Verdict


@dataclass(frozen=True)
class Year:
    """A municipality in one survey; without a scan `missing` says why, and everything else is empty.

    `survey` is the place of the survey in `Comparison.surveys`. `totals` are what `ScanInfo.totals` gives, `verdicts` and
    `services` are by id. A rank is always there, with a place or with the reason why not.
    """

    survey: int
    scan: ScanInfo | None
    missing: Missing | None
    totals: Totals | None
    verdicts: Mapping[str, Verdict]
    services: Mapping[str, ServiceFinding]
    rank: Rank

    @cached_property
    def judged(self) -> Mapping[str, Verdict]:
        """The verdicts of the scanner alone, without what reviews lay over them."""
        if self.scan is None or self.scan.verdicts is self.scan.judgement.verdicts:
            return self.verdicts
        return {verdict.criterion: verdict for verdict in self.scan.judgement.verdicts}


@dataclass(frozen=True)
class Line:
    """A municipality over all surveys: one `Year` each, and a `Step` between each two that follow, and first to last."""

    town: Town
    years: tuple[Year, ...]
    steps: tuple[Step, ...] = field(repr=False)

    @property
    def ags(self) -> str:
        """Its AGS in the last survey that has it."""
        return self.town.ags

    @property
    def name(self) -> str:
        """Its name there."""
        return self.town.name

    @property
    def league(self) -> str:
        """Its league there."""
        return self.town.league

    def step(self, start: int, end: int) -> Step | None:
        """Return the changes between two surveys, None where one of them does not have it."""
        return next((one for one in self.steps if (one.start, one.end) == (start, end)), None)
