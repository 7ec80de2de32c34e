"""The score from a web archive equals the score of then, for every criterion that can be tested there.

A practice site is scanned live; its archive becomes a collection, once of a server of ours that answers as Wayback does,
once of a real pywb (`make pywb`), and `g2b scan --as-of` reads it there.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from scanner.archive.reader import Archive
from scanner.archive.records import Purpose
from scanner.practice.region import COLUMNS, registry_rows
from scanner.practice.server import serve
from tests.spiders.wayback import Wayback, kept_in, served
from tests.whole.test_scan import PEOPLE, g2b

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.timeout(900)]  # three scans

PYWB = Path(os.environ.get("G2B_TEST_PYWB") or Path(__file__).parents[2] / ".venv-pywb")
TOWN = "Hollerbrede"
NEVER_ASKED = {"S2", "S3", "S4"}  # they ask the site's own search
YESTERDAY = date.today() - timedelta(days=1)


@pytest.fixture(scope="module")
def then(tmp_path_factory):
    """The registry, the archive and the scores of a live scan."""
    folder = tmp_path_factory.mktemp("then")
    registry = folder / "registry.csv"
    with registry.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(registry_rows())
    with serve() as practice:
        reach = ["--registry", registry, "--proxy", practice.proxy, "--delay", "0"]
        ended = g2b(folder / "home", "scan", TOWN, "--label", "live", *reach, **PEOPLE)
    assert ended.returncode == 0, ended.stderr
    (warc,) = (folder / "home" / "archives").rglob("scan.warc.gz")
    return registry, warc, scores(folder / "home", "live")


def scores(home, label):
    """Return state and score by criterion, and the coverage."""
    output = home / f"{label}.json"
    ended = g2b(home, "export", "--run", label, "--format", "json", "--output", output)
    assert ended.returncode == 0, ended.stderr
    (town,) = json.loads(output.read_text("utf-8"))["municipalities"]
    return {name: (one["state"], one.get("score")) for name, one in town["criteria"].items()}


def read_in(home, registry, cdx, replay):
    """Read the town from an archive on loopback and return its scores."""
    archive = {"G2B_PAST_CDX": cdx, "G2B_PAST_REPLAY": replay, "G2B_PAST_RATE": "6000", "G2B_PRIVATE": "127.0.0.0/8"}
    asked = ["--as-of", YESTERDAY, "--label", "damals", "--registry", registry, "--delay", "0"]
    ended = g2b(home, "scan", TOWN, *asked, **PEOPLE, **archive)
    assert ended.returncode == 0, ended.stderr
    assert "Webarchiv" in g2b(home, "runs").stdout
    return scores(home, "damals")


def the_same(now, before):
    """Tell that every criterion that could be tested has the score of then, and that most could be."""
    open_ones = {name for name, (state, _) in now.items() if state == "not_testable"}
    assert open_ones >= NEVER_ASKED
    assert {name: now[name] for name in now.keys() - open_ones} == {
        name: before[name] for name in before.keys() - open_ones
    }
    assert len(open_ones) <= len(NEVER_ASKED) + 2, open_ones


def test_read_from_an_archive_that_answers_as_wayback_does(then, tmp_path):
    registry, warc, before = then
    stamp = f"{YESTERDAY - timedelta(days=20):%Y%m%d}101112"
    archive = Wayback(kept_in(warc, stamp), page=40, busy=2, retry_after="0")
    with closing(served(archive)) as server:
        now = read_in(tmp_path, registry, server.url("/cdx/search/cdx"), server.url("/web/{timestamp}id_/{url}"))
    the_same(now, before)
    assert server.most_at_once == 1
    (kept,) = tmp_path.rglob("scan.warc.gz")
    manifest = Archive(kept).manifest
    assert (manifest.source, manifest.as_of.date()) == ("past", YESTERDAY)
    pages = [one for one in manifest.captures if one.purpose is Purpose.PAGE]
    assert {f"{one.fetched:%Y%m%d%H%M%S}" for one in pages} == {stamp}


@pytest.mark.skipif(not (PYWB / "bin" / "wayback").exists(), reason="no pywb: make pywb")
def test_read_from_a_collection_of_a_real_pywb(then, tmp_path):
    registry, warc, before = then
    with pywb(tmp_path / "pywb", warc) as base:
        now = read_in(tmp_path / "home", registry, f"{base}/cdx", f"{base}/{{timestamp}}id_/{{url}}")
    the_same(now, before)


@contextmanager
def pywb(folder, warc):
    """Serve a collection that holds a WARC; yield its address."""
    folder.mkdir()
    for arguments in (["init", "then"], ["add", "then", warc]):
        subprocess.run([PYWB / "bin" / "wb-manager", *arguments], cwd=folder, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PYWB / "bin" / "wayback"), "-b", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            base = f"http://127.0.0.1:{port}/then"
            wait_for(f"{base}/cdx?url=http://www.hollerbrede.example/")
            yield base
        finally:
            process.terminate()
    shutil.rmtree(folder)


def wait_for(address):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.read():
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("pywb did not start")
