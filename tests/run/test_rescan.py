"""A re-scan inside a run that broke off goes on in its archive; one that was stored is never written to again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from results.database import open_database
from results.store import ScanFacts, Store
from scanner.run.judging import unreachable
from scanner.run.scan import Plan, archive_of, start
from scanner.run.settings import Settings
from tests.run.simulation import town

ONE, TWO = town("05999001", "Aulenhain"), town("05999002", "Birkstein")
PLAN = Plan("2026", (ONE, TWO), "Einwand der Gemeinde")


@pytest.fixture
def settings(tmp_path):
    """A run with a stored scan of each; of the first town a re-scan was begun and is not stored."""
    made = Settings(home=tmp_path)
    store = Store(open_database(made.database_url))
    start(replace(PLAN, reason=""), made)
    for one in (ONE, TWO):
        archive = archive_of(replace(PLAN, reason=""), one, made)
        archive.parent.mkdir(parents=True)
        facts = ScanFacts(one, "unreachable", datetime(2026, 6, 1, tzinfo=UTC), None, str(archive), "dns")
        store.add_scan(1, facts, unreachable(one, made.criteria, "dns"))
    archive_of(PLAN, ONE, made).parent.mkdir()
    return made


def numbers(settings, *, resume):
    _, _, plan = start(PLAN, settings, again=True, resume=resume)
    return [archive_of(plan, one, settings).parent.name for one in plan.municipalities]


def test_with_resume_it_goes_on_where_it_was_and_begins_where_it_never_began(settings):
    assert numbers(settings, resume=True) == ["05999001-2", "05999002-2"]


def test_without_resume_it_begins_afresh(settings):
    assert numbers(settings, resume=False) == ["05999001-3", "05999002-2"]
