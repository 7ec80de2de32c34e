"""Codes become sentences, in both languages, for every code that judging knows."""

import pytest

from scanner.archive.records import Failure
from scanner.judging import sentences
from scanner.judging.wording import TEXTS, cause
from scanner.model.verdict import Doubt, State, Verdict
from scanner.reading.facts import Quality
from scanner.reading.site_types import Kind

NAMES = {"taxi": "Taxigenehmigung"}


def told(reason, *values, score=0.5, scale=1.0):
    return Verdict("S1", "1", State.SCORED, score, scale, reason=reason, values=values)


def test_both_languages_say_the_same_codes():
    assert TEXTS.keys("de") == TEXTS.keys("en")


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
        rooms = {key.partition(".")[0] for key in TEXTS.keys(language) if key.partition(".")[2] == code}
        assert rooms & {"cause", "kind"}
        assert cause(code, language)


def test_a_status_is_told():
    assert cause("status_503", "en") == "the site answered with status 503"


def test_a_score_says_its_points_and_that_something_is_missing_for_more():
    one = told("steps", ("points", "1"), ("max", "2"), ("next", "2"), scale=2.0)

    assert sentences.reason(one, "de") == "Belegt: 1 von 2 Punkten; für 2 fehlt noch etwas."
    assert sentences.reason(one, "en").startswith("Proven: 1 of 2 points")
    assert sentences.score(one, "de") == "1 von 2 Punkten"


def test_a_share_says_of_what_and_what_was_not_seen():
    values = (("over", "basket.all"), ("members", "13"), ("seen", "12"), ("met", "6"), ("unseen", "taxi"))
    text = sentences.reason(told("mean", *values), "de", NAMES)

    assert text == "50 %: erfüllt bei 6 von 12 Kernleistungen. Nicht gesehen wurden: Taxigenehmigung."


def test_a_mean_and_a_median_say_of_how_many():
    over = (("over", "basket.all"), ("members", "13"))

    assert sentences.reason(told("mean", *over), "de") == "50 %, im Durchschnitt von 13 Kernleistungen."
    assert sentences.reason(told("mean", ("points", "5"), ("max", "10"), *over, scale=10.0), "en") == (
        "5 of 10 points, the mean of 13 core services."
    )
    steps = (("points", "1"), ("max", "3"), ("number", "4"), ("scale", "median"), *over)
    assert sentences.reason(told("steps", *steps, scale=3.0), "de") == (
        "1 von 3 Punkten: der mittlere Wert (Median) von 13 Kernleistungen ist 4."
    )


def test_a_verdict_of_an_older_scanner_still_has_a_sentence():
    old = ("points", "0.5"), ("max", "1"), ("members", "13"), ("sum", "6.5")

    assert sentences.reason(told("mean", *old), "de") == "50 %."
    assert sentences.reason(told("median", ("points", "2"), ("max", "4"), scale=4.0), "en") == "2 of 4 points."


def test_states_say_their_reason():
    hidden = Verdict("S1", "1", State.NOT_TESTABLE, reason="robots")
    gone = Verdict("S1", "1", State.UNREACHABLE, reason="unreachable", values=(("failure", "dns"),))

    assert sentences.reason(hidden, "de") == "Nicht prüfbar: robots.txt verbietet den Abruf."
    assert sentences.score(hidden, "de") == "nicht prüfbar"
    assert "auflösbar" in sentences.reason(gone, "de")
    assert sentences.reason(Verdict("U5", "1", State.NOT_APPLICABLE, reason="too_few"), "de").startswith("Entfällt")


def test_what_was_looked_at_is_sorted_and_counted_once():
    codes = ("page:a", "accesses:login:0", "no_page:tenders", "page:b", "accesses:login:2", "no_service_page:taxi")

    assert [(one.what, one.items) for one in sentences.looked(codes, "de", NAMES)] == [
        ("Seiten", ("a", "b")),
        ("Angaben zur Anmeldung: 2", ()),
        ("keine Seite dieser Art gefunden", ("Ausschreibungen",)),
        ("keine Seite gefunden zu", ("Taxigenehmigung",)),
    ]


def test_what_was_flagged_and_why_it_is_not_sure():
    assert sentences.flag("login_first:taxi", "de", NAMES) == "Taxigenehmigung: Anmeldung vor dem ersten Feld"
    assert sentences.doubt("one_mention:taxi", "de", NAMES).startswith("Taxigenehmigung: Der Beleg ist eine einzige")
    for language in ("de", "en"):
        assert all(sentences.doubt(one, language) != one for one in Doubt)


def test_a_step_that_asks_something_else_is_not_said_by_the_number():
    from scanner.judging.why import why_criterion
    from tests.judging.builders import Kind, key, link, page, site

    start = page(links=[link("https://service.wirtschaft.nrw/", "Wirtschafts-Service-Portal")])
    one = why_criterion(site(start, kinds={key("/"): frozenset({Kind.HOMEPAGE, Kind.BUSINESS})}), "E6").verdict

    assert one.points == pytest.approx(1, abs=0.001)
    assert sentences.reason(one, "de") == "Belegt: 1 von 3 Punkten; für 2 fehlt noch etwas."
