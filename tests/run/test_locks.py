"""No two runs overlap on a municipality: who is second is told by whom it is being scanned."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scanner.run.locks import BusyError, Locks, busy, holding
from tests.run.simulation import town

ONE, TWO = town("05999001", "Aulenhain"), town("05999002", "Birkstein")
HOLD = """
import sys
from pathlib import Path
from scanner.run.locks import Locks
from criteria.registry import Municipality
locks = Locks(Path(sys.argv[1]))
locks.take("nachts", [Municipality("05999001", "Aulenhain", "Gemeinde", "gemeinde", "http://www.aulenhain.example/")])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that scans Aulenhain in the run `nachts`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_town_that_is_being_scanned_is_refused_with_the_run_that_has_it(tmp_path, other):
    with pytest.raises(BusyError, match=rf"Aulenhain \(run 'nachts', process {other.pid}, since 20") as told:
        Locks(tmp_path).take("von Hand", [TWO, ONE])
    assert "--resume" in str(told.value)


@pytest.mark.usefixtures("other")
def test_of_several_towns_all_are_taken_or_none(tmp_path):
    with pytest.raises(BusyError):
        Locks(tmp_path).take("von Hand", [TWO, ONE])
    assert set(busy(tmp_path, [ONE, TWO])) == {ONE.ags}
    with holding(tmp_path, "von Hand", [TWO]):
        assert busy(tmp_path, [TWO])[TWO.ags].run == "von Hand"


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path, other):
    other.kill()
    other.wait()
    with holding(tmp_path, "von Hand", [ONE]):
        assert busy(tmp_path, [ONE])[ONE.ags].run == "von Hand"
    assert busy(tmp_path, [ONE]) == {}


def test_a_town_is_free_as_soon_as_it_is_stored(tmp_path):
    with holding(tmp_path, "eins", [ONE, TWO]) as locks:
        locks.release(ONE.ags, "05999009")
        assert set(busy(tmp_path, [ONE, TWO])) == {TWO.ags}
        locks.only([])
        assert busy(tmp_path, [ONE, TWO]) == {}
