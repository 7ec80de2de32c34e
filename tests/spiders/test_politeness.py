from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from criteria.errors import UserError
from spiders.politeness import Gate


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path / "gate")


class Log:
    """Who was let through, when, and how many were in at once."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.times: list[tuple[float, float]] = []
        self.inside = self.most = 0

    async def visit(self, gate: Gate, name: str, provider: str = "p", *, delay: float = 0.0, stay: float = 0.0, **more):
        async with gate.turn(provider, delay=delay, **more):
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.order.append(name)
            begin = time.time()
            try:
                await asyncio.sleep(stay)
            finally:
                self.times.append((begin, time.time()))
                self.inside -= 1

    @property
    def rests(self) -> list[float]:
        return [later[0] - earlier[1] for earlier, later in pairwise(self.times)]


async def test_one_at_a_time_in_the_order_they_came_at_delay_0(gate: Gate) -> None:
    log = Log()
    await asyncio.gather(*(log.visit(gate, str(number), stay=0.002) for number in range(20)))
    assert log.most == 1
    assert log.order == [str(number) for number in range(20)]


async def test_the_delay_counts_from_the_end_of_the_last_answer(gate: Gate) -> None:
    log = Log()
    await asyncio.gather(*(log.visit(gate, str(number), delay=0.1, stay=0.05) for number in range(4)))
    assert all(0.1 <= rest < 0.2 for rest in log.rests)


async def test_each_asks_for_the_delay_it_needs(gate: Gate) -> None:
    log = Log()
    for delay in (0.0, 0.2, 0.0):
        await log.visit(gate, "x", delay=delay)
    assert log.rests[0] >= 0.2
    assert log.rests[1] < 0.1


async def test_providers_do_not_wait_for_each_other(gate: Gate) -> None:
    log = Log()
    await asyncio.gather(*(log.visit(gate, "x", f"p{number}", stay=0.05) for number in range(10)))
    assert log.most == 10


async def test_a_higher_priority_goes_first_and_equals_in_their_order(gate: Gate) -> None:
    log = Log()
    visits = [
        log.visit(gate, name, stay=0.001, priority=priority)
        for name, priority in [("in", 0), ("a", 0), ("b", 0), ("robots", 1), ("c", 0)]
    ]
    await asyncio.gather(*visits)
    assert log.order == ["in", "robots", "a", "b", "c"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(plan=st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=12))
def test_whoever_gives_up_waiting_holds_up_nobody(tmp_path_factory, plan: list[tuple[int, bool]]) -> None:
    async def run() -> Log:
        gate, log = Gate(tmp_path_factory.mktemp("gate")), Log()
        tasks = [
            asyncio.ensure_future(log.visit(gate, str(number), stay=0.001, priority=priority))
            for number, (priority, _) in enumerate(plan)
        ]
        await asyncio.sleep(0)
        for task, (_, cancelled) in zip(tasks, plan, strict=True):
            if cancelled:
                task.cancel()
                await asyncio.sleep(0)
        done = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(one, asyncio.CancelledError) == plan[number][1] for number, one in enumerate(done))
        await log.visit(gate, "last")
        return log

    log = asyncio.run(asyncio.wait_for(run(), 5))
    assert log.most == 1
    assert log.order[-1] == "last"
    assert {str(number) for number, (_, cancelled) in enumerate(plan) if not cancelled} <= set(log.order)


async def test_waiting_costs_no_time_of_the_processor(gate: Gate) -> None:
    log = Log()
    before = time.process_time()
    await asyncio.gather(*(log.visit(gate, str(number), delay=0.2) for number in range(4)))
    assert time.process_time() - before < 0.1


def test_the_slot_of_the_registry_wins_over_the_address(gate: Gate) -> None:
    gate.assign("www.Musterdorf.example", "krz")
    gate.assign("www.anderswo.example", "")
    assert gate.provider("www.musterdorf.example", ["198.51.100.7"]) == "krz"
    assert gate.provider("www.anderswo.example", ["203.0.113.9", "198.51.100.8"]) == "198.51.100.8"
    assert gate.provider("www.anderswo.example", ["2001:db8::1", "203.0.113.9"]) == "203.0.113.9"


def test_behind_a_proxy_the_host_is_the_provider(gate: Gate) -> None:
    gate.assign("a.example", "krz")
    assert gate.provider("a.example") == "krz"
    assert gate.provider("B.example") == "b.example"


def test_other_hosts_at_the_address_of_a_slot_belong_to_it(gate: Gate) -> None:
    gate.assign("a.example", "krz")
    gate.provider("a.example", ["198.51.100.7"])
    assert gate.provider("b.example", ["198.51.100.7"]) == "krz"


CHILD = """
import asyncio, sys, time
from pathlib import Path
from spiders.politeness import Gate
async def main():
    gate = Gate(Path(sys.argv[1]))
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(int(sys.argv[2])):
        async with gate.turn("provider", delay=float(sys.argv[3])):
            print(sys.argv[4], time.time(), end=" ", flush=True)
            await asyncio.sleep(0.02)
            print(time.time(), flush=True)
asyncio.run(main())
"""


def test_two_processes_share_it_fairly_and_keep_the_delay(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path), "5", "0.05", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "AB"
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    lines = [line.split() for process in processes for line in process.communicate(timeout=30)[0].splitlines()]
    turns = sorted((float(begin), float(end), name) for name, begin, end in lines)
    assert len(turns) == 10
    assert all(later[0] - earlier[1] >= 0.05 for earlier, later in pairwise(turns))
    assert {name for *_, name in turns[:4]} == {"A", "B"}


def test_a_process_that_dies_in_its_turn_holds_up_nobody(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD.replace("0.02", "60"), str(tmp_path), "1", "0", "A"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.read(1)
    process.kill()
    process.communicate()
    log = Log()
    asyncio.run(asyncio.wait_for(log.visit(Gate(tmp_path), "B", "provider"), 2))
    assert log.order == ["B"]


def test_a_clock_that_was_set_back_does_not_hold_the_gate_shut(tmp_path: Path, monkeypatch) -> None:
    gate, log = Gate(tmp_path), Log()
    asyncio.run(log.visit(gate, "a"))
    real = time.time
    monkeypatch.setattr("spiders.politeness.time.time", lambda: real() - 10_000)
    asyncio.run(asyncio.wait_for(log.visit(gate, "b", delay=0.1), 1))
    assert log.order == ["a", "b"]


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="G2B_GATE") as caught:
        Gate(tmp_path / "file" / "gate")
    assert caught.value.where.endswith("gate")
