"""The judgement of a homepage that could not be had."""

from scanner.judging.sentences import reason
from scanner.model.verdict import State
from scanner.run.judging import unreachable
from tests.reading.test_adopting import TOWN


def test_a_homepage_without_a_capture_may_have_been_there_and_is_not_testable():
    verdicts = unreachable(TOWN, "g2b-2026", "not_archived").verdicts
    assert {verdict.state for verdict in verdicts} == {State.NOT_TESTABLE}
    assert "im Archiv gibt es davon keine Aufnahme" in reason(verdicts[0], "de")


def test_a_homepage_that_is_down_is_unreachable():
    verdicts = unreachable(TOWN, "g2b-2026", "dns").verdicts
    assert {verdict.state for verdict in verdicts} == {State.UNREACHABLE}
