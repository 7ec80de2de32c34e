"""`g2b preflight` as a user calls it: a town of each kind on loopback, few requests, and what to look into."""

import csv
import json
from datetime import UTC, datetime

import pytest

from scanner.run.preflight import office_hours
from scanner.run.settings import load_settings
from tests.results.houses import House, points
from tests.spiders.towns import WORDS, Town, served
from tests.whole.commands import g2b

PEOPLE = {"G2B_OPERATOR": "Probe", "G2B_CONTACT": "probe@musterdorf.example", "G2B_LANG": "de"}
FINE = Town("Gemeinde Musterdorf", "www.musterdorf.example", "05999001")
WALL = Town("Gemeinde Mauern", "www.mauern.example", "05999002")
SHUT = Town("Gemeinde Verboten", "www.verboten.example", "05999003")
DEAD = Town("Gemeinde Fernab", "www.fernab.example", "05999004")


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (datetime(2026, 3, 27, 8, 30, tzinfo=UTC), True),  # Friday, 9:30 in winter time
        (datetime(2026, 3, 30, 7, 30, tzinfo=UTC), True),  # Monday, 9:30 in summer time
        (datetime(2026, 3, 27, 7, 30, tzinfo=UTC), False),
        (datetime(2026, 3, 28, 10, 0, tzinfo=UTC), False),  # Saturday
        (datetime(2026, 3, 27, 22, 0, tzinfo=UTC), False),
    ],
)
def test_office_hours_are_those_of_working_days_on_the_german_clock(tmp_path, moment, open_):
    assert office_hours(moment, load_settings(tmp_path)) is open_


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the command says of four towns, as JSON, with its exit code and the requests that were made."""
    folder = tmp_path_factory.mktemp("preflight")
    search = "<header><form action=/suche><input type=search name=q aria-label=Suche></form></header>"
    FINE.page("/", f"{search}<a href=/b>B</a>{WORDS}<script src=https://static.userlike.com/x.js></script>")
    FINE.raw("/robots.txt", "User-agent: *\nCrawl-delay: 3\n", content_type="text/plain")
    wall = "<title>Sicherheitsüberprüfung</title><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>"
    WALL.raw("/", wall, status=403)
    SHUT.page("/", WORDS).raw("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    registry = folder / "registry.csv"
    with registry.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["ags", "name", "league", "homepage", "slot"])
        towns = (FINE, WALL, SHUT, DEAD)
        rows.writerows([one.ags, one.name, one.league, f"http://{one.host}/", "krz"] for one in towns)
    home = folder / "home"
    home.mkdir()
    house = House(home)
    run = house.run("alt", "2025-03-01", [])
    at = datetime(2025, 3, 1, tzinfo=UTC)
    house.scan(run, FINE.municipality, points(0.5), at, figures={"requests.www.musterdorf.example": 3600.0})
    house.engine.dispose()
    with served(folder, FINE, WALL, SHUT) as practice:
        reach = ["--registry", str(registry), "--proxy", practice.proxy, "--delay", "0.4"]
        ended = g2b(home, "preflight", "--json", *reach, **PEOPLE)
        asked = [(one.host, one.path) for one in practice.log.requests]
    assert ended.stderr == ""
    return ended.returncode, json.loads(ended.stdout), asked


def of(told, town):
    return next(one for one in told[1]["municipalities"] if one["ags"] == town.ags)


@pytest.mark.server
@pytest.mark.slow
def test_each_kind_of_town_is_told_apart(told):
    fine = of(told, FINE)
    assert (fine["reached"], fine["robots"], fine["wall"], fine["attention"]) == (
        f"http://{FINE.host}/",
        "allowed",
        "",
        False,
    )
    assert fine["chat"] == "yes"
    assert fine["search"].startswith("main:www.musterdorf.example/suche")
    assert (of(told, WALL)["wall"], of(told, WALL)["attention"]) == ("bot_wall", True)
    assert (of(told, SHUT)["robots"], of(told, SHUT)["reached"]) == ("forbidden", "")
    assert of(told, DEAD)["problem"].startswith("proxy")
    assert told[0] == 1


@pytest.mark.server
@pytest.mark.slow
def test_only_homepage_and_robots_are_asked_for(told):
    paths = [path for host, path in told[2] if host == FINE.host]
    assert sorted(paths) == ["/", "/robots.txt"]
    assert [path for host, path in told[2] if host == SHUT.host] == ["/robots.txt"]


@pytest.mark.server
@pytest.mark.slow
def test_requests_are_those_of_the_last_run_and_hours_add_up_by_provider(told):
    assert (of(told, FINE)["requests"], of(told, FINE)["counted"], of(told, FINE)["delay"]) == (3600, True, 3.0)
    assert (of(told, WALL)["requests"], of(told, WALL)["counted"]) == (3600, False)
    (slot,) = told[1]["providers"]
    assert (slot["slot"], slot["municipalities"], slot["requests"]) == ("krz", 4, 4 * 3600)
    assert slot["hours"] == pytest.approx(3.6 + 3 * 1.0, abs=0.01)
