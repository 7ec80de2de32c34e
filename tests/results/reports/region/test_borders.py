"""Borders: what the project carries, what a file must have to become a map, and how a map is put on paper."""

import json
from dataclasses import replace

import pytest

from criteria.errors import UserError
from criteria.registry import Registry
from results.reports.region.borders import Area, bundled_borders, read_borders
from results.reports.region.geometry import draw

SQUARE = ((3.0, 55.0), (3.2, 55.0), (3.2, 55.1), (3.0, 55.1), (3.0, 55.0))
HOLE = ((3.05, 55.02), (3.15, 55.02), (3.15, 55.08), (3.05, 55.08), (3.05, 55.02))


def feature(ags="05999001", kind="Polygon", coordinates=None):
    return {
        "type": "Feature",
        "properties": {"ags": ags},
        "geometry": {"type": kind, "coordinates": coordinates or [SQUARE]},
    }


@pytest.fixture
def written(tmp_path):
    """Writes features as a GeoJSON file."""

    def write(*features, **more):
        path = tmp_path / "borders.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "attribution": "nobody", "features": features} | more))
        return path

    return write


def test_the_project_carries_the_borders_of_its_area_with_the_note_that_the_licence_asks_for():
    borders = read_borders(bundled_borders())
    assert borders.source == "© GeoBasis-DE / BKG 2021 (VG5000, Daten verändert), dl-de/by-2-0"
    assert len(borders.areas) == 37


def test_every_town_of_the_registry_has_borders_and_a_kreis_has_those_of_its_towns():
    areas = read_borders(bundled_borders()).areas
    rows = [row.municipality for row in Registry.load().rows]
    assert {row.ags for row in rows if row.league != "kreis"} == set(areas)
    assert {row.ags for row in rows if row.league == "kreis"} < {area.kreis for area in areas.values()}


def test_a_file_without_its_source_becomes_no_map(written):
    with pytest.raises(UserError, match="attribution"):
        read_borders(written(feature(), attribution=" "))


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (feature(ags="Musterfeld"), "AGS"),
        (feature(kind="Point", coordinates=[3.0, 55.0]), "AGS"),
        ({"type": "Feature"}, "AGS"),
        (feature(coordinates=[[[3.0, 55.0], [3.1, 55.0]]]), "Ring"),
        (feature(coordinates=[["a", "b", "c", "d"]]), "Ring"),
        (feature(coordinates=[[[470000, 5780000], [480000, 5780000], [480000, 5790000], [470000, 5780000]]]), "WGS 84"),
        (feature(coordinates=[[[float("nan"), 55.0], [4.1, 55.0], [4.1, 55.1], [4.0, 55.0]]]), "WGS 84"),
    ],
)
def test_a_bad_area_is_told_with_its_place_in_the_file(written, bad, told):
    with pytest.raises(UserError, match=told) as raised:
        read_borders(written(feature(), bad), "de")
    assert raised.value.where.endswith("features[2]")
    assert "docs/reports.md" in raised.value.hint


@pytest.mark.parametrize("text", ["", "ags;name", '{"type": "Feature"}', "[]", "\xff", "[" * 100_000])
def test_what_is_no_collection_of_areas_is_refused(tmp_path, text):
    path = tmp_path / "borders.geojson"
    path.write_text(text, "latin-1")
    with pytest.raises(UserError, match=r"GeoJSON|FeatureCollection"):
        read_borders(path)


def test_a_file_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(UserError):
        read_borders(tmp_path / "none.geojson")


def test_the_parts_of_one_municipality_become_one_area(written):
    island = [[[4.0, 55.0], [4.1, 55.0], [4.1, 55.1], [4.0, 55.0]]]
    areas = read_borders(written(feature(), feature(coordinates=island))).areas
    assert [len(area.rings) for area in areas.values()] == [2]


def test_north_is_at_the_top_and_a_degree_of_longitude_is_shorter_than_one_of_latitude():
    drawing = draw([Area("05999001", (SQUARE,))], 1000)
    assert drawing.shapes["05999001"].path == f"M0 {drawing.height:g}L1000 {drawing.height:g}L1000 0L0 0Z"
    assert drawing.height == pytest.approx(1000 * 0.5 / 0.573, rel=0.01)  # cos 55 degrees


def test_a_label_stands_inside_its_area_and_beside_a_hole():
    spot = draw([Area("05999001", (SQUARE, HOLE))], 1000).shapes["05999001"].spot
    assert not (250 < spot.x < 750 and 174 < spot.y < 698)
    assert spot.room == 1000


def test_seams_are_drawn_between_kreise_and_around_them_only():
    one = Area("05999001", (SQUARE,))
    east = Area("05999002", (tuple((lon + 0.2, lat) for lon, lat in SQUARE),))
    same, other = draw([one, east]), draw([one, replace(east, ags="05998002")])
    assert (same.seams.count("M"), other.seams.count("M")) == (6, 7)


def test_no_areas_make_no_drawing():
    assert draw([]).shapes == {}
