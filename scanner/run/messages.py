"""Says what came of a scheduled run: as plain text for people, failures first, and as plain values for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from babel.numbers import format_decimal

from criteria.loading import CriteriaSet
from results.compare.digest import Digest, Failed, Moved, Turned
from results.exports.hostile import clean
from results.schedules import Occurrence
from scanner.judging.answers import names_of_services
from scanner.model.texts import Texts
from scanner.run.calendar import ZONE
from scanner.run.delivering import Letter

TEXTS = Texts("scanner.run", "messages")
MOST = 15
"""Lines of one kind in a mail; the rest is counted, the exports have it all."""
_LONGEST = 200


class News(StrEnum):
    """What the message is about."""

    DONE = "done"
    FAILED = "failed"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Told:
    """All there is to tell of the run of an occurrence.

    `written` are files that were exported, `unwritten` what could not be, each with its reason; `note` why a run could not
    be made.
    """

    news: News
    occurrence: Occurrence
    digest: Digest
    written: tuple[str, ...] = ()
    unwritten: tuple[str, ...] = ()
    draft: bool = True
    note: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """What texts may name."""
        one, found = self.occurrence, self.digest
        due = one.due.astimezone(ZONE).strftime("%d.%m.%Y %H:%M")
        counted = {"scanned": found.scanned, "asked": found.asked, "dead": len(found.failed)}
        return {"label": one.label, "schedule": one.schedule.name, "due": due, "before": found.before, **counted}


def letter(told: Told, criteria: CriteriaSet, language: str) -> Letter:
    """Return the mail in a language: de or en."""
    words = _Words(told, criteria, language)
    parts = words.done() if told.news is News.DONE else words.trouble()
    return Letter(words.say(f"subject.{told.news}"), "\n\n".join(part for part in parts if part) + "\n")


def plain(told: Told) -> dict[str, Any]:
    """Return what a webhook gets: codes, ids and numbers, in no language."""
    one = told.occurrence
    return {
        "event": f"run.{told.news}",
        "schedule": one.schedule.name,
        "run": one.label,
        "due": one.due.isoformat(),
        "draft": told.draft,
        "digest": asdict(told.digest),
        "written": list(told.written),
        "unwritten": list(told.unwritten),
        "note": told.note,
    }


@dataclass(frozen=True)
class _Words:
    told: Told
    criteria: CriteriaSet
    language: str

    def say(self, key: str, **more: object) -> str:
        return TEXTS.say(key, self.language, **(self.told.values | more))

    def trouble(self) -> Iterator[str]:
        yield self.say(f"head.{self.told.news}")
        if self.told.note:
            yield self.say("note", note=_line(self.told.note))
        yield self._list("failed", map(self._failed, self.told.digest.failed))

    def done(self) -> Iterator[str]:
        found = self.told.digest
        yield self.say("head.done")
        yield self._list("failed", map(self._failed, found.failed))
        for key in ("gone", "back"):
            yield self._list(key, getattr(found, key))
        for key in ("fell", "rose"):
            yield self._list(key, map(self._moved, getattr(found, key)))
        for key in ("vanished", "appeared"):
            yield self._list(key, map(self._turned, getattr(found, key)))
        for key in ("joined", "left", "again"):
            yield self._list(key, getattr(found, key))
        yield "\n".join(self._remarks(found))
        yield self._list("unwritten", self.told.unwritten)
        yield self._list("files", self.told.written)
        yield self.say("foot")

    def _remarks(self, found: Digest) -> Iterator[str]:
        if not found.before:
            yield self.say("first")
        elif not found.moved:
            yield self.say("nothing")
        if found.other_rules:
            yield self.say("rules")
        if found.unconfirmed:
            yield self.say("unconfirmed", count=found.unconfirmed)
        if self.told.draft:
            yield self.say("draft")

    def _list(self, key: str, lines: Iterable[str]) -> str:
        shown: Sequence[str] = [_line(line) for line in lines]
        if not shown:
            return ""
        more = [self.say("more", count=len(shown) - MOST)] if len(shown) > MOST else []
        return "\n".join([self.say(key), *(f"  {line}" for line in [*shown[:MOST], *more])])

    def _failed(self, one: Failed) -> str:
        key = f"state.{one.state}" if one.state in ("unreachable", "lost") else "state.other"
        return self.say("failed.line", name=one.name, why=self.say(key, state=one.state, problem=one.problem or "–"))

    def _moved(self, one: Moved) -> str:
        gain = ("+" if one.gain > 0 else "−") + self._number(abs(one.gain))
        old, new = self._number(one.before), self._number(one.after)
        return self.say("moved.line", name=one.name, old=old, new=new, gain=gain)

    def _turned(self, one: Turned) -> str:
        key = "turned.unconfirmed" if one.unconfirmed else "turned.line"
        return self.say(key, name=one.name, what=self._titles.get(one.id, one.id))

    @property
    def _titles(self) -> Mapping[str, str]:
        titles = {one.id: f"{one.id} {one.title.get(self.language)}" for one in self.criteria.criteria}
        return names_of_services(self.criteria) | titles

    def _number(self, value: float | None) -> str:
        return "–" if value is None else str(format_decimal(value, format="0.0", locale=self.language))


def _line(text: str) -> str:
    """Return a text as one line of bounded length: parts of it come from sites."""
    return " ".join(clean(text).split())[:_LONGEST]
