"""The data centre's list of solutions: read whole or not at all, and found for the services they are for."""

from datetime import date

import pytest

from criteria.errors import UserError
from criteria.kompass.record import Source
from criteria.kompass.snapshots import Content, hashed, keep, newest, read
from criteria.kompass.solution_table import read_solutions
from criteria.kompass.solutions import Solution, Solutions
from tests.criteria.kompass.records import KEY, SET, catalogue, record

SOURCE = Source("solutions", "solutions", "liste.csv", date(2026, 1, 1))
DAY = date(2026, 6, 1)
KNOWN = catalogue(
    record("Drachenflug Anmeldung", service="drachenflug", source=SET),
    record("Plakate", key="", service="plakate", source=SET),
)


def table(tmp_path, text, name="liste.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_solutions(path, SOURCE, KNOWN)


def solution(product="P", **more):
    return Solution(SOURCE, more.pop("line", 2), product, **more)


def test_a_list_is_read_by_its_usual_headers(tmp_path):
    read_in = table(
        tmp_path,
        "Leistung;LeiKa-Schlüssel;Produkt;Reifegrad;Konditionen;gültig ab;gültig bis\n"
        f"Drachen;{KEY};Drachen online;4;im Beitrag;01.01.2025;31.12.2027\n",
    )
    one = read_in.solutions[0]
    assert (one.product, one.key, one.service, one.level) == ("Drachen online", KEY, "drachenflug", 4)
    assert (one.terms, one.valid_from, one.valid_to) == ("im Beitrag", date(2025, 1, 1), date(2027, 12, 31))


def test_a_row_without_a_key_is_known_by_its_name(tmp_path):
    read_in = table(
        tmp_path, "Leistung;Produkt\nPlakate;Plakatformular\nAntrag Drachenflug Anmeldung;Drachen\nMondfahrt;Rakete\n"
    )
    assert [one.service for one in read_in.solutions] == ["plakate", "drachenflug", ""]
    assert [one.product for one in read_in.unknown] == ["Rakete"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("9,905E+13;P;3;;", "has lost digits in the spreadsheet"),
        ("12;P;3;;", "'12' is no LeiKa key"),
        (f"{KEY};P;9;;", "'9' is no level"),
        (f"{KEY};P;3;gestern;", "'gestern' is no date"),
        (f"{KEY};P;3;2026-02-01;2026-01-01", "ends before it begins"),
        (";;3;;", "neither product nor service"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_read(tmp_path, row, message):
    with pytest.raises(UserError, match=message) as told:
        table(tmp_path, f"LeiKa-Schlüssel;Produkt;Reifegrad;gültig ab;gültig bis\n{row}\n")
    assert "liste.csv" in told.value.where


def test_solutions_are_found_by_service_key_and_what_is_done_with_it():
    known = Solutions([solution(key=KEY, level=2), solution("Q", service="drachenflug", level=4)], DAY)
    assert [one.product for one in known.of(KEY, "drachenflug")] == ["Q", "P"]
    assert [one.product for one in known.of("99050012104001")] == ["P"]  # a detail of the same
    assert known.of("99050012071000") == ()  # something else is done with it


def test_a_solution_for_a_service_as_a_whole_is_one_for_all_that_is_done_with_it():
    known = Solutions([solution(key="99050012000000")], DAY)
    assert [one.product for one in known.of("99050012071000")] == ["P"]


def test_a_solution_that_is_no_longer_to_be_had_is_none():
    gone = solution(key=KEY, valid_to=date(2025, 12, 31))
    assert not Solutions([gone], DAY)
    assert Solutions([gone], date(2025, 6, 1))


def test_an_import_is_kept_beside_those_before_and_the_newest_speaks(tmp_path):
    for day, product in ((date(2025, 1, 1), "alt"), (date(2026, 1, 1), "neu")):
        source = Source("solutions", "solutions", "liste", day)
        keep(tmp_path, hashed(Content(source, solutions=(Solution(source, 2, product, key=KEY),))))
    spoken = [one for snapshot in newest(tmp_path) for one in read(snapshot.path).solutions]
    assert [one.product for one in spoken] == ["neu"]
    assert len(list(tmp_path.rglob("*.json"))) == 2
