"""What the results keep of something that was erased: that, when and why; no quotation."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from results.erasures import Erasures
from results.exports.contract import contract
from results.queries import Results
from results.store import ScanFacts
from scanner.model.erasure import Erasure
from scanner.model.place import Place
from tests.results.samples import AS_OF, TOWN, finding, judgement, opened, verdict

STONE = Erasure("urn:uuid:1", "http://www.musterfeld.example/", "0" * 64, datetime(2026, 12, 1, tzinfo=UTC), "Antrag")
PLACES = (
    Place("http://www.musterfeld.example/", AS_OF, "p", "Frau Beispiel, Zimmer 3", "urn:uuid:1"),
    Place("http://www.musterfeld.example/b", AS_OF, "p", "Herr Muster", "urn:uuid:2"),
)


@pytest.fixture
def stored(tmp_path):
    engine, store, run = opened(tmp_path)
    scored = replace(verdict("A1", 0.5), evidence=PLACES)
    facts = ScanFacts(TOWN, "done", AS_OF, AS_OF, archive=str(tmp_path / "scan.warc.gz"))
    scan = store.add_scan(run, facts, judgement(scored, services=(replace(finding(), places=PLACES),)))
    yield engine, scan, tmp_path
    engine.dispose()


def snippets(engine):
    scan = Results(engine).scan("2026", TOWN.ags)
    return [place.snippet for place in scan.judgement.verdicts[0].evidence]


def test_an_erased_record_is_no_more_quoted_and_its_verdict_says_so(stored):
    engine, scan, _ = stored
    assert Erasures(engine).keep(scan, [STONE]) == 1
    assert snippets(engine) == ["", "Herr Muster"]
    kept = Results(engine).scan("2026", TOWN.ags)
    assert kept.erased(PLACES[0]) == STONE
    assert kept.erased(PLACES[1]) is None
    assert kept.judgement.verdicts[0].score == 0.5
    assert [place.snippet for place in kept.judgement.services[0].places] == ["", "Herr Muster"]
    shown = contract("2026", [kept], {})["municipalities"][0]["criteria"]["A1"]["evidence"]
    assert shown[0]["erased"]["reason"] == "Antrag"
    assert "erased" not in shown[1]


def test_a_text_is_no_more_quoted_anywhere(stored):
    engine, scan, folder = stored
    Erasures(engine).keep(scan, [], "Herr  MUSTER")
    assert snippets(engine) == ["Frau Beispiel, Zimmer 3", ""]
    engine.dispose()
    assert all(b"Herr Muster" not in path.read_bytes() for path in folder.glob("*.sqlite*"))


def test_repeating_it_changes_nothing(stored):
    engine, scan, _ = stored
    for _ in range(2):
        Erasures(engine).keep(scan, [STONE])
    *_, archive = Erasures(engine).archives("2026", TOWN.name)
    assert archive.erasures == (STONE,)
    assert Erasures(engine).archives("2026", "Anderswo") == []


def test_after_pruning_quotations_stay_and_everything_is_marked(stored):
    engine, scan, _ = stored
    stone = replace(STONE, record="", how="prune")
    assert Erasures(engine).keep(scan, [stone]) == 0
    assert snippets(engine) == ["Frau Beispiel, Zimmer 3", "Herr Muster"]
    kept = Results(engine).scan("2026", TOWN.ags)
    assert kept.pruned == kept.erased(PLACES[1]) == stone


def test_the_tombstone_stands_in_the_database_itself(stored):
    engine, scan, folder = stored
    Erasures(engine).keep(scan, [STONE])
    engine.dispose()
    (path,) = folder.glob("*.sqlite")
    base = sqlite3.connect(path)
    assert base.execute("SELECT record, reason, how FROM erasures").fetchall() == [("urn:uuid:1", "Antrag", "redact")]
    base.close()
