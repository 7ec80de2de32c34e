"""A survey is taken through all stages, from the scan to the released scorecard."""

import pytest

from scanner.model.objection import Outcome
from scanner.model.review import ReviewKind
from tests.whole.release import RUN, release

pytestmark = [pytest.mark.slow, pytest.mark.server, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    return release(tmp_path_factory.mktemp("release"))


def test_drafts_say_so_until_the_release(survey):
    assert "ENTWURF" in (survey.folder / "entwurf.html").read_text("utf-8")
    assert "ENTWURF" not in (survey.folder / "freigegeben.html").read_text("utf-8")


def test_the_released_scorecard_shows_objection_and_dated_correction(survey):
    page = (survey.folder / "freigegeben.html").read_text("utf-8")
    assert "Das Suchfeld steht im Kopf jeder Seite" in page
    assert "Zahlendreher im Prüfvermerk" in page
    assert "Links seit dem 1.12. repariert" in page


def test_what_people_said_counts_and_what_was_measured_stays(survey):
    scan = survey.scans[0]
    assert scan.by_hand
    assert {one.kind for one in scan.reviews} >= {ReviewKind.SCORE, ReviewKind.CORRECTION, ReviewKind.NOTE}
    assert scan.totals.total.value != scan.measured.total.value


def test_one_of_three_objections_is_upheld(survey):
    outcomes = [one.outcome for scan in survey.scans for one in scan.objections]
    assert sorted(outcomes) == [Outcome.PARTLY, Outcome.REJECTED, Outcome.UPHELD]


def test_everything_that_was_done_stands_in_the_log(survey):
    log = dict(survey.steps)[f"review log {RUN}"]
    for word in ("freigegeben", "Stichprobe", "Einwand 1", "Antwort auf Einwand 1", "Berichtigung", "Anmerkung"):
        assert word in log
