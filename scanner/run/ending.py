"""What is done when a scheduled run has ended, in a process of its own: it may take minutes, and may break."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from results.schedules import Occurrence, Schedule, Schedules, What
from scanner.run.settings import Settings


class After(Protocol):
    """Does what comes after a run, and says how its occurrence ended: done, failed or doubtful.

    `ended_code` is that of ``g2b scan``: 0 all was scanned, 1 some failed, also when tried again, 2 it could not begin.
    It may be called again for the same occurrence where it broke off. A UserError is kept and told; it is tried again.
    """

    def __call__(self, schedule: Schedule, occurrence: Occurrence, settings: Settings, ended_code: int) -> What:
        """Make exports, compare, send messages."""


def nothing_more(schedule: Schedule, occurrence: Occurrence, settings: Settings, ended_code: int) -> What:  # noqa: ARG001
    """End an occurrence as its run did."""
    return What.FAILED if ended_code > 1 else What.DONE


def finish(schedules: Schedules, number: int, settings: Settings, ended_code: int, after: After) -> What:
    """Do what comes after the run of an occurrence, keep how that ended, and return it."""
    occurrence = schedules.occurrence(number)
    if occurrence.ended:
        return occurrence.state
    what = after(occurrence.schedule, occurrence, settings, ended_code)
    schedules.tell(number, what, datetime.now(UTC))
    return what
