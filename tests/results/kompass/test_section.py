"""What the match says in a scorecard and in the report of a group."""

from datetime import date

from criteria.services import Service
from results.kompass.moved import Moved, Outcome
from results.kompass.section import available, group_table, section
from results.reports.cooperation.model import Available
from tests.criteria.kompass.records import CITY
from tests.results.kompass.matching import PASS, TRADE, also, finding, matched, scan, solution
from tests.results.kompass.test_measures import about


def of(outcomes=(), **more):
    return section(matched(scan(finding(1), also=[also(PASS)]), **more).rows, "Musterdorf", "2024", "de", outcomes)


def test_it_counts_what_is_described_and_online():
    assert of().about[0] == (
        "Von 3 Leistungen, für die Musterdorf zuständig ist, sind 2 beschrieben und 0 online. "
        "Stand des Leistungskatalogs: 2024."
    )
    assert of().about[1] == "Über den Kriterienkatalog hinaus gefunden: 1 Leistungen"


def test_a_solution_at_hand_leads():
    table = of(solutions=[solution("Gewerbe online")]).tables[0]
    assert table.cells()[0][1].text == "Lösung vorhanden, nicht eingebracht: Gewerbe online (Reifegrad 3)"
    assert table.cells()[1][1].text.startswith("Landesdienst nicht verlinkt")


def test_what_was_also_found_is_a_table_with_its_page():
    also_found = of().tables[1]
    assert [(row[0].text, row[0].href, row[1].text) for row in also_found.cells()] == [
        ("Reisepass", "http://musterdorf.example/pass", "Name")
    ]


def test_measures_stand_with_their_effect():
    done = Outcome(about("S1"), Moved.BETTER, 0.5, 1.0)
    assert of(outcomes=[done]).tables[-1].cells()[0][-1].text == "hat bewegt: 0,5 → 1"


def test_a_group_sees_how_many_members_have_not_brought_in_a_solution():
    rows = matched(scan(finding(1)), scan(finding(0), town=CITY), solutions=[solution("Gewerbe online")]).rows
    assert [[cell.text for cell in row] for row in group_table(rows, "en").cells()] == [
        ["Gewerbe online", "Gewerbeanmeldung", "2"]
    ]


def test_solutions_are_handed_on_by_service():
    services = [Service("gewerbe_anmeldung", "Gewerbeanmeldung", (), TRADE, "core", (), ())]
    known = [solution("Gewerbe online", vendor="krz", url="javascript:alert(1)", level=4)]
    assert available(known, services, date(2026, 1, 1)) == {
        "gewerbe_anmeldung": (Available("Gewerbe online", "krz", "", 4),)  # an address that acts is no link
    }
    assert available([], services, date(2026, 1, 1)) == {}
