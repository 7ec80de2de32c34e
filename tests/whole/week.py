"""Plays a week of quarter-hourly schedules with a turned clock: ``python -m tests.whole.week [--short] [--days N]``.

Hosts die and come back, the network fails, the machine is off for a night, the daemon and a scan are killed, someone scans
by hand, a survey needs several nights, and in the last night the clock goes back from summer time. Everything that decides
is the real thing; only the scans do nothing but take their time.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from rich import box
from rich.console import Console
from rich.table import Table

from results.schedules import Occurrence, Options, What
from scanner.run.diary import clock, note_words, words
from tests.run.simulation import MINUTE, Span, Week, World, berlin, town

NAMES = ("Aulenhain", "Birkstein", "Dornau", "Eschfeld", "Finkenried", "Grauental", "Holzach", "Immerath")
TOWNS = {f"0599900{at}": town(f"0599900{at}", name) for at, name in enumerate(NAMES, start=1)}
QUICK, LONG = ("05999001", "05999002", "05999003"), tuple(f"0599900{at}" for at in range(4, 9))


def week(folder: Path, days: int = 7) -> Week:
    """Return the week from Tuesday, 20 to Monday, 26 October 2026, the first so many days of it."""
    world = World(
        TOWNS,
        takes=dict.fromkeys(LONG, timedelta(minutes=100)),
        dead=(
            Span(berlin("10-20 10:00"), berlin("10-20 10:10"), "05999002", "timeout"),  # comes back within the hour
            Span(berlin("10-20 14:00"), berlin("10-20 14:10"), "05999003", "refused"),  # and does not
            Span(berlin("10-20 15:00"), berlin("10-20 15:10"), "05999003", "refused"),
            Span(berlin("10-21 06:00"), berlin("10-21 06:14"), "05999003", "robots"),  # is not asked again
            Span(berlin("10-22 20:00"), berlin("10-24 21:00"), "05999004", "status 503"),
        ),
        network=(Span(berlin("10-24 15:29"), berlin("10-24 15:40")),),
        by_hand=(Span(berlin("10-24 09:58"), berlin("10-24 10:20"), "05999001"),),
    )
    made = Week(
        folder,
        world,
        begin=berlin("10-20 00:00"),
        end=berlin("10-20 00:00") + timedelta(days=days),
        off=(Span(berlin("10-21 23:07"), berlin("10-22 07:40")),),
        away=(Span(berlin("10-23 14:01"), berlin("10-23 14:20")),),
        kills=(berlin("10-23 12:02"),),
    )
    made.add("viertelstunde", "*/15 * * * *", "V {date} {time}", Options(names=QUICK))
    made.add("nachts", "0 20 * * 2,4,6", "N {date}", Options(names=LONG, window="20:00-02:00"))
    return made


def table(made: Week, *, short: bool) -> Table:
    """Return what happened, line by line; `short` leaves out the starts after which nothing but a plain end came."""
    plain = {one.label for one in made.schedules.occurrences() if _is_plain(one)} if short else set()
    shown = Table(
        "Zeit", "Zeitplan", "Erhebung", "Ereignis", "Näheres", box=None if sys.stdout.isatty() else box.MARKDOWN
    )
    kept = [line for line in made.lines if line[2] not in plain]
    for (at, name, what, note), group in groupby(kept, key=lambda line: (line[0], line[1], line[3], line[4])):
        labels = [line[2] for line in group]
        for each in [_together(labels)] if short else labels:
            shown.add_row(clock(at, "de"), name, each, words(what, "de"), note_words(note, "de"))
    return shown


def _together(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{labels[0]} … {labels[-1]} ({len(labels)})"


def _is_plain(one: Occurrence) -> bool:
    told = [event.what for event in one.events]
    on_time = bool(told) and one.events[0].at - one.due < MINUTE
    whole = told == [What.STARTED, What.SCANNED, What.FINISHING, What.DONE]
    return on_time and whole and one.events[1].note == f"towns {len(QUICK)}/{len(QUICK)}"


def main() -> int:
    """Play and print; the exit code is 1 where something ran twice or was left undone."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--short", action="store_true", help="leave out what went plainly")
    asked.add_argument("--days", type=int, default=7)
    options = asked.parse_args()
    began = time.perf_counter()
    with TemporaryDirectory() as folder:
        made = week(Path(folder), options.days)
        found = made.play()
        console = Console(width=None if sys.stdout.isatty() else 180, highlight=False)
        console.print(table(made, short=options.short))
        states = Counter(one.state for one in found)
        told = ", ".join(f"{count} {words(what, 'de')}" for what, count in states.most_common())
        plain = sum(_is_plain(one) for one in found)
        console.print(f"{len(found)} Starts fällig: {told}; {plain} davon ohne jede Besonderheit.")
        console.print(f"{made.ticks} Blicke in {time.perf_counter() - began:.1f} s.", style="dim")
    return 0


if __name__ == "__main__":
    sys.exit(main())
