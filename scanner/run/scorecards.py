"""Writes the scorecard of the municipality that an export asks for, on screen or on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from criteria.errors import UserError
from results.compare.comparison import compare
from results.reports.paper.printing import printed
from results.reports.scorecard.card import Card, Words
from results.reports.scorecard.report import frame_of, scorecard
from scanner.judging import loss_words

if TYPE_CHECKING:
    from scanner.run.formats import Request  # it registers these writers


def card_html(request: Request) -> bytes:
    """Return the scorecard of the municipality asked for as one HTML file."""
    return scorecard(card_of(request), words_of(request)).encode()


def card_pdf(request: Request) -> bytes:
    """Return the scorecard as PDF; UserError where nothing prints."""
    if request.printer is None:
        raise UserError("there is nothing that prints")
    card = card_of(request)
    return printed(scorecard(card, words_of(request)), frame_of(card), request.printer)


def card_of(request: Request) -> Card:
    """Return what the scorecard shows; UserError where the run does not have the municipality."""
    comparison = compare(request.surveys)
    at = [survey.run.label for survey in request.surveys].index(request.label)
    line = comparison.lines[0]
    if line.years[at].scan is None:
        raise UserError(f"the run {request.label!r} does not have {line.name}", hint="name another run with --run")
    matched = request.matching().of(request.survey, request.language) if request.matching is not None else None
    return Card(comparison, line, at, request.audience, request.criteria, matched)


def words_of(request: Request) -> Words:
    """Return the sentences of the room of judging in the language of the readers."""
    lang = request.language
    return Words(
        request.reason,
        lambda cause, count: loss_words.loss(cause, count, lang),
        lambda who: loss_words.changer(who, lang),
        lambda one: loss_words.detail(one, request.criteria, lang),
    )
