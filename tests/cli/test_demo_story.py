"""What the demo tells of runs in a database: rise, fall, and what is missing."""

from dataclasses import replace

import pytest

from criteria.loading import load_set
from results.database import open_database
from results.queries import Results
from results.store import ScanFacts, Store
from scanner.cli.demo import chosen
from scanner.cli.demo_story import Story, overview_of_years
from scanner.model.place import Place
from scanner.model.verdict import State
from tests.results.samples import AS_OF, TOWN, judgement, verdict

HOSTILE = "<script>alert(1)</script>"
RISING, FALLING = TOWN, replace(TOWN, ags="05999002", name="Nebendorf")


def scores(one, two):
    """A judgement with one criterion in each of two categories."""
    place = Place("http://www.musterfeld.example/", AS_OF, "main", HOSTILE, "urn:uuid:1")
    return judgement(replace(verdict("S1", one), evidence=(place,)), verdict("U1", two))


@pytest.fixture
def story(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path}/g2b.sqlite")
    store = Store(engine)
    store.keep_criteria("a" * 64, "g2b-2026", "1", {"S.yaml": "S1: {}"})
    years = {2019: (0.1, 0.9), 2022: (0.5, 0.4), 2026: (1.0, 0.5)}
    for year, (rising, falling) in years.items():
        run = store.start_run(str(year), source="live", as_of=AS_OF, settings={})
        store.add_scan(run, ScanFacts(RISING, "done", AS_OF, AS_OF), scores(rising, rising))
        store.add_scan(run, ScanFacts(FALLING, "done", AS_OF, AS_OF), replace(scores(falling, 0.2), ags=FALLING.ags))
    results = Results(engine)
    yield Story({year: results.scans(str(year)) for year in years}, load_set(), "en")
    engine.dispose()


def test_the_greatest_rise_the_deepest_fall_and_what_is_missing_are_told(story, monkeypatch):
    monkeypatch.setattr("sys.argv", ["g2b", "--lang", "en"])
    rise, fall, missing = story.findings()
    assert rise.startswith("Greatest rise: Musterfeld from 10.0 (2019) to 100.0 (2026)")
    assert fall.startswith("Deepest fall: Nebendorf from 55.0 (2019) to 30.0 (2022)")
    assert "U1" in missing
    assert "60 of 100" in missing


def test_the_best_of_the_last_year_comes_first_and_what_is_not_testable_is_no_number(story):
    assert [next(iter(years.values())).name for years in story.towns().values()] == ["Musterfeld", "Nebendorf"]
    assert overview_of_years(story).row_count == 3  # the league and its two towns
    blind = replace(verdict("S1", None, State.NOT_TESTABLE))
    scan = replace(story.scans[2026][0], judgement=judgement(blind))
    assert Story({2026: [scan]}, story.criteria, "en").means(2026) == {}


def test_a_few_of_the_region_are_of_all_leagues():
    rows = [{"league": league} for league in ["kreis"] * 3 + ["stadt"] * 13 + ["gemeinde"] * 24]
    assert {row["league"] for row in chosen(rows, 6)} == {"kreis", "stadt", "gemeinde"}
    assert chosen(rows, 40) == rows
    assert len(chosen(rows, 99)) == 40
