"""``g2b schedule``: what can be said wrong is told at once, and what is printed works where it is put."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime

import pytest
import time_machine

from results.database import open_database
from results.schedules import Schedules
from tests.calling import called


@pytest.fixture
def g2b(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("G2B_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    registry = tmp_path / "registry.csv"
    registry.write_text(
        "ags,name,league,homepage\n05999001,Gemeinde Aulenhain,gemeinde,http://www.aulenhain.example/\n", "utf-8"
    )

    def call(*arguments):
        more = ("--registry", registry) if arguments[0] == "add" else ()
        return called(monkeypatch, capsys, "schedule", *arguments, *more)

    with time_machine.travel("2026-11-27T05:00:00+00:00", tick=False):
        yield call


ADD = ("add", "quartal", "--cron", "0 1 1 3,6,9,12 *", "--label", "{year}-Q{quarter}", "--window", "20:00-06:00")


def test_a_schedule_is_made_listed_paused_and_removed(g2b):
    code, said, _ = g2b(*ADD, "aulenhain")
    assert code == 0
    assert "Kommunen: 1. Nächster Start: 01.12.2026 01:00, Erhebung 2026-Q4." in said
    assert "aulenhain" in g2b("list")[1]
    (told,) = json.loads(g2b("list", "--json")[1])
    assert (told["name"], told["window"], told["next"]) == ("quartal", "20:00-06:00", "2026-12-01T00:00:00+00:00")
    g2b("pause", "quartal")
    assert "ruht" in g2b("list")[1]
    assert "01.12.2026 01:00" in g2b("resume", "quartal")[1]
    assert g2b("remove", "quartal")[0] == 0
    assert "Es gibt keinen Zeitplan" in g2b("list")[1]
    assert g2b(*ADD)[0] == 0  # the name is free again


def test_the_next_starts_say_when_their_window_lets_them_begin(g2b):
    g2b("add", "mittags", "--cron", "30 12 * * *", "--window", "20:00-06:00")
    lines = [line.split("│") for line in g2b("next", "--count", "2")[1].splitlines() if "mittags" in line]
    assert [[part.strip() for part in line[1:5]] for line in lines] == [
        ["27.11.2026 12:30", "mittags", "mittags-2026-11-27", "27.11.2026 20:00"],
        ["28.11.2026 12:30", "mittags", "mittags-2026-11-28", "28.11.2026 20:00"],
    ]


def test_several_starts_a_day_have_several_labels(g2b):
    assert "Erhebung oft-2026-11-27-0615." in g2b("add", "oft", "--cron", "*/15 * * * *")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "x", "--cron", "jede Nacht"), "0 1 1 3,6,9,12 *"),
        (("add", "x", "--cron", "0 1 * * *", "--window", "nachts"), "20:00-06:00"),
        (("add", "x", "--cron", "0 1 * * *", "--label", "{jahr}"), "{quarter}"),
        (("add", "x", "--cron", "0 1 * * *", "--label", "{year}-Q{quarter}"), "mehrere Erhebungen hießen gleich"),
        (("add", "x", "--cron", "0 1 * * *", "aulenhein"), "Aulenhain"),
        (("add", "x", "--cron", "0 1 * * *", "--group", "keine"), "keine"),
        (("add", "x", "--cron", "0 1 * * *", "--export", "aus", "--format", "xslx"), "xslx"),
        (("add", "x", "--cron", "0 1 * * *", "--export", "aus"), "gehören zusammen"),
        (("add", "quartal", "--cron", "0 1 * * *"), "g2b schedule remove quartal"),
        (("pause", "quartl"), "quartal"),
        (("log", "quartl"), "quartal"),
        (("run", "quartal"), "G2B_OPERATOR"),
        (("daemon",), "G2B_OPERATOR"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(g2b, arguments, said):
    g2b(*ADD)
    code, _, error = g2b(*arguments)
    assert code == 2
    assert said in error
    assert len(json.loads(g2b("list", "--json")[1])) == 1


def test_status_tells_people_and_machines(g2b):
    assert g2b("status")[0] == 0
    g2b(*ADD)
    code, said, _ = g2b("status")
    assert code == 2
    assert "niemand führt die Zeitpläne aus" in said
    code, told, _ = g2b("status", "--json")
    assert code == 2
    assert json.loads(told)["health"] == "nobody"


def test_a_label_that_is_taken_is_not_started_again(g2b, monkeypatch, tmp_path):
    monkeypatch.setenv("G2B_OPERATOR", "Probe")
    monkeypatch.setenv("G2B_CONTACT", "probe@musterdorf.example")
    g2b(*ADD)
    schedules = Schedules(open_database(f"sqlite:///{tmp_path / 'home' / 'g2b.sqlite'}"))
    schedules.occur(schedules.one("quartal"), datetime.now(UTC), "2026-Q4")
    code, _, error = g2b("run", "quartal")
    assert code == 2
    assert "g2b scan NAME --run 2026-Q4" in error


def test_units_name_the_command_and_the_home(g2b, tmp_path):
    _, service, _ = g2b("systemd")
    assert "schedule tick" in service
    assert f"Environment=G2B_HOME={tmp_path / 'home'}" in service
    assert "OnCalendar=*:0/5" in service
    _, daemon, _ = g2b("systemd", "--daemon")
    assert "schedule daemon" in daemon
    assert "KillMode=mixed" in daemon


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_units_as_they_are_written(g2b, tmp_path, monkeypatch):
    monkeypatch.setenv("G2B_HOME", str(tmp_path / "ein Haus mit 100 %"))
    for more in ((), ("--daemon",)):
        assert g2b("systemd", *more, "--output", tmp_path / "units")[0] == 0
    units = sorted(map(str, (tmp_path / "units").iterdir()))
    assert len(units) == 3
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    own = [line for line in checked.stderr.splitlines() if "g2b" in line and "not executable" not in line]
    assert own == []
    assert 'Environment="G2B_HOME=' in (tmp_path / "units" / "g2b-schedule.service").read_text("utf-8")


def test_a_line_of_cron_calls_a_tick_as_a_shell_reads_it(g2b, monkeypatch, tmp_path):
    monkeypatch.setenv("G2B_HOME", str(tmp_path / "ein Haus"))
    monkeypatch.setattr("scanner.cli.schedule_watch.command", lambda: ["echo", "g2b"])
    _, line, _ = g2b("cron")
    times, shell = line.strip().rsplit(" * ", 1)
    assert times == "*/5 * * *"
    subprocess.run(["sh", "-c", shell], check=True)
    log = tmp_path / "ein Haus" / "logs" / "schedule.jsonl"
    assert log.read_text("utf-8").strip() == f"g2b --home {tmp_path / 'ein Haus'} schedule tick"
