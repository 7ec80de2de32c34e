import os
import signal
import subprocess
import sys
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import pytest

from scanner.archive.reader import Archive
from scanner.archive.records import Purpose
from scanner.practice.server import Practice
from spiders.jobs import Ending
from tests.spiders.towns import WORDS, Town, crawl_of, job_of, path_of, served, settings_of, work

pytestmark = pytest.mark.server
PATHS = [f"/blatt-{number}" for number in range(30)]


def town() -> Town:
    made = Town().page("/", "".join(f"<a href={path}>{path}</a>" for path in PATHS), delay=0.05)
    for path in PATHS:
        made.page(path, WORDS + path, delay=0.05)
    return made


def begin(practice: Practice, folder: Path, pages: int):
    """Begin a crawl in a process of its own and return it when the server has answered so many more requests."""
    job, settings = job_of(folder, town()), settings_of(practice, folder)
    process = get_context("spawn").Process(target=work, args=([job], settings))
    process.start()
    until, before = time.monotonic() + 60, len(practice.log.requests)
    while len(practice.log.requests) < before + pages and time.monotonic() < until:
        time.sleep(0.02)
    return process


def test_a_crawl_that_is_killed_goes_on_and_loses_nothing(tmp_path):
    made = town()
    with served(tmp_path, made) as practice:
        for pages in (8, 6, 5):
            process = begin(practice, tmp_path, pages)
            os.kill(process.pid, signal.SIGKILL)
            process.join()
        done = crawl_of(practice, tmp_path, made)
    assert done.one.ending is Ending.FINISHED
    assert Counter(path_of(one.url) for one in done.captures(Purpose.PAGE)) == Counter(["/", *PATHS])
    assert Archive(done.one.job.archive).problems() == ()
    assert len(done.asked()) <= len(PATHS) + 15  # only what was under way is asked twice


def test_a_crawl_that_is_told_to_end_ends_soon_and_can_go_on(tmp_path):
    made = town()
    with served(tmp_path, made) as practice:
        process = begin(practice, tmp_path, 10)
        told = time.monotonic()
        os.kill(process.pid, signal.SIGTERM)
        process.join(10)
        assert time.monotonic() - told < 3
        assert process.exitcode == 0
        done = crawl_of(practice, tmp_path, made)
    assert sorted(path_of(one.url) for one in done.captures(Purpose.PAGE)) == sorted(["/", *PATHS])


def test_a_finished_scan_is_not_fetched_again(tmp_path):
    made = Town().page("/", WORDS)
    with served(tmp_path, made) as practice:
        first = crawl_of(practice, tmp_path, made)
        count = len(practice.log.requests)
        again = crawl_of(practice, tmp_path, made)
        assert len(practice.log.requests) == count
    assert again.one.manifest == first.one.manifest


def test_scrapy_knows_the_spider_and_crawls_one_municipality(tmp_path):
    with served(tmp_path, Town().page("/", WORDS)) as practice:
        told = {
            "G2B_OPERATOR": "Test",
            "G2B_CONTACT": "test@tests.example",
            "G2B_PROXY": practice.proxy,
            "G2B_LANG": "en",
        }
        env = {**os.environ, **told, "G2B_HOME": str(tmp_path / "home"), "G2B_DELAY": "0"}
        assert _scrapy("list", env=env).stdout.split() == ["municipality"]
        ran = _scrapy("crawl", "municipality", "-a", "ags=05770012", env=env)
    assert "site not reachable" in ran.stderr
    assert (tmp_path / "home" / "archives" / "scrapy" / "05770012-1" / "scan.manifest.json").exists()


def _scrapy(*words: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command, root = [sys.executable, "-m", "scrapy", *words], Path(__file__).parents[2]
    return subprocess.run(command, check=True, cwd=root, env=env, capture_output=True, text=True, timeout=120)
