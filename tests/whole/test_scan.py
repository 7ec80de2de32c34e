"""`g2b scan` and `scrapy` as a user calls them: in a process of their own, against a town on loopback."""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from criteria.loading import DEFAULT
from tests.spiders.towns import WORDS, Town, served

pytestmark = [pytest.mark.server, pytest.mark.slow]

PEOPLE = {"G2B_OPERATOR": "Probe", "G2B_CONTACT": "probe@musterdorf.example"}
NEIGHBOUR = Town("Gemeinde Fernab", "www.fernab.example", "05999002")


def town():
    made = Town().page("/", "<a href=/gewerbe-anmelden>Gewerbe anmelden</a> <a href=/taxi>Taxi</a>")
    made.page("/gewerbe-anmelden", WORDS, title="Gewerbeanmeldung")
    return made.page("/taxi", WORDS)


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("G2B_")}
    return kept | {"G2B_LANG": "de"} | more


def g2b(home, *arguments, **more):
    command = [sys.executable, "-m", "scanner.cli", "--home", str(home), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment(**more), check=False)


@pytest.fixture
def registry(tmp_path):
    path = tmp_path / "registry.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["ags", "name", "league", "homepage", "groups"])
        for one, group in ((town(), "probe"), (NEIGHBOUR, "")):
            table.writerow([one.ags, one.name, one.league, f"http://{one.host}/", group])
    return path


@pytest.fixture
def scan(tmp_path, registry):
    with served(tmp_path, town()) as practice:
        reach = ["--registry", registry, "--proxy", practice.proxy, "--delay", "0"]
        yield lambda *arguments: g2b(tmp_path / "home", "scan", *arguments, *reach, **PEOPLE)


def test_one_municipality_is_scanned_judged_and_kept(tmp_path, scan):
    ended = scan("musterdorf", "--label", "probe")
    assert (ended.returncode, ended.stdout) == (0, "1 von 1 Kommunen geprüft. Ergebnis: g2b show probe\n")
    shown = g2b(tmp_path / "home", "show", "probe", "05999001")
    assert "Gewerbe anmelden" in shown.stdout or "Gewerbeanmeldung" in shown.stdout
    assert list((tmp_path / "home" / "archives" / "probe" / "05999001-1").glob("*.warc.gz"))


def test_a_group_leaves_the_others_out_and_json_lines_are_for_machines(scan):
    ended = scan("--group", "probe", "--label", "probe", "--json-log")
    events = [json.loads(line) for line in ended.stderr.splitlines() if line.startswith("{")]
    assert {event["name"] for event in events if event["name"]} == {"Gemeinde Musterdorf"}
    assert [event["told"] for event in events if event["ags"]][-1] == "finished"
    assert (events[-1]["told"], events[-1]["towns"]) == ("ended", {"05999001": ["done", ""]})


def test_a_site_that_is_not_there_is_named_and_the_exit_code_says_so(scan):
    ended = scan("--label", "probe")
    assert ended.returncode == 1
    assert "Gemeinde Fernab: nicht abrufbar" in ended.stdout
    assert "1 von 2 Kommunen geprüft" in ended.stdout


def test_a_site_behind_a_bot_wall_is_not_testable_which_is_not_unreachable(tmp_path, registry):
    wall = "<title>Sicherheitsüberprüfung</title><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>"
    home = tmp_path / "home"
    with served(tmp_path, Town().raw("/", wall, status=403)) as practice:
        reach = ["--registry", registry, "--proxy", practice.proxy, "--delay", "0"]
        assert g2b(home, "scan", "musterdorf", "--label", "probe", *reach, **PEOPLE).returncode == 0
    g2b(home, "export", "--run", "probe", "--output", home / "probe.json")
    (told,) = json.loads((home / "probe.json").read_text("utf-8"))["municipalities"]
    assert {one["state"] for one in told["criteria"].values()} == {"not_testable"}


def test_a_scan_once_more_is_marked_and_a_second_run_of_the_label_refused(tmp_path, scan):
    assert scan("musterdorf", "--label", "probe").returncode == 0
    assert scan("musterdorf", "--run", "probe", "--reason", "Einwand der Gemeinde").returncode == 0
    assert "erneute Prüfung Nr. 2" in g2b(tmp_path / "home", "show", "probe", "musterdorf").stdout
    refused = scan("musterdorf", "--label", "probe")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 2


def test_a_scan_that_was_killed_goes_on_with_resume(tmp_path, registry):
    slow = town()
    for conf in slow.hosts.values():
        for route in conf["routes"]:
            route["delay"] = 1.0
    home = tmp_path / "home"
    with served(tmp_path, slow) as practice:
        options = ["--registry", registry, "--proxy", practice.proxy, "--delay", "0", "musterdorf", "--label", "probe"]
        command = [sys.executable, "-m", "scanner.cli", "--home", str(home), "scan", *map(str, options)]
        with subprocess.Popen(command, env=environment(**PEOPLE), stderr=subprocess.DEVNULL) as process:
            wait_for(home / "archives", "*.warc.gz")
            process.kill()
        ended = g2b(home, "scan", *options, "--resume", **PEOPLE)
        assert ended.returncode == 0, ended.stderr
        asked = [request.path for request in practice.log.requests if "taxi" in request.path]
    assert len(asked) == 1


def test_rules_that_change_during_a_run_lose_nothing(tmp_path, registry):
    rules, slow = tmp_path / "rules", town()
    shutil.copytree(Path(__file__).parents[2] / "criteria" / DEFAULT, rules)
    for conf in slow.hosts.values():
        for route in conf["routes"]:
            route["delay"] = 1.0
    home, more = tmp_path / "home", PEOPLE | {"G2B_CRITERIA": str(rules)}
    with served(tmp_path, slow) as practice:
        options = ["--registry", registry, "--proxy", practice.proxy, "--delay", "0", "musterdorf", "--label", "probe"]
        command = [sys.executable, "-m", "scanner.cli", "--home", str(home), "scan", *map(str, options)]
        with subprocess.Popen(command, env=environment(**more), stdout=subprocess.PIPE, text=True) as process:
            wait_for(home / "archives", "*.warc.gz")
            with (rules / "words.yaml").open("a", encoding="utf-8") as file:
                file.write("probe: [Probe]\n")
            said, _ = process.communicate()
        assert process.returncode == 1
        assert "Gemeinde Musterdorf: geprüft, aber noch nicht bewertet" in said
        assert "g2b scan --label probe --resume" in said
        asked = len(practice.log.requests)
        ended = g2b(home, "scan", *options, "--resume", **more)
        assert (ended.returncode, len(practice.log.requests)) == (0, asked)
    assert g2b(home, "rescore", "probe", **more).returncode == 0


def test_nobody_scans_without_saying_who_asks(tmp_path):
    ended = g2b(tmp_path / "home", "scan", "hille", "--label", "probe")
    assert ended.returncode == 2
    assert "G2B_OPERATOR" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["list"], "municipality\n"), (["crawl", "municipality", "-a", "ags=05770013x"], "no municipality '05770013x'")],
)
def test_scrapy_knows_the_spider_and_tells_mistakes_in_a_sentence(arguments, said):
    command = [sys.executable, "-m", "scrapy", *arguments]
    root = Path(__file__).parents[2]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=root, env=environment(**PEOPLE), check=False)
    assert ended.returncode == (0 if arguments == ["list"] else 2)
    assert said in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def wait_for(folder, pattern):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if any(path.stat().st_size > 500 for path in folder.rglob(pattern)):
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing was written below {folder}")
