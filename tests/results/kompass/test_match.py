"""What should be there, what was found, what is reported: each finding of the match, and when it is none."""

import pytest

from criteria.kompass.record import Known
from results.kompass.match import match_run, prepared
from results.kompass.rows import Code, Finding, Gap
from results.kompass.words import TEXTS, sentence
from tests.criteria.kompass.records import VILLAGE, catalogue, record
from tests.results.kompass.matching import (
    COURT,
    DAY,
    PASS,
    RUN,
    TRADE,
    also,
    codes,
    finding,
    matched,
    report,
    rows,
    scan,
    services,
    solution,
    way,
)


def test_there_is_a_row_for_each_service_that_a_municipality_is_competent_for():
    found = rows(scan(finding()))
    assert sorted(found) == ["Drachenflug", "Gewerbeanmeldung", "Reisepass"]
    assert all(row.competent is Known.YES for row in found.values())


def test_a_service_that_the_set_asks_for_is_not_described_others_are_not_found():
    found = rows(scan(finding(0, pages=())))
    assert "not_described" in codes(found["Gewerbeanmeldung"])
    assert codes(found["Drachenflug"]) == ["not_found"]


def test_what_could_not_be_seen_is_no_lack():
    row = rows(scan(finding(None, pages=())))["Gewerbeanmeldung"]
    assert "not_seen" in codes(row)
    assert "not_described" not in codes(row)
    assert row.gap is Gap.UNKNOWN


def test_a_page_found_by_the_catalogue_counts_and_says_how():
    row = rows(scan(finding(), also=[also(PASS)]))["Reisepass"]
    assert (row.described, row.how, row.gap, row.page) == (
        True,
        "name",
        Gap.PAGE_ONLY,
        "http://musterdorf.example/pass",
    )
    assert codes(row) == []


def test_a_page_on_a_service_as_a_whole_is_one_for_what_is_done_with_it():
    row = rows(scan(finding(), also=[also("99777001000000")]))["Drachenflug"]
    assert row.described
    other = rows(scan(finding(), also=[also("99777001071000")]))["Drachenflug"]
    assert not other.described


def test_a_page_of_the_set_speaks_of_the_details_of_its_service():
    detail = record("Gewerbe Anmeldung Landwirtschaft", TRADE[:-1] + "1", levels=("gemeinde",))
    ready = prepared(catalogue(*services().entries[0].records, detail), DAY)
    found = {row.wanted.key: row for row in match_run(RUN, [scan(finding(2))], ready).rows}
    assert (found[detail.key].level, found[detail.key].page) == (2, found[TRADE].page)
    assert "not_found" not in codes(found[detail.key])


def test_what_is_described_without_competence_is_told():
    row = rows(scan(finding(), also=[also(COURT, name="Erbschein")]))["Erbschein"]
    assert row.competent is Known.NO
    assert codes(row) == ["described_without_competence"]


def test_competence_that_is_only_derived_by_rules_is_told_as_to_be_checked():
    ready = prepared(catalogue(record("Rente", "99114021000000", types=("1",))), DAY)
    row = match_run(RUN, [scan(also=[also("99114021000000", name="Rente")])], ready).rows[0]
    assert codes(row) == ["described_without_competence"]
    assert sentence(row.findings[0], "de").endswith("nicht zuständig; bitte prüfen")


def test_a_page_says_nothing_of_related_services_that_another_is_competent_for():
    detail = record("Erbschein Erteilung", COURT[:8] + "001000", levels=())
    ready = prepared(catalogue(record("Erbschein", COURT, levels=()), detail), DAY)
    match = match_run(RUN, [scan(also=[also(COURT, name="Erbschein")])], ready)
    assert [row.wanted.key for row in match.rows] == [COURT]


def test_a_carrier_of_the_registry_takes_competence_and_is_named():
    town = VILLAGE.__class__(**{**vars(VILLAGE), "not_competent": (("gewerbe_anmeldung", "Amt Muster"),)})
    row = rows(scan(finding(), town=town))["Gewerbeanmeldung"]
    assert codes(row) == ["described_without_competence"]
    assert sentence(row.findings[0], "de") == "Beschrieben, aber nicht zuständig (zuständig: Amt Muster)"


def test_a_state_service_that_is_not_linked_is_told():
    assert "state_not_linked" in codes(rows(scan(finding()))["Gewerbeanmeldung"])


@pytest.mark.parametrize(
    "linked",
    [
        finding(3, ways=(way("https://service.wirtschaft.nrw/antrag/gewerbe/", "state_deep_link"),)),
        finding(3, forms=("https://service.wirtschaft.nrw/antrag/gewerbemeldung/?id=1",)),
    ],
)
def test_a_state_service_that_is_linked_is_not(linked):
    row = rows(scan(linked))["Gewerbeanmeldung"]
    assert row.state_linked is Known.YES
    assert "state_not_linked" not in codes(row)


def test_a_dead_link_to_the_state_links_nothing():
    dead = finding(1, ways=(way("https://service.wirtschaft.nrw/weg", "state_deep_link", "dead"),))
    assert codes(rows(scan(dead))["Gewerbeanmeldung"]) == ["state_not_linked", "link_dead"]


def test_a_state_service_that_nobody_joins_is_no_omission_of_the_town():
    assert codes(rows(scan(finding()), joined=Known.NO)["Gewerbeanmeldung"]) == ["nobody_joins"]


def test_the_service_of_one_state_is_none_of_another():
    town = VILLAGE.__class__(**{**vars(VILLAGE), "ags": "03999001"})
    row = rows(scan(finding(), town=town))["Gewerbeanmeldung"]
    assert (row.wanted.state, codes(row)) == ("", [])


def test_a_report_without_a_page_is_told_and_only_for_the_town_itself():
    told = rows(scan(finding()), reported=(report(PASS),))["Reisepass"]
    assert "reported_not_found" in codes(told)
    above = rows(scan(finding()), reported=(report(PASS, ars="059990000000"),))["Reisepass"]
    assert above.reported is Known.UNKNOWN


def test_a_page_without_a_report_is_told_where_reports_are_known():
    found = rows(scan(finding(), also=[also(PASS)]), reported=(report(TRADE),))
    assert codes(found["Reisepass"]) == ["found_not_reported"]
    assert found["Gewerbeanmeldung"].reported is Known.YES


def test_a_reported_service_that_does_not_answer_is_told():
    row = rows(scan(finding()), reported=(report(TRADE, works=Known.NO),))["Gewerbeanmeldung"]
    assert "reported_dead" in codes(row)


def test_a_report_that_is_switched_off_is_not_missed():
    row = rows(scan(finding()), reported=(report(PASS, active=Known.NO),))["Reisepass"]
    assert "reported_not_found" not in codes(row)


def test_a_key_that_nobody_knows_has_a_row_of_its_own():
    row = rows(scan(finding(), also=[also("99999999012000", name="", how="text_key")]))[""]
    assert codes(row) == ["key_unknown"]
    assert "99999999012000" in sentence(row.findings[0], "en")


def test_a_solution_leads_where_it_goes_further_than_what_is_there():
    row = rows(scan(finding(1)), solutions=[solution("Gewerbe online", level=3)])["Gewerbeanmeldung"]
    assert codes(row)[0] == "solution_available"
    assert sentence(row.findings[0], "de") == "Lösung vorhanden, nicht eingebracht: Gewerbe online (Reifegrad 3)"
    brought_in = rows(scan(finding(3)), solutions=[solution(level=3)])["Gewerbeanmeldung"]
    assert "solution_available" not in codes(brought_in)


def test_a_town_that_could_not_be_seen_and_a_sheet_have_no_rows_but_are_named():
    match = matched(
        scan(finding()), scan(town=VILLAGE.__class__(**{**vars(VILLAGE), "ags": "05999009"}), state="unreachable")
    )
    assert match.unseen == ("Musterdorf",)
    assert {row.ags for row in match.rows} == {"05999001"}
    assert matched(scan(finding(), source="sheet")).rows == ()


def test_a_town_that_readers_may_not_know_is_matched_by_its_league():
    hidden = scan(finding(1), municipality={}, ags="Kommune A", name="Kommune A")
    assert {row.town for row in matched(hidden).rows} == {"Kommune A"}
    assert len(matched(hidden).rows) == 3


def test_rows_stand_in_the_order_of_names_whatever_the_order_of_scans():
    town = VILLAGE.__class__(**{**vars(VILLAGE), "ags": "05999002", "name": "Anderdorf"})
    one, two = scan(finding()), scan(finding(), town=town)
    assert matched(one, two) == matched(two, one)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_finding_has_words(language):
    values = {"product": "P", "level": "3", "terms": "", "state": "s", "url": "u", "key": "k", "carrier": ""}
    for code in Code:
        assert sentence(Finding(code, tuple(values.items())), language)
        assert TEXTS.say(f"count.{code.value}", language)
    assert TEXTS.keys("de") == TEXTS.keys("en")
