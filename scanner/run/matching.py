"""Holds the municipality of a scorecard against the catalogue of services, and tells what came of its measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from criteria.kompass.catalogue import Catalogue
from criteria.kompass.solutions import Solution
from criteria.municipality import same_ags
from results.compare.survey import Survey
from results.kompass.match import match_town, prepared
from results.kompass.measures import Measure
from results.kompass.moved import outcome
from results.kompass.rows import Code
from results.kompass.section import Matched, section
from results.queries import SHEET, ScanInfo


@dataclass(frozen=True)
class Matching:
    """What scorecards are held against.

    Args:
        catalogue: of services.
        solutions: at hand.
        measures: of all municipalities.
        keys: LeiKa key by id of a service.
        scan_of: the scan of a municipality in a run, by label and AGS, None where there is none.
    """

    catalogue: Catalogue
    solutions: tuple[Solution, ...]
    measures: tuple[Measure, ...]
    keys: Mapping[str, str]
    scan_of: Callable[[str, str], ScanInfo | None]

    def of(self, survey: Survey, language: str) -> Matched | None:
        """Return what the catalogue says of the only municipality of a survey, None where its site was not read.

        Args:
            survey: the survey that is shown.
            language: de or en.
        """
        scan = survey.scans[0]
        if scan.state != "done" or scan.source == SHEET:
            return None
        day = survey.run.as_of.date()
        rows = match_town(scan, prepared(self.catalogue, day, self.solutions))
        mine = [one for one in self.measures if same_ags(one.what.ags, scan.ags)]
        came = [outcome(one, self.scan_of(one.what.run, scan.ags), scan, self.keys) for one in mine]
        newest = max((source.date for source in self.catalogue.sources if source.date), default=day)
        told = section(rows, scan.name, newest.isoformat(), language, came)
        return Matched(told, tuple(row.wanted.name for row in rows if row.has(Code.SOLUTION)))
