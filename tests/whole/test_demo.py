"""The main job, end to end: the invented region served, crawled, judged, stored, compared and shown, against its truth."""

import json

import pytest

from criteria.loading import load_set
from results.database import open_database
from results.queries import Results
from scanner.practice.content.towns import towns
from tests.whole.commands import g2b
from tests.whole.recognition import measured, region_truth
from tests.whole.region_measure import compared

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
COUNT, YEARS = 5, (2019, 2022, 2026)
SHOWN = [towns()[at * 40 // COUNT] for at in range(COUNT)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    ended = g2b(home, "demo", "--municipalities", str(COUNT))
    assert ended.returncode == 0, ended.stderr[-2000:]
    return home / "demo", ended.stdout


def exported(home, year):
    target = home / f"{year}.json"
    ended = g2b(home, "export", "--run", str(year), "--format", "json", "--output", str(target))
    assert ended.returncode == 0, ended.stderr
    return json.loads(target.read_text("utf-8"))["municipalities"]


def test_it_says_where_the_report_is_and_the_report_names_every_town(demo):
    home, shown = demo
    assert f"Bericht: {home / 'report.html'}" in shown
    report = (home / "report.html").read_text("utf-8")
    assert all(town.title in report for town in SHOWN)


def test_it_tells_three_findings(demo):
    _, shown = demo
    findings = [line for line in shown.splitlines() if line.startswith("•")]
    assert len(findings) == 3
    assert any("Aufstieg" in finding for finding in findings)


def test_the_three_years_are_three_runs_of_one_database_judged_by_their_own_days(demo):
    home, _ = demo
    runs = Results(open_database(f"sqlite:///{home / 'g2b.sqlite'}")).runs()
    assert [(run.label, run.as_of.year) for run in runs] == [(str(year), year) for year in YEARS]


@pytest.mark.parametrize("year", YEARS)
def test_every_town_has_all_criteria_with_evidence(demo, year):
    ids = {criterion.id for criterion in load_set().criteria}
    for town in exported(demo[0], year):
        assert set(town["criteria"]) == ids
        scored = [one for one in town["criteria"].values() if one.get("score", 0) > 0]
        assert all(any(e["url"] and e["snippet"] for e in one["evidence"]) for one in scored)


@pytest.mark.parametrize("year", YEARS)
def test_the_scanner_finds_what_the_content_model_holds(demo, year):
    table = compared(exported(demo[0], year), year)
    assert table.agreement >= 0.9
    assert table.services_f1 >= 0.95
    assert table.levels >= 0.9


@pytest.mark.parametrize("year", YEARS)
def test_services_beyond_the_set_are_recognised_and_look_alikes_are_not(demo, year):
    scans = Results(open_database(f"sqlite:///{demo[0] / 'g2b.sqlite'}")).scans(str(year))
    found = measured(scans, region_truth(year))
    print(found)
    assert found.precision >= 0.95
    assert found.recall >= 0.6


def test_a_second_demo_starts_afresh(demo):
    home, _ = demo
    assert g2b(home.parent, "demo", "--municipalities", "1", "--year", "2022").returncode == 0
    assert [run.label for run in Results(open_database(f"sqlite:///{home / 'g2b.sqlite'}")).runs()] == ["2022"]
