"""A scorecard is held against the catalogue: what is at hand leads, and measures tell what came of them."""

from __future__ import annotations

from results.compare.survey import Survey
from results.kompass.measures import Measure, NewMeasure
from results.queries import SHEET
from scanner.run.matching import Matching
from tests.results.kompass.matching import RUN, TRADE, finding, scan, services, solution

KEYS = {"gewerbe_anmeldung": TRADE}


def matched(town, *, solutions=(), measures=(), before=None):
    """What the small catalogue says of a town."""
    known = Matching(services(), tuple(solutions), tuple(measures), KEYS, lambda *_: before)
    return known.of(Survey(RUN, (town,), (town,)), "de")


def measure(town, subject="gewerbe_anmeldung"):
    return Measure(1, NewMeasure(town.ags, town.name, subject, "2022", "Antrag einbauen", "IT"))


def cells(section):
    return [" ".join(map(str, row)) for table in section.tables for row in table.rows]


def test_it_says_how_many_services_are_described_and_online():
    found = matched(scan(finding(3)))
    assert found.section.title == "Leistungsabgleich"
    assert "sind 1 beschrieben und 1 online" in found.section.about[0]


def test_a_solution_at_hand_that_is_not_brought_in_is_named_first():
    found = matched(scan(finding(1)), solutions=[solution("Formular G1")])
    assert found.at_hand == ("Gewerbeanmeldung",)
    assert "Formular G1" in cells(found.section)[0]


def test_a_solution_that_is_brought_in_is_not_at_hand_any_more():
    assert matched(scan(finding(3)), solutions=[solution("Formular G1")]).at_hand == ()


def test_a_measure_of_the_municipality_tells_whether_it_moved_anything():
    town = scan(finding(3))
    found = matched(town, measures=[measure(town)], before=scan(finding(1)))
    told = next(line for line in cells(found.section) if "Antrag einbauen" in line)
    assert "1" in told
    assert "3" in told


def test_measures_of_others_stay_theirs():
    town = scan(finding(3))
    other = Measure(1, NewMeasure("05999002", "Anderort", "S1", "2022", "fremdes Vorhaben"))
    assert not any("fremdes Vorhaben" in line for line in cells(matched(town, measures=[other]).section))


def test_a_site_that_was_not_read_is_not_held_against_anything():
    assert matched(scan(state="unreachable")) is None
    assert matched(scan(source=SHEET)) is None
