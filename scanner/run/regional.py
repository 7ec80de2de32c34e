"""Writes the regional report of an export: what was asked for, compared, on screen or on paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from criteria.errors import UserError
from results.compare.comparison import compare
from results.reports.paper.printing import printed
from results.reports.region.report import Choice, frame_of, regional_report
from results.reports.region.scope import Scope
from scanner.judging import loss_words

if TYPE_CHECKING:
    from scanner.run.formats import Request  # it registers these writers


def regional_html(request: Request) -> bytes:
    """Return the report as one HTML file; UserError where the borders that were named can't be read."""
    return _html(request, _scope(request)).encode()


def regional_pdf(request: Request) -> bytes:
    """Return the report as PDF; UserError as for HTML, and where nothing prints."""
    if request.printer is None:
        raise UserError("there is nothing that prints")
    scope = _scope(request)
    return printed(_html(request, scope), frame_of(scope, _choice(request)), request.printer)


def _scope(request: Request) -> Scope:
    return Scope.of(compare(request.surveys), request.label, request.criteria, request.audience)


def _html(request: Request, scope: Scope) -> str:
    cause = partial(_cause, request.language)
    return regional_report(scope, cause=cause, borders=request.borders, choice=_choice(request))


def _choice(request: Request) -> Choice:
    return Choice(request.group, request.league)


def _cause(language: str, cause: str, count: int) -> str:
    return loss_words.loss(cause, count, language)
