"""When what failed is tried again, as the file of causes has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scanner.archive.records import Failure
from scanner.run.diary import TEXTS, again
from scanner.run.retries import State, cause_of, own_network, policies, wanted

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
DONE = State("done")


@pytest.mark.parametrize(
    ("state", "problem", "cause"),
    [
        ("unreachable", "dns no connection (given up)", "dead_host"),
        ("unreachable", "unreachable status 503", "dead_host"),
        ("unreachable", "status_503", "dead_host"),
        ("unreachable", "robots", "robots"),
        ("unreachable", "unreachable status 403", "bot_wall"),
        ("unreachable", "unreachable status 404", "gone"),
        ("unreachable", "", "other"),
        ("failed", "ValueError: robots", "other"),
        ("stopped", "", "stopped"),
        ("unjudged", "", "rules"),
    ],
)
def test_the_cause_is_read_from_the_problem(state, problem, cause):
    assert cause_of(State(state, problem)) == cause


def test_every_failure_has_a_cause_and_every_cause_a_name():
    causes = {cause_of(State("unreachable", failure.value)) for failure in Failure}
    assert causes <= set(policies())
    named = {key.removeprefix("cause.") for key in TEXTS.keys("de") if key.startswith("cause.")}
    assert {one.cause for one in policies().values() if one.words} <= named
    assert TEXTS.keys("de") == TEXTS.keys("en")


def test_what_is_tried_again_and_when():
    states = {
        "1": DONE,
        "2": State("unreachable", "timeout"),
        "3": State("unreachable", "robots"),
        "4": State("failed", "x"),
        "5": DONE,
    }
    found = {one.ags: one for one in wanted(7, states, {}, NOW)}
    assert set(found) == {"2", "4"}
    assert (found["2"].due - NOW, found["2"].attempt) == (timedelta(hours=1), 1)
    assert found["4"].due - NOW == timedelta(minutes=15)
    assert wanted(7, states, {"2": 3, "4": 1}, NOW) == []
    assert again(found["2"], "en") == "scheduled retry 1: server not reachable"


def test_half_of_the_hosts_dead_is_our_own_network():
    dead = State("unreachable", "dns")
    assert own_network({"1": dead, "2": dead, "3": DONE, "4": DONE})
    assert not own_network({"1": dead, "2": DONE, "3": DONE})
    assert not own_network({"1": dead})  # a run of one town says nothing of our network
    assert {one.cause for one in wanted(7, {"1": dead, "2": dead}, {}, NOW)} == {"network"}
