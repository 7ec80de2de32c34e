"""The daemon with real processes, against a small town on loopback: killed, stopped, and called by cron instead."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest

from results.database import open_database
from results.schedules import Options, Schedules
from scanner.run.daemon import last_beat
from scanner.run.health import Health, report
from scanner.run.processes import identity
from tests.calling import called
from tests.spiders.towns import WORDS, Town, served

pytestmark = [pytest.mark.server, pytest.mark.slow]

PAGES = 8
NEIGHBOUR = Town("Gemeinde Fernab", "www.fernab.example", "05999002")


def town():
    links = "".join(f"<a href=/seite-{at}>Seite {at}</a> " for at in range(PAGES))
    made = Town().page("/", links)
    for at in range(PAGES):
        made.page(f"/seite-{at}", f"<p>{WORDS} {at}</p>", title=f"Seite {at}")
    return made


class House:
    """A home folder with a schedule for two towns, and ``g2b schedule`` in it."""

    def __init__(self, folder, call, set_variable):
        self.started, self.home, self.call = [], folder / "home", call
        told = {
            "HOME": self.home,
            "OPERATOR": "Probe",
            "CONTACT": "probe@musterdorf.example",
            "GATE": self.home / "gate",
        }
        for name, value in told.items():
            set_variable(f"G2B_{name}", str(value))
        self._set = set_variable
        registry = folder / "registry.csv"
        with registry.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["ags", "name", "league", "homepage", "slot"])
            for one in (town(), NEIGHBOUR):
                table.writerow([one.ags, one.name, one.league, f"http://{one.host}/", "ein Anbieter"])
        self.registry = registry
        self.schedules = Schedules(open_database(f"sqlite:///{self.home / 'g2b.sqlite'}"))

    def add(self, *names, name="nachts"):
        options = Options(names=names, registry=str(self.registry))
        self.schedules.add(name, "0 1 1 1 *", "N {date}", options, datetime.now(UTC))

    def reach(self, practice, delay=0.0):
        """Scans reach the sites of a practice server, with that delay between two requests."""
        self._set("G2B_PROXY", practice.proxy)
        self._set("G2B_DELAY", str(delay))

    def g2b(self, *arguments):
        """Call ``g2b schedule`` in this process: exit code, output, errors. What it starts are processes."""
        return self.call("schedule", *arguments)

    def start(self, *arguments, **streams):
        command = [sys.executable, "-m", "scanner.cli", *map(str, arguments)]
        self.started.append(subprocess.Popen(command, text=True, **streams))
        return self.started[-1]

    def daemon(self):
        return self.start("schedule", "daemon", stderr=subprocess.PIPE)

    def told(self):
        (one,) = self.schedules.occurrences("nachts")
        return [event.what.value for event in one.events]

    def health(self):
        return report(self.schedules, last_beat(self.home), datetime.now(UTC), timedelta(minutes=15)).health

    def child(self):
        (record,) = (self.home / "schedule").glob("child-*.json")
        return json.loads(record.read_text("utf-8"))["pid"]

    def wait_for_request(self, practice, count):
        wait_for(lambda: len(practice.log.requests) >= count, f"{count} requests")

    def close(self):
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.communicate()


@pytest.fixture
def house(tmp_path, monkeypatch, capsys):
    for name in os.environ:
        if name.startswith("G2B_") and name != "G2B_CHROMIUM":
            monkeypatch.delenv(name)
    made = House(tmp_path, partial(called, monkeypatch, capsys), monkeypatch.setenv)
    yield made
    made.close()


def wait_for(true, what):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(f"there was no {what}")


def test_a_daemon_is_killed_and_another_one_stopped_and_the_run_comes_to_its_end(tmp_path, house):
    house.add("05999001")
    with served(tmp_path, town()) as practice:
        house.reach(practice, delay=4.0)  # so that it takes longer than what is done to it
        first = house.daemon()
        assert "daemon" in first.stderr.readline()
        assert "Dienst beginnt sie" in house.g2b("run", "nachts", "--label", "probe")[1]
        house.wait_for_request(practice, 2)
        scan = house.child()
        first.kill()
        first.communicate()
        assert identity(scan), "the scan went with the daemon that was killed"

        second = house.daemon()
        wait_for(
            lambda: json.loads((house.home / "schedule" / "heartbeat.json").read_text())["pid"] == second.pid,
            "heartbeat",
        )
        assert house.child() == scan
        begun = time.monotonic()
        second.send_signal(signal.SIGTERM)
        _, log = second.communicate(timeout=60)
        assert second.returncode == 0
        assert time.monotonic() - begun < 20
        assert not identity(scan)
        lines = [json.loads(line)["told"] for line in log.splitlines()]
        assert lines == ["schedule.daemon", "schedule.paused", "schedule.ended"]
        assert house.health() is Health.NOBODY

        house.reach(practice)
        assert house.g2b("tick")[0] == 0  # what cron or a timer would call
        assert house.told() == ["started", "paused", "resumed", "scanned", "finishing", "done"]
        pages = [one.path for one in practice.log.requests if one.path.startswith("/seite-")]
        assert len(set(pages)) == PAGES
        assert len(pages) <= PAGES + 1  # the one that was under way when it was stopped


def test_a_host_that_was_dead_and_came_back_is_scanned_once_more_in_the_run(tmp_path, house):
    house.add()
    with served(tmp_path / "one", town()) as practice:
        house.reach(practice)
        house.g2b("run", "nachts", "--label", "probe")
    database = house.home / "g2b.sqlite"
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT ags, cause, attempt FROM retries").fetchall() == [
            ("05999002", "dead_host", 1)
        ]
        connection.execute("UPDATE retries SET due = '2026-01-01 00:00:00.000000'")  # an hour later
    connection.close()
    neighbour = Town(NEIGHBOUR.name, NEIGHBOUR.host, NEIGHBOUR.ags).page("/", f"<p>{WORDS}</p>")
    with served(tmp_path / "two", town(), neighbour) as practice:
        house.reach(practice)
        house.g2b("tick")
        assert {one.host for one in practice.log.requests} == {NEIGHBOUR.host}
    assert house.told()[-4:] == ["retrying", "scanned", "finishing", "done"]
    with sqlite3.connect(database) as connection:
        query = "SELECT number, state, reason FROM scans WHERE ags = '05999002' ORDER BY number"
        first, second = connection.execute(query).fetchall()
    connection.close()
    assert first == (1, "unreachable", "")
    assert second == (2, "done", "Wiederholung 1 nach Zeitplan: Server nicht erreichbar")


def test_a_scan_by_hand_is_waited_for_and_shares_the_provider_with_scheduled_ones(tmp_path, house):
    house.add("05999001")
    house.add("05999002", name="neben")
    neighbour = Town(NEIGHBOUR.name, NEIGHBOUR.host, NEIGHBOUR.ags).page("/", f"<p>{WORDS}</p>")
    with served(tmp_path, town(), neighbour) as practice:
        house.reach(practice, delay=1.5)
        by_hand = ("scan", "05999001", "--registry", house.registry, "--label")
        scan = house.start(*by_hand, "von Hand", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        house.wait_for_request(practice, 2)
        assert "werden gerade von der Erhebung von Hand geprüft" in house.g2b("run", "nachts", "--label", "probe")[1]
        code, _, error = house.call(*by_hand, "noch einmal")
        assert code == 2
        assert f"Gemeinde Musterdorf (run 'von Hand', process {scan.pid}" in error
        assert house.g2b("run", "neben", "--label", "neben")[0] == 0
        assert scan.wait(120) == 0
        asked = sorted(practice.log.requests, key=lambda one: one.start)
        at = [number for number, one in enumerate(asked) if one.host == NEIGHBOUR.host]
        assert 0 < at[0] < len(asked) - 1, "the scan by hand was over before"
        assert all(later.start - earlier.end >= 1.5 - 0.05 for earlier, later in pairwise(asked))
        house.reach(practice)
        assert house.g2b("tick")[0] == 0
    assert house.told() == ["waiting", "started", "scanned", "finishing", "done"]
