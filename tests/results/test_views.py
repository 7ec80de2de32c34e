"""Other tools read the database by views with speaking names, and find in them what the reports say."""

import asyncio
import sqlite3

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from results.database import MIGRATIONS, open_database
from results.queries import Results
from results.store import ScanFacts
from results.views import VIEWS
from scanner.model.verdict import State
from tests.results.samples import TOWN, finding, judgement, opened, verdict


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
