"""Which starts of a schedule are due: of those that passed unseen the newest is made up once, the others are missed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime

from results.schedules import Occurrence, Schedule, Schedules, What
from scanner.run import retries
from scanner.run.calendar import Cron, Window, label_of

LATER = "later"
_KEPT = 1000  # missed starts that are kept of one time off


def note_due(schedules: Schedules, schedule: Schedule, now: datetime) -> list[Occurrence]:
    """Store what became due since the last look; return what was missed of it."""
    if schedule.paused:
        return []
    known = schedules.last_due(schedule)
    start = max(schedule.since, known) if known else schedule.since
    passed = deque(Cron(schedule.cron).between(start, now), _KEPT)
    if not passed:
        return []
    newest = passed.pop()
    missed = [(due, label_of(schedule.label, due)) for due in passed]
    schedules.miss(schedule, missed, now, LATER)
    schedules.occur(schedule, newest, label_of(schedule.label, newest))
    return [Occurrence(0, schedule, due, label, ()) for due, label in missed]


def outrun(occurrences: list[Occurrence]) -> list[Occurrence]:
    """Return those that never began and whose schedule is due again by now."""
    waiting = [one for one in occurrences if not one.begun and not one.by_hand and not one.scanned]
    newest = {one.schedule.id: one.id for one in waiting}  # they come by the time they are due
    return [one for one in waiting if one.id != newest[one.schedule.id]]


def window_of(occurrence: Occurrence) -> Window | None:
    """Return the hours in which an occurrence may fetch, None for any: what is asked for by hand does not wait."""
    text = occurrence.schedule.options.window
    return Window.parse(text) if text and not occurrence.by_hand else None


def may_fetch(occurrence: Occurrence, now: datetime) -> bool:
    """Whether it is in its hours, and its schedule is neither paused nor gone."""
    window = window_of(occurrence)
    stands = not occurrence.schedule.removed and (not occurrence.schedule.paused or occurrence.by_hand)
    return stands and (window is None or window.contains(now))


def next_look(schedules: Schedules, now: datetime) -> datetime | None:
    """Return when something is to be done next, processes that end apart; None where nothing is planned."""
    starts = (Cron(one.cron).after(max(now, one.since)) for one in schedules.all() if not one.paused)
    found = [start for start in starts if start is not None]
    for occurrence in schedules.open():
        found += [moment for moment in _moments(schedules, occurrence, now) if moment > now]
    return min(found, default=None)


def _moments(schedules: Schedules, occurrence: Occurrence, now: datetime) -> Iterator[datetime]:
    window = window_of(occurrence)
    if window is not None:
        yield window.next_close(now) if window.contains(now) else window.next_open(now)
    if occurrence.state is What.BROKEN:
        yield occurrence.events[-1].at + retries.policies()[retries.BROKEN].after
    if occurrence.scanned:
        yield from (one.due for one in schedules.retries(occurrence.id))
