"""Other tools read the database by views with speaking names, and find in them what the reports say."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import date, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from results.database import MIGRATIONS, open_database
from results.queries import Results
from results.reviewing import NewReview, Reviewing
from results.store import ScanFacts
from results.views import VIEWS
from scanner.model.place import Place
from scanner.model.review import ReviewKind
from scanner.model.stage import Stage
from scanner.model.verdict import State
from tests.results.samples import AS_OF, TOWN, finding, judgement, opened, verdict


@pytest.fixture
def database(tmp_path):
    """Two scans of a town, the newer one judged twice, the first of these judgements published."""
    engine, store, run = opened(tmp_path)
    shown = judgement(verdict("S1", 0.5), verdict("S2", state=State.NOT_TESTABLE, score=None),
                      verdict("U1", 1.0), verdict("U2", state=State.NOT_APPLICABLE, score=None), services=(finding(),))  # fmt: skip
    scan = store.add_scan(run, ScanFacts(TOWN, "done"), shown)
    store.add_judgement(scan, judgement(verdict("S1", 0.0)))
    return engine


def rows(engine, query):
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text(query))]


def test_scores_are_those_of_the_newest_scan_and_its_published_judgement(database):
    found = rows(
        database, "SELECT run, municipality, criterion, state, score, points FROM published_scores ORDER BY criterion"
    )
    assert [(one["criterion"], one["state"], one["score"]) for one in found] == [
        ("S1", "scored", 0.5), ("S2", "not_testable", None), ("U1", "scored", 1.0), ("U2", "not_applicable", None),
    ]  # fmt: skip
    assert found[0] | {"points": 1.0} == found[0]
    assert {one["municipality"] for one in found} == {"Musterfeld"}


def test_totals_are_those_of_the_reports(database):
    sums = Results(database).scans("2026")[0].totals
    (total,) = rows(database, "SELECT * FROM totals")
    assert (total["total"], total["low"], total["high"], total["coverage"]) == pytest.approx(
        (sums.total.value, sums.total.low, sums.total.high, sums.coverage)
    )
    parts = {one["category"]: one for one in rows(database, "SELECT * FROM totals_by_category")}
    for letter, part in sums.categories.items():
        shown = tuple(parts[letter][name] for name in ("value", "low", "high"))
        assert shown == pytest.approx((part.value, part.low, part.high))


def told(engine):
    """What the views say of each criterion and of the sums, and what the reports say."""
    scans = Results(engine).scans("2026") + Results(engine).scans("2027")
    views = {
        (one["run"], one["criterion"]): (one["state"], one["score"], one["low"], one["high"], one["reason_code"])
        for one in rows(engine, "SELECT * FROM published_scores")
    }
    reports = {
        (scan.run, one.criterion): (one.state.value, one.score, one.low, one.high, one.reason)
        for scan in scans for one in scan.verdicts
    }  # fmt: skip
    sums = {one["run"]: (one["total"], one["measured"], one["by_hand"]) for one in rows(engine, "SELECT * FROM totals")}
    shown = {scan.run: (scan.totals.total.value, scan.measured.total.value, len(scan.by_hand)) for scan in scans}
    return (views, sums), (reports, shown)


CHANGED = {
    "nothing": verdict("S1", 0.5),
    "score": verdict("S1", 1.0),
    "place": replace(verdict("S1", 0.5), evidence=(Place("https://musterfeld.example/neu", None, "", "Suche"),)),
    "text": replace(
        verdict("S1", 0.5), evidence=tuple(replace(one, snippet="Suchen") for one in verdict("S1").evidence)
    ),
}


@pytest.mark.parametrize("changed", CHANGED)
def test_what_people_decided_counts_in_the_views_as_in_the_reports(tmp_path, changed):
    engine, store, run = opened(tmp_path)
    later = store.start_run("2027", source="live", as_of=AS_OF + timedelta(days=365), settings={})
    before = judgement(
        verdict("S1", 0.5), verdict("S2", None, State.NOT_TESTABLE), verdict("U1", 1 / 3), verdict("U2", 1.0)
    )
    after = judgement(
        CHANGED[changed], verdict("S2", None, State.NOT_TESTABLE), verdict("U1", 1 / 3), verdict("U2", 1.0)
    )
    store.add_scan(run, ScanFacts(TOWN, "done"), before)
    store.add_scan(later, ScanFacts(TOWN, "done"), after)
    results, reviewing = Results(engine), Reviewing(engine)
    scan, far = results.scans("2026")[0], date(2099, 1, 1)
    numbers = reviewing.add(results.run("2026"), [(scan, one) for one in (
        NewReview("S1", "A. Muster", "zuerst", points=0, valid_until=far),
        NewReview("S1", "A. Muster", "dann", points=1.5, valid_until=far),
        NewReview("S1", "A. Muster", "nur ein Wort", kind=ReviewKind.NOTE),
        NewReview("S2", "A. Muster", "nachgesehen", points=1),
        NewReview("U1", "A. Muster", "Anmeldung", state=State.NOT_APPLICABLE),
        NewReview("U2", "A. Muster", "falsch", points=0),
    )])  # fmt: skip
    reviewing.withdraw(numbers[-1], "A. Muster", "doch nicht")

    views, reports = told(engine)
    assert views[0] == reports[0]
    assert views[1] == {run: pytest.approx(sums) for run, sums in reports[1].items()}
    assert views[0]["2026", "S1"][1] == 0.75
    assert views[0]["2026", "S2"][4] == "by_hand"
    assert views[0]["2026", "U1"][0] == "not_applicable"
    assert views[1]["2026"][2] == 3
    assert (views[0]["2027", "S1"][4] == "by_hand") is (changed == "nothing")
    active = rows(
        engine, "SELECT criterion, review, by, reason FROM active_reviews WHERE run = '2026' ORDER BY criterion"
    )
    assert active[0] == {"criterion": "S1", "review": numbers[1], "by": "A. Muster", "reason": "dann"}


def test_what_was_said_in_an_earlier_run_after_the_release_changes_no_view(tmp_path):
    engine, store, _ = opened(tmp_path)
    later = store.start_run("2027", source="live", as_of=AS_OF + timedelta(days=365), settings={})
    store.add_scan(later, ScanFacts(TOWN, "done"), judgement())
    results, reviewing = Results(engine), Reviewing(engine)
    scan, far = results.scans("2026")[0], date(2099, 1, 1)
    first = NewReview("S1", "A. Muster", "gilt", points=1, valid_until=far)
    (number,) = reviewing.add(results.run("2026"), [(scan, first)])
    reviewing.move(results.run("2027"), Stage.CHECKED, "A. Muster")
    reviewing.move(results.run("2027"), Stage.RELEASED, "A. Muster")
    reviewing.withdraw(number, "A. Muster", "zu spät")
    reviewing.add(results.run("2026"), [(scan, replace(first, points=0.5))])
    views, reports = told(engine)
    assert views[0] == reports[0]
    assert (views[0]["2026", "S1"][1], views[0]["2027", "S1"][1]) == (0.25, 0.5)


def test_views_of_an_older_version_are_made_anew(database, tmp_path):
    with database.begin() as connection:
        connection.execute(text("DROP VIEW totals"))
        connection.execute(text("CREATE VIEW totals AS SELECT 1 AS total"))
    database.dispose()
    assert rows(open_database(f"sqlite:///{tmp_path}/g2b.sqlite"), "SELECT municipality FROM totals") == [
        {"municipality": "Musterfeld"}
    ]


def test_evidence_and_services_name_their_municipality(database):
    assert rows(database, "SELECT snippet FROM published_evidence")[0]["snippet"] == "Suche"
    (service,) = rows(database, "SELECT municipality, service, level FROM published_services")
    assert service == {"municipality": "Musterfeld", "service": "gewerbe_anmeldung", "level": 3}


def test_a_database_of_before_gets_the_views_when_it_is_opened(tmp_path):
    url = f"sqlite:///{tmp_path}/g2b.sqlite"
    with create_engine(url).connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.commit()
    assert rows(open_database(url), "SELECT * FROM published_scans") == []


def test_datasette_opens_the_database_as_it_is(database, tmp_path):
    from datasette.app import Datasette

    database.dispose()
    sqlite3.connect(tmp_path / "g2b.sqlite").close()

    async def ask():
        served = Datasette([str(tmp_path / "g2b.sqlite")])
        answer = await served.client.get("/g2b/published_scores.json?_shape=array&criterion=S1")
        page = await served.client.get("/g2b")
        for each in served.databases.values():
            each.close()
        return answer, page

    answer, page = asyncio.run(ask())
    assert [(row["municipality"], row["score"]) for row in answer.json()] == [("Musterfeld", 0.5)]
    assert all(name in page.text for name in VIEWS)
