"""Which scans of several runs belong to the same municipality, and why one is missing."""

from hypothesis import given
from hypothesis import strategies as st

from results.compare.towns import Missing, joined, whole_ags
from tests.results.compare.surveys_of import scan


def names(towns):
    return {town.ags: [one.name if one else None for one in town.scans] for town in towns}


def test_a_municipality_is_joined_by_its_ags_a_kreis_on_eight_digits():
    towns = joined([[scan("05999", name="Kreis A")], [scan("05999000", name="Kreis A neu")]])
    assert names(towns) == {"05999000": ["Kreis A", "Kreis A neu"]}


def test_one_that_a_run_does_not_have_is_missing_there_and_not_dropped():
    (one, other) = joined([[scan("05999001")], [scan("05999001"), scan("05999002")]])
    assert one.missing == (None, None)
    assert other.missing == (Missing.NOT_ASKED, None)


def test_a_new_ags_with_one_predecessor_goes_on():
    (town,) = joined([[scan("05999001", successor="05999009")], [scan("05999009")], [scan("05999009")]])
    assert (town.ags, [one is not None for one in town.scans]) == ("05999009", [True, True, True])


def test_a_chain_of_new_ags_goes_on_too():
    (town,) = joined(
        [[scan("05999001", successor="05999002")], [scan("05999002", successor="05999003")], [scan("05999003")]]
    )
    assert (town.ags, town.names) == ("05999003", ("Ort 05999001", "Ort 05999002", "Ort 05999003"))


def test_a_merger_ends_the_lines_of_its_parts_and_begins_one():
    parts = [scan("05999001", successor="05999009"), scan("05999002", successor="05999009")]
    first, second, merged = joined([parts, [scan("05999009")]])
    assert (first.missing, first.successor) == ((None, Missing.MERGED), "05999009")
    assert second.missing == (None, Missing.MERGED)
    assert (merged.missing, merged.predecessors) == ((Missing.NOT_YET, None), ("05999001", "05999002"))


def test_who_takes_another_one_in_goes_on_as_itself():
    taken, taker = joined([[scan("05999001", successor="05999002"), scan("05999002")], [scan("05999002")]])
    assert taken.missing == (None, Missing.MERGED)
    assert (taker.missing, taker.predecessors) == ((None, None), ("05999001",))


def test_a_successor_that_no_run_has_ends_the_line():
    (town, _) = joined([[scan("05999001", successor="05999009")], [scan("05999003")]])
    assert town.missing == (None, Missing.MERGED)


def test_a_circle_of_successors_does_no_harm():
    towns = joined([[scan("05999001", successor="05999002")], [scan("05999002", successor="05999001")]])
    assert sum(one is not None for town in towns for one in town.scans) == 2


AGS = st.sampled_from(["05999001", "05999002", "05999003", "05999004"])
RUNS = st.lists(st.dictionaries(AGS, st.one_of(st.just(""), AGS)), min_size=1, max_size=3)


@given(RUNS)
def test_no_scan_is_ever_lost_or_told_twice(runs):
    scans = [
        [scan(ags, id=100 * at + int(ags), successor=after) for ags, after in one.items()]
        for at, one in enumerate(runs)
    ]
    towns = joined(scans)
    told = sorted(one.id for town in towns for one in town.scans if one is not None)
    assert told == sorted(one.id for run in scans for one in run)
    assert all(
        (one is None) is not (why is None) for town in towns for one, why in zip(town.scans, town.missing, strict=True)
    )


def test_an_ags_is_eight_digits():
    assert whole_ags("05999") == "05999000"
