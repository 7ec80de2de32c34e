"""The cooperation report of a request: what the results are asked, and which writer makes which file of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from criteria.errors import UserError
from criteria.mistakes import nearest
from criteria.municipality import Municipality, same_ags
from criteria.registry import Registry
from results.queries import Results, ScanInfo
from results.reports.cooperation.measure import Measure, load_measure
from results.reports.cooperation.model import Available, Cooperation
from results.reports.cooperation.pages import as_html, frame_of
from results.reports.cooperation.plain import as_csv, as_json
from results.reports.cooperation.report import Asked, cooperation
from results.reports.cooperation.workbook import as_xlsx

if TYPE_CHECKING:
    from scanner.run.formats import Request  # which registers the progress sheet, so it is asked only what it is


@dataclass(frozen=True)
class Wanted:
    """What a cooperation report rests on beside the results.

    Args:
        measure: the numbers that steps are sorted by.
        unscanned: members of the group that have no scan in the run.
        solutions: what is there and may not be brought in, by service id.
    """

    measure: Measure = field(default_factory=load_measure)
    unscanned: tuple[Municipality, ...] = ()
    solutions: Mapping[str, tuple[Available, ...]] = field(default_factory=dict)


def report_of(request: Request, wanted: Wanted) -> Cooperation:
    """Return the report of the group of a request.

    Raises:
        UserError: the request is for no group.
    """
    if not request.group:
        raise UserError("the progress sheet is one of a group", hint="name it with --group")
    survey = request.survey
    asked = Asked(request.group, survey.run, survey.scans, wanted.unscanned, wanted.solutions)
    return cooperation(asked, request.criteria, wanted.measure)


def cooperation_file(form: str, request: Request, wanted: Wanted) -> bytes:
    """Return the report as a file; UserError where the format is not known or can't be made."""
    report = report_of(request, wanted)
    if form not in FORMATS:
        raise UserError(f"there is no format {form!r}", hint=nearest(form, list(FORMATS)) or ", ".join(FORMATS))
    return FORMATS[form](report, request)


def progress_sheet(request: Request) -> bytes:
    """Return the progress sheet of the group of a request; UserError where it is for no group."""
    return cooperation_file("docx", request, Wanted())


def newest_run(results: Results, group: str) -> str:
    """Return the run that stands for the latest day and has members of a group.

    Raises:
        UserError: no run has any; those groups that runs know are named.
    """
    known: dict[str, None] = {}
    for run in sorted(results.runs(), key=lambda one: (one.as_of, one.id), reverse=True):
        groups = [name for scan in results.scans(run.label) for name in scan.municipality.get("groups") or ()]
        if group in groups:
            return run.label
        known |= dict.fromkeys(groups)
    hint = nearest(group, list(known)) or f"known are {', '.join(known) or 'none'}"
    raise UserError(f"no run has a member of the group {group!r}", hint=hint)


def unscanned(registry: Registry, group: str, scans: Iterable[ScanInfo], request: Request) -> tuple[Municipality, ...]:
    """Return the members that the registry knows on the day of the run and that have no scan in it.

    A registry that knows none of the members that were scanned is another region's; it says nothing of this group.
    """
    roll = registry.on(request.survey.run.as_of.date()).municipalities
    scanned = [scan.ags for scan in scans]
    members = [town for town in roll if group in town.groups]
    missing = [town for town in members if not any(same_ags(town.ags, ags) for ags in scanned)]
    return tuple(missing) if len(missing) < len(members) else ()


def _pdf(report: Cooperation, request: Request) -> bytes:
    if request.printer is None:
        raise UserError("there is nothing to print with")
    from results.reports.paper.printing import printed  # noqa: PLC0415 - a table on the terminal needs none of it

    return printed(as_html(report, request.audience), frame_of(report, request.audience), request.printer)


def _docx(report: Cooperation, request: Request) -> bytes:
    from results.reports.cooperation.progress import as_docx  # noqa: PLC0415 - charts take a second to load

    return as_docx(report, request.surveys, request.audience)


FORMATS: Mapping[str, Callable[[Cooperation, Request], bytes]] = {
    "html": lambda report, request: as_html(report, request.audience).encode(),
    "pdf": _pdf,
    "xlsx": lambda report, request: as_xlsx(report, request.audience),
    "docx": _docx,
    "csv": lambda report, request: as_csv(report, request.audience).encode("utf-8-sig"),
    "json": lambda report, _: as_json(report).encode(),
}
"""Writers by format."""
