"""Decides what happens to scheduled runs: one look at tables, clock and processes at a time.

Nothing of it is kept in memory: whoever looks next, after a kill or on the next morning, finds all in the tables and in the
records of the processes, and goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from criteria.errors import UserError
from results.schedules import Occurrence, Retry, Schedules, What
from scanner.run import retries
from scanner.run.children import REFUSED, Call, Child, Children, Kind
from scanner.run.due import LATER, may_fetch, note_due, outrun
from scanner.run.standing import Standing, World

_DAY = timedelta(days=1)
OnTold = Callable[[Occurrence, What, datetime, str], None]
Reason = Callable[[Retry], str]


@dataclass(frozen=True)
class Tools:
    """What a supervisor works with; `reason` says in words why a municipality is scanned once more."""

    schedules: Schedules
    standing: Standing
    children: Children
    world: World
    reason: Reason
    on_told: OnTold


class Supervisor:
    """Starts, stops and follows the runs of all schedules. Only one may look at a time: see `scanner.run.daemon`."""

    def __init__(self, tools: Tools) -> None:
        self._tools, self._schedules, self._children = tools, tools.schedules, tools.children

    def tick(self, now: datetime) -> None:
        """Look once: note what is due, take what has ended, stop what must stop, start what may start."""
        for schedule in self._schedules.all():
            for missed in note_due(self._schedules, schedule, now):
                self._tools.on_told(missed, What.MISSED, now, LATER)
        still = self._schedules.open()
        late = outrun(still)
        for one in late:
            self._tell(one, What.MISSED, now, LATER)
        for one in still:
            if one not in late:
                self._look(one, now)
        self._children.tidy({one.id for one in self._schedules.open()})

    def stop(self, now: datetime) -> bool:
        """Ask all processes to end, and take those that did; return whether none is left."""
        left = 0
        for occurrence in self._schedules.open():
            child = self._children.find(occurrence)
            if child is not None and child.alive:
                self._children.stop(occurrence)
                left += 1
            elif child is not None:
                self._take(occurrence, child, now)
        return not (self._children.tidy({one.id for one in self._schedules.open()}) or left)

    @property
    def running(self) -> bool:
        """Whether a process runs that was started for an occurrence."""
        still = self._schedules.open()
        found = (self._children.find(one) for one in still)
        return any(child is not None and child.alive for child in found) or self._children.tidy(
            {one.id for one in still}
        )

    def _look(self, occurrence: Occurrence, now: datetime) -> None:
        child = self._children.find(occurrence)
        if child is not None and child.alive:
            if child.call.kind is not Kind.FINISH and not may_fetch(occurrence, now):
                self._children.stop(occurrence)
            return
        if child is not None:
            self._take(occurrence, child, now)
        elif occurrence.running:
            self._broken(occurrence, now, "lost")
        for _ in range(2):  # where there is nothing to scan, what comes after follows at once
            occurrence = self._schedules.occurrence(occurrence.id)
            if not occurrence.ended and not occurrence.running and self._may_go_on(occurrence, now):
                self._go_on(occurrence, now)

    def _may_go_on(self, occurrence: Occurrence, now: datetime) -> bool:
        if occurrence.schedule.removed:
            self._tell(occurrence, What.FAILED, now, "removed")
            return False
        if not may_fetch(occurrence, now):
            window = occurrence.schedule.options.window
            self._wait(occurrence, now, "paused" if occurrence.schedule.paused else f"window {window}")
            return False
        if not occurrence.begun and (before := self._before(occurrence)):
            self._wait(occurrence, now, f"before {before.label}")
            return False
        last = occurrence.events[-1] if occurrence.events else None
        rests = last is not None and last.what is What.BROKEN
        return not rests or last is None or now >= last.at + retries.policies()[retries.BROKEN].after

    def _before(self, occurrence: Occurrence) -> Occurrence | None:
        """Return an earlier one of the same schedule whose scan is not through; one that only waits for retries is."""
        same = (one for one in self._schedules.open() if one.schedule.id == occurrence.schedule.id)
        return next((one for one in same if one.begun and not one.scanned and one.id != occurrence.id), None)

    def _go_on(self, occurrence: Occurrence, now: datetime) -> None:
        if not occurrence.scanned:
            self._scan(occurrence, now)
            return
        waiting = [] if occurrence.refused else self._schedules.retries(occurrence.id)
        if due := [one for one in waiting if one.due <= now]:
            self._retry(occurrence, due, now)
        elif not waiting:
            self._start(occurrence, What.FINISHING, self._tools.standing.finish(occurrence), now)

    def _scan(self, occurrence: Occurrence, now: datetime) -> None:
        standing = self._tools.standing
        if not occurrence.begun and standing.exists(occurrence.label):
            self._tell(occurrence, What.REFUSED, now, f"label {occurrence.label}")
            return
        try:
            towns = self._tools.world.towns(occurrence.schedule.options, now)
        except UserError as error:
            self._tell(occurrence, What.REFUSED, now, f"said {error.what}")
            return
        stored = standing.stored(occurrence.label)
        left = [town for town in towns if town.ags not in stored]
        if stored and not left:
            self._through(occurrence, {}, now)
        elif holders := self._tools.world.busy(left):
            self._wait(occurrence, now, f"busy {next(iter(holders.values())).run}")
        else:
            what = What.RESUMED if occurrence.begun else What.STARTED
            self._start(occurrence, what, standing.scan(occurrence), now, f"towns {len(left)}")

    def _retry(self, occurrence: Occurrence, due: list[Retry], now: datetime) -> None:
        due = [one for one in due if (one.cause, one.attempt) == (due[0].cause, due[0].attempt)]  # one reason, one call
        call = self._tools.standing.retry(occurrence, due, self._tools.reason(due[0]))
        chosen = [one for one in due if one.id in call.retries]
        numbers = {one.ags for one in chosen}
        try:
            towns = self._tools.world.towns(occurrence.schedule.options, now)
        except UserError as error:
            self._drop(occurrence, call.retries, now, f"said {error.what}")
            return
        if holders := self._tools.world.busy([town for town in towns if town.ags in numbers]):
            self._wait(occurrence, now, f"busy {next(iter(holders.values())).run}")
            return
        cause = f"{due[0].cause} {due[0].attempt}"
        self._start(occurrence, What.RETRYING, call, now, f"again {', '.join(sorted(numbers))} ({cause})")

    def _start(self, occurrence: Occurrence, what: What, call: Call, now: datetime, note: str = "") -> None:
        # Told first: where we are killed in between it counts as lost, and is started again; it never runs twice.
        self._tell(occurrence, what, now, note)
        self._children.start(occurrence, call)

    def _take(self, occurrence: Occurrence, child: Child, now: datetime) -> None:
        """Note how a process ended; it is forgotten only then, so that a kill in between loses nothing."""
        occurrence = self._schedules.occurrence(occurrence.id)
        if not occurrence.ended:
            if child.call.kind is Kind.FINISH:
                self._not_finished(occurrence, child, now)
            else:
                self._scan_ended(occurrence, child, now)
        self._children.clear(occurrence)

    def _not_finished(self, occurrence: Occurrence, child: Child, now: datetime) -> None:
        if child.stopping:
            self._tell(occurrence, What.PAUSED, now, "stop")
        else:
            self._broken(occurrence, now, f"said {child.said.removeprefix(REFUSED)}" if child.said else "killed")

    def _scan_ended(self, occurrence: Occurrence, child: Child, now: datetime) -> None:
        told = self._tools.standing.ended(occurrence, child)
        stopped = any(state.state == "stopped" for state in told.values())
        if child.code == 2 or (child.told is None and child.said.startswith(REFUSED)):
            self._refused(occurrence, child, now)
            return
        self._done_again(child, told, now)
        if child.told is not None and not stopped:
            self._through(occurrence, told, now)
        elif child.stopping:
            self._tell(occurrence, What.PAUSED, now, _why_stopped(occurrence, now))
        else:
            self._broken(occurrence, now, "outside" if stopped else "killed")

    def _refused(self, occurrence: Occurrence, child: Child, now: datetime) -> None:
        said = f"said {child.said.removeprefix(REFUSED)}"
        if self._busy(occurrence, now):
            self._tell(occurrence, What.WAITING, now, said)  # another scan took them while this one began
        elif child.call.kind is Kind.RETRY:
            self._drop(occurrence, child.call.retries, now, said)
        else:
            self._tell(occurrence, What.REFUSED, now, said)

    def _busy(self, occurrence: Occurrence, now: datetime) -> bool:
        try:
            return bool(self._tools.world.busy(self._tools.world.towns(occurrence.schedule.options, now)))
        except UserError:
            return False

    def _drop(self, occurrence: Occurrence, numbers: tuple[int, ...], now: datetime, note: str) -> None:
        self._schedules.retried(numbers, now)
        self._tell(occurrence, What.SCANNED, now, note)

    def _done_again(self, child: Child, told: Mapping[str, retries.State], now: datetime) -> None:
        """Note which municipalities were tried again; one that was stopped is still to be."""
        over = {ags for ags, state in told.items() if state.state != "stopped"}
        known = {one.id: one.ags for one in self._schedules.retries()}
        self._schedules.retried([number for number in child.call.retries if known.get(number) in over], now)

    def _through(self, occurrence: Occurrence, told: Mapping[str, retries.State], now: datetime) -> None:
        found = self._tools.standing.plan(occurrence, told, now)
        stored = self._tools.standing.stored(occurrence.label)
        done = sum(state.done for _, state in stored.values())
        count = len(set(stored) | set(told) | {one.ags for one in found})
        self._tell(occurrence, What.SCANNED, now, f"towns {done}/{count}")

    def _broken(self, occurrence: Occurrence, now: datetime, note: str) -> None:
        self._tell(occurrence, What.BROKEN, now, note)
        occurrence = self._schedules.occurrence(occurrence.id)
        times = sum(one.what is What.BROKEN and one.at > now - _DAY for one in occurrence.events)
        if times > retries.policies()[retries.BROKEN].times:
            self._tell(occurrence, What.FAILED if occurrence.scanned else What.REFUSED, now, f"given_up {times}")

    def _wait(self, occurrence: Occurrence, now: datetime, note: str) -> None:
        """Tell once why an occurrence waits; one that was begun is paused, which was told already."""
        last = occurrence.events[-1] if occurrence.events else None
        if not occurrence.begun and (last is None or last.note != note):
            self._tell(occurrence, What.WAITING, now, note)

    def _tell(self, occurrence: Occurrence, what: What, now: datetime, note: str = "") -> None:
        self._schedules.tell(occurrence.id, what, now, note)
        self._tools.on_told(occurrence, what, now, note)


def _why_stopped(occurrence: Occurrence, now: datetime) -> str:
    if may_fetch(occurrence, now):
        return "stop"
    return "paused" if occurrence.schedule.paused or occurrence.schedule.removed else "closed"
