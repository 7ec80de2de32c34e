import contextlib
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from scanner.archive.records import Failure, Purpose
from spiders.chromium import find_chromium
from spiders.jobs import Ending, Told
from tests.spiders.towns import WORDS, Town, crawled

pytestmark = [
    pytest.mark.server,
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium"),
]
APP = (
    "fetch('/inhalt.json').then(r => r.json()).then(pages => { const page = pages[location.pathname];"
    "document.title = page.title; app.innerHTML = '<main><h1>' + page.title + '</h1>' + page.html + '</main>' })"
)
SHELL = (
    "<!doctype html><html lang=de><title>App</title><body><div id=app></div><script src=/app.js></script></body></html>"
)
PAGES = (
    '{"/": {"title": "Musterdorf", "html": "<a href=/gewerbe>Gewerbe</a><a href=/taxi>Taxi</a>"},'
    f'"/gewerbe": {{"title": "Gewerbeanmeldung", "html": "<p>{WORDS}</p>"}},'
    f'"/taxi": {{"title": "Taxi", "html": "<p>{WORDS} Taxi</p>"}}}}'
)


def shell_town() -> Town:
    town = (
        Town()
        .raw("/app.js", APP, content_type="text/javascript")
        .raw("/inhalt.json", PAGES, content_type="application/json")
    )
    for path in ("/", "/gewerbe", "/taxi"):
        town.raw(path, SHELL)
    return town


def test_a_site_that_is_an_empty_shell_is_rendered_and_its_links_are_followed(tmp_path):
    done = crawled(tmp_path, shell_town(), render=True)
    assert set(done.paths(Purpose.RENDERED)) == {"/", "/gewerbe", "/taxi"}
    assert "Gewerbeanmeldung" in "".join(done.body(one) for one in done.captures(Purpose.RENDERED))
    figures = dict(done.manifest.figures)
    assert figures["rendered"] == 3
    assert sum(value for name, value in figures.items() if name.startswith("rendered.")) == 3
    assert done.asked().count("/app.js") == 1
    assert done.asked().count("/gewerbe") == 1
    assert Told.RENDERED in [event.told for event in done.events]


def test_pages_that_a_script_tells_apart_by_the_fragment_are_different_pages(tmp_path):
    app = APP.replace("location.pathname", "location.hash.slice(1) || '/'")
    pages = PAGES.replace("href=/", "href=#/")
    town = Town().raw("/", SHELL).raw("/app.js", app, content_type="text/javascript")
    done = crawled(tmp_path, town.raw("/inhalt.json", pages, content_type="application/json"), render=True)
    shown = {capture.final: done.body(capture) for capture in done.captures(Purpose.RENDERED)}
    assert "Gewerbeanmeldung" in shown[f"http://{town.host}/#/gewerbe"]
    assert "Taxi" in shown[f"http://{town.host}/#/taxi"]


def test_of_a_static_site_nothing_is_rendered(tmp_path):
    page = WORDS + "<script>document.body.className = 'js'</script>"
    town = Town().page("/", page + "<a href=/gewerbe>Gewerbe</a>").page("/gewerbe", page)
    done = crawled(tmp_path, town, render=True)
    assert done.captures(Purpose.RENDERED) == []
    assert dict(done.manifest.figures)["rendered"] == 0


def test_rendering_asks_no_foreign_host_and_sends_nothing(tmp_path):
    town = shell_town()
    evil = APP + "; fetch('http://foreign.example/x').catch(() => 0); navigator.sendBeacon('/zaehlen', 'x');"
    evil += "fetch('/senden', {method: 'POST'}).catch(() => 0); new Image().src = 'http://foreign.example/pixel'"
    town.hosts[town.host]["routes"][0]["body"] = evil
    town.page("/x", host="foreign.example")
    done = crawled(tmp_path, town, render=True)
    assert len(done.captures(Purpose.RENDERED)) == 3
    assert done.asked(host="foreign.example") == []
    assert done.asked("POST") == []


def test_without_chromium_the_scan_goes_on_and_says_so_once(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.delenv("G2B_CHROMIUM", raising=False)
    other = Town("Gemeinde Nebendorf", "www.nebendorf.example", "05999002").raw("/", SHELL)
    done = crawled(tmp_path, shell_town(), other, render=True)
    assert len([event for event in done.events if event.told is Told.NOTE]) == 1
    for outcome in done.outcomes.values():
        assert outcome.ending is Ending.FINISHED
        assert outcome.manifest is not None
        missed = [one.failure for one in outcome.manifest.missing if one.purpose is Purpose.RENDERED]
        assert missed == [Failure.NO_BROWSER]


def test_a_browser_that_is_killed_in_mid_run_is_started_again(tmp_path):
    town = shell_town()
    for route in town.hosts[town.host]["routes"]:
        route["delay"] = 0.4
    killer = threading.Thread(target=_kill_when_there)
    killer.start()
    done = crawled(tmp_path, town, render=True)
    killer.join()
    assert set(done.paths(Purpose.RENDERED)) == {"/", "/gewerbe", "/taxi"}


def _kill_when_there() -> None:
    """Kill the browser that this test's own crawl has started, once."""
    for _ in range(400):
        if found := [pid for pid in _descendants() if "chrom" in _command(pid)]:
            for pid in found:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return
        time.sleep(0.05)


def _descendants() -> list[int]:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    family = {os.getpid()}
    for _ in range(8):
        family |= {pid for pid, parent in parents.items() if parent in family}
    return sorted(family - {os.getpid()})


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return (Path("/proc") / str(pid) / "comm").read_text()
    return ""
