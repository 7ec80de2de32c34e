"""The picture of a scorecard in docs/, of a town of the demo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from criteria.loading import load_set
from results.audience import Audience
from results.compare.survey import Survey, earlier, surveys
from results.database import open_database
from results.queries import Results
from results.veil import veiled
from scanner.cli.options import language
from scanner.model.stage import Stage
from scanner.run.formats import Request
from scanner.run.scorecards import card_html
from spiders.shooting import shoot

TOWN, LABEL = "Gemeinde Marsenhorst", "2026"
_FRONT = "main > section, footer { display: none } body { max-width: none; padding: 1rem 2rem }"


def front_page(demo: Path, executable: str) -> bytes:
    """Return the front page of a scorecard as a picture (PNG).

    Args:
        demo: folder of the demo.
        executable: path of a browser.

    Raises:
        UserError: the demo did not run, or the browser can't do it.
    """
    results = Results(open_database(f"sqlite:///{demo / 'g2b.sqlite'}"))
    found = surveys(results, [LABEL, *earlier(results, LABEL)], names=[TOWN])
    shown, audience = veiled([_released(one) for one in found], Audience(language()))
    page = card_html(Request(LABEL, shown, audience, load_set(), of_one=True)).decode()
    return shoot(page.replace("</style>", _FRONT + "</style>", 1), executable, whole=True)


def _released(survey: Survey) -> Survey:
    """Return a survey as it is once it is released, so that the picture shows what people get."""
    return replace(survey, run=replace(survey.run, stage=Stage.RELEASED))
