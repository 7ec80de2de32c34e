"""A turned clock, a machine that can be off, hosts that die and come back, and scans that only take their time.

Everything that decides is the real thing: the tables, the supervisor, the plan of retries, what comes after.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from criteria.errors import UserError
from criteria.registry import Municipality
from results.database import open_database
from results.queries import Results
from results.schedules import Occurrence, Options, Schedule, Schedules, What
from results.store import ScanFacts, Store
from scanner.archive.records import Failure
from scanner.model.verdict import Judgement
from scanner.run import diary, retries
from scanner.run.calendar import ZONE
from scanner.run.children import Call, Child, Kind
from scanner.run.due import next_look
from scanner.run.ending import finish
from scanner.run.locks import Holder
from scanner.run.retries import State
from scanner.run.settings import Settings
from scanner.run.standing import Standing
from scanner.run.supervise import Supervisor, Tools

MINUTE = timedelta(minutes=1)
HASH = "0" * 64


def berlin(text: str) -> datetime:
    """Return a moment of 2026 by the German clock: ``10-25 02:30``."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


@dataclass(frozen=True)
class Span:
    """From when to when something is so; the machine is `off`, a host (`ags`) has a `failure`, someone `scans` a town."""

    begin: datetime
    end: datetime
    ags: str = ""
    failure: str = ""

    def holds(self, at: datetime) -> bool:
        return self.begin <= at < self.end


@dataclass
class World:
    """What happens outside, whatever is scheduled: `network` is when nothing at all can be reached."""

    towns_known: dict[str, Municipality]
    takes: Mapping[str, timedelta] = field(default_factory=dict)
    dead: Sequence[Span] = ()
    network: Sequence[Span] = ()
    by_hand: Sequence[Span] = ()
    running: Callable[[], Mapping[str, str]] = dict

    def towns(self, options: Options, now: datetime) -> Sequence[Municipality]:  # noqa: ARG002
        unknown = [name for name in options.names if name not in self.towns_known]
        if unknown:
            raise UserError(f"no municipality {unknown[0]!r}")
        return [self.towns_known[name] for name in options.names]

    def busy(self, towns: Sequence[Municipality]) -> Mapping[str, Holder]:
        now = datetime.now(UTC)
        held = {one.ags: "von Hand" for one in self.by_hand if one.holds(now)} | dict(self.running())
        return {town.ags: Holder(held[town.ags], 0, "") for town in towns if town.ags in held}

    def state(self, ags: str, at: datetime) -> State:
        if any(one.holds(at) for one in self.network):
            return State("unreachable", f"{Failure.DNS} no connection")
        failure = next((one.failure for one in self.dead if one.ags == ags and one.holds(at)), "")
        return State("unreachable", failure) if failure else State("done")


@dataclass
class _Process:
    call: Call
    label: str
    plan: list[tuple[datetime, str]]  # when each municipality is done, in order
    alive: bool = True
    stopping: bool = False
    code: int | None = None
    told: dict[str, State] | None = None


class PlayedChildren:
    """Processes that take the time the world says, and store what they find; they outlive a supervisor, not a power cut."""

    def __init__(self, world: World, store: Store, results: Results, finishing: Callable[[int, int], What]) -> None:
        self._world, self._store, self._results, self._finishing = world, store, results, finishing
        self._processes: dict[int, _Process] = {}
        self._runs: dict[str, int] = {}
        world.running = self.scanning

    def start(self, occurrence: Occurrence, call: Call) -> None:
        now = datetime.now(UTC)
        assert occurrence.id not in self._processes, "two processes for one occurrence"
        process = _Process(call, occurrence.label, [])
        if call.kind is Kind.FINISH:
            process.plan = [(now + MINUTE, "")]
        else:
            process.plan = self._planned(occurrence, call, now)
            overlap = {ags for _, ags in process.plan} & set(self.scanning())
            assert not overlap, f"two scans of {overlap}"
        self._processes[occurrence.id] = process

    def find(self, occurrence: Occurrence) -> Child | None:
        self.advance()
        one = self._processes.get(occurrence.id)
        return None if one is None else Child(one.call, one.alive, one.stopping, one.code, one.told)

    def stop(self, occurrence: Occurrence) -> None:
        process = self._processes[occurrence.id]
        if process.stopping or process.call.kind is Kind.FINISH:
            return
        process.stopping = True
        self._end(process, {ags: State("stopped") for _, ags in process.plan}, 1)

    def clear(self, occurrence: Occurrence) -> None:
        self._processes.pop(occurrence.id, None)

    def tidy(self, still: Collection[int]) -> bool:
        assert set(self._processes) <= set(still), "a process of an occurrence that has ended"
        return False

    def scanning(self) -> dict[str, str]:
        """Return what is being scanned, with the run that does it."""
        alive = (one for one in self._processes.values() if one.alive and one.call.kind is not Kind.FINISH)
        return {ags: one.label for one in alive for _, ags in one.plan}

    def kill(self) -> None:
        """End all processes at once; nothing of them is left to say how."""
        for process in self._processes.values():
            if process.alive:
                process.alive, process.plan, process.told = False, [], None

    def cut(self) -> None:
        """End all processes and forget that they were: what a machine does that loses its power before a record is written."""
        self.advance()
        self._processes.clear()

    def next_end(self) -> datetime | None:
        """Return when one of them ends next; what has ended is looked at in a second."""
        soon = datetime.now(UTC) + timedelta(seconds=1)
        ends = (one.plan[-1][0] if one.alive and one.plan else soon for one in self._processes.values())
        return min(ends, default=None)

    def advance(self) -> None:
        """Let all that should have happened by now happen."""
        now = datetime.now(UTC)
        for number, process in list(self._processes.items()):
            while process.alive and process.plan and process.plan[0][0] <= now:
                at, ags = process.plan.pop(0)
                if process.call.kind is Kind.FINISH:
                    code = int(process.call.arguments[process.call.arguments.index("--code") + 1])
                    self._finishing(number, code)
                    process.alive, process.code = False, 0
                else:
                    self._scanned(process, ags, at)

    def _planned(self, occurrence: Occurrence, call: Call, now: datetime) -> list[tuple[datetime, str]]:
        if not self._results.exists(occurrence.label):
            assert "--resume" not in call.arguments
            self._runs[occurrence.label] = self._store.start_run(
                occurrence.label, source="live", as_of=now, settings={}
            )
        stored = self._results.standings(occurrence.label)
        names = [name for name in call.arguments if name in self._world.towns_known]
        left = [name for name in names if "--run" in call.arguments or name not in stored]
        planned = []
        for ags in left:
            now += self._world.takes.get(ags, 2 * MINUTE)
            planned.append((now, ags))
        return planned

    def _scanned(self, process: _Process, ags: str, at: datetime) -> None:
        state, town = self._world.state(ags, at), self._world.towns_known[ags]
        judgement = Judgement(ags, town.league, "sim", HASH, "sim", (), (), completeness=1.0)
        given = process.call.arguments
        reason = given[given.index("--reason") + 1] if "--reason" in given else ""
        self._store.add_scan(
            self._runs[process.label], ScanFacts(town, state.state, at, at, "", state.problem, {}, reason), judgement
        )
        process.told = {**(process.told or {}), ags: state}
        if not process.plan:
            self._end(process, {}, int(any(not one.done for one in process.told.values())))

    def _end(self, process: _Process, more: dict[str, State], code: int) -> None:
        process.told = {**(process.told or {}), **more}
        process.alive, process.code, process.plan = False, code, []


@dataclass
class Week:
    """A span of time that is played: schedules, a world, and when the machine or the daemon is not there."""

    folder: Path
    world: World
    begin: datetime
    end: datetime
    off: Sequence[Span] = ()  # the machine has no power
    away: Sequence[Span] = ()  # the daemon was killed (-9) and begins again; what it started goes on
    kills: Sequence[datetime] = ()  # the processes that scan are killed (-9)

    def __post_init__(self) -> None:
        self.engine = open_database(f"sqlite:///{self.folder / 'week.sqlite'}")
        self.schedules, self.results, self.store = Schedules(self.engine), Results(self.engine), Store(self.engine)
        self.store.keep_criteria(HASH, "sim", "1", {})
        self.settings = Settings(home=self.folder)
        self.lines: list[tuple[datetime, str, str, What, str]] = []
        self.children = PlayedChildren(self.world, self.store, self.results, self._finish)
        self.ticks = 0

    def add(self, name: str, cron: str, label: str, options: Options) -> None:
        self.schedules.add(name, cron, label, options, self.begin)

    def play(self) -> list[Occurrence]:
        """Play all of it and return every occurrence with what happened."""
        with time_machine.travel(self.begin, tick=False) as traveller:
            supervisor = self._supervisor()
            now, kills = self.begin, sorted(self.kills)
            while now < self.end:
                traveller.move_to(now)
                if gone := next((one for one in self.off if one.holds(now)), None):
                    self.children.cut()
                    now, supervisor = gone.end, self._supervisor()
                    continue
                if gone := next((one for one in self.away if one.holds(now)), None):
                    now, supervisor = gone.end, self._supervisor()
                    continue
                if kills and kills[0] <= now:
                    self.children.advance()
                    self.children.kill()
                    kills.pop(0)
                supervisor.tick(now)
                self.ticks += 1
                now = self._next(now, kills)
        return self.schedules.occurrences()

    def _next(self, now: datetime, kills: list[datetime]) -> datetime:
        moments = [self.end, next_look(self.schedules, now), self.children.next_end(), *kills]
        moments += [one.begin for one in (*self.off, *self.away)]
        moments += [one.end for one in self.world.by_hand]
        return min(one for one in moments if one is not None and one > now)

    def _supervisor(self) -> Supervisor:
        standing = Standing(self.schedules, self.results)
        return Supervisor(
            Tools(self.schedules, standing, self.children, self.world, lambda one: diary.again(one, "de"), self._told)
        )

    def _told(self, occurrence: Occurrence, what: What, at: datetime, note: str) -> None:
        self.lines.append((at, occurrence.schedule.name, occurrence.label, what, note))

    def _finish(self, number: int, code: int) -> What:
        what = finish(self.schedules, number, self.settings, code, self._after)
        self._told(self.schedules.occurrence(number), what, datetime.now(UTC), "")
        return what

    def _after(self, schedule: Schedule, occurrence: Occurrence, settings: Settings, ended_code: int) -> What:  # noqa: ARG002
        if ended_code > 1:
            return What.FAILED
        stored = self.results.standings(occurrence.label)
        states = {ags: State(state, problem) for ags, (_, state, problem) in stored.items()}
        return What.DOUBTFUL if retries.own_network(states) else What.DONE


def town(ags: str, name: str) -> Municipality:
    return Municipality(ags, name, "Gemeinde", "gemeinde", f"https://www.{name.lower()}.example/")


def renamed(one: Municipality, name: str) -> Municipality:
    return replace(one, name=name)
