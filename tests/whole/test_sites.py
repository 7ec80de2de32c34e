"""The sites written by hand, scanned and judged, against what a careful person labelled: a measure of its own."""

import csv
import json

import pytest

from criteria.loading import load_set
from results.database import open_database
from results.queries import Results
from scanner.model.cause import Cause
from scanner.practice.region import COLUMNS
from scanner.practice.server import registry_rows, serve
from scanner.run.evidence import exhibit
from tests.whole.commands import g2b
from tests.whole.measure import compared
from tests.whole.recognition import labelled, measured

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]


@pytest.fixture(scope="module")
def scanned(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with (home / "registry.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(registry_rows())
    with serve() as practice:
        options = (
            "--registry",
            str(home / "registry.csv"),
            "--proxy",
            practice.proxy,
            "--delay",
            "0",
            "--label",
            "sites",
        )
        ended = g2b(home, "scan", *options, G2B_OPERATOR="tests", G2B_CONTACT="tests@practice.example")
    assert ended.returncode == 0, ended.stderr[-2000:]
    return home


@pytest.fixture(scope="module")
def exported(scanned):
    home = scanned
    assert (
        g2b(home, "export", "--run", "sites", "--format", "json", "--output", str(home / "sites.json")).returncode == 0
    )
    return json.loads((home / "sites.json").read_text("utf-8"))["municipalities"]


def test_every_town_has_all_criteria_with_evidence(exported):
    ids = {criterion.id for criterion in load_set().criteria}
    assert len(exported) == 4
    for town in exported:
        assert set(town["criteria"]) == ids
        scored = [one for one in town["criteria"].values() if one.get("score", 0) > 0]
        assert all(any(e["url"] and e["snippet"] for e in one["evidence"]) for one in scored)


def test_scores_are_near_the_labels_of_a_careful_person(exported):
    table = compared(exported)
    print(table.text)
    assert table.agreement >= 0.65
    assert table.closeness >= 0.8
    assert table.services_f1 >= 0.93
    assert table.forbidden == []


def test_what_is_missing_has_its_cause(scanned):
    shares = {one.id for one in load_set().criteria if one.rule.core in ("mean", "median", "sum")}
    for scan in Results(open_database(f"sqlite:///{scanned / 'g2b.sqlite'}")).scans("sites"):
        for one in scan.verdicts:
            if one.score is not None:
                missing = sum(loss.score for loss in one.losses)
                assert missing <= 1 - one.score + 1e-4
                assert missing == pytest.approx(1 - one.score, abs=1e-4) or one.criterion not in shares
                assert bool(one.losses) == (one.score < 1), (scan.name, one.criterion)
            assert {loss.cause for loss in one.losses} <= set(Cause) - {Cause.BELOW_STEP}, (scan.name, one.criterion)
        assert any(finding.ways for finding in scan.judgement.services)


def test_services_beyond_the_set_are_recognised_and_nothing_else_is_taken_for_one(scanned):
    found = measured(Results(open_database(f"sqlite:///{scanned / 'g2b.sqlite'}")).scans("sites"), labelled())
    print(found)
    assert found.hits >= 3
    assert found.precision >= 0.95


def test_every_piece_of_evidence_names_a_record_and_opens_with_its_place(scanned):
    proven, opened = set(), []
    for scan in Results(open_database(f"sqlite:///{scanned / 'g2b.sqlite'}")).scans("sites"):
        for one in scan.judgement.verdicts:
            found = [exhibit(scan, place) for place in one.evidence]
            assert found or not one.score, one.criterion
            assert all(each.capture.id == each.place.record for each in found)
            proven |= {one.criterion for each in found}
            opened += found
    assert proven == {one.id for one in load_set().criteria}
    assert sum(each.marked.found for each in opened) >= 0.99 * len(opened)


def test_its_archives_are_sound(scanned):
    ended = g2b(scanned, "--lang", "en", "archive", "verify", "sites")
    assert ended.returncode == 0, ended.stdout
    assert ended.stdout.count(": sound; ") == 4
