"""The picture of a scorecard for the docs."""

import io

import pytest
from PIL import Image

from scanner.cli import scorecard_picture
from spiders.chromium import find_chromium
from tests.results.samples import TOWN, opened


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="no Chromium")
def test_picture_shows_the_whole_front_page_and_no_draft_mark(tmp_path, monkeypatch):
    opened(tmp_path)[0].dispose()
    monkeypatch.setattr(scorecard_picture, "TOWN", TOWN.name)
    picture = Image.open(io.BytesIO(scorecard_picture.front_page(tmp_path, find_chromium() or "")))
    assert picture.width == 1280
    assert 600 < picture.height < 3000
    head = picture.convert("RGB").crop((0, 0, 1280, 120)).getcolors(2**20) or []
    assert (166, 48, 31) not in {colour for _, colour in head}
