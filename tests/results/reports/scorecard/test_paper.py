"""The scorecard on paper: the front page is one page, and everyone can read it (PDF/UA-1)."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from results.reports.paper.printing import printed
from results.reports.paper.words import words_of
from results.reports.scorecard.report import frame_of, scorecard
from spiders.chromium import find_chromium
from spiders.shooting import print_pdf
from tests.results.reports.paper.ua import problems
from tests.results.reports.scorecard.samples import LONG, WORDS, longest

pytestmark = [pytest.mark.browser, pytest.mark.skipif(find_chromium() is None, reason="no Chromium")]


@pytest.fixture(scope="module")
def pdf():
    made = longest()
    paper = printed(scorecard(made, WORDS), frame_of(made), lambda page: print_pdf(page, find_chromium() or ""))
    with pikepdf.open(BytesIO(paper)) as opened:
        yield opened


def test_front_page_is_one_page_and_holds_what_the_mayor_reads(pdf):
    first, second = (" ".join(words for (page, _), words in words_of(pdf).items() if page == at) for at in (0, 1))
    for words in (
        "von 100 Punkten",
        "Was sich geändert hat",
        "Fünf Schritte, die am meisten bringen",
        "Vier Wege eines Unternehmens",
        "nicht gesehen",
    ):
        assert words in first
    assert "32 Kriterien mit Punkten und Belegen" in second
    assert "Vier Wege" not in second


def test_paper_is_accessible(pdf):
    assert problems(pdf) == []


def test_bookmarks_lead_to_the_parts(pdf):
    with pdf.open_outline() as outline:
        assert outline.root[0].title == LONG
        assert [one.title for one in outline.root[0].children][:2] == ["Gesamt", "Was sich geändert hat"]
