"""Charts: Altair in, SVG as text out, the same bytes for the same chart; a title, a description and a table are a must."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import altair as alt
import vl_convert
from lxml import etree
from markupsafe import Markup

from results.reports.look.palette import FAINT, INK, LINE, OWN, QUIET, SANS, SERIES, SHAPES, STEPS
from results.reports.look.tables import Table

_VERSION = "6.4"
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_GERMAN = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " €"], "minus": "−"}
_ENGLISH = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""], "minus": "−"}

Chart = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.ConcatChart | alt.FacetChart
"""What can be drawn."""


@dataclass(frozen=True)
class Figure:
    """A drawn chart.

    Args:
        svg: the picture, to be put into a page.
        title: what it shows, in a few words.
        description: what is to be seen in it, in a sentence.
        table: the same numbers to be read.
    """

    svg: Markup
    title: str
    description: str
    table: Table


def draw(chart: Chart, title: str, description: str, table: Table, *, language: str = "de") -> Figure:
    """Return a chart as SVG with our theme, title and description.

    Widths of texts are measured with the fonts of the machine; a chart that gives ``autosize="none"`` and a padding comes
    out the same on every machine.

    Raises:
        ValueError: title or description is empty.
    """
    if not title or not description:
        raise ValueError("a chart needs a title and a description")
    locale = _GERMAN if language == "de" else _ENGLISH
    text = vl_convert.vegalite_to_svg(
        chart.to_dict(), vl_version=_VERSION, config=theme(), format_locale=locale, allowed_base_urls=[]
    )
    return Figure(Markup(_told(text, title, description)), title, description, table)  # noqa: S704 - ours, and serialised


def theme() -> dict[str, Any]:
    """Return the configuration of Vega-Lite that all charts share."""
    label = {"labelFont": SANS, "titleFont": SANS, "labelColor": QUIET, "titleColor": INK, "labelFontSize": 12}
    return {
        "background": None,
        "font": SANS,
        "view": {"stroke": None},
        "axis": {**label, "titleFontSize": 12, "titleFontWeight": 600, "gridColor": FAINT, "domainColor": LINE, "tickColor": LINE},
        "legend": {**label, "titleFontSize": 12, "titleFontWeight": 600, "symbolStrokeWidth": 2},
        "header": {**label, "titleFontSize": 12, "titleFontWeight": 600},
        "title": {"font": SANS, "color": INK, "fontSize": 14, "fontWeight": 600, "anchor": "start"},
        "text": {"font": SANS, "color": INK, "fontSize": 12},
        "bar": {"color": OWN},
        "line": {"color": OWN, "strokeWidth": 2},
        "point": {"color": OWN, "filled": True, "size": 60, "opacity": 1},
        "tick": {"opacity": 1},
        "rule": {"color": QUIET},
        "range": {
            "category": list(SERIES),
            "symbol": list(SHAPES),
            **{key: list(STEPS) for key in ("ordinal", "ramp", "heatmap")},
        },
    }  # fmt: skip


def _told(text: str, title: str, description: str) -> str:
    """Return the picture with one role, one title and one description in place of Vega's own for every mark."""
    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    _without_roles(root)
    _renamed(root, "")
    name = "c" + sha256(etree.tostring(root) + title.encode()).hexdigest()[:10]
    _renamed(root, name)
    for tag, words, end in (("desc", description, "d"), ("title", title, "t")):
        told = etree.Element(_SVG + tag, id=name + end)
        told.text = words
        root.insert(0, told)
    root.attrib.update({"role": "img", "aria-labelledby": f"{name}t {name}d", "focusable": "false"})
    return etree.tostring(root, encoding="unicode")


def _without_roles(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        for key in [key for key in map(str, element.attrib) if key.startswith("aria-") or key == "role"]:
            del element.attrib[key]


def _renamed(root: etree._Element, name: str) -> None:
    """Number ids from 0 after a name: Vega counts on from picture to picture, and several stand in one page."""
    elements = list(root.iter(etree.Element))
    found = dict.fromkeys(str(element.get("id")) for element in elements if element.get("id"))
    ids = {old: f"{name}-{at}" for at, old in enumerate(found)}
    for element in elements:
        for key, value in [(str(key), str(value)) for key, value in element.attrib.items()]:
            if key == "id":
                element.set(key, ids[value])
            elif value.startswith("url(#"):
                element.set(key, f"url(#{ids[value[5:-1]]})")
            elif key in ("href", _XLINK) and value.startswith("#"):
                element.set(key, f"#{ids[value[1:]]}")
