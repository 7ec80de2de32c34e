"""Sentences of verdicts, in German or English: made on output from codes and values, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from scanner.judging.wording import TEXTS, cause
from scanner.model.review import BY_HAND
from scanner.model.texts import chosen_language
from scanner.model.verdict import State, Verdict

_KIND, _TOPIC, _TOP = "no_page", "accesses", 1.0
_NUMBERS = ("points", "max", "next", "number", "sum", "members", "seen", "met")
_COUNTS_ONLY = ("members", "no_members")  # the reason says it already
_COUNTED = frozenset({"pages", "headers", "service_pages", "targets", "documents", "offers", "filters"})

Names = Mapping[str, str]


@dataclass(frozen=True)
class Looked:
    """What was looked at, of one sort: what it is, and which, if they have names."""

    what: str
    items: tuple[str, ...] = ()


def score(verdict: Verdict, language: str | None = None) -> str:
    """Return the score in points of its scale, a share in per cent, or the state where there is none."""
    if verdict.state is not State.SCORED or verdict.points is None:
        return _say(f"state.{verdict.state.value}", language)
    if verdict.max == _TOP:
        return percent(verdict.points, language)
    return _say("score.points", language, points=number(verdict.points, language), max=number(verdict.max, language))


def reason(verdict: Verdict, language: str | None = None, names: Names | None = None) -> str:
    """Return why a verdict is as it is.

    Args:
        verdict: with its reason code and values.
        language: de or en, else as the user set it.
        names: what members (ids of services) are called.
    """
    values = dict(verdict.values)
    return " ".join(part for part in (_why(verdict, values, language), _unseen(values, language, names)) if part)


def _why(verdict: Verdict, values: dict[str, str], language: str | None) -> str:
    if verdict.reason == BY_HAND:
        return _by_hand(values, language)
    if verdict.state is State.UNREACHABLE:
        return _say("reason.unreachable", language, failure=cause(values.get("failure", ""), language))
    if verdict.state is State.NOT_TESTABLE and not _has(f"reason.{verdict.reason}", language):
        return _say("reason.not_testable", language, cause=cause(verdict.reason, language))
    key = f"reason.{_key_of(verdict, values)}"
    return _say(key if _has(key, language) else "reason.other", language, **_filled(verdict, values, language))


def _by_hand(values: Mapping[str, str], language: str | None) -> str:
    day = format_date(datetime.fromisoformat(values["at"]), locale=chosen_language(language))
    was = number(values["scanner"], language) if "scanner" in values else _say(f"state.{values['was']}", language)
    if "by" not in values:  # where the readers may not know
        return _say("reason.by_hand_bare", language, day=day, was=was)
    return _say("reason.by_hand", language, by=values["by"], day=day, why=values["why"], was=was)


def _key_of(verdict: Verdict, values: Mapping[str, str]) -> str:
    """Return which sentence says the reason: by what the number is made of."""
    code = verdict.reason
    if code in ("no_members", "instead", "too_few"):
        return code if "over" in values else f"{code}_bare"
    if code in ("steps", "nothing_found") and "number" in values:
        return f"number_{values.get('scale', '')}{'_share' if 'met' in values else ''}"
    if code == "steps":
        return "steps_next" if "next" in values else code
    if code in ("mean", "median") and "over" not in values:  # of an older scanner
        return "other_share" if verdict.max == _TOP else "other"
    if code == "mean":
        return "mean_met" if "met" in values else "mean_share" if verdict.max == _TOP else code
    return code


def _filled(verdict: Verdict, values: Mapping[str, str], language: str | None) -> dict[str, str]:
    known = dict.fromkeys((*_NUMBERS, "over", "percent", "share"), "–")
    known |= {key: number(values[key], language) for key in _NUMBERS if key in values}
    if verdict.points is not None:
        known["percent"] = percent(verdict.score or 0.0, language)
    if "number" in values:
        known["share"] = percent(float(values["number"]), language)
    if "over" in values:
        known["over"] = _say(f"over.{values['over']}", language)
    return known


def _unseen(values: Mapping[str, str], language: str | None, names: Names | None) -> str:
    if "unseen" not in values:
        return ""
    shown = ", ".join(_name(one, names) for one in values["unseen"].split(", "))
    return _say("reason.missing", language, unseen=shown)


def doubt(code: str, language: str | None = None, names: Names | None = None) -> str:
    """Return why a verdict is not sure: the sentence of a ``code`` or ``code:member``."""
    head, _, member = code.partition(":")
    text = _say(f"doubt.{head}", language) if _has(f"doubt.{head}", language) else head
    return _say("flag.of", language, member=_name(member, names), flag=text) if member else text


def flag(code: str, language: str | None = None, names: Names | None = None) -> str:
    """Return what should be noted: the sentence of a ``flag`` or ``flag:member``."""
    head, _, member = code.partition(":")
    text = _say(f"flag.{head}", language) if _has(f"flag.{head}", language) else head
    if not member:
        return text
    known = cause(member, language)
    return _say("flag.of", language, member=known if known != member else _name(member, names), flag=text)


def looked(codes: Iterable[str], language: str | None = None, names: Names | None = None) -> tuple[Looked, ...]:
    """Return what was looked at, sort by sort, in the order it first comes; of counts the highest."""
    sorts: dict[str, list[str]] = {}
    for head, _, detail in (code.partition(":") for code in codes):
        if head in _COUNTS_ONLY:
            continue
        topic, colon, count = detail.partition(":")
        sort = f"{head}:{topic}" if head == _TOPIC and colon else head
        sorts.setdefault(sort, []).append(count if head == _TOPIC and colon else detail)
    if "offer" in sorts:
        sorts.pop("offers", None)  # what has names needs no count
    return tuple(_looked(sort, details, language, names) for sort, details in sorts.items())


def _looked(sort: str, details: list[str], language: str | None, names: Names | None) -> Looked:
    head, _, topic = sort.partition(":")
    if topic:
        return Looked(_say(f"topic.{topic}", language, count=_most(details)))
    if not _has(f"searched.{head}", language):
        return Looked(head, tuple(details))
    if head in _COUNTED:
        return Looked(_say(f"searched.{head}", language, what=number(_most(details), language)))
    told = [cause(one, language) if head == _KIND else _name(one, names) for one in map(_bare, details) if one]
    return Looked(_say(f"searched.{head}", language), tuple(dict.fromkeys(told)))


def _bare(detail: str) -> str:
    """Return a detail without whose search it is."""
    return detail.partition(":")[2] if detail.startswith(("main:", "portal:")) else detail


def _most(details: list[str]) -> str:
    return max(details, key=lambda one: int(one) if one.isdigit() else 0)


def number(value: str | float, language: str | None = None) -> str:
    """Return a number as the language writes it; other text as it is."""
    try:
        return str(format_decimal(float(value), format="#,##0.##", locale=chosen_language(language)))
    except ValueError:
        return str(value)


def percent(value: float, language: str | None = None) -> str:
    """Return a share in per cent as the language writes it."""
    return str(format_percent(value, format=_say("percent", language), locale=chosen_language(language)))


def _name(code: str, names: Names | None) -> str:
    return (names or {}).get(code, code)


def _has(key: str, language: str | None) -> bool:
    return key in TEXTS.keys(chosen_language(language))


def _say(key: str, language: str | None, **values: str) -> str:
    return TEXTS.say(key, language, **values)
