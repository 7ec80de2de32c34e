"""``g2b export`` as a regional report: written, with borders of one's own, and bad borders told before anything is written."""

import json

import pytest

from criteria.errors import UserError
from scanner.cli.pictures import take
from tests.calling import called
from tests.results.samples import TOWN, opened

SQUARE = [[3, 55], [4, 55], [4, 56], [3, 56], [3, 55]]


@pytest.fixture
def g2b(tmp_path, monkeypatch, capsys):
    """Calls ``g2b export --run 2026`` on a database with one town."""
    engine, _, _ = opened(tmp_path)
    engine.dispose()

    def call(*arguments):
        front = (
            "--home",
            tmp_path,
            "export",
            "--run",
            "2026",
            "--output",
            tmp_path / "region.html",
            "--format",
            "html",
        )
        return called(monkeypatch, capsys, *front, *arguments)

    return call


def borders(folder, attribution):
    path = folder / "borders.geojson"
    area = {"properties": {"ags": TOWN.ags}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "attribution": attribution, "features": [area]}), "utf-8")
    return path


def test_without_a_municipality_the_report_is_that_of_the_region(g2b, tmp_path):
    code, out, err = g2b("--borders", borders(tmp_path, "Eigene Grenzen"))
    assert (code, err) == (0, "")
    assert str(tmp_path / "region.html") in out
    page = (tmp_path / "region.html").read_text("utf-8")
    assert "<title>Regionalbericht 2026</title>" in page
    assert "Musterfeld" in page
    assert "Grenzen: Eigene Grenzen" in page


def test_borders_without_their_source_are_refused_and_nothing_is_written(g2b, tmp_path):
    code, _, err = g2b("--borders", borders(tmp_path, ""))
    assert code == 2
    assert "attribution" in err
    assert not (tmp_path / "region.html").exists()


def test_pictures_need_a_demo_and_say_so(tmp_path):
    with pytest.raises(UserError, match="no report of a demo"):
        take(tmp_path, tmp_path, "")
