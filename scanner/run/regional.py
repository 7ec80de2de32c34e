"""Writes the regional report of an export: what was asked for, compared, on screen or on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from criteria.errors import UserError
from results.compare.comparison import compare
from results.reports.paper.printing import printed
from results.reports.region.report import ALL, Choice, frame_of, regional_report
from results.reports.region.scope import Scope
from scanner.judging import loss_words

if TYPE_CHECKING:
    from scanner.run.formats import Request  # it registers these writers


def report_html(scope: Scope, borders: Path | None = None, choice: Choice = ALL) -> str:
    """Return the report as HTML, causes of losses in words; UserError where the borders can't be read."""
    return regional_report(scope, cause=partial(_cause, scope.lang), borders=borders, choice=choice)


def regional_html(request: Request) -> bytes:
    """Return the report on the run of a request as one HTML file; UserError as above."""
    return report_html(_scope(request), request.borders, _choice(request)).encode()


def regional_pdf(request: Request) -> bytes:
    """Return the report as PDF; UserError as for HTML, and where nothing prints."""
    if request.printer is None:
        raise UserError("there is nothing that prints")
    scope, choice = _scope(request), _choice(request)
    return printed(report_html(scope, request.borders, choice), frame_of(scope, choice), request.printer)


def _scope(request: Request) -> Scope:
    return Scope.of(compare(request.surveys), request.label, request.criteria, request.audience)


def _choice(request: Request) -> Choice:
    return Choice(request.group, request.league)


def _cause(language: str, cause: str, count: int) -> str:
    return loss_words.loss(cause, count, language)
