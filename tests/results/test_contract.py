"""The plain JSON export keeps its contract."""

import json
from dataclasses import replace

from results.exports.contract import as_json, contract
from results.queries import Results
from results.store import ScanFacts
from scanner.model.verdict import AlsoFound, State
from tests.results.samples import TOWN, finding, judgement, opened, verdict

ROLES = {"gewerbe_anmeldung": "core", "hundesteuer": "adjacent_citizen"}


def exported(tmp_path, stored):
    engine, store, run = opened(tmp_path)
    store.add_scan(run, ScanFacts(TOWN, "done"), stored)
    return contract("2026", Results(engine).scans("2026"), ROLES)["municipalities"][0]


def test_scores_and_services_are_listed(tmp_path):
    town = exported(tmp_path, judgement(verdict(score=0.5), services=(finding(), finding("hundesteuer", 1))))
    assert town["criteria"]["S1"]["score"] == 0.5
    assert town["criteria"]["S1"]["evidence"][0]["snippet"] == "Suche"
    assert [service["id"] for service in town["services"]] == ["gewerbe_anmeldung"]
    assert (town["total"], town["coverage"]) == (50.0, 1.0)


def test_what_was_not_tested_has_no_score(tmp_path):
    town = exported(tmp_path, judgement(verdict(state=State.NOT_TESTABLE, score=None)))
    assert town["criteria"]["S1"]["state"] == "not_testable"
    assert "score" not in town["criteria"]["S1"]
    assert (town["total"], town["coverage"]) == (None, 0.0)


def test_doubt_is_exported_beside_the_score(tmp_path):
    town = exported(tmp_path, judgement(verdict(score=0.5, confidence=0.8, doubts=("one_mention",))))
    assert (town["criteria"]["S1"]["confidence"], town["criteria"]["S1"]["doubts"]) == (0.8, ["one_mention"])


def test_services_beyond_the_criteria_set_are_listed_apart(tmp_path):
    found = replace(
        judgement(), also=(AlsoFound("99085001000000", "Reisepass", "http://www.musterfeld.example/p", "name"),)
    )
    town = exported(tmp_path, found)
    assert town["services"] == []
    assert town["also_found"] == [
        {"key": "99085001000000", "name": "Reisepass", "url": "http://www.musterfeld.example/p", "how": "name"}
    ]


def test_the_same_run_gives_the_same_bytes(tmp_path):
    engine, _, _ = opened(tmp_path)
    texts = {as_json(contract("2026", Results(engine).scans("2026"), ROLES)) for _ in range(2)}
    assert len(texts) == 1
    assert json.loads(texts.pop())["run"] == "2026"
