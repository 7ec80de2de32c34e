"""One call over several surveys: lines, ranks by all peers, leagues, statistics, and the same as plain values."""

import json

import pytest

from results.compare.comparison import compare, spans
from results.compare.leagues import spread
from results.compare.plain import plain
from results.compare.ranks import NoRank
from results.compare.statistics import NoEstimate
from results.compare.towns import Missing
from tests.results.compare.surveys_of import levels, scan, scored, survey

AGS = [f"0599900{at}" for at in range(1, 8)]


@pytest.fixture(scope="module")
def found():
    """Seven municipalities in three surveys, one of them missing in the first; only two are asked about."""
    first = [scan(ags, *scored(0.1 + at / 20), services=levels(taxi=1)) for at, ags in enumerate(AGS[:-1])]
    second = [scan(ags, *scored(0.2 + at / 20), services=levels(taxi=2)) for at, ags in enumerate(AGS)]
    third = [scan(ags, *scored(0.3 + at / 11), services=levels(taxi=3)) for at, ags in enumerate(AGS)]
    asked = {"chosen": (AGS[0], AGS[6])}
    return compare([survey("2019", *first, **asked), survey("2022", *second, **asked), survey("2026", *third, **asked)])


def test_each_survey_is_compared_with_the_next_and_the_first_with_the_last(found):
    assert found.spans == ((0, 1), (1, 2), (0, 2))
    assert (spans(1), spans(2)) == ((), ((0, 1),))


def test_only_who_is_asked_about_has_a_line_but_all_are_ranked(found):
    assert [line.ags for line in found.lines] == [AGS[0], AGS[6]]
    assert [year.rank.place for year in found.line(AGS[0]).years] == [6, 7, 7]
    assert found.league("gemeinde", 2).members == tuple(AGS)


def test_a_missing_year_is_told_and_has_no_step(found):
    line = found.line(AGS[6])
    assert (line.years[0].missing, line.years[0].rank.missing) == (Missing.NOT_ASKED, NoRank.MISSING)
    assert line.step(0, 1) is line.step(0, 2) is None
    assert line.step(1, 2).total.gain == pytest.approx((0.3 + 6 / 11 - 0.5) * 100)


def test_a_line_is_found_by_any_ags_and_not_where_nobody_asked(found):
    assert found.line("05999001").name == "Ort 05999001"
    with pytest.raises(KeyError):
        found.line(AGS[2])


def test_a_league_knows_its_median_its_best_and_its_levels(found):
    league = found.league("gemeinde", 0)
    assert league.total.median == pytest.approx(22.5)
    assert (league.total.best, league.total.best_ags) == (pytest.approx(35.0), (AGS[5],))
    assert league.categories["S"].median == league.criteria["S1"].median == pytest.approx(22.5)
    assert league.levels == {"taxi": (0, 6, 0, 0, 0, 0)}
    assert found.league("kreis", 0) is None


def test_two_municipalities_are_too_few_for_statistics_and_one_has_none(found):
    assert {one.missing for one in found.estimates} == {NoEstimate.FEW_PAIRS}
    assert compare([survey("2019", scan(AGS[0])), survey("2022", scan(AGS[0]))]).estimates == ()


def test_one_survey_alone_has_ranks_and_no_steps():
    alone = compare([survey("2026", *(scan(ags, *scored(at / 10)) for at, ags in enumerate(AGS)))])
    assert [line.years[0].rank.place for line in alone.lines] == [7, 6, 5, 4, 3, 2, 1]
    assert {len(line.steps) for line in alone.lines} == {0}
    assert (alone.breaks, alone.estimates) == ((), ())


def test_coverage_decides_who_counts_in_a_league_except_by_hand_and_from_archives():
    thin = [scan(ags, *scored(0.5, without=("S1", "S2", "U1", "A1", "F1", "E1", "E2"))) for ags in AGS]
    counted = [compare([survey("2026", *thin, source=one)]).leagues[0].counted for one in ("live", "past", "sheet")]
    assert counted == [(), tuple(AGS), tuple(AGS)]


def test_all_that_have_the_best_value_are_named():
    one = spread({"b": 5.0, "a": 5.0, "c": 1.0})
    assert (one.best, one.best_ags, one.median, one.worst, one.count) == (5, ("a", "b"), 5, 1, 3)


def test_plain_values_are_json_with_all_that_was_found(found):
    told = json.loads(json.dumps(plain(found)))
    assert [one["label"] for one in told["runs"]] == ["2019", "2022", "2026"]
    first, last = told["municipalities"]
    assert first["years"][2]["total"] == {"value": 30.0, "low": 30.0, "high": 30.0}
    assert first["years"][2]["rank"] == {
        "place": 7,
        "of": 7,
        "members": 7,
        "tied": [],
        "best": 7,
        "worst": 7,
        "missing": None,
    }
    assert last["years"][0] == {"missing": "not_asked"}
    total = next(one for one in first["steps"][0]["changes"] if one["level"] == "total")
    assert (total["gain"], total["move"], total["causes"]) == (10.0, "rose", ["site"])
