"""A site that is drawn by script is labelled by what a browser shows: ways to services, search, forms."""

from __future__ import annotations

import os
from collections import deque
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from scanner.practice.server import SITES, serve
from scanner.practice.site_file import load_site
from scanner.practice.truth import load_truth
from spiders.chromium import find_chromium
from tests.practice.shopping import same

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow, pytest.mark.enable_socket]

FOLDER = SITES / "moorlage"
HOME = load_site(FOLDER).homepage
TRUTH = load_truth(FOLDER)


@pytest.fixture(scope="module")
def browser_page():
    chromium = find_chromium()
    assert chromium, "make setup brings one"
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with serve() as practice, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments, proxy={"server": practice.proxy})
        yield browser.new_page()
        browser.close()


def show(page: Page, url: str) -> list[str]:
    page.goto(url)
    page.wait_for_selector("#inhalt h1")
    return [link.partition("#")[0] for link in page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")]


def test_services_are_reached_in_as_many_clicks_as_the_labels_say(browser_page):
    depth, waiting = {same(HOME): 0}, deque([HOME])
    deepest = max(label.depth for label in TRUTH.services.values() if label.depth)
    while waiting:
        url = waiting.popleft()
        for link in show(browser_page, url):
            if same(link) in depth:
                continue
            depth[same(link)] = depth[same(url)] + 1
            if urlsplit(link).hostname == urlsplit(HOME).hostname and depth[same(link)] < deepest:
                waiting.append(link)
    for name, label in TRUTH.services.items():
        assert min((depth[same(url)] for url in label.pages), default=None) == label.depth, name


def test_the_shell_is_empty_and_the_browser_fills_it(browser_page):
    response = browser_page.goto(HOME + "leistungen/gaststaette")
    assert "Gaststättenerlaubnis" not in response.text()
    browser_page.wait_for_selector("#inhalt h1")
    assert browser_page.title() == "Gaststättenerlaubnis – Moorlage"


def test_the_directory_marks_and_filters_what_can_be_done_online(browser_page):
    show(browser_page, HOME + "leistungen")
    everything = browser_page.locator("#inhalt li").count()
    marked = browser_page.locator("#inhalt li .marke").count()
    browser_page.check("#nur")
    assert everything > browser_page.locator("#inhalt li").count() == marked > 0


def test_the_search_answers_by_script(browser_page):
    show(browser_page, HOME)
    browser_page.fill("header input[type=search]", "Gewerbeschein")
    browser_page.press("header input[type=search]", "Enter")
    browser_page.wait_for_selector("ol.treffer a")
    assert urlsplit(browser_page.url).path == "/suche"
    assert browser_page.get_attribute("ol.treffer a", "href") == "/leistungen/gewerbe-melden"


def test_forms_and_unknown_addresses_are_drawn_too(browser_page):
    show(browser_page, HOME + "antrag/gestattung")
    assert browser_page.locator("#inhalt form input[required]").count() == 3
    show(browser_page, HOME + "leistungen/feuerwerk")
    assert browser_page.text_content("#inhalt h1") == "Diese Seite gibt es nicht"
