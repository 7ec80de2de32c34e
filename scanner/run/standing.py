"""How the run of an occurrence stands: what it is to scan, what is stored of it, what is to be tried again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from criteria.registry import Municipality, Registry
from results.queries import Results
from results.schedules import Occurrence, Options, Retry, Schedules
from scanner.run import locks, retries
from scanner.run.calendar import ZONE
from scanner.run.children import Call, Child, Kind
from scanner.run.locks import Holder
from scanner.run.retries import State
from scanner.run.settings import Settings


class World(Protocol):
    """What lies outside of the tables: the registry, and who scans what just now."""

    def towns(self, options: Options, now: datetime) -> Sequence[Municipality]:
        """Return the municipalities of a schedule on a day; UserError where a name is not known."""

    def busy(self, towns: Sequence[Municipality]) -> Mapping[str, Holder]:
        """Return which of them are being scanned, by AGS, and by whom."""


class RealWorld:
    """The registry's file and the locks below the home folder."""

    def __init__(self, settings: Settings) -> None:
        self._home = settings.home

    def towns(self, options: Options, now: datetime) -> Sequence[Municipality]:
        """Read the registry, as it is now."""
        registry = Registry.load(Path(options.registry) if options.registry else None)
        day = now.astimezone(ZONE).date()
        return registry.on(day).select(options.names, group=options.group or None, league=options.league or None)

    def busy(self, towns: Sequence[Municipality]) -> Mapping[str, Holder]:
        """Look at the locks."""
        return locks.busy(self._home, towns)


class Standing:
    """Reads how runs stand, and plans what is scanned of them next.

    Args:
        schedules: the tables of schedules.
        results: the results of the runs.
    """

    def __init__(self, schedules: Schedules, results: Results) -> None:
        self._schedules, self._results = schedules, results

    def exists(self, label: str) -> bool:
        """Whether there is a run of that label."""
        return self._results.exists(label)

    def stored(self, label: str) -> dict[str, tuple[int, State]]:
        """Return how often each municipality was scanned in a run, and how it stands, by AGS; empty without a run."""
        told = self._results.standings(label)
        return {ags: (number, State(state, problem)) for ags, (number, state, problem) in told.items()}

    def scan(self, occurrence: Occurrence) -> Call:
        """Return the call that begins or goes on with the run of an occurrence."""
        options = occurrence.schedule.options
        arguments = ["scan", *options.names, "--label", occurrence.label, "--json-log"]
        for name in ("group", "league", "registry"):
            if value := getattr(options, name):
                arguments += [f"--{name}", value]
        if self.exists(occurrence.label):
            arguments.append("--resume")
        return Call(Kind.SCAN, tuple(arguments), scans=self._counts(occurrence))

    def retry(self, occurrence: Occurrence, due: Sequence[Retry], reason: str) -> Call:
        """Return the call that tries municipalities again; those without a scan go on, the others are scanned once more."""
        stored = self._counts(occurrence)
        again = [one for one in due if one.ags in stored]
        chosen = again or list(due)
        names = [one.ags for one in chosen]
        run = ["--run", occurrence.label, "--reason", reason] if again else ["--label", occurrence.label]
        registry = occurrence.schedule.options.registry
        more = ["--registry", registry] if registry else []
        arguments = ("scan", *names, *run, *more, "--resume", "--json-log")
        return Call(Kind.RETRY, arguments, tuple(one.id for one in chosen), stored)

    def finish(self, occurrence: Occurrence) -> Call:
        """Return the call that does what comes after."""
        states = [state for _, state in self.stored(occurrence.label).values()]
        tried = self._schedules.retries(occurrence.id, still=False)
        lost = {one.ags for one in tried} - set(self.stored(occurrence.label))
        code = 2 if occurrence.refused else int(bool(lost) or not all(state.done for state in states))
        return Call(Kind.FINISH, ("schedule", "finish", str(occurrence.id), "--code", str(code)))

    def ended(self, occurrence: Occurrence, child: Child) -> dict[str, State]:
        """Return how the municipalities ended that a process was started for: as it said, else as was stored since."""
        if child.told is not None:
            return dict(child.told)
        stored = self.stored(occurrence.label).items()
        return {ags: state for ags, (number, state) in stored if number > child.call.scans.get(ags, 0)}

    def plan(self, occurrence: Occurrence, told: Mapping[str, State], now: datetime) -> list[Retry]:
        """Store what is to be tried again, beside what waits for that already, and return it."""
        tried = self._schedules.retries(occurrence.id, still=False)
        before = {one.ags: one.attempt for one in sorted(tried, key=lambda one: one.attempt)}
        waiting = {one.ags for one in self._schedules.retries(occurrence.id)}
        states = dict(told) | {ags: state for ags, (_, state) in self.stored(occurrence.label).items()}
        found = [one for one in retries.wanted(occurrence.id, states, before, now) if one.ags not in waiting]
        self._schedules.add_retries(found)
        return found

    def _counts(self, occurrence: Occurrence) -> dict[str, int]:
        return {ags: number for ags, (number, _) in self.stored(occurrence.label).items()}
