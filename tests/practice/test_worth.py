"""The truth of the region is checked itself: towns whose pages a person read and counted by METHOD.md, and sums for all."""

import pytest

from scanner.practice.content.model import YEARS
from scanner.practice.content.towns import towns
from scanner.practice.content.years import town_year
from scanner.practice.worth import worth_of

# Counted on the pages as served, each share as points / members. What only its search can tell (S2-S4) is left out.
RIEDELAGE_2019 = {
    "S1": 1 / 2,  # a link "Suche" in the head, no field
    "S5": 1 / 3,  # an A-Z, ten of thirteen links dead
    "U1": 1 / 2,  # "Wirtschaft und Standort" stands on the page "Rathaus" only
    "U3": 0,
    "U4": 0,
    "U5": 6 / 7,  # Ummeldung costs 20 Euro on one page and 27 on the other
    "U6": 37 / 130,  # Anmeldung 4, Ummeldung 6, Abmeldung 3, Märkte 7, Plakate 7, Sondernutzung 4, Abfall 6
    "A1": 2 / 3,  # Andreas Evers, phone only
    "A2": 1.5 / 13,
    "A3": 2.5 / 13,
    "A4": 1 / 4,  # contact form; the questions are on passes
    "A5": 0,
    "A6": 1 / 3,  # beBPo
    "F1": 1,
    "F2": 3 / 13,
    "F3": 3 / 6,
    "F4": 1 / 13,
    "F5": 2 / 39,
    "F6": 0,
    "F7": 4.5 / 8,
    "E1": 13 / 40,
    "E2": 0,
    "E3": 9 / 52,
    "E4": 0,
    "E5": 0,
    "E6": 1 / 3,  # the entry for business links the start page of the state's portal
    "E7": 0,
}
KREIS_RIEDEBORN_2022 = {
    "S5": 0,
    "U1": 1 / 2,
    "U3": 0,
    "U4": 0,
    "U5": 1,
    "U6": 44 / 130,  # vao 6, Schwertransport 4, Taxi 5, Güterkraft 6, Bau 4, Fliegende 6, Abfall 8, IfSG 5
    "A1": 1,
    "A2": 3 / 13,
    "A3": 3.7 / 13,
    "A4": 2 / 4,
    "A5": 0,
    "A6": 0,
    "F1": 1,
    "F2": 4 / 13,
    "F3": 2 / 6,
    "F4": 1 / 13,
    "F5": 3 / 39,
    "F6": None,  # no own online form, but one of the state: not applicable
    "F7": 5.5 / 8,
    "E1": 12 / 28,
    "E2": 1 / 13,
    "E3": 11 / 52,
    "E4": 0,
    "E5": 2 / 3,
    "E6": 1 / 3,  # one of four
    "E7": 3 / 4,
}


@pytest.mark.parametrize(("number", "year", "counted"), [(37, 2019, RIEDELAGE_2019), (1, 2022, KREIS_RIEDEBORN_2022)])
def test_truth_is_what_a_person_counted(number, year, counted):
    criteria = worth_of(towns()[number], year).criteria
    for name, score in counted.items():
        assert criteria[name].score == pytest.approx(score, abs=0.0002), name


@pytest.mark.parametrize("year", YEARS)
def test_every_town_has_all_criteria_with_a_score_or_a_state(year):
    for town in towns():
        worth = worth_of(town, year)
        assert len(worth.criteria) == 32
        for name, one in worth.criteria.items():
            assert (one.score is None) == (one.state != "scored"), name
            assert one.score is None or 0 <= one.score <= 1, name
        assert all(0 <= level <= 4 for level in worth.levels.values())


def test_what_keeps_a_scanner_out_is_a_state_and_no_zero():
    states = {
        town.fault: {one.state for one in worth_of(town, 2026).criteria.values()} for town in towns() if town.fault
    }
    assert states["down"] == {"unreachable"}
    assert states["bot_wall"] == states["consent_wall"] == {"not_testable"}
    for fault in ("robots_search", "third_party"):
        assert "not_testable" in states[fault]
    assert states["slow"] <= {"scored", "not_applicable"}


def test_the_region_goes_online():
    means = []
    for year in YEARS:
        scores = [
            one.score for town in towns() for one in worth_of(town, year).criteria.values() if one.score is not None
        ]
        means.append(sum(scores) / len(scores))
    assert means == sorted(means)
    assert means[-1] > means[0] + 0.2


def test_a_service_carried_by_others_leaves_the_basket_and_a_mere_referral_does_not():
    carried = [
        (town, made) for town in towns() for year in YEARS for made in [town_year(town, year)]
        if made.offerings.get("gewerbeabfall") and made.offerings["gewerbeabfall"].page == "referral"
    ]  # fmt: skip
    assert carried
    for town, made in carried:
        assert ("gewerbeabfall" in made.basket) == (town.number % 2 == 1)
