"""A worker judges only by the rules that the run began with."""

import pickle

import pytest

from criteria.loading import DEFAULT
from scanner.run.judging import ChangedRulesError, judge_archive, loaded_set
from tests.results.samples import TOWN


def test_other_rules_than_those_of_the_beginning_are_noticed_before_anything_is_read(tmp_path):
    with pytest.raises(ChangedRulesError):
        judge_archive(tmp_path / "none.warc.gz", TOWN, DEFAULT, "another hash")
    assert loaded_set(DEFAULT).hash != "another hash"


def test_rules_that_can_not_be_read_any_more_count_as_changed(tmp_path):
    (tmp_path / "set.yaml").write_text("name: [", "utf-8")
    with pytest.raises(ChangedRulesError):
        judge_archive(tmp_path / "none.warc.gz", TOWN, str(tmp_path), loaded_set(DEFAULT).hash)


def test_the_worker_can_tell_it_to_the_run():
    assert isinstance(pickle.loads(pickle.dumps(ChangedRulesError("g2b-2026"))), ChangedRulesError)
