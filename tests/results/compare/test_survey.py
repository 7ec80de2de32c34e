"""Which municipalities a comparison is about, and which runs stand beside one by default."""

from datetime import UTC, datetime

import pytest

from criteria.errors import UserError
from criteria.registry import Municipality
from results.compare.survey import earlier, surveys
from results.database import open_database
from results.queries import Results
from results.store import ScanFacts, Store
from tests.results.samples import judgement

A = Municipality("05999001", "Musterfeld", "Gemeinde", "gemeinde", "http://a.example/", groups=("Fünf",))
B = Municipality("05999002", "Musterhausen", "Stadt", "stadt", "http://b.example/")
C = Municipality("05999003", "Alt Musterau", "Gemeinde", "gemeinde", "http://c.example/", groups=("Fünf",))


@pytest.fixture
def results(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path}/g2b.sqlite")
    store = Store(engine)
    store.keep_criteria("a" * 64, "g2b-2026", "1", {})
    for label, year, towns in (("alt", 2019, (A, C)), ("mitte", 2022, (A, B)), ("neu", 2026, (A, B))):
        run = store.start_run(label, source="live", as_of=datetime(year, 6, 1, tzinfo=UTC), settings={})
        for town in towns:
            store.add_scan(run, ScanFacts(town, "done"), judgement())
    yield Results(engine)
    engine.dispose()


def chosen(found):
    return [(one.run.label, [scan.name for scan in one.scans]) for one in found]


def test_runs_stand_in_the_order_of_their_dates_each_once(results):
    assert [one.run.label for one in surveys(results, ["neu", "alt", "neu"])] == ["alt", "neu"]


def test_all_are_chosen_if_nobody_is_named_and_peers_are_always_all(results):
    found = surveys(results, ["alt", "neu"], names=["musterhausen"])
    assert chosen(found) == [("alt", []), ("neu", ["Musterhausen"])]
    assert [len(one.whole) for one in found] == [2, 2]
    assert chosen(surveys(results, ["alt", "neu"]))[1] == ("neu", ["Musterfeld", "Musterhausen"])


@pytest.mark.parametrize(
    ("choice", "towns"),
    [
        ({"group": "Fünf"}, ["Alt Musterau", "Musterfeld"]),
        ({"league": "stadt"}, ["Musterhausen"]),
        ({"names": ["5999002".zfill(8)]}, ["Musterhausen"]),
        ({"names": ["feld"]}, ["Musterfeld"]),
        ({"names": ["Musterfeld", "Alt Musterau"], "group": "Fünf"}, ["Alt Musterau", "Musterfeld"]),
    ],
)
def test_municipalities_are_chosen_by_name_ags_group_and_league(results, choice, towns):
    found = surveys(results, ["alt", "neu"], **choice)
    assert sorted({scan.name for one in found for scan in one.scans}) == towns


@pytest.mark.parametrize(
    ("labels", "choice", "message"),
    [
        (["alt", "nue"], {}, "no run named 'nue'"),
        (["alt", "neu"], {"names": ["Mustrefeld"]}, "did you mean Musterfeld"),
        (["alt", "neu"], {"names": ["muster"]}, "name one by its AGS"),
        (["alt", "neu"], {"group": "Funf"}, "did you mean Fünf"),
        (["alt", "neu"], {"league": "dorf"}, "leagues are kreis, stadt, gemeinde"),
        (["alt", "neu"], {"group": "Fünf", "league": "stadt"}, "no municipality is left"),
    ],
)
def test_a_wrong_choice_is_told_with_what_is_near(results, labels, choice, message):
    with pytest.raises(UserError) as error:
        surveys(results, labels, **choice)
    assert message in str(error.value)


def test_earlier_runs_stand_beside_one_oldest_first(results):
    assert earlier(results, "neu") == ("alt", "mitte")
    assert earlier(results, "alt") == ()
