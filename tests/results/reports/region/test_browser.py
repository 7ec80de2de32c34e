"""The regional report in a real browser: nothing asked, nothing complained of, nothing beyond the edge; and on paper."""

from contextlib import contextmanager
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import sync_playwright

from results.reports.paper.printing import printed
from results.reports.region.report import ALL, frame_of, regional_report
from spiders.chromium import ARGUMENTS, find_chromium
from spiders.shooting import print_pdf
from tests.results.reports.paper.ua import problems
from tests.results.reports.region.samples import borders, scope

BEYOND = """() => [...document.querySelectorAll('body *')].filter(
    one => !one.closest('.scroll, .sr, svg') && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && getComputedStyle(one).position !== 'absolute').map(one => one.outerHTML.slice(0, 120))"""
"""What reaches beyond the right edge, but for tables that scroll in a box of their own."""

pytestmark = [pytest.mark.browser, pytest.mark.skipif(find_chromium() is None, reason="no Chromium")]


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    return regional_report(scope(), borders=borders(tmp_path_factory.mktemp("map")))


@contextmanager
def opened(html, width):
    """The report in a browser, with all that it asked for and said."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": width, "height": 900})
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.set_content(html, wait_until="load")
        yield page, [url for url in asked if not url.startswith("data:")], said
        browser.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_it_asks_for_nothing_complains_of_nothing_and_fits_the_screen(html, width):
    with opened(html, width) as (page, asked, said):
        assert asked == []
        assert said == []
        assert page.evaluate(BEYOND) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.map .on-dark .value')).fill")
            == "rgb(255, 255, 255)"
        )


def test_on_paper_it_is_accessible_and_turns_the_wide_tables(html):
    made = printed(html, frame_of(scope(), ALL), lambda page: print_pdf(page, find_chromium() or ""))
    with pikepdf.open(BytesIO(made)) as pdf:
        assert problems(pdf) == []
        sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {(595, 842), (842, 595)}
