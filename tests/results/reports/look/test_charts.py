"""Charts are text of their own: named, described, with a table, and drawn the same each time."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from results.reports.look import palette
from results.reports.look.charts import draw
from results.reports.look.tables import Cell, Table
from tests.results.reports.look.contrast import contrast
from tests.results.reports.look.samples import chart, figure, parsed, sample, table


def picture():
    return etree.fromstring(figure().svg)


SVG = {"s": "http://www.w3.org/2000/svg"}


def test_chart_says_what_it_shows():
    root = picture()
    assert root.get("role") == "img"
    told = [root.xpath(f"string(//*[@id='{name}'])") for name in root.get("aria-labelledby").split()]
    assert told == ["Punkte je Ort", "Musterfeld liegt vorn."]
    assert len(root.xpath("//*[@role]")) == 1  # and not each of its marks


def test_chart_holds_the_values_and_words_as_text():
    words = picture().xpath("//s:text/text()", namespaces=SVG)
    assert "Musterfeld" in words
    assert "1.200" in words  # as German writes it


def test_chart_is_the_same_bytes_each_time():
    assert figure().svg == figure().svg


def test_charts_of_one_page_share_no_id():
    page = sample(picture=figure("Eins")) + sample(picture=figure("Zwei"))
    ids: list[str] = re.findall(r'\bid="(c[0-9a-f]{10}[^"]*)"', page)
    assert len(ids) == len(set(ids)) > 4
    for used in re.findall(r"url\(#([^)]+)\)", page):
        assert used in ids


@pytest.mark.parametrize(("title", "told"), [("", "x"), ("x", "")])
def test_chart_without_title_or_description_is_refused(title, told):
    with pytest.raises(ValueError, match="title and a description"):
        draw(chart(), title, told, table())


def test_chart_has_its_table_beside_it():
    tree = parsed(sample())
    box = tree.xpath("//div[contains(@class, 'chart')]")[0]
    assert box.xpath(".//figure/*[name()='svg']")
    assert box.xpath("string(.//table/caption)") == "Punkte je Ort in Zahlen"
    assert box.xpath(".//tbody/tr[1]/th[@scope='row']/text()") == ["Musterfeld"]


def test_table_without_caption_or_name_of_a_column_is_refused():
    for caption, columns in (("", ("a",)), ("x", ("a", ""))):
        with pytest.raises(ValueError, match="caption"):
            Table(caption, columns, [])
    with pytest.raises(ValueError, match="more or fewer cells"):
        Table("x", ("a", "b"), [("1",)])


def test_table_names_rows_and_columns_and_sets_numbers_to_the_right():
    tree = parsed(sample(values=Table("Werte", ("Ort", "Zahl"), [("A", Cell("1", kind="own"))], frozenset({1}))))
    shown = tree.xpath("//main//table")[0]
    assert shown.xpath(".//thead//th/@scope") == ["col", "col"]
    assert shown.xpath(".//tbody//td/@class") == ["own n"]


def test_colours_are_told_apart_from_the_paper():
    for colour in (*palette.SERIES, palette.GOOD, palette.BAD):
        assert contrast(colour, "#ffffff") >= 4.5, colour
    assert contrast(palette.QUIET, "#ffffff") >= 4.5
    assert contrast(palette.QUIET, palette.FAINT) >= 4.5


def test_each_series_has_a_dash_and_a_shape_of_its_own():
    assert len(set(palette.DASHES)) == len(set(palette.SHAPES)) == len(palette.SERIES)


def test_style_sheet_and_charts_have_the_same_colours():
    style = sample().split("}")[5:]
    root = next(part for part in style if "--own" in part)
    for name in ("OWN", "BEST", "MEDIAN", "GOOD", "BAD", "INK", "QUIET", "LINE", "FAINT"):
        assert f"--{name.lower()}: {getattr(palette, name)};" in root
