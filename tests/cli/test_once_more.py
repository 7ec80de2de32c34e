"""One municipality once more: which scan is shown and why, where periods are mixed, and what did not come through."""

import json
from datetime import UTC, datetime

import pytest

from results.periods import TEXTS
from tests.cli.test_commands import call  # noqa: F401 - a fixture
from tests.results.houses import CLOSED, House, points, town


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    made.run("2025", "2025-03-01", [(town(at), points(0.4)) for at in (1, 2)])
    run = made.run("2026", "2026-03-01", [(town(1), points(0.5)), (town(2), CLOSED)])
    at = datetime(2026, 4, 20, 9, tzinfo=UTC)
    made.scan(run, town(1), points(0.9), at, reason="Einwand der Kommune")
    made.engine.dispose()
    return made


AGAIN = "Ahausen: gezeigt wird die erneute Prüfung Nr. 2 von 2, vom 20.04.2026 (Grund: Einwand der Kommune)"
FIRST = "Ahausen: gezeigt wird die erste von 2 Prüfungen, vom 01.03.2026"
MIXED = "Zeiträume gemischt: die gezeigten Prüfungen dieser Erhebung wurden vom 01.03.2026 bis 20.04.2026 gemacht"


def test_every_text_stands_in_both_languages():
    assert TEXTS.keys("de") == TEXTS.keys("en")


@pytest.mark.usefixtures("house")
def test_the_overview_says_which_scan_is_shown_why_and_that_periods_are_mixed(call):  # noqa: F811
    said = " ".join(call("show", "2026")[1].split())
    assert AGAIN in said
    assert MIXED in said
    assert "Prüfung Nr. 2" in call("show", "2026", "ahausen")[1]
    assert "Einwand der Kommune" in call("show", "2026", "ahausen")[1]


@pytest.mark.usefixtures("house")
def test_the_first_scan_may_be_asked_for_and_is_told_as_such(call):  # noqa: F811
    said = " ".join(call("show", "2026", "--use", "first")[1].split())
    assert FIRST in said
    assert "gemischt" not in said
    assert "90,0" in call("show", "2026", "ahausen")[1]
    assert "50,0" in call("show", "2026", "ahausen", "--use", "first")[1]


@pytest.mark.usefixtures("house")
def test_a_comparison_says_it_for_the_run_that_it_is_true_of(call):  # noqa: F811
    said = call("compare", "2025", "2026")[1]
    assert f"2026: {MIXED}" in " ".join(said.split())
    assert "2025: " not in said
    assert "2026: " + FIRST in " ".join(call("compare", "2025", "2026", "--use", "first")[1].split())


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("form", ["json-full", "csv", "html"])
def test_exports_say_it_at_their_head_or_foot(call, tmp_path, form):  # noqa: F811
    file = tmp_path / {"csv": "out", "html": "out.html"}.get(form, "out.json")
    code, _, err = call("export", "--run", "2026", "--format", form, "--output", file)
    assert code == 0, err
    if form == "html":
        assert AGAIN in file.read_text("utf-8")
        return
    told = json.loads((file / "datapackage.json" if form == "csv" else file).read_text("utf-8"))
    assert told["periods"][1] == AGAIN
    assert told["periods"][0].startswith(MIXED)


@pytest.mark.usefixtures("house")
def test_who_is_not_called_by_name_has_no_reason_told(call, tmp_path):  # noqa: F811
    file = tmp_path / "out.json"
    call(
        "export",
        "--run",
        "2026",
        "--format",
        "json-full",
        "--names",
        "own",
        "--municipality",
        "beistadt",
        "--output",
        file,
    )
    assert "Einwand" not in file.read_text("utf-8")


@pytest.mark.usefixtures("house")
def test_what_did_not_come_through_is_listed_with_the_way_to_repeat_it(call):  # noqa: F811
    code, out, _ = call("runs", "--failed", "2026")
    assert code == 0
    assert "Beistadt" in out
    assert "dns no connection" in out
    assert "Ahausen" not in out
    assert "g2b scan --failed --run 2026" in out
    assert "In 2025 ist jede Kommune durchgekommen." in call("runs", "--failed", "2025")[1]


def test_a_run_that_looks_wrong_is_told_in_the_list(call, house, tmp_path):  # noqa: F811, ARG001
    House(tmp_path).run("kaputt", "2026-06-01", [(town(1), CLOSED), (town(2), CLOSED)])
    said = " ".join(call("runs")[1].split())
    assert said.count("zweifelhaft") == 1


@pytest.mark.usefixtures("house")
def test_only_what_failed_is_repeated_and_without_failures_nothing_is_done(call):  # noqa: F811
    assert call("scan", "--failed", "--run", "2025")[1] == "In 2025 ist jede Kommune durchgekommen.\n"
    code, _, err = call("scan", "--failed")
    assert code == 2
    assert "g2b scan --failed --run NAME" in err
