"""The scorecard in a browser: nothing is asked, nothing overflows, everyone can read and reach it (WCAG 2.2 AA)."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from results.reports.scorecard.report import scorecard
from spiders.chromium import find_chromium
from tests.results.reports.look.contrast import contrast
from tests.results.reports.scorecard.samples import WORDS, longest

pytestmark = [pytest.mark.browser, pytest.mark.skipif(find_chromium() is None, reason="no Chromium")]

# What a screen shows of each text: its colour, that of what lies behind it, its size.
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.getClientRects().length || element.closest('svg, .skip')) continue;
    const style = getComputedStyle(element);
    let behind = element;
    while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
    const back = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
    found.push([walker.currentNode.textContent.trim(), style.color, back, parseFloat(style.fontSize)]);
  }
  return found;
}"""
UNNAMED = """() => [...document.querySelectorAll('a[href], [tabindex="0"]')]
  .filter(one => !(one.getAttribute('aria-label') || one.textContent).trim()).map(one => one.outerHTML)"""
FOCUS = """() => [...document.querySelectorAll('a[href], [tabindex="0"]')].filter(one => {
  one.focus({focusVisible: true});
  return getComputedStyle(one).outlineStyle === 'none' && !one.classList.contains('skip');
}).map(one => one.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def open_page(tmp_path_factory):
    """Opens the page at a width; returns it with all that it asked for and complained of."""
    path = tmp_path_factory.mktemp("screen") / "scorecard.html"
    path.write_text(scorecard(longest(), WORDS), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])

        def opened(width):
            page, heard = browser.new_page(viewport={"width": width, "height": 900}), []
            page.on("console", lambda message: heard.append(message.text))
            page.on("request", lambda request: heard.append(request.url))
            page.goto(path.as_uri())
            return page, [one for one in heard if one != path.as_uri() and not one.startswith("data:font/")]

        yield opened
        browser.close()


@pytest.mark.parametrize("width", [320, 1240])
def test_page_fits_its_window_asks_for_nothing_and_complains_of_nothing(open_page, width):
    page, heard = open_page(width)
    assert heard == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(
        "document.fonts.check('16px \"Source Sans 3\"') && [...document.fonts].every(one => one.status !== 'error')"
    )


def test_every_text_has_the_contrast_that_wcag_asks_for(open_page):
    shown = open_page(1240)[0].evaluate(TEXTS)
    assert len(shown) > 300
    for text, colour, behind, size in shown:
        assert contrast(hex_of(colour), hex_of(behind)) >= (3 if size >= 24 else 4.5), text


def test_everything_that_can_be_reached_has_a_name_and_shows_that_it_is_reached(open_page):
    page = open_page(1240)[0]
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate(FOCUS) == []


def test_first_key_leads_past_the_head(open_page):
    page = open_page(1240)[0]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def hex_of(colour):
    """The colour of a style, rgb(0, 85, 140), as #00558c."""
    return "#" + "".join(f"{int(part):02x}" for part in colour[colour.index("(") + 1 : -1].split(",")[:3])
