import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse

from scanner.archive.records import Capture, Engine, Failure, Missing, Purpose
from scanner.reading.facts import PageFacts
from spiders.browser import BrowserError, Rendered
from spiders.rendering import Helpers, Means, Renderer
from spiders.traffic import Ask, Traffic
from tests.spiders.crawling import HOME, page

SHELL = "<div id=app></div>"
FULL = "<h1>Dienste</h1>" + "".join(f"<a href=/d/{n}>Dienst {n}</a>" for n in range(9))
FORM_SERVER = "http://formulare.server.example/start"


class Screen:
    """A browser that shows what it is told to, or breaks; its scripts ask for `wishes`."""

    def __init__(self, html: str = FULL, *wishes: Ask) -> None:
        self.html, self.wishes = html, wishes
        self.got: list[bool] = []
        self.rendered = 0

    async def render(self, url: str, traffic: Traffic) -> Rendered:
        self.rendered += 1
        if not self.html:
            raise BrowserError("crashed")
        self.got += [await traffic.answer(ask) is not None for ask in self.wishes]
        return Rendered(url, self.html)

    async def type_in(self, url: str, name: str, text: str, traffic: Traffic, *, send: bool) -> Rendered:
        with traffic.search():
            return await self.render(f"{url}#{name}={text}{send}", traffic)


class Desk:
    """Keeps what a recorder would keep, and answers what the browser asks."""

    def __init__(self) -> None:
        self.kept: list[tuple[Capture, str]] = []
        self.missing: list[Missing] = []
        self.requests: list[Request] = []

    def rendered(self, like: Capture, html: str) -> Capture:
        self.kept.append((like, html))
        return replace(like, id=f"urn:{len(self.kept)}")

    def miss(self, missing: Missing) -> None:
        self.missing.append(missing)

    async def download(self, request: Request) -> HtmlResponse:
        self.requests.append(request)
        return HtmlResponse(request.url, body=b"{}")


def renderer(desk: Desk, screen: Screen | None, state: dict[str, object] | None = None) -> Renderer:
    async def always(work):
        return await work

    def read(capture: Capture, body: bytes) -> PageFacts:
        return page(body.decode(), capture.final)

    helpers = Helpers(screen, desk.download, always)  # type: ignore[arg-type]
    return Renderer(Means(helpers, desk, read, lambda url: url.startswith(HOME)), state)


def shell(path: str = "", why: str = "shell", base: str = HOME) -> tuple[PageFacts, HtmlResponse]:
    url = base + path
    capture = Capture("urn:0", url, url, Purpose.PAGE, 200, datetime(2026, 6, 1, tzinfo=UTC), via=HOME)
    response = HtmlResponse(url, body=SHELL.encode(), request=Request(url, meta={"capture": capture}))
    return replace(page(SHELL, url), needs_script=why), response


async def test_only_pages_that_need_it_are_rendered():
    desk, screen = Desk(), Screen()
    facts, response = shell(why="")
    assert await renderer(desk, screen).page(facts, response) is facts
    assert screen.rendered == 0


async def test_the_rendered_page_stands_in_and_is_kept():
    desk = Desk()
    facts = await renderer(desk, Screen()).page(*shell())
    assert len(facts.links) == 9
    ((like, html),) = desk.kept
    assert (like.purpose, like.url, html) == (Purpose.RENDERED, HOME, FULL)


async def test_what_rendering_does_not_change_is_not_rendered_for_ever():
    desk, screen = Desk(), Screen(SHELL)
    made = renderer(desk, screen)
    for number in range(6):
        await made.page(*shell(f"x/{number}"))
    assert screen.rendered == 2
    again = renderer(desk, screen, json.loads(json.dumps(made.state)))
    await again.page(*shell("x/77"))
    assert screen.rendered == 2


async def test_without_a_browser_the_page_is_missed_and_the_crawl_goes_on():
    desk = Desk()
    facts, response = shell()
    assert await renderer(desk, None).page(facts, response) is facts
    assert [(one.url, one.failure) for one in desk.missing] == [(HOME, Failure.NO_BROWSER)]


async def test_a_page_that_breaks_the_browser_is_missed():
    desk = Desk()
    await renderer(desk, Screen("")).page(*shell())
    assert desk.missing[0].failure is Failure.CRASHED


async def test_scripts_of_a_form_server_may_ask_that_server_only():
    desk = Desk()
    screen = Screen(FULL, Ask("http://formulare.server.example/f.js", "script"), Ask(HOME + "x.js", "script"))
    await renderer(desk, screen).page(*shell(base=FORM_SERVER))
    assert screen.got == [True, False]
    assert desk.requests[0].meta["shared"]
    assert desk.requests[0].meta["purpose"] == "asset"


@pytest.mark.parametrize(("sent", "purpose"), [(True, Purpose.SEARCH), (False, Purpose.SUGGEST)])
async def test_a_typed_term_is_kept_with_its_answer(sent, purpose):
    desk = Desk()
    engine = Engine("main:x", HOME, "", "q", kind="script")
    await renderer(desk, Screen()).type(engine, "Taxi", sent=sent)
    ((like, _),) = desk.kept
    assert (like.purpose, like.term, like.engine) == (purpose, "Taxi", "main:x")


async def test_suggestions_are_told_from_what_a_page_loads_anyway():
    desk = Desk()
    asks = [
        Ask(HOME + "v?t=Gewerb", "fetch"),
        Ask(HOME + "menu.json", "fetch"),
        Ask(HOME + "v", "fetch", "POST", b"t=Gewerb"),
    ]
    engine = Engine("main:x", HOME, "", "q", kind="script")
    await renderer(desk, Screen(FULL, *asks)).type(engine, "Gewerb", sent=False)
    told = [(one.meta["purpose"], one.meta.get("term")) for one in desk.requests]
    assert told == [("suggest", "Gewerb"), ("asset", None), ("suggest", "Gewerb")]


async def test_a_script_search_may_post_and_only_what_it_shows_is_the_answer():
    desk = Desk()
    screen = Screen(FULL, Ask(HOME + "finde", "fetch", "POST", b"Taxi"), Ask(HOME + "m.json?q=Taxi", "fetch"))
    await renderer(desk, screen).type(Engine("main:x", HOME, "", "q", kind="script"), "Taxi", sent=True)
    told = [(one.method, one.meta["purpose"], one.meta.get("term")) for one in desk.requests]
    assert told == [("POST", "search", None), ("GET", "asset", None)]
