"""What stands in a scorecard: the values that a mayor would look for, in both languages, and none where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from results.audience import Names
from results.reports.scorecard.report import frame_of, saying, scorecard
from scanner.model.objection import Objection, ObjectionAnswer, Outcome
from scanner.model.review import Review, ReviewKind, ReviewStatus, basis_of
from scanner.model.stage import Stage
from scanner.model.texts import Texts
from scanner.model.verdict import Changer, ServiceFinding, State
from tests.results.reports.look.samples import parsed, text_of
from tests.results.reports.scorecard.samples import WORDS, card, finding, loss, scan, verdict, verdicts

SAID = datetime(2026, 11, 28, 9, tzinfo=UTC)
PORTAL = [loss("gewerbe_anmeldung", 0.4, "portal_start_page", Changer.DATA_CENTRE, "http://portal.example/")]


def own(**more):
    """A municipality at 45 % that loses by links to a portal."""
    given = verdicts(
        0.45, E2=verdict("E2", 0.6, PORTAL, url="http://www.musterfeld.example/gewerbe"), F4=verdict("F4", 0.6, PORTAL)
    )
    services = [
        finding("gewerbe_anmeldung", 3),
        finding("gewerbesteuer", 1),
        finding("sepa", 0, None, page=False),
        finding("hundesteuer", 3),
    ]
    return scan(given=given, services=services, **more)


def before(score=0.2, **more):
    """The same municipality four years before."""
    return scan(given=verdicts(score), services=[finding("gewerbe_anmeldung", 1)], run="2022", **more)


def shown(made):
    return parsed(scorecard(made, WORDS))


@pytest.fixture(scope="module")
def page():
    return shown(card(own(), before()))


def row(tree, caption, name):
    """The cells of the row of a table, by the begin of its caption and what the row is called."""
    path = f"//table[starts-with(caption, '{caption}')]/tbody/tr[contains(th, '{name}')]/*"
    return [" ".join(cell.text_content().split()) for cell in tree.xpath(path)]


def test_front_page_shows_total_rank_and_change(page):
    result = text_of(page, "//*[@class='front']/section[1]")
    assert "45,9 von 100 Punkten" in result
    assert "Platz 3 von 6" in result
    assert "+25,9 Punkte gegenüber 2022" in result


def test_a_change_over_a_part_of_the_criteria_says_over_how_many():
    unseen = verdicts(0.2, S1=replace(verdict("S1", 0.2), state=State.NOT_TESTABLE, score=None, low=0.0, high=1.0))
    seen = scan(given=verdicts(0.45, S1=verdict("S1", 1.0)))
    result = text_of(shown(card(seen, scan(given=unseen, run="2022"))), "//*[@class='front']/section[1]")
    assert "Punkte gegenüber 2022, gerechnet über 31 in beiden bewertete Kriterien" in result


def test_categories_stand_against_median_and_best_of_the_league(page):
    assert row(page, "Punkte (0 bis 100)", "Gesamt") == ["Gesamt", "45,9", "42,9", "90,0", "+25,9"]
    assert row(page, "Punkte (0 bis 100)", "eServices") == ["eServices", "47,1", "43,6", "90,0", "+27,1"]


def test_years_stand_side_by_side_and_in_the_picture(page):
    assert row(page, "Gesamtpunkte über die Jahre", "2022") == ["2022", "20,0", "35,0", "90,0"]
    words = [one.text for one in page.xpath("//section[@class='over']//*[name()='text']")]
    assert {"2022", "2026", "20", "46", "Median", "Beste"} <= set(words)
    assert "Bruch" not in words


def test_break_between_surveys_made_in_different_ways_is_drawn_and_told():
    tree = shown(card(own(), before(source="sheet"), source="sheet"))
    over = tree.xpath("//section[@class='over']")[0]
    assert "Bruch" in [one.text for one in over.xpath(".//*[name()='text']")]
    assert "2022 (Handerhebung) und 2026 liegt ein Bruch" in text_of(over, ".//*[name()='desc']")
    assert "2022 (Handerhebung)" in row(tree, "Gesamtpunkte über die Jahre", "2022")


def test_steps_say_what_to_do_what_it_brings_and_who_can_do_it(page):
    step = text_of(page, "//section[@class='steps']//li[contains(., 'Startseite eines Portals')]")
    assert step.startswith("+2,3 Punkte Links direkt auf den Antrag setzen")
    assert "(Gewerbeanmeldung)" in step
    assert "1 mal portal_start_page" in step
    assert "Ändern kann es: das Rechenzentrum. In dieser" in step or "Ändern kann es: das Rechenzentrum. Gelöst" in step


def test_solvers_are_linked_where_there_is_a_page_to_show():
    given = verdicts(1.0, E1=verdict("E1", 0.0, [loss("gewerbe_anmeldung", 1.0)]))
    tree = shown(card(scan(given=given)))
    links = tree.xpath("//section[@class='steps']//a")
    assert [(one.text, one.get("href")) for one in links] == [("Fernstadt", "http://www.fernstadt.example/")]
    hidden = shown(card(scan(given=given), names=Names.OWN))
    assert not hidden.xpath("//section[@class='steps']//a")
    assert "Fernstadt" not in hidden.text_content()
    assert "Gelöst oder fast gelöst bei Kommune " in text_of(hidden, "//section[@class='steps']")


def test_changes_come_with_their_cause(page):
    assert "E2" not in text_of(page, "//section[@class='changes']")  # but what it is called
    assert "Online-Quote: von 20 auf 60 (Website)" in text_of(page, "//section[@class='changes']")
    assert row(page, "Gegenüber 2022", "Gewerbeanmeldung") == [
        "Gewerbeanmeldung: von Reifegrad 1 auf Reifegrad 3",
        "+2",
        "gestiegen",
        "Website",
    ]


def test_a_fall_is_told_on_the_front_page_whatever_rose_more():
    fallen = scan(given=verdicts(0.9, S1=verdict("S1", 0.1)))
    told = text_of(shown(card(fallen, before())), "//section[@class='changes']")
    assert "−10 Suchfeld auf der Startseite: von 20 auf 10" in told
    assert told.count("von 20 auf 90") == 4
    told = text_of(shown(card(scan(given=verdicts(0.1)), before())), "//section[@class='changes']")
    assert told.count("von 20 auf 10") == 5


def test_four_ways_say_where_they_break_off(page):
    ways = page.xpath("//section[@class='ways']//li")
    assert [one.findtext("h3") for one in ways] == [
        "Firma gründen",
        "Gaststätte eröffnen",
        "Veranstaltung durchführen",
        "Bauen",
    ]
    assert "1 von 4 online; bricht ab bei Station 2, Gewerbesteuer: nur auf Papier" in text_of(ways[0], ".")
    assert "4 Klicks" in text_of(ways[0], ".")
    assert row(page, "Firma gründen", "3. SEPA")[1:] == ["nicht beschrieben", "0", "–", "–"]


def test_all_32_criteria_have_points_and_median_and_link_their_evidence(page):
    rows = page.xpath("//table[contains(@class, 'criteria')]/tbody/tr")
    assert len(rows) == 32
    assert row(page, "eServices", "Online-Quote") == [
        "E2",
        "Online-Quote",
        "60 %",
        "45 %",
        "Grund steps 0.6",
        "Beleg 1",
    ]
    assert row(page, "Suchfunktionalitäten", "Suchfeld")[2:4] == ["0,9 von 2", "0,8"]
    links = page.xpath("//table[contains(@class, 'criteria')]//a")
    assert [one.get("href") for one in links] == ["http://www.musterfeld.example/gewerbe"]


def test_services_have_levels_in_words_and_those_of_citizens_are_left_out(page):
    assert row(page, "Kernleistungen", "Gewerbeanmeldung")[1:4] == ["3 online", "2", "Person"]
    assert row(page, "Weitere Leistungen", "SEPA")[1:3] == ["0 nicht beschrieben", "–"]
    assert "Hundesteuer" not in page.text_content()


def test_lost_points_say_cause_and_who_can_change_it(page):
    cells = page.xpath("//table[contains(@class, 'lost')]/tbody/tr[contains(., 'portal_start_page')]/*")
    assert [" ".join(one.text_content().split()) for one in cells] == [
        "2,3",
        "1 mal portal_start_page",
        "Gewerbeanmeldung",
        "E2, F4",
        "das Rechenzentrum",
    ]
    assert row(page, "Verlorene Punkte vom Gesamtwert", "das Rechenzentrum") == ["das Rechenzentrum", "2,3"]


def test_what_could_not_be_tested_makes_a_range_and_no_zero():
    part = scan(
        given=verdicts(
            0.45, S2=verdict("S2", None, state=State.NOT_TESTABLE), S3=verdict("S3", None, state=State.NOT_TESTABLE)
        )
    )
    tree = shown(card(part))
    assert "Spanne 41,4 bis 49,4" in text_of(tree, "//*[contains(@class, 'front')]/section[1]")
    assert row(tree, "Suchfunktionalitäten", "Treffergüte")[2] == "nicht prüfbar"
    assert row(tree, "Punkte (0 bis 100)", "Suche")[1] == "45,0 (27–67)"


def test_site_that_was_not_reached_gets_no_points_and_nothing_made_up():
    down = scan(
        given=[verdict(one.criterion, None, state=State.UNREACHABLE) for one in verdicts(0.1)], state="unreachable"
    )
    tree = shown(card(down, before()))
    assert "Website nicht abrufbar" in text_of(tree, "//section[1]")
    assert not tree.xpath(
        "//section[@class='steps'] | //section[@class='ways'] | //table[contains(@class, 'criteria')]"
    )
    assert row(tree, "Gesamtpunkte über die Jahre", "2026") == ["2026", "–", "40,0", "90,0"]


def test_first_survey_has_nothing_to_compare_with():
    tree = shown(card(own()))
    assert "Erste Erhebung" in text_of(tree, "//*[contains(@class, 'front')]/section[1]")
    assert not tree.xpath("//section[@class='over']")
    assert "Es gibt keine frühere Erhebung" in text_of(tree, "//section[@class='changes']")


def test_survey_by_hand_says_so_and_keeps_its_titles():
    given = [verdict("S1", 0.5, values=(("title", "Suche vorhanden"),)), verdict("E1", 0.25)]
    tree = shown(card(scan(given=given, source="sheet")))
    assert "wurde von Hand durchgeführt" in text_of(tree, "//section[1]")
    assert row(tree, "Suchfunktionalitäten", "Suche vorhanden")[:3] == ["S1", "Suche vorhanden", "1,0 von 2"]
    assert "Zu dieser Erhebung liegen keine Leistungen vor." in tree.text_content()
    assert "Ändern kann es" not in text_of(tree, "//section[@class='steps']")  # nobody knows
    assert {text_of(one, "./p[2]") for one in tree.xpath("//section[@class='ways']//li")} == {"nicht geprüft"}


def test_what_a_person_decided_and_what_was_read_by_consent_is_told():
    given = verdicts(0.5, S1=verdict("S1", 0.5, reason="by_hand"))
    tree = shown(card(scan(given=given, municipality={"robots_consent": "Frau Muster, 1.2.2026, alles"})))
    assert "davon 1 von Hand entschieden" in text_of(tree, "//*[contains(@class, 'front')]/section[1]")
    assert row(tree, "Suchfunktionalitäten", "Suchfeld")[4].startswith("von Hand")
    assert "mit schriftlicher Erlaubnis gelesen: Frau Muster" in text_of(tree, "//footer")


def test_long_addresses_are_cut_where_they_are_read_but_lead_to_the_whole():
    far = "http://www.musterfeld.example/" + "a" * 5000
    given = verdicts(0.9, F7=verdict("F7", 0.5, [loss("", 0.5, "dead_link", detail=far)]))
    tree = shown(card(scan(given=given, services=[ServiceFinding("gewerbe_anmeldung", 2, (far,), (), 1)])))
    assert max(len(one) for one in tree.xpath("//main//text()")) < 700
    assert far in tree.xpath("//table[contains(@class, 'services')]//a/@href")


def test_texts_from_the_web_stay_texts():
    evil = "<script>alert(1)</script>"
    given = verdicts(0.5, S1=verdict("S1", 0.5, [loss(evil, 0.2, detail=evil)], url="javascript:alert(1)"))
    tree = shown(card(scan(name=evil, given=given)))
    assert not tree.xpath("//script")
    assert tree.xpath("string(//h1)") == evil
    assert not tree.xpath("//a[starts-with(@href, 'javascript')]")


def test_headings_leave_no_level_out_and_ids_are_unique(page):
    levels = [int(one.tag[1]) for one in page.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= now + 1 for now, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_table_has_a_caption_and_head_cells_and_every_chart_its_table(page):
    for table in page.xpath("//table"):
        assert table.findtext("caption").strip()
        assert table.xpath("./thead//th[@scope='col']")
        assert all(row.xpath("./th[@scope='row']") for row in table.xpath("./tbody/tr"))
    charts = page.xpath("//*[name()='svg'][@role='img']")
    assert len(charts) == len(page.xpath("//div[contains(@class, 'chart')][.//table]")) == 4


def test_english_scorecard_says_the_same_in_english():
    tree = shown(card(own(), before(), language="en"))
    assert "45.9 of 100 points" in text_of(tree, "//*[@class='front']/section[1]")
    assert "Rank 3 of 6" in text_of(tree, "//*[@class='front']/section[1]")
    assert "Solved or nearly solved" in text_of(
        tree, "//section[@class='steps']"
    ) or "No other municipality" in text_of(tree, "//section[@class='steps']")
    assert tree.get("lang") == "en"


def test_both_languages_have_the_same_texts():
    texts = Texts("results.reports.scorecard")
    assert texts.keys("de") == texts.keys("en")
    assert saying("de")("total") != saying("en")("total")


def test_draft_and_title():
    made = card(own(), stage=Stage.HEARING)
    assert "ENTWURF" in scorecard(made, WORDS)
    assert frame_of(made).title == "Musterfeld: G2B-Scorecard 2026"


def test_the_same_scorecard_is_the_same_bytes():
    assert scorecard(card(own(), before()), WORDS) == scorecard(card(own(), before()), WORDS)


def reviewed(kind=ReviewKind.SCORE, points=1.0, **more):
    """A review of F4 that counts, or a note on it."""
    given = own().judgement.verdicts
    f4 = next(one for one in given if one.criterion == "F4")
    status = ReviewStatus.NOTE if kind is ReviewKind.NOTE else ReviewStatus.ACTIVE
    values: dict[str, Any] = {
        "reason": "nachgesehen",
        "by": "A. Muster",
        "at": SAID,
        "basis": basis_of(f4),
        "status": status,
    } | more
    return Review(1, "2026", "05999001", "F4", kind, State.SCORED, points, **values)


def test_what_a_person_decided_stands_beside_what_was_measured():
    page = shown(card(replace(own(), reviews=(reviewed(),)), before()))
    assert row(page, "Von Hand entschieden", "Interaktive Online-Formulare") == [
        "28. November 2026", "Interaktive Online-Formulare", "60 %", "100 %", "nachgesehen",
    ]  # fmt: skip


def test_a_correction_after_the_release_stands_on_the_front_page_with_its_day():
    page = shown(card(replace(own(), reviews=(reviewed(ReviewKind.CORRECTION),)), before()))
    assert "Nach der Freigabe berichtigt am 28. November 2026: F4" in text_of(page, "//*[@class='front']")


def test_a_repair_after_the_survey_is_a_note_and_no_score():
    noted = shown(card(replace(own(), reviews=(reviewed(ReviewKind.NOTE, None, reason="Link repariert"),)), before()))
    assert "Link repariert" in text_of(noted, "//section[h2='Was Menschen dazu sagten']")
    assert "60 %" in row(noted, "Formular-Services", "Interaktive Online-Formulare")


def test_an_objection_stands_with_its_outcome():
    answer = ObjectionAnswer(Outcome.REJECTED, "gezählt wird die Buchung im Netz", "B. Beispiel", SAID)
    said = Objection(1, "2026", "05999001", "", "Amt", SAID.date(), "Termine gibt es am Telefon", "A.", SAID, (answer,))
    page = shown(card(replace(own(), objections=(said,)), before()))
    assert row(page, "Einwände", "zum Ganzen") == [
        "28. November 2026", "zum Ganzen", "Termine gibt es am Telefon", "zurückgewiesen", "gezählt wird die Buchung im Netz",
    ]  # fmt: skip


def test_where_nobody_said_anything_there_is_no_such_section(page):
    assert "Was Menschen dazu sagten" not in text_of(page, "//main")
