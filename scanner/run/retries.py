"""When what failed is tried again: by cause, as `retries.yaml` has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatch
from functools import cache
from importlib import resources
from typing import Any

import yaml

from results.schedules import Retry

NETWORK, BROKEN, DEAD = "network", "broken", "dead_host"
DONE = "done"
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Policy:
    """How a cause is met: tried again `after` so long, so many `times`."""

    cause: str
    words: tuple[str, ...]
    after: timedelta
    times: int
    share: float = 1.0
    least: int = 0


@dataclass(frozen=True)
class State:
    """How a municipality stands after a scan: done, unreachable, failed, unjudged or stopped, and why."""

    state: str
    problem: str = ""

    @property
    def done(self) -> bool:
        """Whether there is nothing to try again."""
        return self.state == DONE


@cache
def policies() -> Mapping[str, Policy]:
    """Return what is done about each cause, in order."""
    text = resources.files("scanner.run").joinpath("retries.yaml").read_text("utf-8")
    return {cause: _policy(cause, told) for cause, told in yaml.safe_load(text).items()}


def _policy(cause: str, told: Mapping[str, Any]) -> Policy:
    known = {name: told[name] for name in ("share", "least") if name in told}
    return Policy(cause, tuple(told.get("words", ())), _span(told.get("after", "0m")), int(told["times"]), **known)


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"(\d+)([mhd])", text)
    if found is None:
        raise ValueError(f"{text!r} is no span of time, such as 5m, 1h or 2d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def cause_of(state: State) -> str:
    """Return the cause of a state that is not done."""
    words = state.problem.replace("status ", "status_").split()
    words = [state.state, *words] if state.state != "unreachable" else [word for word in words if word != "unreachable"]
    first = words[0] if words else ""
    return next(one.cause for one in policies().values() if any(fnmatch(first, word) for word in one.words))


def own_network(states: Mapping[str, State]) -> bool:
    """Whether so many hosts are dead at once that it must be our own network."""
    policy, dead = policies()[NETWORK], sum(_dead(state) for state in states.values())
    return dead >= policy.least and dead >= policy.share * len(states)


def _dead(state: State) -> bool:
    return not state.done and cause_of(state) == DEAD


def wanted(occurrence: int, states: Mapping[str, State], before: Mapping[str, int], now: datetime) -> list[Retry]:
    """Return what is to be tried again.

    Args:
        occurrence: of which occurrence.
        states: how each municipality of its run stands now, by AGS.
        before: how often each was tried again already.
        now: when this is known.
    """
    network = own_network(states)
    found = []
    for ags, state in sorted(states.items()):
        if state.done:
            continue
        policy = policies()[NETWORK if network and _dead(state) else cause_of(state)]
        tried = before.get(ags, 0)
        if tried < policy.times:
            found.append(Retry(0, occurrence, ags, policy.cause, tried + 1, now + policy.after))
    return found
