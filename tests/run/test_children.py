"""Processes are found again by whoever looks next, and never taken for another one that has their number."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from results.schedules import Occurrence, Options, Schedule
from scanner.run.children import Call, Child, Kind, Processes
from scanner.run.processes import end, identity
from scanner.run.retries import State

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ONE = Occurrence(7, Schedule(1, "nachts", "0 1 * * *", "N", Options(), False, NOW), NOW, "N / 2026", ())


def ended(children) -> Child:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        child = children.find(ONE)
        if child is None or not child.alive:
            assert child is not None
            return child
        time.sleep(0.05)
    raise AssertionError("it did not end")


@pytest.fixture
def sleeper():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def test_a_process_is_itself_and_no_other(sleeper):
    known = identity(sleeper.pid)
    assert known
    assert not end(sleeper.pid, "another boot 1")
    assert identity(sleeper.pid) == known
    assert end(sleeper.pid, known)
    sleeper.wait(10)
    assert identity(sleeper.pid) == ""
    assert not end(sleeper.pid, known)
    assert identity(0) == ""


def test_what_comes_after_a_run_ends_with_all_that_it_started():
    told = "import subprocess, sys, time; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", told], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        started = int(process.stdout.readline())
        assert end(process.pid, identity(process.pid), group=True)
        process.wait(10)
        until = time.monotonic() + 10
        while identity(started) and time.monotonic() < until:
            time.sleep(0.01)
        assert identity(started) == ""


def test_a_process_that_has_ended_and_waits_for_its_parent_does_not_run(sleeper):
    sleeper.kill()
    until = time.monotonic() + 10
    while identity(sleeper.pid) and time.monotonic() < until:
        time.sleep(0.01)
    assert identity(sleeper.pid) == ""


def test_what_is_started_is_found_by_another_supervisor_with_its_end(tmp_path):
    first = Processes(tmp_path, "de")
    call = Call(Kind.RETRY, ("show", "keine"), (3, 4), {"05999001": 1})
    first.start(ONE, call)
    child = ended(first)
    assert (child.code, child.call, child.told) == (2, call, None)
    assert child.said == "g2b: there is no run named 'keine'"
    second = Processes(tmp_path, "de").find(ONE)
    assert second == Child(call, False, False, None, None, child.said)  # only its parent knows the exit code
    first.clear(ONE)
    assert first.find(ONE) is None


def test_what_ends_together_with_its_occurrence_is_reaped_and_forgotten(tmp_path):
    children = Processes(tmp_path, "de")
    children.start(ONE, Call(Kind.FINISH, ("show", "keine")))
    assert not children.tidy({7})  # it is looked after still
    until = time.monotonic() + 60
    while children.tidy(set()) and time.monotonic() < until:
        time.sleep(0.05)
    assert list((tmp_path / "schedule").iterdir()) == []
    assert not children.tidy(set())


def played(tmp_path, sleeper, *lines, before=()):
    """Return what is known of a process that wrote these lines, and others before it into the same log."""
    log = tmp_path / "log.jsonl"
    log.write_text("".join(f"{line}\n" for line in before), "utf-8")
    record = {
        "pid": sleeper.pid, "identity": "of another boot", "log": str(log), "offset": log.stat().st_size, "stopping": True,
        "call": {"kind": "scan", "arguments": ["scan"], "retries": [], "scans": {}},
    }  # fmt: skip
    with log.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    (tmp_path / "schedule").mkdir()
    (tmp_path / "schedule" / "child-7.json").write_text(json.dumps(record), "utf-8")
    return Processes(tmp_path, "de").find(ONE)


ENDED = json.dumps({"at": "x", "told": "ended", "towns": {"05999001": ["unreachable", "dns"]}})


def test_a_process_of_before_a_restart_does_not_run_though_its_number_does(tmp_path, sleeper):
    child = played(tmp_path, sleeper, '{"told": "page"}', ENDED, "0 von 1 Kommunen geprüft.")
    assert child is not None
    assert (child.alive, child.stopping) == (False, True)
    assert child.told == {"05999001": State("unreachable", "dns")}


def test_the_end_of_an_earlier_process_is_not_taken_for_that_of_a_later_one(tmp_path, sleeper):
    child = played(tmp_path, sleeper, before=[ENDED])
    assert child is not None
    assert child.told is None


def test_a_record_that_was_cut_short_is_none(tmp_path):
    (tmp_path / "schedule").mkdir()
    (tmp_path / "schedule" / "child-7.json").write_text('{"pid": 1', "utf-8")
    assert Processes(tmp_path, "de").find(ONE) is None
