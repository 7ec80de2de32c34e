"""A plan: services by gap, weighted by data that a working group sets."""

import pytest
import yaml
from openpyxl import Workbook

from criteria.errors import UserError
from results.kompass.plan import Next, plan, plan_sheet
from results.kompass.rows import Gap
from results.kompass.weights import FILE, load_weights
from tests.criteria.kompass.records import CITY, VILLAGE
from tests.results.kompass.matching import KITE, PASS, RUN, TRADE, finding, matched, scan, solution


def planned(*scans, weights=None, **more):
    return plan(matched(*scans, **more), scans, load_weights(weights))


def weighted(tmp_path, **changed):
    path = tmp_path / "weights.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(FILE.read_text("utf-8")) | changed, allow_unicode=True), "utf-8")
    return path


def table(tmp_path, *rows):
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "priorities.xlsx")
    return tmp_path / "priorities.xlsx"


def test_without_a_word_of_a_working_group_only_services_of_the_set_are_planned():
    assert [row.wanted.name for row in planned(scan(finding(1)))] == ["Gewerbeanmeldung"]


@pytest.mark.parametrize(("level", "points"), [(0, 3), (1, 2), (2, 1)])
def test_the_wider_the_gap_the_more_points(level, points):
    pages = () if level == 0 else ("http://musterdorf.example/g",)
    found = planned(scan(finding(level, pages=pages, forms=("https://service.wirtschaft.nrw/x",))))
    assert [row.points for row in found] == [points]


def test_what_is_online_or_could_not_be_seen_is_not_planned():
    assert planned(scan(finding(3))) == ()
    assert planned(scan(finding(None, pages=()))) == ()


def test_a_priority_brings_in_services_beyond_the_set(tmp_path):
    path = weighted(tmp_path, services=[{"key": PASS, "priority": "hoch"}, {"key": KITE, "priority": "niedrig"}])
    assert [(row.wanted.name, row.points) for row in planned(scan(finding(3)), weights=path)] == [
        ("Reisepass", 9.0),
        ("Drachenflug", 3.0),
    ]


def test_a_table_of_priorities_is_laid_over_the_usual_weights(tmp_path):
    path = table(
        tmp_path, ["LeiKa-Schlüssel", "Leistung", "Priorität", "Fallzahl"], [PASS, "Reisepass", "hoch", "1.200"]
    )
    row = next(row for row in planned(scan(finding(3)), weights=path))
    assert (row.points, row.cases, row.priority) == (18.0, 1200, "hoch")


def test_what_matters_to_a_size_class_counts_there_only(tmp_path):
    head = ["LeiKa-Schlüssel", "Priorität", "relevant für Gemeinden", "relevant für große Städte"]
    path = table(tmp_path, head, [PASS, "mittel", "nein", "hoch"])
    village, city = scan(finding(3)), scan(finding(3), town=CITY)
    row = next(row for row in planned(village, city, weights=path) if row.wanted.name == "Reisepass")
    assert (row.towns, row.points) == (("Großmuster",), 12.0)
    assert row.count(Gap.MISSING) == 2


def test_what_lies_at_hand_comes_first_and_says_what_to_do(tmp_path):
    path = weighted(tmp_path, services=[{"key": PASS, "priority": "mittel"}])
    first, *_ = planned(scan(finding(1)), weights=path, solutions=[solution("Pass online", PASS)])
    assert (first.step, first.product) == (Next.BRING_IN, "Pass online")


def test_the_next_step_follows_from_what_is_amiss():
    assert planned(scan(finding(1)))[0].step is Next.LINK_STATE
    linked = finding(1, forms=("https://service.wirtschaft.nrw/x",))
    assert planned(scan(linked))[0].step is Next.BUILD


@pytest.mark.parametrize(
    ("row", "message"),
    [([PASS, "dringend"], "'dringend' is not known"), (["12", "hoch"], "'12' is no LeiKa key")],
)
def test_a_word_that_is_not_known_is_named_with_its_cell(tmp_path, row, message):
    with pytest.raises(UserError, match=message) as told:
        load_weights(table(tmp_path, ["LeiKa-Schlüssel", "Priorität"], row))
    assert "A2" in told.value.where or "B2" in told.value.where


def test_a_word_that_is_not_known_is_named_in_yaml(tmp_path):
    with pytest.raises(UserError, match="'dringend' is not known"):
        load_weights(weighted(tmp_path, services=[{"key": PASS, "priority": "dringend"}]))


def test_the_table_of_a_plan_has_ranks_counts_and_words():
    one = scan(finding(1))
    match = matched(one)
    sheet = plan_sheet(plan(match, [one], load_weights()), match, RUN, "de")
    line = dict(zip(sheet.keys, sheet.rows[0], strict=True))
    assert (line["rank"], line["key"], line["page_only"], line["next"]) == (1, TRADE, 1, "Landesdienst verlinken")
    assert line["towns"] == VILLAGE.name
    assert "ENTWURF" in sheet.notes[1]
