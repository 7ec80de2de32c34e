"""A survey is stored whole or not at all, once, and never over something else."""

from datetime import date

import pytest
from sqlalchemy import text

from criteria.errors import UserError
from results.compare.relation import Relation, declared
from results.database import open_database
from results.imports.keeping import keep_survey
from results.queries import Results
from tests.results.imports.sheets import csv_sheet, survey
from tests.results.samples import opened

SHEET = "Kommune;S1;S2\nMusterfeld;1;0,5\nBeispielstadt;x;n/a\n"
DAY = date(2019, 6, 1)


@pytest.fixture
def engine(tmp_path):
    made = open_database(f"sqlite:///{tmp_path}/g2b.sqlite")
    yield made
    made.dispose()


def counted(engine):
    tables = ("runs", "scans", "judgements", "verdicts", "evidence", "publications", "criteria_sets")
    with engine.connect() as connection:
        return [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in tables]


def test_a_survey_becomes_a_run_with_its_relations(tmp_path, engine):
    assert keep_survey(engine, survey(tmp_path, csv_sheet(tmp_path, SHEET), "relation: same\n"), "2019", DAY, "1")
    run = Results(engine).run("2019")
    assert (run.source, run.as_of.date(), run.states) == ("sheet", DAY, (("done", 2),))
    assert {one.relation for one in declared(run.settings).values()} == {Relation.SAME}
    scan = Results(engine).scan("2019", "musterfeld")
    assert (scan.source, scan.judgement.criteria_set) == ("sheet", "sheet")
    assert scan.totals.coverage == pytest.approx(2 / 32)


def test_importing_twice_changes_nothing(tmp_path, engine):
    found = survey(tmp_path, csv_sheet(tmp_path, SHEET))
    assert keep_survey(engine, found, "2019", DAY, "1")
    before = counted(engine)
    assert not keep_survey(engine, found, "2019", DAY, "2")
    assert counted(engine) == before


@pytest.mark.parametrize(
    ("sheet", "mapping", "day", "message"),
    [
        (SHEET.replace("0,5", "0,6"), "", DAY, "has other content"),
        (SHEET, "relation: same\n", DAY, "has other content"),
        (SHEET, "", date(2019, 7, 1), "stands for another date"),
    ],
)
def test_the_same_label_for_something_else_is_refused(tmp_path, engine, sheet, mapping, day, message):
    keep_survey(engine, survey(tmp_path, csv_sheet(tmp_path, SHEET)), "2019", DAY, "1")
    before = counted(engine)
    with pytest.raises(UserError, match=f"{message}\n  stored results are never changed"):
        keep_survey(engine, survey(tmp_path, csv_sheet(tmp_path, sheet), mapping), "2019", day, "1")
    assert counted(engine) == before


def test_the_label_of_a_scanned_run_is_refused(tmp_path):
    engine, _, _ = opened(tmp_path)
    with pytest.raises(UserError, match="it is no hand-made survey"):
        keep_survey(engine, survey(tmp_path, csv_sheet(tmp_path, SHEET)), "2026", DAY, "1")
    engine.dispose()


def test_nothing_is_half_imported_when_storing_breaks(tmp_path, engine, monkeypatch):
    found, before = survey(tmp_path, csv_sheet(tmp_path, SHEET)), counted(engine)
    made = []

    def breaks(*arguments):
        made.append(arguments)
        if len(made) == 2:
            raise RuntimeError("no more")
        return original(*arguments)

    from results import store

    original = store._scan_row
    monkeypatch.setattr(store, "_scan_row", breaks)
    with pytest.raises(RuntimeError):
        keep_survey(engine, found, "2019", DAY, "1")
    assert counted(engine) == before
