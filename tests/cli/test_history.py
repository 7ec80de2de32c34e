"""Municipalities merge, are renamed and move to other hosts: what the commands show over the years."""

import csv
import json
from datetime import date

import pytest

from criteria.registry import Registry
from results.compare.digest import digest
from results.queries import Results
from tests.cli.test_commands import call  # noqa: F401 - a fixture
from tests.results.houses import House, points

COLUMNS = ("ags", "name", "league", "homepage", "homepage_before", "valid_from", "valid_to", "successor", "groups")
END, START = "2025-12-31", "2026-01-01"
ROWS = (
    # two that are one since 2026
    ("05999001", "Oberau", "gemeinde", "http://www.oberau.example/", "", "", END, "05999010", "Bund"),
    ("05999002", "Unterau", "gemeinde", "http://www.unterau.example/", "", "", END, "05999010", "Bund"),
    ("05999010", "Auen", "gemeinde", "http://www.auen.example/", "", START, "", "", "Bund"),
    # one that got another name and number
    ("05999003", "Neuenfeld", "gemeinde", "http://www.neuenfeld.example/", "", "", END, "05999013", "Bund"),
    ("05999013", "Bad Neuenfeld", "gemeinde", "http://www.neuenfeld.example/", "", START, "", "", "Bund"),
    # one that moved to another host
    ("05999004", "Seedorf", "gemeinde", "http://www.seedorf.example/", "", "", END, "", ""),
    ("05999004", "Seedorf", "gemeinde", "http://seedorf.portal.example/", "www.seedorf.example", START, "", "", ""),
)


@pytest.fixture
def house(tmp_path):
    file = tmp_path / "registry.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([COLUMNS, *ROWS])
    registry, made = Registry.load(file), House(tmp_path)
    for label, day, score in (("2024", "2024-06-01", 0.4), ("2026", "2026-06-01", 0.6)):
        towns = registry.on(date.fromisoformat(day)).municipalities
        made.run(label, day, [(town, points(score)) for town in towns])
    return made


def lines(call, *more):  # noqa: F811
    code, out, err = call("compare", "2024", "2026", "--json", *more)
    assert code == 0, err
    return {one["name"]: one for one in json.loads(out)["municipalities"]}


@pytest.mark.usefixtures("house")
def test_who_was_renamed_or_moved_goes_on_in_one_line(call):  # noqa: F811
    found = lines(call)
    for name in ("Bad Neuenfeld", "Seedorf"):
        (step,) = found[name]["steps"]
        assert step["changes"][0]["gain"] == pytest.approx(20)
    assert "Neuenfeld" not in found


@pytest.mark.usefixtures("house")
def test_who_merged_ends_and_what_was_made_of_them_begins_and_both_say_so(call):  # noqa: F811
    found = lines(call)
    assert [found[name]["successor"] for name in ("Oberau", "Unterau")] == ["05999010"] * 2
    assert found["Auen"]["predecessors"] == ["05999001", "05999002"]
    assert [found[name]["steps"] for name in ("Oberau", "Unterau", "Auen")] == [[], [], []]
    assert [one.get("missing") for one in found["Oberau"]["years"]] == [None, "merged"]
    assert [one.get("missing") for one in found["Auen"]["years"]] == ["not_yet", None]


@pytest.mark.usefixtures("house")
def test_the_terminal_says_why_a_year_is_missing(call):  # noqa: F811
    said = " ".join(call("compare", "2024", "2026")[1].split())
    assert "aufgegangen" in said
    assert "Bad Neuenfeld" in said


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("name", ["Neuenfeld", "Bad Neuenfeld", "05999003", "05999013"])
def test_a_municipality_is_found_by_the_names_and_numbers_it_had(call, name):  # noqa: F811
    assert list(lines(call, "--municipality", name)) == ["Bad Neuenfeld"]


@pytest.mark.usefixtures("house")
def test_a_group_follows_its_members(call):  # noqa: F811
    assert set(lines(call, "--group", "Bund")) == {"Oberau", "Unterau", "Auen", "Bad Neuenfeld"}


@pytest.mark.usefixtures("house")
def test_exports_over_the_years_show_the_same(call, tmp_path):  # noqa: F811
    file = tmp_path / "out.json"
    assert call("export", "--run", "2026", "--format", "json-full", "--with", "2024", "--output", file)[0] == 0
    told = json.loads(file.read_text("utf-8"))["municipalities"]
    names = {one["name"] for one in told}
    assert {"Bad Neuenfeld", "Seedorf", "Auen"} <= names
    assert "Neuenfeld" not in names


def test_the_message_after_a_run_tells_them_as_new_and_gone_not_as_risen(house):
    found = digest(Results(house.engine), "2026", "2024")
    assert (found.joined, set(found.left)) == (("Auen",), {"Oberau", "Unterau"})
    assert {one.name for one in found.rose} == {"Bad Neuenfeld", "Seedorf"}
