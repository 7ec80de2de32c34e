"""What happened to scheduled runs, as lines for machines and as words for people."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime

from results.schedules import Occurrence, Retry, What
from scanner.model.texts import Texts
from scanner.run.calendar import ZONE

TEXTS = Texts("scanner.run", "schedules")
_CAUSE = re.compile(r"([a-z_]+) (\d+)(?=[,)])")


def entry(occurrence: Occurrence, what: What, at: datetime, note: str) -> dict[str, object]:
    """Return something that happened as JSON values; times are ISO 8601 in UTC."""
    return {
        "at": at.isoformat(timespec="seconds"),
        "told": f"schedule.{what.value}",
        "schedule": occurrence.schedule.name,
        "due": occurrence.due.isoformat(timespec="seconds"),
        "run": occurrence.label,
        "note": note,
    }


def json_line(occurrence: Occurrence, what: What, at: datetime, note: str) -> None:
    """Write something that happened as one line on standard error."""
    log(**entry(occurrence, what, at, note))


def log(**values: object) -> None:
    """Write a line of a log on standard error."""
    print(json.dumps(values, ensure_ascii=False), file=sys.stderr, flush=True)


def words(what: What, language: str) -> str:
    """Return what happened in words."""
    return TEXTS.say(f"what.{what.value}", language)


def note_words(note: str, language: str) -> str:
    """Return a note in words: its first word says which, the rest is put in."""
    code, _, rest = note.partition(" ")
    if code == "again":
        rest = _CAUSE.sub(lambda found: again_words(found[1], int(found[2]), language), rest)
    return TEXTS.say(f"note.{code}", language, rest=rest) if code else ""


def again(one: Retry, language: str) -> str:
    """Return the reason of a scan that is made once more."""
    return TEXTS.say("reason", language, attempt=one.attempt, cause=TEXTS.say(f"cause.{one.cause}", language))


def again_words(cause: str, attempt: int, language: str) -> str:
    """Return why and the how manieth time something is tried again."""
    return TEXTS.say("again", language, cause=TEXTS.say(f"cause.{cause}", language), attempt=attempt)


def clock(moment: datetime, language: str) -> str:
    """Return a moment as the clock of Europe/Berlin shows it."""
    return moment.astimezone(ZONE).strftime(TEXTS.say("clock", language))
