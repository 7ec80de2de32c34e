"""Who looks after schedules: one at a time, awake at once when it is to end, and watched from outside."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from criteria.errors import UserError
from results.database import open_database
from results.schedules import Options, Schedules, What
from scanner.run.daemon import Beat, Service, Stop, Watch, last_beat
from scanner.run.health import Health, report

NOW = datetime(2026, 6, 2, 12, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def schedules(tmp_path):
    return Schedules(open_database(f"sqlite:///{tmp_path / 'g2b.sqlite'}"))


@dataclass
class Looks:
    """A supervisor that only counts."""

    left: int = 0
    ticks: int = 0
    stops: int = 0
    problem: bool = False
    running: bool = field(default=False)

    def tick(self, _):
        self.ticks += 1
        self.running = self.ticks < 3
        if self.problem:
            self.problem = False
            raise UserError("the database is locked by another program")

    def stop(self, _):
        self.stops += 1
        return self.stops > self.left


def service(tmp_path, schedules, looks, problems=None):
    watch = Watch(tmp_path, "daemon")
    told = problems if problems is not None else []
    return watch, Service(looks, schedules, watch, told.append, lambda: datetime.now(UTC))


def test_only_one_looks_after_the_schedules(tmp_path):
    with Watch(tmp_path, "daemon").taken() as first, Watch(tmp_path, "tick").taken() as second:
        assert (first, second) == (True, False)
    with Watch(tmp_path, "tick").taken() as third:
        assert third


def test_a_tick_stays_until_nothing_runs_and_no_longer(tmp_path, schedules, monkeypatch):
    monkeypatch.setattr("scanner.run.daemon.RUNNING_SECONDS", 0.01)
    looks = Looks()
    watch, one = service(tmp_path, schedules, looks)
    stop = Stop()
    with stop.listening(), watch.taken():
        one.run(stop, until_idle=True)
    assert (looks.ticks, looks.stops) == (3, 0)
    beat = last_beat(tmp_path)
    assert beat is not None
    assert (beat.pid, beat.alive) == (os.getpid(), True)


def test_a_signal_wakes_the_daemon_at_once_and_it_waits_for_what_it_ends(tmp_path, schedules):
    looks = Looks(left=2)
    watch, one = service(tmp_path, schedules, looks)
    stop = Stop()
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    begun = time.monotonic()
    with stop.listening(), watch.taken():
        one.run(stop)
    assert time.monotonic() - begun < 10  # it would sleep for longer
    assert looks.stops == 3
    assert signal.getsignal(signal.SIGTERM) is not stop


def test_signals_at_any_moment_never_hang_it():
    stop = Stop()
    with stop.listening():
        for _ in range(200):
            threading.Timer(0.0, os.kill, (os.getpid(), signal.SIGTERM)).start()
            stop.sleep(5)
    assert stop.asked >= 1


def test_a_problem_at_one_look_is_told_and_the_next_look_comes(tmp_path, schedules, monkeypatch):
    monkeypatch.setattr("scanner.run.daemon.RUNNING_SECONDS", 0.01)
    looks = Looks(problem=True)
    problems: list[UserError] = []
    watch, one = service(tmp_path, schedules, looks, problems)
    stop = Stop()
    with stop.listening(), watch.taken():
        one.run(stop, until_idle=True)
    assert looks.ticks == 3
    assert "locked" in str(problems[0])


def health(schedules, beat, now=NOW):
    return report(schedules, beat, now, QUARTER).health


def beat(kind="tick", at=NOW):
    return Beat(1, "of a process that is gone", kind, at.isoformat(), at.isoformat())


def added(schedules, cron="0 1 * * *", since=NOW):
    schedules.add("nachts", cron, "N {date}", Options(), since)
    return schedules.one("nachts")


def test_without_a_schedule_nobody_has_to_look(schedules):
    assert health(schedules, None) is Health.FINE


def test_a_schedule_that_nobody_looks_after_is_told(schedules):
    added(schedules)
    assert health(schedules, None) is Health.NOBODY
    assert health(schedules, beat()) is Health.FINE
    assert health(schedules, beat(at=NOW - timedelta(minutes=16))) is Health.NOBODY
    assert health(schedules, beat("daemon")) is Health.NOBODY  # it was killed a moment ago
    schedules.pause("nachts")
    assert health(schedules, None) is Health.FINE


def test_a_start_that_does_not_come_is_late(schedules):
    one = added(schedules, "0 * * * *", since=NOW - timedelta(hours=1, minutes=30))
    assert health(schedules, beat()) is Health.TROUBLE  # not even noted
    schedules.occur(one, NOW, "N")
    assert health(schedules, beat(at=NOW + timedelta(minutes=14)), NOW + timedelta(minutes=14)) is Health.FINE
    assert health(schedules, beat(at=NOW + timedelta(minutes=16)), NOW + timedelta(minutes=16)) is Health.TROUBLE


def test_waiting_for_a_window_is_not_late(schedules):
    schedules.add("tags", "0 9 * * *", "T {date}", Options(window="20:00-06:00"), NOW - timedelta(hours=12))
    one = schedules.one("tags")
    schedules.occur(one, NOW - timedelta(hours=5), "T")
    assert health(schedules, beat()) is Health.FINE
    night = NOW + timedelta(hours=7)  # 21:00 on the German clock, an hour after it opened
    assert health(schedules, replace(beat(), at=night.isoformat()), night) is Health.TROUBLE


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([What.STARTED, What.FAILED], Health.TROUBLE),
        ([What.STARTED, What.DOUBTFUL], Health.TROUBLE),
        ([What.STARTED, What.BROKEN], Health.TROUBLE),
        ([What.STARTED], Health.FINE),
        ([What.STARTED, What.PAUSED], Health.FINE),
        ([What.STARTED, What.DONE], Health.FINE),
        ([What.MISSED], Health.FINE),
    ],
)
def test_what_a_run_came_to_counts(schedules, events, told):
    one = added(schedules)
    schedules.occur(one, NOW, "N")
    (kept,) = schedules.occurrences()
    for event in events:
        schedules.tell(kept.id, event, NOW)
    assert health(schedules, beat()) is told
