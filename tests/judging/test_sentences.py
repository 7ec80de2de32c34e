"""Codes become sentences, in both languages, for every code that judging knows."""

import pytest

from scanner.archive.records import Failure
from scanner.judging import sentences
from scanner.judging.why import why_criterion
from scanner.judging.why_url import why_url
from scanner.model.verdict import State, Verdict
from scanner.reading.facts import Quality
from scanner.reading.site_types import Kind
from tests.judging.builders import HOST, OfferKind, offer, page, site, with_service

NAMES = {"taxi": "Taxigenehmigung"}


def test_both_languages_say_the_same_codes():
    assert sentences.TEXTS.keys("de") == sentences.TEXTS.keys("en")


@pytest.mark.parametrize(
    "code",
    [
        *(one.value for one in Failure),
        *(one.value for one in Quality if one != "content"),
        *(one.value for one in Kind),
        "not_asked",
        "service_not_found",
    ],
)
def test_every_reason_has_words_in_both_languages(code):
    for language in ("de", "en"):
        rooms = {key.partition(".")[0] for key in sentences.TEXTS.keys(language) if key.partition(".")[2] == code}
        assert rooms & {"cause", "kind"}
        assert sentences.cause(code, language)


def test_a_status_is_told():
    assert sentences.cause("status_503", "en") == "the site answered with status 503"


def test_a_score_says_its_points_and_what_is_missing_for_more():
    values = (("points", "1"), ("max", "2"), ("next", "2"))
    told = Verdict("S1", "1", State.SCORED, 0.5, 2.0, reason="steps", values=values)

    assert sentences.reason(told, "de") == "1 von 2 Punkten: die Stufe ist belegt, für 2 fehlt etwas."
    assert sentences.reason(told, "en").startswith("1 of 2 points")


def test_a_share_names_what_was_not_seen():
    values = (("points", "0.5"), ("max", "1"), ("members", "13"), ("sum", "6.5"), ("unseen", "taxi"))
    told = Verdict("F2", "1", State.SCORED, 0.5, reason="mean", values=values)

    text = sentences.reason(told, "de", NAMES)
    assert "Summe 6,5 über 13" in text
    assert "Nicht gesehen wurden: Taxigenehmigung." in text


def test_states_say_their_reason():
    hidden = Verdict("S1", "1", State.NOT_TESTABLE, reason="robots")
    gone = Verdict("S1", "1", State.UNREACHABLE, reason="unreachable", values=(("failure", "dns"),))

    assert sentences.reason(hidden, "de") == "Nicht prüfbar: robots.txt verbietet den Abruf."
    assert "auflösbar" in sentences.reason(gone, "de")
    assert sentences.reason(Verdict("U5", "1", State.NOT_APPLICABLE, reason="too_few"), "de").startswith("Entfällt")


def test_what_was_searched_and_flagged():
    assert sentences.searched("no_page:tenders", "de") == "keine Seite dieser Art: Ausschreibungen"
    assert sentences.searched("no_service_page:taxi", "de", NAMES) == "keine Seite zur Leistung Taxigenehmigung"
    assert sentences.searched("accesses:login:2", "en") == "what the site says: 2 on logging in"
    assert sentences.flag("login_first:taxi", "de", NAMES) == "Taxigenehmigung: Anmeldung vor dem ersten Feld"


def test_everything_a_judgement_says_has_words():
    where = with_service(offers={"gewerbe_anmeldung": (offer(kind=OfferKind.PDF),)})
    for criterion in where.set.criteria:
        told = why_criterion(where, criterion.id)
        assert "{" not in sentences.reason(told.verdict, "de")
        for code in told.verdict.searched:
            assert sentences.searched(code, "de") != code
        for want in told.wanting:
            assert sentences.wanting(want, "en")
            assert "{" not in sentences.wanting(want, "de", NAMES, where.set)


def test_what_would_earn_more_is_said_in_the_words_of_the_rule():
    told = why_criterion(site(), "S4")

    texts = [sentences.wanting(want, "de", None, told_set) for want in told.wanting for told_set in (site().set,)]
    assert all("es fehlt" in text for text in texts)
    assert len(set(texts)) == len(texts)


def test_the_story_of_an_address_is_told():
    lines = sentences.story(why_url(site(page("/wald", "Wald")), f"{HOST}/wald"), "de")

    assert lines[0].startswith("Die Seite wurde gelesen, zählt aber für nichts: Titel und Überschrift nennen keine")
