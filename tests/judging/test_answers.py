"""Answers to "why" in words: every criterion, every fate of an address, in both languages."""

import re

import pytest

from scanner.judging.answers import answer_url, answer_why
from scanner.judging.why import why_criterion
from scanner.judging.why_url import FormOf, UrlStory, why_url
from scanner.judging.wording import TEXTS
from tests.judging.builders import HOST, OfferKind, OfferState, at, engine, offer, page, site, with_service

FATES = [key.removeprefix("fate.") for key in sorted(TEXTS.keys("de")) if key.startswith("fate.")]
BROKEN = re.compile(r"\{|\bNone\b| ,|,,|  | \.|:\.$|\bTrue\b")


def some_sites():
    pdf = offer(kind=OfferKind.PDF, state=OfferState.DEAD)
    online = offer(url=f"{HOST}/form", shows=frozenset({"progress"}))
    return [
        site(),
        site(searched={}),
        site(engines=(engine(),)),
        with_service(offers={"gewerbe_anmeldung": (pdf,)}),
        with_service(offers={"gewerbe_anmeldung": (online,)}),
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_criterion_is_answered_in_whole_sentences(language):
    for where in some_sites():
        for criterion in where.set.criteria:
            answer = answer_why(why_criterion(where, criterion.id), where.set, language)
            said = [answer.score, answer.reason, *answer.notes, *answer.doubts]
            said += [text for one in answer.missing for text in (one.gain, one.what, *one.members)]
            said += [text for one in answer.looked for text in (one.what, *one.items)]
            assert [text for text in said if not text or BROKEN.search(text)] == []


def test_everything_short_of_the_whole_says_what_is_missing():
    for where in some_sites():
        for criterion in where.set.criteria:
            told = why_criterion(where, criterion.id)
            short = told.verdict.score is not None and told.verdict.score < 1
            assert bool(answer_why(told, where.set, "de").missing) >= short, criterion.id


def test_the_next_point_is_said_in_words():
    answer = answer_why(why_criterion(site(), "S1"), site().set, "de")

    assert [(one.gain, one.what) for one in answer.missing] == [("1 Punkt mehr", answer.missing[0].what)]
    assert "das Suchfeld der Website" in answer.missing[0].what


def test_members_that_lack_the_same_stand_together():
    (missing,) = answer_why(why_criterion(site(engines=(engine(),)), "S2"), site().set, "de").missing or (None,)

    assert missing is None or len(missing.members) == 10


def test_what_was_not_seen_is_said_so():
    answer = answer_why(why_criterion(site(searched={}), "E1"), site().set, "de")

    assert "eine eigene Seite zur Leistung (nicht gesehen: die Leistung wurde nicht gefunden" in answer.missing[0].what


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("fate", FATES)
def test_every_fate_of_an_address_has_a_sentence(language, fate):
    story = UrlStory(
        f"{HOST}/x",
        fate,
        "news",
        f"{HOST}/y",
        ("news",),
        ("taxi",),
        (FormOf("taxi", "pdf", "works"),),
        ("taxi",),
        ("taxi",),
        (("taxi", f"{HOST}/taxi"), ("makler", "")),
        (("S1", at("/x")),),
        (HOST,),
    )
    answer = answer_url(story, site().set, language)
    assert not [text for text in (answer.verdict, *answer.details, answer.advice) if BROKEN.search(text)]
    assert answer.evidence[0][:2] == ("S1", site().set.criterion("S1").title.get(language))


def test_who_can_mend_something_is_told_how():
    answer = answer_url(why_url(site(page("/wald", "Wald")), "/nirgends"), site().set, "de")

    assert answer.verdict == "Die Seite wurde nicht abgerufen: keine gelesene Seite verlinkt sie."
    assert answer.advice.startswith("Abhilfe: die Seite aus dem Menü")


def test_a_page_that_counts_needs_no_advice():
    assert answer_url(why_url(with_service(), "/gewerbe"), site().set, "de").advice == ""
