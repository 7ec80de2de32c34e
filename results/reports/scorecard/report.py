"""A scorecard as HTML, for screen and paper."""

from __future__ import annotations

from collections.abc import Callable

from results.queries import SHEET
from results.reports.look.frame import Frame, Report, page, run_label
from results.reports.scorecard import charts
from results.reports.scorecard.beside import Beside
from results.reports.scorecard.card import Card, Words
from results.reports.scorecard.gains import by_changer
from results.reports.scorecard.rows import Rows
from scanner.model.texts import Texts

_PACKAGE = "results.reports.scorecard"
_TEXTS = Texts(_PACKAGE)
REPORT = Report(_PACKAGE, _TEXTS)


def frame_of(card: Card) -> Frame:
    """Return what stands around a scorecard."""
    say = saying(card.audience.language)
    title = say("title", name=card.name, run=run_label(card.run, card.audience.language))
    return Frame.of(title, card.audience, card.run, [card.scan], about=title, beside=card.runs)


def scorecard(card: Card, words: Words) -> str:
    """Return a scorecard as one HTML file: the front page, then what it rests on.

    Args:
        card: what it shows.
        words: the sentences that the room of judging makes.
    """
    lang = card.audience.language
    say, rows = saying(lang), Rows(card, words, saying(lang))
    beside = Beside(rows)
    labels = [run_label(run, lang) for run in card.runs]
    breaks = [one for one in card.comparison.breaks if one.end <= card.at]
    drawn = {
        "standing": charts.standing(card.standings, beside.standings(), say, lang),
        "years": charts.years(card.standings[0], labels, breaks, beside.years(), say, lang),
        "categories": charts.categories(card.standings[1:], labels, breaks, beside.categories(), say, lang),
        "changers": charts.changers(by_changer(card.losses), rows.who, beside.changers(), say, lang),
    }
    return page(
        REPORT, "scorecard.html", frame_of(card),
        card=card, rows=rows, drawn=drawn, labels=labels, by_hand=card.scan.source == SHEET,
    )  # fmt: skip


def saying(language: str) -> Callable[..., str]:
    """Return the texts of the scorecard in a language."""

    def say(key: str, /, **values: object) -> str:
        return _TEXTS.say(key, language, **values)

    return say
