from __future__ import annotations

import pytest

from scanner.archive.records import Failure
from spiders.failures import FetchError
from spiders.troubles import Troubles

ORIGIN = "http://www.musterdorf.example"
URL = f"{ORIGIN}/gewerbe"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("spiders.troubles.time.monotonic", clock)
    return clock


def error(failure: Failure = Failure.TIMEOUT, *, transient: bool = True) -> FetchError:
    return FetchError(failure, URL, "why", transient=transient)


def refusal(troubles: Troubles) -> FetchError | None:
    try:
        troubles.check(ORIGIN, URL)
    except FetchError as found:
        return found
    return None


def test_a_host_that_never_answers_is_given_up_after_three_requests(clock: Clock) -> None:
    troubles = Troubles()
    for _ in range(3):
        assert refusal(troubles) is None
        troubles.failed(ORIGIN, error())
    found = refusal(troubles)
    assert found is not None
    assert (found.failure, found.detail, found.again) == (Failure.TIMEOUT, "why (given up)", None)
    clock.now += 10_000
    assert refusal(troubles) is not None


@pytest.mark.parametrize("failure", [Failure.DNS, Failure.TLS, Failure.PRIVATE])
def test_what_is_wrong_with_the_whole_host_is_found_out_once(failure: Failure) -> None:
    troubles = Troubles()
    troubles.failed(ORIGIN, error(failure, transient=False))
    found = refusal(troubles)
    assert found is not None
    assert found.failure is failure


def test_a_host_that_answered_before_gets_time_to_come_back(clock: Clock) -> None:
    troubles = Troubles()
    troubles.answered(ORIGIN)
    for _ in range(3):
        troubles.failed(ORIGIN, error())
    found = refusal(troubles)
    assert found is not None
    assert found.again == 60
    clock.now += 61
    assert refusal(troubles) is None
    troubles.answered(ORIGIN)
    troubles.failed(ORIGIN, error())
    assert refusal(troubles) is None


def test_it_gets_time_twice_and_no_more(clock: Clock) -> None:
    troubles = Troubles()
    troubles.answered(ORIGIN)
    for _ in range(3):
        troubles.failed(ORIGIN, error())
    rests = []
    for _ in range(2):
        found = refusal(troubles)
        assert found is not None
        assert found.again is not None
        rests.append(found.again)
        clock.now += found.again + 1
        assert refusal(troubles) is None
        troubles.failed(ORIGIN, error())
    assert rests == [60, 240]
    found = refusal(troubles)
    assert found is not None
    assert found.again is None


def test_pages_that_fail_now_and_then_count_only_in_a_row() -> None:
    troubles = Troubles()
    for _ in range(5):
        troubles.failed(ORIGIN, error())
        troubles.failed(ORIGIN, error())
        troubles.answered(ORIGIN)
    assert refusal(troubles) is None


@pytest.mark.parametrize("failure", [Failure.ROBOTS, Failure.INCOMPLETE, Failure.REDIRECT_LOOP, Failure.BUDGET])
def test_what_is_wrong_with_a_page_says_nothing_of_its_host(failure: Failure) -> None:
    troubles = Troubles()
    for _ in range(9):
        troubles.failed(ORIGIN, error(failure))
    assert refusal(troubles) is None
