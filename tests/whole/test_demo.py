"""The main job, end to end: the practice sites served, crawled, judged, stored and shown, against their labels."""

import json
import os
import subprocess
import sys

import pytest

from criteria.loading import load_set
from scanner.practice.server import SITES
from scanner.practice.site_file import load_site, site_folders
from tests.whole.measure import compared

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]


def g2b(home, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("G2B_")}
    command = [sys.executable, "-m", "scanner.cli", "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    ended = g2b(home, "demo")
    assert ended.returncode == 0, ended.stderr[-2000:]
    return home / "demo", ended.stdout


@pytest.fixture(scope="module")
def exported(demo):
    home, _ = demo
    ended = g2b(home, "export", "--run", "demo", "--format", "json", "--output", str(home / "demo.json"))
    assert ended.returncode == 0, ended.stderr
    return json.loads((home / "demo.json").read_text("utf-8"))["municipalities"]


def test_it_says_where_the_report_is_and_the_report_names_every_town(demo):
    home, shown = demo
    assert f"Bericht: {home / 'report.html'}" in shown
    report = (home / "report.html").read_text("utf-8")
    names = [site.name for site in map(load_site, site_folders(SITES)) if site.homepage]
    assert len(names) == 4
    assert all(name in report for name in names)


def test_every_town_has_all_criteria_with_evidence(exported):
    ids = {criterion.id for criterion in load_set().criteria}
    for town in exported:
        assert set(town["criteria"]) == ids
        scored = [one for one in town["criteria"].values() if one.get("score", 0) > 0]
        assert all(any(e["url"] and e["snippet"] for e in one["evidence"]) for one in scored)


def test_scores_are_near_the_labels_of_a_careful_person(exported):
    table = compared(exported)
    print(table.text)
    assert table.agreement >= 0.65
    assert table.closeness >= 0.8
    assert table.services_f1 >= 0.93
    assert table.forbidden == []


def test_a_second_demo_starts_afresh(demo):
    home, _ = demo
    assert g2b(home.parent, "demo").returncode == 0
    assert (home / "report.html").is_file()
