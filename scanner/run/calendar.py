"""When schedules start, and when they may run: cron times and windows on the clock of Europe/Berlin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from criteria.errors import UserError

ZONE = ZoneInfo("Europe/Berlin")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS = 5
_ANY = "*"
_MOST = 10_000
_TICK = timedelta(microseconds=1)


class Cron:
    """A cron expression of five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday).

    APScheduler computes the times; its weekdays count from Monday and both day fields must fit, other than in cron. So
    weekdays are given to it by name, and an expression that limits both is refused.

    Args:
        text: such as ``0 1 1 3,6,9,12 *``.

    Raises:
        UserError: it is no cron expression, or it never comes true.
    """

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        fields = self.text.split()
        if len(fields) != _FIELDS:
            raise _no_cron(text, "minute, hour, day, month and weekday are needed")
        if _ANY not in (fields[2], fields[4]) and "?" not in (fields[2], fields[4]):
            raise _no_cron(text, "limit the day of the month or the day of the week, not both: make two schedules")
        try:
            minute, hour, day, month, weekday = (field.replace("?", _ANY) for field in fields)
            self._trigger = CronTrigger(
                minute=minute, hour=hour, day=day, month=month, day_of_week=_named(weekday), timezone=ZONE
            )
        except ValueError as error:
            raise _no_cron(text, str(error)) from error
        if self.after(datetime(2026, 1, 1, tzinfo=UTC)) is None:
            raise _no_cron(text, "there is no such day")

    def after(self, moment: datetime) -> datetime | None:
        """Return the first time after a moment, in UTC; None where there is none any more.

        A time that the clock skips in spring comes when it goes on; one that comes twice in autumn counts once, the first.
        """
        at = moment
        for _ in range(_MOST):
            found = self._trigger.get_next_fire_time(None, (at.astimezone(UTC) + _TICK).astimezone(ZONE))
            if found is None:
                return None
            at = datetime.fromtimestamp(found.timestamp(), UTC)
            if not found.fold and at > moment:
                return at
        return None

    def between(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Yield the times after `start` up to and with `end`, in UTC."""
        due = self.after(start)
        while due is not None and due <= end:
            yield due
            due = self.after(due)


def _named(weekday: str) -> str:
    """Return the weekday field with names; a range over Sunday becomes a list."""
    return ",".join(_part(part) for part in weekday.split(",")) if weekday != _ANY else _ANY


def _part(part: str) -> str:
    base, slash, step = part.partition("/")
    if found := re.fullmatch(r"([0-7])-([0-7])", base):
        first, last = int(found[1]), int(found[2])
        days = range(first, (last if last >= first else last + 7) + 1)
        chosen = list(days)[:: int(step) if step.isdigit() and int(step) else 1]
        return ",".join(_DAYS[day % 7] for day in chosen)
    if base.isdigit() and int(base) <= 7:
        return _DAYS[int(base) % 7] + slash + step
    return part


def _no_cron(text: str, why: str) -> UserError:
    return UserError(f"{text!r} is no cron expression: {why}", hint="for example: 0 1 1 3,6,9,12 *")


@dataclass(frozen=True)
class Window:
    """The hours in which a run may fetch, on the clock of Europe/Berlin; one that ends before it begins goes over midnight."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Window:
        """Return a window; UserError where it is none."""
        found = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", text)
        try:
            if found:
                opens, closes = time(int(found[1]), int(found[2])), time(int(found[3]) % 24, int(found[4]))
                if opens != closes:
                    return cls(opens, closes)
        except ValueError:
            pass
        raise UserError(f"{text!r} is no window of hours", hint="for example: 20:00-06:00")

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"

    def contains(self, moment: datetime) -> bool:
        """Whether it is open."""
        clock = moment.astimezone(ZONE).time()
        if self.opens < self.closes:
            return self.opens <= clock < self.closes
        return clock >= self.opens or clock < self.closes

    def next_open(self, moment: datetime) -> datetime:
        """Return when it opens next, the moment itself where it is open; in UTC."""
        return moment.astimezone(UTC) if self.contains(moment) else _next(moment, self.opens)

    def next_close(self, moment: datetime) -> datetime:
        """Return when it closes next, in UTC."""
        return _next(moment, self.closes)


def _next(moment: datetime, clock: time) -> datetime:
    day = moment.astimezone(ZONE).date()
    for ahead in range(3):
        found = datetime.combine(day + timedelta(days=ahead), clock, ZONE).astimezone(UTC)
        if found > moment:
            return found
    raise AssertionError("a clock shows every time once a day")


def label_of(pattern: str, due: datetime) -> str:
    """Return the label of a run that is due.

    Args:
        pattern: with ``{year}``, ``{quarter}``, ``{month}``, ``{day}``, ``{date}``, ``{time}`` in it, as Europe/Berlin has them.
        due: when it is due.

    Raises:
        UserError: the pattern names something else.
    """
    wall = due.astimezone(ZONE)
    parts = {
        "year": wall.year, "quarter": (wall.month + 2) // 3, "month": f"{wall:%m}", "day": f"{wall:%d}",
        "date": f"{wall:%Y-%m-%d}", "time": f"{wall:%H%M}",
    }  # fmt: skip
    try:
        return pattern.format(**parts).strip()
    except (KeyError, IndexError, ValueError) as error:
        known = ", ".join("{" + name + "}" for name in parts)
        raise UserError(f"the label {pattern!r} can't be filled in ({error})", hint=f"known are {known}") from error
