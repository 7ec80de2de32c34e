"""Borders of the invented region: every town its own ground, a Kreis in one piece, the same each time."""

import json
from itertools import pairwise

from scanner.practice.borders import SOURCE, write_borders
from scanner.practice.content.towns import towns


def areas(path):
    return {
        one["properties"]["ags"]: one["geometry"]["coordinates"][0]
        for one in json.loads(path.read_text("utf-8"))["features"]
    }


def size(ring):
    """Signed area: positive for a ring that turns left, as RFC 7946 wants it."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def edges(ring):
    return {frozenset((tuple(a), tuple(b))) for a, b in pairwise(ring)}


def test_every_town_has_an_area_of_much_the_same_size_and_a_kreis_has_none(tmp_path):
    made = areas(write_borders(tmp_path / "b.geojson", towns()))
    assert set(made) == {town.ags for town in towns() if town.league != "kreis"}
    sizes = [size(ring) for ring in made.values()]
    assert min(sizes) > 0
    assert max(sizes) < 8 * min(sizes)


def test_the_towns_of_a_kreis_are_neighbours_and_their_borders_meet(tmp_path):
    made = areas(write_borders(tmp_path / "b.geojson", towns()))
    for kreis in {ags[:5] for ags in made}:
        left = {ags: edges(ring) for ags, ring in made.items() if ags[:5] == kreis}
        reached = left.pop(next(iter(left)))
        while near := [ags for ags, ring in left.items() if ring & reached]:
            for ags in near:
                reached |= left.pop(ags)
        assert not left


def test_they_are_the_same_each_time_and_say_that_they_are_invented(tmp_path):
    one, other = (write_borders(tmp_path / f"{name}.geojson", towns()) for name in "ab")
    assert one.read_bytes() == other.read_bytes()
    assert json.loads(one.read_text("utf-8"))["attribution"] == SOURCE


def test_a_few_towns_or_none_do(tmp_path):
    for count, expected in ((3, 0), (4, 1), (5, 2), (80, 74)):
        assert len(areas(write_borders(tmp_path / "b.geojson", towns(count)))) == expected
