"""A scan that is killed, stopped or broken goes on where it was, seen from the archive and from the server."""

from __future__ import annotations

import gzip
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scanner.archive.manifest import manifest_path, read_manifest
from scanner.archive.reader import Archive
from scanner.archive.records import Failure, Purpose
from tests.archive.making import passes_warcio_check
from tests.serving import Answer, Route, Served, serving

pytestmark = [pytest.mark.server]

PAGES = 80


def site(after: float = 0.0) -> dict[str, Route]:
    """A web of pages: each leads to some others, all can be reached from the first."""
    chance = random.Random(7)
    routes: dict[str, Route] = {}
    for number in range(PAGES):
        leads = {number + 1, chance.randrange(PAGES), chance.randrange(PAGES)} - {PAGES}
        text = "".join(f'<a href="/{lead}">{lead}</a>' for lead in sorted(leads))
        packed = Answer.packed(f"<h1>Seite {number}</h1>{text}".encode() * 30, after=after)
        routes[f"/{number}"] = packed
    return routes


def start(archive: Path, server: Served, *settings: str, first: str = "/0") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.spiders.small_crawl", str(archive), server.url(first), *settings]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(archive: Path, server: Served, *settings: str, first: str = "/0") -> str:
    """Crawl to the end and return what was said."""
    process = start(archive, server, *settings, first=first)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 0, said
    return said


def seen(archive: Path) -> list[tuple[str, bytes]]:
    read = Archive(archive)
    pages = [one for one in read.captures if one.purpose is Purpose.PAGE]
    return [(one.url.rpartition("/")[2], read.body(one.id)) for one in pages]


def wait_for(server: Served, requests: int) -> None:
    deadline = time.monotonic() + 30
    while len(server.log) < requests and time.monotonic() < deadline:
        time.sleep(0.002)


def test_kill_9_at_any_moment_costs_no_page_and_gives_none_twice(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.warc.gz", tmp_path / "broken.warc.gz"
    with serving(site()) as server:
        run(whole, server)
        reference = seen(whole)
        server.log.clear()
        kills, chance = 0, random.Random()
        while kills < 4:
            process = start(broken, server)
            wait_for(server, len(server.log) + chance.randrange(3, 18))
            time.sleep(chance.random() * 0.01)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
        assert not manifest_path(broken).exists(), "it was over before it was killed"
        run(broken, server)
    assert len(reference) == PAGES
    assert seen(broken) == reference
    assert len(server.paths) <= PAGES + kills
    assert passes_warcio_check(broken)
    assert Archive(broken).problems() == ()


def test_sigterm_ends_within_three_seconds_and_loses_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    with serving(site()) as server:
        server.routes["/40"] = Answer.html("<h1>langsam</h1>", after=8)
        process = start(archive, server)
        wait_for(server, 5)
        while "/40" not in server.paths and process.poll() is None:
            time.sleep(0.01)
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=20)[1]
        assert time.monotonic() - begin < 3, said
        assert not manifest_path(archive).exists()
        server.routes["/40"] = Answer.html("<h1>langsam</h1><a href='/41'>")
        run(archive, server)
    assert sorted(int(name) for name, _ in seen(archive)) == list(range(PAGES))
    assert server.paths.count("/40") == 2
    assert read_manifest(manifest_path(archive)).missing == ()


def test_sigterm_ends_a_long_delay_too(tmp_path: Path) -> None:
    with serving(site()) as server:
        process = start(tmp_path / "a.warc.gz", server, "G2B_DELAY=60")
        wait_for(server, 1)
        time.sleep(0.3)
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        assert time.monotonic() - begin < 3


def test_a_page_that_breaks_the_spider_costs_only_itself(tmp_path: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    links = "".join(f'<a href="/{name}">' for name in ("crash", "forget", "gut", "weg"))
    routes: dict[str, Route] = {"/": Answer.html(links), "/weg": Answer(hang_up=True)}
    routes |= {f"/{name}": Answer.html("<p>") for name in ("crash", "forget", "gut")}
    with serving(routes) as server:
        said = run(archive, server, first="/")
    manifest = read_manifest(manifest_path(archive))
    missing = {one.url.rpartition("/")[2]: (one.failure, one.detail) for one in manifest.missing}
    assert missing == {
        "crash": (Failure.CRASHED, "ValueError: a mistake of ours"),
        "forget": (Failure.CRASHED, "RuntimeError: not settled"),
        "weg": (Failure.REFUSED, "closed without an answer"),
    }
    assert "gut" in [one.url.rpartition("/")[2] for one in manifest.captures]
    assert "was not settled by its callback" in said


def test_a_robots_txt_that_comes_back_lets_the_scan_go_on(tmp_path: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    with serving(site()) as server:
        server.routes["/robots.txt"] = lambda _: Answer(b"", 503 if len(server.log) < 2 else 404)
        run(archive, server, "G2B_ROBOTS_AGAIN=0.5")
    assert len(seen(archive)) == PAGES
    assert server.paths == [f"/{name}" for name, _ in seen(archive)]


def test_one_request_at_once_and_nothing_forbidden_through_a_whole_crawl(tmp_path: Path) -> None:
    routes = site(after=0.002) | {"/robots.txt": Answer(b"User-agent: *\nDisallow: /7")}
    with serving(routes) as server:
        run(tmp_path / "a.warc.gz", server)
    assert server.most_at_once == 1
    assert not [path for path in server.paths if path.startswith("/7")]
    assert all(asked.method == "GET" for asked in server.log)
    hidden = [one for one in read_manifest(tmp_path / "a.manifest.json").missing if one.failure is Failure.ROBOTS]
    assert hidden
    assert all(one.via for one in hidden)


def test_a_second_process_can_not_write_into_a_running_scan(tmp_path: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    with serving(site(after=0.2)) as server:
        first = start(archive, server)
        wait_for(server, 2)
        second = start(archive, server)
        said = second.communicate(timeout=30)[1]
        first.kill()
        first.communicate()
    assert "another scan is writing this archive" in said


def test_a_full_disk_ends_the_scan_with_a_word_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    noise = random.Random(1).randbytes(4000).hex()
    with serving(site()) as server:
        for path, answer in tuple(server.routes.items()):
            assert isinstance(answer, Answer)
            text = gzip.decompress(answer.body).decode()
            server.routes[path] = Answer.packed(f"{text}{noise}{path}".encode())
        command = [sys.executable, "-m", "tests.spiders.small_crawl", str(archive), server.url("/0")]
        limited = ["bash", "-c", 'ulimit -f 200; exec "$@"', "sh", *command]  # files end at 200 KiB
        done = subprocess.run(limited, capture_output=True, text=True, timeout=60, check=False)
        assert "the scan can't go on" in done.stderr
        assert not manifest_path(archive).exists()
        run(archive, server)
    assert len(seen(archive)) == PAGES
    assert Archive(archive).problems() == ()
