"""What a user sees while a run goes on: bars on a terminal, plain lines in a pipe, JSON lines for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from scanner.model.texts import Texts
from spiders.jobs import Event, Told

if TYPE_CHECKING:  # what judges takes long to load, and who only reads a log does not need it
    from scanner.run.bench import Ended

TEXTS = Texts("scanner.run")
OnEvent = Callable[[Event], None]
ENDED = "ended"


@contextmanager
def shown(language: str, *, as_json: bool = False) -> Iterator[OnEvent]:
    """Yield what takes the events of a run and shows them on standard error."""
    if as_json:
        yield json_line
    elif sys.stderr.isatty():
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[step]}"),
            console=Console(stderr=True),
        ) as progress:
            yield Bars(progress, language)
    else:
        yield Lines(language)


def json_line(event: Event) -> None:
    """Write an event as one JSON line with the moment in UTC."""
    record = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), **asdict(event)}
    print(json.dumps(record, ensure_ascii=False, default=str), file=sys.stderr, flush=True)


def json_end(ended: Sequence[Ended]) -> None:
    """Write how a scan ended as one JSON line, the last one: state and problem of each municipality, by AGS."""
    towns = {one.ags: [one.state, one.problem] for one in ended}
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    record = {"at": moment, "told": ENDED, "ags": "", "name": "", "towns": towns}
    print(json.dumps(record, ensure_ascii=False), file=sys.stderr, flush=True)


def _line(event: Event, language: str) -> str:
    return TEXTS.say(f"line.{event.told.value}", language, name=event.name, done=event.done, text=event.text)


class Lines:
    """Plain lines: start, search and end of each municipality, and notes of the run."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._said: set[tuple[Told, str]] = set()

    def __call__(self, event: Event) -> None:
        """Show one event."""
        said = (event.told, event.ags)
        if event.told in (Told.PAGE, Told.RENDERED) or (event.ags and said in self._said):
            return
        self._said.add(said)
        print(_line(event, self._language), file=sys.stderr, flush=True)


class Bars:
    """One bar per municipality under way; it goes when the municipality is done."""

    def __init__(self, progress: Progress, language: str) -> None:
        self._progress, self._language = progress, language
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, event: Event) -> None:
        """Show one event."""
        if event.told is Told.NOTE:
            self._progress.console.print(event.text, markup=False)
            return
        if event.ags not in self._tasks:
            self._tasks[event.ags] = self._progress.add_task(event.name, total=event.budget or None, step="")
        task = self._tasks[event.ags]
        step = TEXTS.say(f"step.{event.told.value}", self._language)
        self._progress.update(task, completed=event.done, total=event.budget or None, step=step)
        if event.told in (Told.FINISHED, Told.UNREACHABLE):
            self._progress.remove_task(task)
            line = _line(event, self._language)
            self._progress.console.print(line, markup=False)
