"""A changed set is measured against what people said, before it is used."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from results.second_looks import Label, Member
from scanner.model.verdict import State
from scanner.run import labels as room
from scanner.run.labels import measure
from tests.results.samples import judgement, scan_info, verdict

SEEN = datetime(2026, 11, 25, tzinfo=UTC)
SET: Any = SimpleNamespace()


def label(criterion, scanner, person, ags="05999001"):
    member = Member(ags, criterion, "1", State.SCORED, scanner, 2.0, 1, "gemeinde")
    return Label(member, State.SCORED, person, "BB", SEEN, "https://www.musterfeld.example/")


@pytest.fixture
def scan(tmp_path, monkeypatch):
    """A scan with an archive that a set judges: S1 whole, U1 nothing."""
    archive = tmp_path / "scan.warc.gz"
    archive.touch()
    judged = judgement(verdict("S1", 1.0), verdict("U1", 0.0))
    monkeypatch.setattr(room, "rescore_scan", lambda *_: SimpleNamespace(judgement=judged))
    return scan_info(archive=str(archive))


def test_each_criterion_tells_before_and_after(scan):
    found = measure([label("S1", 0.5, 1.0), label("U1", 1.0, 1.0)], [scan], SET)
    assert [(one.criterion, one.labels, one.before, one.after) for one in found.rows] == [
        ("S1", 1, 0, 1),
        ("U1", 1, 1, 0),
    ]
    assert not found.worse


def test_a_set_that_agrees_less_is_worse(scan):
    assert measure([label("U1", 1.0, 1.0)], [scan], SET).worse


def test_a_label_whose_archive_is_gone_is_named_and_not_counted(scan):
    found = measure([label("S1", 0.5, 1.0), label("S1", 0.5, 0.5, "05999009")], [scan], SET)
    assert found.missing == ("05999009",)
    assert sum(one.labels for one in found.rows) == 1


def test_a_criterion_that_the_set_does_not_have_is_named(scan):
    found = measure([label("E7", 0.5, 1.0)], [scan], SET)
    assert (found.gone, found.rows) == (("E7",), ())
