"""The formats of exports and reports: each is a writer that gets a request and returns the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

from criteria.errors import UserError
from criteria.loading import CriteriaSet
from results.audience import Audience
from results.compare.survey import Survey
from results.exports.contract import contract, pieces
from results.exports.package import package, scores_alone, zipped
from results.exports.rich import rich
from results.exports.source import Source
from results.exports.workbook import workbook
from scanner.judging import sentences
from scanner.judging.answers import names_of_services
from scanner.model.verdict import Verdict
from scanner.run.matching import Matching

Printer = Callable[[str], bytes]
"""Prints an HTML page: returns the PDF."""


@dataclass(frozen=True)
class Request:
    """What is to be written, for whom, and what writers need for it.

    Args:
        label: the run that is exported.
        surveys: it and the runs that are shown beside it, by the dates they stand for; what the audience may not see is
            gone from them already (`results.veil`).
        audience: the readers, with the aliases of municipalities that are not called by name.
        criteria: the criteria set that titles and names of services are taken from.
        of_one: whether one municipality was asked for; it is then the only one in `survey.scans`.
        group: name of the group that was asked for, empty for none.
        league: the league that was asked for, empty for none.
        borders: a file with the borders of the municipalities (GeoJSON), if one was named.
        printer: prints pages.
        matching: loads the catalogue of services that a scorecard is held against.
        ending: of the file name that was asked for (.zip), empty for none: some formats go by it.
    """

    label: str
    surveys: tuple[Survey, ...]
    audience: Audience
    criteria: CriteriaSet
    of_one: bool = False
    group: str = ""
    league: str = ""
    borders: Path | None = None
    printer: Printer | None = None
    matching: Callable[[], Matching] | None = None
    ending: str = ""

    @property
    def language(self) -> str:
        """Language of the readers: de or en."""
        return self.audience.language

    @cached_property
    def survey(self) -> Survey:
        """The run that is exported."""
        return next(survey for survey in self.surveys if survey.run.label == self.label)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What services are called, by id."""
        return names_of_services(self.criteria)

    def reason(self, verdict: Verdict) -> str:
        """Return why a verdict is as it is."""
        return sentences.reason(verdict, self.language, self.names)

    def doubt(self, code: str) -> str:
        """Return why a verdict is not sure."""
        return sentences.doubt(code, self.language, self.names)

    def flag(self, code: str) -> str:
        """Return what should be noted of a verdict or finding."""
        return sentences.flag(code, self.language, self.names)


Content = bytes | Iterable[bytes] | Mapping[str, Iterable[bytes]]
"""A file, the pieces of a file, or the pieces of several files that make one package."""

Writer = Callable[[Request], Content]


def _contract(request: Request) -> Content:
    roles = {service.id: service.role for service in request.criteria.services}
    return (piece.encode() for piece in pieces(contract(request.label, request.survey.scans, roles)))


def _source(request: Request) -> Source:
    return Source(request.label, request.surveys, request.audience, request.criteria, request.reason, request.doubt)


def _rich(request: Request) -> Content:
    return rich(_source(request))


def _csv(request: Request) -> Content:
    """Return a data package as a folder or a ZIP file, or the scores alone as one CSV file."""
    source = _source(request)
    if request.ending == ".csv":
        return scores_alone(source)
    return zipped(source) if request.ending == ".zip" else package(source)


def _xlsx(request: Request) -> Content:
    return workbook(_source(request))


def _report(place: str) -> Writer:
    """Return a writer that is loaded when it writes: charts and documents take longer to load than most commands to run.

    Args:
        place: ``module:function`` in this room.
    """
    module, function = place.split(":")

    def write(request: Request) -> Content:
        writer: Writer = getattr(import_module(f"scanner.run.{module}"), function)
        return writer(request)

    return write


WRITERS: dict[str, Writer] = {
    "json": _contract,
    "json-full": _rich,
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _report("cooperating:progress_sheet"),
    "html": _report("regional:regional_html"),
    "pdf": _report("regional:regional_pdf"),
}
"""Formats of a run, a group or a league."""

ALONE = frozenset({"json"})
"""Formats that show one run and no other beside it."""

OF_ONE: dict[str, Writer] = {
    "html": _report("scorecards:card_html"),
    "pdf": _report("scorecards:card_pdf"),
}
"""Formats that write something else, or that write at all, where one municipality is asked for."""


def formats() -> list[str]:
    """Return the names of all formats."""
    return list(dict.fromkeys([*WRITERS, *OF_ONE]))


def written(form: str, request: Request) -> Content:
    """Return what a format makes of a request; UserError where it is one of a single municipality and none is named."""
    writer = OF_ONE.get(form) if request.of_one else None
    writer = writer or WRITERS.get(form)
    if writer is None:
        raise UserError(f"the format {form} is for one municipality", hint="name it with --municipality")
    return writer(request)
