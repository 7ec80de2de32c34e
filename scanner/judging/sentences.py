"""Sentences of verdicts, in German or English: made on output from codes and values, never stored."""

from __future__ import annotations

from collections.abc import Mapping

from babel.numbers import format_decimal

from criteria.explain import Explainer
from criteria.loading import CriteriaSet
from scanner.judging.why import Wanting
from scanner.judging.why_url import UrlStory
from scanner.model.texts import Texts, chosen_language
from scanner.model.verdict import State, Verdict

TEXTS = Texts(__package__, "phrases")
_KIND = "no_page"
_TOPIC = "accesses"

Names = Mapping[str, str]


def reason(verdict: Verdict, language: str | None = None, names: Names | None = None) -> str:
    """Return why a verdict is as it is.

    Args:
        verdict: with its reason code and values.
        language: de or en, else as the user set it.
        names: what members (ids of services) are called.
    """
    values = {key: number(value, language) for key, value in verdict.values}
    return " ".join(part for part in (_why(verdict, values, language), _unseen(values, language, names)) if part)


def _why(verdict: Verdict, values: dict[str, str], language: str | None) -> str:
    if verdict.state is State.UNREACHABLE:
        return _say("reason.unreachable", language, failure=cause(values.get("failure", ""), language))
    if verdict.state is State.NOT_TESTABLE and not _has(f"reason.{verdict.reason}", language):
        return _say("reason.not_testable", language, cause=cause(verdict.reason, language))
    code = verdict.reason
    if code == "steps":
        code = "number" if "number" in values else "steps_next" if "next" in values else "steps"
    key = f"reason.{code}" if _has(f"reason.{code}", language) else "reason.other"
    return _say(key, language, **_filled(values))


def _filled(values: dict[str, str]) -> dict[str, str]:
    known = dict.fromkeys(("points", "max", "next", "number", "sum", "members", "unseen"), "–")
    return known | {key: value for key, value in values.items() if ":" not in key}


def _unseen(values: dict[str, str], language: str | None, names: Names | None) -> str:
    if "unseen" not in values:
        return ""
    shown = ", ".join(_name(one, names) for one in values["unseen"].split(", "))
    return _say("reason.missing", language, unseen=shown)


def cause(code: str, language: str | None = None) -> str:
    """Return why something was not seen."""
    head, _, status = code.partition("_")
    if head == "status" and status.isdigit():
        return _say("cause.status", language, status=status)
    for room in ("cause", "why_not", "kind"):
        if _has(f"{room}.{code}", language):
            return _say(f"{room}.{code}", language)
    return code


def searched(code: str, language: str | None = None, names: Names | None = None) -> str:
    """Return what was looked at: the sentence of a ``code:detail``."""
    head, _, detail = code.partition(":")
    if not _has(f"searched.{head}", language):
        return code
    if head == _KIND:
        detail = cause(detail, language)
    elif head == _TOPIC:
        topic, _, count = detail.partition(":")
        detail = _say(f"topic.{topic}", language, count=count)
    return _say(f"searched.{head}", language, what=_name(detail, names))


def flag(code: str, language: str | None = None, names: Names | None = None) -> str:
    """Return what should be noted: the sentence of a ``flag`` or ``flag:member``."""
    head, _, member = code.partition(":")
    text = _say(f"flag.{head}", language) if _has(f"flag.{head}", language) else head
    if not member:
        return text
    known = cause(member, language)
    return _say("flag.of", language, member=known if known != member else _name(member, names), flag=text)


def wanting(
    want: Wanting, language: str | None = None, names: Names | None = None, criteria_set: CriteriaSet | None = None
) -> str:
    """Return what would have earned more; with a criteria set it says what was missing in the words of the rule."""
    gain = number(f"{want.gain:g}", language)
    if want.reason and want.label:
        return _say("wanting.unseen", language, member=_name(want.label, names), cause=cause(want.reason, language))
    key = "wanting.member" if want.label else "wanting.point" if want.gain == 1 else "wanting.part"
    text = _say(key, language, member=_name(want.label, names), gain=gain)
    missing = _in_words(want, criteria_set, language) if criteria_set is not None else ""
    return _say("wanting.missing", language, text=text, missing=missing) if missing else text


def _in_words(want: Wanting, criteria_set: CriteriaSet, language: str | None) -> str:
    explainer = Explainer(criteria_set, chosen_language(language))
    said = (line.text for node in want.asked for line in explainer.rule(node, 0, "{}"))
    joined = "wanting.or" if want.any_of else "wanting.and"
    return _say(joined, language).join(dict.fromkeys(text.rstrip(".:") for text in said))


def story(told: UrlStory, language: str | None = None, names: Names | None = None) -> list[str]:
    """Return what became of an address, one sentence each."""
    lines = [_say(f"fate.{told.fate}", language, reason=cause(told.reason, language))]
    if told.services:
        shown = ", ".join(_name(service, names) for service in told.services)
        lines.append(_say("fate.counted_for", language, services=shown))
    if told.criteria:
        lines.append(_say("fate.evidence_of", language, criteria=", ".join(told.criteria)))
    if told.read_as:
        lines.append(_say("fate.read_as", language, url=told.read_as))
    if told.linked_from:
        lines.append(_say("fate.linked_from", language, url=told.linked_from[0]))
    return lines


def number(text: str, language: str | None = None) -> str:
    """Return a number as the language writes it; other text as it is."""
    try:
        value = float(text)
    except ValueError:
        return text
    return str(format_decimal(value, format="#,##0.###", locale=chosen_language(language)))


def _name(code: str, names: Names | None) -> str:
    return (names or {}).get(code, code)


def _has(key: str, language: str | None) -> bool:
    return key in TEXTS.keys(chosen_language(language))


def _say(key: str, language: str | None, **values: str) -> str:
    return TEXTS.say(key, language, **values)
