"""Answers to "why" in words, German or English: what the terminal prints and the page to print shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from criteria.explain import Explainer, Line
from criteria.language import Criterion
from criteria.loading import CriteriaSet
from scanner.judging.sentences import Looked, doubt, flag, looked, number, percent, reason, score
from scanner.judging.why import Wanting, Why
from scanner.judging.why_url import UrlStory
from scanner.judging.wording import TEXTS, Wording, cause
from scanner.model.place import Place
from scanner.model.texts import chosen_language

_NO_ADVICE = ("counted", "form", "citizen", "evidence", "target")


@dataclass(frozen=True)
class Missing:
    """What would have earned more: how much, what, and for which members of a share."""

    gain: str
    what: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriterionAnswer:
    """Why a criterion got its score.

    `doubts` say why it is not sure, `notes` what else is noted; `rule` is the rule in words.
    """

    id: str
    title: str
    question: str
    score: str
    reason: str
    doubts: tuple[str, ...]
    notes: tuple[str, ...]
    evidence: tuple[Place, ...]
    looked: tuple[Looked, ...]
    missing: tuple[Missing, ...]
    rule: tuple[Line, ...]


@dataclass(frozen=True)
class UrlAnswer:
    """What became of an address: one sentence, more of them, what to do, and what it is evidence of."""

    url: str
    verdict: str
    details: tuple[str, ...]
    advice: str
    evidence: tuple[tuple[str, str, Place], ...]
    linked_from: tuple[str, ...]


def answer_why(told: Why, criteria: CriteriaSet, language: str | None = None) -> CriterionAnswer:
    """Return why a criterion got its score, in words.

    Args:
        told: as `why_criterion` gives it.
        criteria: the set that was judged by.
        language: de or en, else as the user set it.
    """
    lang, names = chosen_language(language), names_of_services(criteria)
    verdict, criterion = told.verdict, told.criterion
    return CriterionAnswer(
        criterion.id,
        criterion.title.get(lang),
        criterion.question.get(lang),
        score(verdict, lang),
        reason(verdict, lang, names),
        tuple(doubt(code, lang, names) for code in verdict.doubts),
        tuple(flag(code, lang, names) for code in verdict.flags),
        verdict.evidence,
        looked(verdict.searched, lang, names),
        tuple(_missing(told, Wording(criteria, lang), names, lang)),
        tuple(Explainer(criteria, lang).rule(criterion.rule, 0, "{}")),
    )


def names_of_services(criteria: CriteriaSet) -> dict[str, str]:
    """Return what services are called."""
    return {service.id: service.name for service in criteria.services}


def _missing(told: Why, wording: Wording, names: Mapping[str, str], language: str) -> Iterator[Missing]:
    """Yield what is missing; members that miss the same for the same gain stand together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for want in told.wanting:
        gain, (what, beyond) = _gain(want, told, language), wording.whole(want.lack)
        if not want.label:
            yield Missing(gain, what, beyond)
            continue
        member = _member(want, told.criterion, names, language)
        groups.setdefault((gain, what), []).append(member)
    for (gain, what), members in groups.items():
        each = len(members) > 1 and told.wanting[0].gain > 0
        yield Missing(TEXTS.say("gain.each", language, gain=gain) if each else gain, what, tuple(members))


def _gain(want: Wanting, told: Why, language: str) -> str:
    if not want.gain:
        return TEXTS.say("gain.open", language)
    if told.verdict.max == 1:
        return TEXTS.say("gain.percent", language, n=number(round(want.gain * 100, 1), language))
    key = "gain.point" if want.gain == 1 else "gain.points"
    return TEXTS.say(key, language, n=number(want.gain, language))


def _member(want: Wanting, criterion: Criterion, names: Mapping[str, str], language: str) -> str:
    name = names.get(want.label, want.label)
    if want.seen:
        return TEXTS.say("lack.seen", language, name=name, pages=", ".join(want.seen))
    if want.has is None or want.has == 0:
        return name
    so_far = percent(want.has, language) if criterion.max == 1 else number(want.has, language)
    return f"{name} ({TEXTS.say('lack.so_far', language, number=so_far)})"


def answer_url(story: UrlStory, criteria: CriteriaSet, language: str | None = None) -> UrlAnswer:
    """Return what became of an address, in words.

    Args:
        story: as `why_url` gives it.
        criteria: the set that was judged by.
        language: de or en, else as the user set it.
    """
    lang = chosen_language(language)
    titles = {one.id: one.title.get(lang) for one in criteria.criteria}
    return UrlAnswer(
        story.url,
        TEXTS.say(f"fate.{story.fate}", lang, reason=cause(story.reason, lang)),
        tuple(_details(story, names_of_services(criteria), lang)),
        _advice(story, lang),
        tuple((criterion, titles[criterion], place) for criterion, place in story.evidence),
        story.linked_from,
    )


def _details(story: UrlStory, names: Mapping[str, str], language: str) -> Iterator[str]:
    def say(key: str, **values: str) -> str:
        return TEXTS.say(f"story.{key}", language, **values)

    def named(services: Iterable[str]) -> str:
        return ", ".join(names.get(service, service) for service in services)

    if story.services:
        yield say("services", services=named(story.services))
    for form in story.forms:
        kind, state = (
            TEXTS.say(f"{room}.{code}", language) for room, code in (("form", form.kind), ("form_state", form.state))
        )
        yield say("form", kind=kind, service=named([form.service]), state=state)
    if story.referred:
        yield say("referred", services=named(story.referred))
    if story.named:
        yield say("named", services=named(story.named))
    for service, url in story.instead:
        yield say("instead" if url else "nothing_instead", service=named([service]), url=url)
    if story.kinds:
        yield say("kinds", kinds=", ".join(cause(kind, language) for kind in story.kinds))
    if story.reason == "too_short":
        yield say("words", count=str(story.words))
    if story.read_as:
        yield say("read_as", url=story.read_as)


def _advice(story: UrlStory, language: str) -> str:
    if story.fate in _NO_ADVICE:
        return ""
    known = TEXTS.keys(language)
    code = next((one for one in (story.reason, story.fate) if f"advice.{one}" in known), "")
    return TEXTS.say(f"advice.{code}", language) if code else ""
