"""Storing is append-only, whole or not at all, and what is read is what was stored."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from criteria.errors import UserError
from results.queries import Results
from results.store import ScanFacts
from scanner.model.verdict import AlsoFound, Changer, Loss, State, Way
from tests.results.samples import AS_OF, TOWN, finding, judgement, opened, verdict


def test_a_stored_scan_comes_back_as_it_was(tmp_path):
    engine, _, _ = opened(tmp_path)
    scan = Results(engine).scan("2026", "musterfeld")
    assert scan.judgement == judgement(services=(finding(),))
    assert (scan.state, scan.finished, scan.number) == ("done", AS_OF, 1)


def test_doubt_is_kept_and_older_judgements_have_none(tmp_path):
    engine, store, run = opened(tmp_path)
    store.add_scan(run, ScanFacts(TOWN, "done"), judgement(verdict(doubts=("denied_too",))))
    assert Results(engine).scan("2026", "Musterfeld").judgement.verdicts[0].doubts == ("denied_too",)
    with engine.begin() as connection:
        connection.execute(text("UPDATE verdicts SET parts = json_remove(parts, '$.doubts')"))
    assert Results(engine).scan("2026", "Musterfeld").judgement.verdicts[0].doubts == ()


def test_losses_and_ways_are_kept_and_older_judgements_have_none(tmp_path):
    engine, store, run = opened(tmp_path)
    loss = Loss("gestattung", 0.25, "dead_link", Changer.STATE, "http://www.musterfeld.example/", "http://weg.example/")
    way = Way("http://www.musterfeld.example/a.pdf", "pdf", "works", "own", sent="mail", logins=("bundid", "password"))
    kept = judgement(verdict(losses=(loss,)), services=(replace(finding(), ways=(way,)),))
    store.add_scan(run, ScanFacts(TOWN, "done"), kept)
    assert Results(engine).scan("2026", "Musterfeld").judgement == kept
    with engine.begin() as connection:
        connection.execute(text("UPDATE verdicts SET parts = json_remove(parts, '$.losses')"))
        connection.execute(text("UPDATE service_findings SET parts = json_remove(parts, '$.ways')"))
    older = Results(engine).scan("2026", "Musterfeld").judgement
    assert (older.verdicts[0].losses, older.services[0].ways) == ((), ())


def test_a_second_scan_is_marked_and_the_first_stays(tmp_path):
    engine, store, run = opened(tmp_path)
    store.add_scan(run, ScanFacts(TOWN, "done", reason="new portal"), judgement(verdict(score=0.5)))
    newest = Results(engine).scan("2026", TOWN.ags)
    assert (newest.number, newest.reason, newest.judgement.verdicts[0].score) == (2, "new portal", 0.5)
    assert Results(engine).runs()[0].states == (("done", 1),)


def test_another_judgement_is_shown_only_when_published(tmp_path):
    engine, store, _ = opened(tmp_path)
    store.keep_criteria("b" * 64, "g2b-2027", "1", {})
    scan = Results(engine).scan("2026", TOWN.ags)
    other = store.add_judgement(scan.id, judgement(verdict(score=0.0), digest="b" * 64))
    assert Results(engine).scan("2026", TOWN.ags).judgement.criteria_set == "g2b-2026"
    store.publish(scan.id, other)
    assert Results(engine).scan("2026", TOWN.ags).judgement.criteria_set == "g2b-2027"


def test_a_judgement_of_another_scan_is_refused(tmp_path):
    engine, store, _ = opened(tmp_path)
    with pytest.raises(UserError, match="does not belong"):
        store.publish(Results(engine).scan("2026", TOWN.ags).id, 99)


def test_a_label_is_unique(tmp_path):
    _, store, _ = opened(tmp_path)
    with pytest.raises(UserError, match=r"'2026' is there already\n.*--resume"):
        store.start_run("2026", source="live", as_of=AS_OF, settings={})


def test_an_unknown_run_offers_the_nearest(tmp_path):
    engine, _, _ = opened(tmp_path)
    with pytest.raises(UserError, match=r"no run named '2062'\n  did you mean 2026\?"):
        Results(engine).run("2062")


def test_services_beyond_the_criteria_set_are_kept_and_older_judgements_have_none(tmp_path):
    engine, store, run = opened(tmp_path)
    assert Results(engine).scan("2026", TOWN.ags).judgement.also == ()
    also = (AlsoFound("99085001000000", "Reisepass", "http://www.musterfeld.example/pass", "name"),)
    store.add_scan(run, ScanFacts(TOWN, "done"), replace(judgement(), also=also))
    assert Results(engine).scan("2026", TOWN.ags).judgement.also == also


def test_an_unknown_municipality_offers_the_nearest(tmp_path):
    engine, _, _ = opened(tmp_path)
    with pytest.raises(UserError, match="did you mean Musterfeld"):
        Results(engine).scan("2026", "Mustrefeld")


def test_a_failed_insert_leaves_nothing_behind(tmp_path):
    engine, store, run = opened(tmp_path)
    twice = judgement(verdict("S1"), verdict("S1", state=State.NOT_TESTABLE, score=None))
    with pytest.raises(Exception, match="UNIQUE"):
        store.add_scan(run, ScanFacts(TOWN, "done"), twice)
    assert Results(engine).scan("2026", TOWN.ags).number == 1
