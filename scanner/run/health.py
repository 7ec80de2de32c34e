"""Whether scheduled runs do what they should: for people and for monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from results.schedules import Occurrence, Schedule, Schedules, What
from scanner.run.calendar import Cron
from scanner.run.daemon import DAEMON, Beat
from scanner.run.due import may_fetch

_BAD = frozenset({What.FAILED, What.DOUBTFUL})


class Health(IntEnum):
    """Exit codes of ``g2b schedule status``."""

    FINE = 0
    TROUBLE = 1  # a run is late, broke off, failed or is doubtful
    NOBODY = 2  # there are schedules, and nobody looks after them


@dataclass(frozen=True)
class Stand:
    """A schedule with what ran last, what is open and when it is due next."""

    schedule: Schedule
    next: datetime | None
    last: Occurrence | None
    open: tuple[Occurrence, ...]
    late: bool

    @property
    def trouble(self) -> bool:
        """Whether someone should look at it."""
        failed = self.last is not None and self.last.state in _BAD
        return failed or self.late or any(one.state in (What.BROKEN, What.REFUSED) for one in self.open)


@dataclass(frozen=True)
class Report:
    """All schedules, the last sign of life, and whether that is recent."""

    schedules: tuple[Stand, ...]
    beat: Beat | None
    watched: bool

    @property
    def health(self) -> Health:
        """What a monitoring system is told."""
        if not self.watched and any(not one.schedule.paused for one in self.schedules):
            return Health.NOBODY
        return Health.TROUBLE if any(one.trouble for one in self.schedules) else Health.FINE


def report(schedules: Schedules, beat: Beat | None, now: datetime, within: timedelta) -> Report:
    """Return how all schedules stand.

    Args:
        schedules: the tables.
        beat: the last sign of life of a daemon or a tick.
        now: the time.
        within: how old a sign of life may be, and how long after its time a run may begin.
    """
    found = tuple(_standing(schedules, one, now, within) for one in schedules.all())
    return Report(found, beat, beat is not None and _watched(beat, now, within))


def _watched(beat: Beat, now: datetime, within: timedelta) -> bool:
    """Whether the last sign of life is recent; a daemon must be there still, a tick comes and goes."""
    recent = now - datetime.fromisoformat(beat.at) <= within
    return recent and (beat.alive or beat.kind != DAEMON)


def _standing(schedules: Schedules, schedule: Schedule, now: datetime, within: timedelta) -> Stand:
    still = tuple(one for one in schedules.open() if one.schedule.id == schedule.id)
    ended = schedules.last_ended(schedule)
    ahead = None if schedule.paused else Cron(schedule.cron).after(max(now, schedule.since))
    return Stand(schedule, ahead, ended, still, _late(schedules, schedule, still, (now, within)))


def _late(
    schedules: Schedules, schedule: Schedule, still: tuple[Occurrence, ...], clock: tuple[datetime, timedelta]
) -> bool:
    """Whether a start was not even noted, or one that may run does not begin."""
    now, within = clock
    if schedule.paused:
        return False
    known = schedules.last_due(schedule)
    due = Cron(schedule.cron).after(max(known, schedule.since) if known else schedule.since)
    unseen = due is not None and due < now - within
    waits = any(not one.begun and one.due < now - within and may_fetch(one, now - within) for one in still)
    return unseen or waits
