import asyncio
import contextlib
import io
import os
import signal
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from spiders.browser import Browser, BrowserError
from spiders.chromium import Limits, find_chromium
from spiders.shooting import shoot
from spiders.traffic import Answer, Ask, Traffic

pytestmark = [pytest.mark.browser, pytest.mark.skipif(find_chromium() is None, reason="no Chromium")]

HOST = "http://www.musterdorf.example"
SHELL = "<html><body><div id=app></div><script src=/app.js></script></body></html>"
LIST = (
    "fetch('/dienste.json').then(r => r.json()).then(l => app.innerHTML = l.map(d => `<a href=#>${d}</a>`).join(' '))"
)


class Site:
    """Answers from a dictionary and remembers what it was asked."""

    def __init__(self, **pages: str) -> None:
        self.pages = {"/": SHELL, "/app.js": LIST, "/dienste.json": '["Gewerbe anmelden", "Bauantrag"]'}
        self.pages.update({"/" + name.replace("_", "."): body for name, body in pages.items()})
        self.asked: list[tuple[str, str, bytes]] = []

    async def fetch(self, ask: Ask) -> Answer | None:
        path = ask.url.removeprefix(HOST).partition("?")[0]
        self.asked.append((ask.method, ask.url.removeprefix(HOST), ask.body))
        await asyncio.sleep(0.02)
        body = self.pages.get(path)
        kind = {"js": "text/javascript", "json": "application/json"}.get(path.rpartition(".")[2], "text/html")
        return Answer(ask.url, 200, body.encode(), {"content-type": kind}) if body is not None else None

    def traffic(self) -> Traffic:
        return Traffic(self.fetch, lambda url: url.startswith(HOST + "/"))


@pytest.fixture
async def browser():
    made = Browser(find_chromium() or "", "g2b-test", Limits(at_once=1, recycle=3, patience=5, linger=0.1))
    yield made
    await made.stop()


async def test_a_list_that_a_script_fills_is_seen(browser):
    site = Site()
    shown = await browser.render(HOST + "/", site.traffic())
    assert "Gewerbe anmelden</a> <a" in shown.html


async def test_scripts_are_fetched_once_for_all_pages_and_contexts_are_made_anew(browser):
    site = Site()
    traffic = site.traffic()
    for _ in range(5):
        assert "Bauantrag" in (await browser.render(HOST + "/", traffic)).html
    assert [path for _, path, _ in site.asked] == ["/", "/app.js", "/dienste.json"]


async def test_nothing_foreign_no_counter_and_no_post_is_asked(browser):
    page = (
        "<body><h1>Hier</h1><img src=/bild.png><script src=http://cdn.foreign.example/x.js></script>"
        "<script>fetch('/senden', {method: 'POST', body: 'x'}).catch(() => 0); fetch('/matomo/count');"
        "navigator.sendBeacon('/zaehlen'); fetch('http://foreign.example/y').catch(() => 0);"
        "navigator.serviceWorker && navigator.serviceWorker.register('/sw.js').catch(() => 0);"
        "new WebSocket('ws://www.musterdorf.example/ws')</script>"
    )
    site = Site(seite=page)
    assert "Hier" in (await browser.render(HOST + "/seite", site.traffic())).html
    assert [path for _, path, _ in site.asked] == ["/seite"]


async def test_a_page_that_never_rests_is_taken_as_it_is(browser):
    page = "<body><p id=p></p><script>setInterval(() => { p.textContent = Math.random() }, 20)</script>ruhelos"
    shown = await asyncio.wait_for(browser.render(HOST + "/seite", Site(seite=page).traffic()), 12)
    assert "ruhelos" in shown.html


async def test_a_script_search_may_post_and_its_answer_is_seen(browser):
    page = (
        "<body><input id=frage><div id=app></div><script>frage.onkeydown = e => { if (e.key == 'Enter') fetch('/finde',"
        "{method: 'POST', body: frage.value}).then(r => r.text()).then(t => app.textContent = t) }</script>"
    )
    site = Site(seite=page, finde="Treffer: 1")
    shown = await browser.type_in(HOST + "/seite", "frage", "Gewerbeanmeldung", site.traffic(), send=True)
    assert "Treffer: 1" in shown.html
    assert ("POST", "/finde", b"Gewerbeanmeldung") in site.asked


async def test_a_search_that_only_its_button_starts_is_asked(browser):
    page = (
        "<body><div><input name=q id=q><button onclick=\"fetch('/finde?q=' + q.value).then(r => r.text())"
        '.then(t => app.textContent = t)">Suchen</button></div><div id=app></div>'
    )
    site = Site(seite=page, finde="Treffer: 1")
    shown = await browser.type_in(HOST + "/seite", "q", "Taxi", site.traffic(), send=True)
    assert "Treffer: 1" in shown.html


async def test_suggestions_come_while_typing_and_nothing_is_sent(browser):
    page = (
        "<body><form action=/suche><input id=q name=q></form><ul id=l></ul><script>let t;"
        "q.oninput = e => { clearTimeout(t); t = setTimeout(() => fetch('/vorschlag?t=' + q.value).then(r => r.json())"
        ".then(a => l.innerHTML = a.map(x => `<li role=option>${x}</li>`).join('')), 300) }</script>"
    )
    site = Site(seite=page, vorschlag='["Gewerbeanmeldung"]')
    shown = await browser.type_in(HOST + "/seite", "q", "Gewerb", site.traffic(), send=False)
    assert "Gewerbeanmeldung</li>" in shown.html
    assert [path for _, path, _ in site.asked] == ["/seite", "/vorschlag?t=Gewerb"]


async def test_a_field_behind_an_icon_is_asked_too(browser):
    page = "<body><form style='display:none' action=/suche><input name=q><input type=hidden name=x value=1></form>"
    site = Site(seite=page, suche="Ergebnis")
    shown = await browser.type_in(HOST + "/seite", "q", "Taxi", site.traffic(), send=True)
    assert shown.url == HOST + "/suche?q=Taxi&x=1"


async def test_a_browser_that_is_killed_is_started_again(browser):
    site = Site()
    traffic = site.traffic()
    await browser.render(HOST + "/", traffic)
    _kill_children("chrom")
    assert "Bauantrag" in (await browser.render(HOST + "/", traffic)).html


async def test_a_page_that_kills_the_browser_each_time_is_given_up(browser):
    class Deadly(Site):
        async def fetch(self, _: Ask) -> Answer | None:
            _kill_children("chrom")
            await asyncio.sleep(0.2)
            return None

    with pytest.raises(BrowserError):
        await browser.render(HOST + "/", Deadly().traffic())
    assert "Bauantrag" in (await browser.render(HOST + "/", Site().traffic())).html


async def test_a_field_that_is_not_there_fails(browser):
    with pytest.raises(BrowserError, match="no field"):
        await browser.type_in(HOST + "/", "nirgends", "x", Site().traffic(), send=True)


async def test_only_as_many_pages_as_allowed_are_open(browser):
    traffics = [Site().traffic() for _ in range(4)]
    shown = await asyncio.gather(*(browser.render(HOST + "/", traffic) for traffic in traffics))
    assert all("Bauantrag" in page.html for page in shown)
    assert sum(room.page is not None for room in browser._rooms.values()) == 1


def _kill_children(name: str) -> None:
    """Kill the browsers that this process started, and no others."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,comm"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    family = {os.getpid()}
    for _ in range(6):
        family |= {int(pid) for pid, parent, _ in rows if int(parent) in family}
    for pid, _, command in rows:
        if int(pid) in family and name in Path(command).name:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)


def test_a_picture_shows_the_place_that_is_marked_and_asks_the_network_for_nothing():
    far = "<p>weit oben</p>" * 200
    html = (
        f"<html><body style='margin:0'>{far}<p id=g2b-mark style='background:#f00;height:300px'></p>{far}</body></html>"
    )
    picture = shoot(
        html.replace("<body", "<img src=http://www.musterdorf.example/bild.png><body"), find_chromium() or ""
    )
    image = Image.open(io.BytesIO(picture))
    assert image.size == (1280, 720)
    assert image.convert("RGB").getpixel((600, 360)) == (255, 0, 0)


def test_a_picture_of_the_whole_page_is_as_long_as_the_page():
    picture = shoot("<html><body style='margin:0;height:2000px'>Titel</body></html>", find_chromium() or "", whole=True)
    assert Image.open(io.BytesIO(picture)).size == (1280, 2000)
