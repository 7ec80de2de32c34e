"""The charts of a scorecard. Widths and paddings are given, so that no font of the machine decides what they look like."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from results.compare.breaks import Break
from results.reports.look.charts import Chart, Figure, draw
from results.reports.look.numbers import Numbers
from results.reports.look.palette import BEST, FAINT, INK, LINE, MEDIAN, OWN, QUIET
from results.reports.look.tables import Table
from results.reports.scorecard.card import Standing
from scanner.model.verdict import Changer

Say = Callable[..., str]
_ROW, _LABEL = 26, 14
_ROWS = alt.Axis(domain=False, ticks=False, labelColor=INK, labelLimit=190, labelPadding=6)
_NONE = alt.AutoSizeParams(type="none")
_SERIES = (("own", OWN, (1, 0), "circle"), ("median", MEDIAN, (6, 3), "square"), ("best", BEST, (2, 2), "diamond"))


def standing(rows: Sequence[Standing], table: Table, say: Say, language: str) -> Figure:
    """Draw total and categories against the league: a bar, a stroke for the median, a diamond for the best."""
    numbers = Numbers(language)
    values: list[dict[str, Any]] = [
        {
            "row": say(f"short.{row.letter or 'total'}"),
            "own": row.now.value,
            "low": row.now.low,
            "high": row.now.high,
            "shown": numbers.number(row.now.value),
            "median": row.spread.median if row.spread else None,
            "best": row.spread.best if row.spread else None,
        }
        for row in rows
    ]
    order = [str(value["row"]) for value in values]
    base = _drawn(values).encode(
        y=alt.Y(
            "row:N",
            sort=order,
            title=None,
            axis=_ROWS,
        )
    )
    scale = alt.Scale(domain=[0, 100])
    axis = alt.Axis(values=[0, 25, 50, 75, 100], tickSize=4, domain=False, titleColor=QUIET)
    layers = [
        base.mark_bar(color=FAINT, height=14)
        .encode(x=alt.X("end:Q", scale=scale, title=None))
        .transform_calculate(end="100"),
        base.mark_bar(color=OWN, height=14).encode(x=alt.X("own:Q", scale=scale, axis=axis, title=None)),
        base.mark_rule(color=INK, strokeWidth=1.5, strokeDash=[2, 2])
        .encode(x="low:Q", x2="high:Q")
        .transform_filter("datum.high - datum.low > 0.05"),
        base.mark_tick(color=INK, thickness=2.5, size=20).encode(x="median:Q"),
        base.mark_point(color=BEST, shape="diamond", size=120, opacity=1, stroke="white", strokeWidth=1).encode(
            x="best:Q"
        ),
        base.mark_text(align="right", fontWeight=600).encode(text="shown:N", x=alt.value(298)),
    ]
    chart = alt.layer(*layers).properties(
        width=260, height=_ROW * len(rows), padding={"left": 86, "right": 44, "top": 4, "bottom": 22}, autosize=_NONE
    )
    return draw(chart, say("chart.standing"), _told_standing(rows, say, numbers), table, language=language)


def years(
    row: Standing, labels: Sequence[str], breaks: Sequence[Break], table: Table, say: Say, language: str
) -> Figure:
    """Draw the total over the years against median and best of the league, no line across a break."""
    points = list(_points([row], labels, breaks))
    width = 250
    told = say("chart.years.told", years=_listed(zip(labels, row.years, strict=True), Numbers(language)))
    chart = _lines(points, labels, breaks, say, panels=1).properties(
        width=width, height=120, padding={"left": 30, "right": 52, "top": 12, "bottom": 24}, autosize=_NONE
    )
    return draw(chart, say("chart.years"), told + _told_breaks(labels, breaks, say), table, language=language)


def categories(
    rows: Sequence[Standing], labels: Sequence[str], breaks: Sequence[Break], table: Table, say: Say, language: str
) -> Figure:
    """Draw each category over the years, side by side on one scale."""
    points = list(_points(rows, labels, breaks))
    told = say("chart.categories.told", years=" – ".join((labels[0], labels[-1])))
    chart = _lines(
        points, labels, breaks, say, panels=len(rows), titles=[say(f"short.{row.letter}") for row in rows]
    ).properties(width=590, height=130, padding={"left": 30, "right": 30, "top": 22, "bottom": 24}, autosize=_NONE)
    return draw(chart, say("chart.categories"), told + _told_breaks(labels, breaks, say), table, language=language)


def changers(
    points: dict[Changer | None, float], names: Callable[[Changer | None], str], table: Table, say: Say, language: str
) -> Figure:
    """Draw how many of the lost points each can change."""
    numbers = Numbers(language)
    values = [{"who": names(who), "points": one, "shown": numbers.number(one)} for who, one in points.items()]
    base = _drawn(values).encode(
        y=alt.Y(
            "who:N",
            sort=[str(value["who"]) for value in values],
            title=None,
            axis=_ROWS,
        )
    )
    most = max(points.values(), default=1.0) or 1.0
    bars = base.mark_bar(color=OWN, height=14).encode(x=alt.X("points:Q", axis=None, scale=alt.Scale(domain=[0, most])))
    text = base.mark_text(align="left", dx=6, fontWeight=600).encode(x="points:Q", text="shown:N")
    chart = alt.layer(bars, text).properties(
        width=180, height=_ROW * len(values), padding={"left": 196, "right": 40, "top": 2, "bottom": 2}, autosize=_NONE
    )
    told = "; ".join(f"{value['who']}: {value['shown']}" for value in values)
    return draw(chart, say("chart.changers"), told, table, language=language)


def _lines(
    points: list[dict[str, Any]],
    labels: Sequence[str],
    breaks: Sequence[Break],
    say: Say,
    *,
    panels: int,
    titles: Sequence[str] = (),
) -> Chart:
    """Return lines in panels side by side; what belongs together between two breaks is one line."""
    gap = len(labels) - 1 + 0.9
    x = alt.X(
        "x:Q",
        title=None,
        scale=alt.Scale(domain=[-0.25, gap * panels - 0.65], nice=False),
        axis=_axis(labels, panels, gap),
    )
    y = alt.Y(
        "y:Q",
        title=None,
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=[0, 25, 50, 75, 100], domain=False, ticks=False),
    )
    layers: list[alt.Chart] = []
    for name, colour, dash, shape in reversed(_SERIES):
        mine = _drawn([one for one in points if one["series"] == name]).encode(x=x, y=y, detail="line:N")
        layers.append(mine.mark_line(color=colour, strokeDash=list(dash), strokeWidth=2.5 if name == "own" else 1.5))
        layers.append(mine.mark_point(color=colour, shape=shape, size=60 if name == "own" else 30, opacity=1))
    for below, dy in ((False, -11), (True, 13)):
        shown = _drawn([one for one in points if one["shown"] and one["below"] is below])
        layers.append(shown.mark_text(color=INK, fontWeight=600, dy=dy).encode(x="x:Q", y="y:Q", text="shown:N"))
    if panels == 1:
        layers.append(_ends(points, say))
    cuts = [
        {"x": at.start + 0.5 + panel * gap, "y": 100, "text": say("chart.break")}
        for panel in range(panels)
        for at in breaks
    ]
    if cuts:
        cut = _drawn(cuts)
        layers.append(cut.mark_rule(color=INK, strokeDash=[3, 3], strokeWidth=1).encode(x="x:Q"))
        layers.append(cut.mark_text(color=QUIET, fontSize=10, dy=-6).encode(x="x:Q", y="y:Q", text="text:N"))
    heads = [{"x": panel * gap + (len(labels) - 1) / 2, "y": 100, "text": title} for panel, title in enumerate(titles)]
    if heads:
        head = _drawn(heads).encode(x="x:Q", y="y:Q", text="text:N")
        layers.append(head.mark_text(color=INK, fontWeight=600, dy=-16 if not cuts else -17))
    return alt.layer(*layers)


def _axis(labels: Sequence[str], panels: int, gap: float) -> alt.Axis:
    short = [json.dumps(label.partition(" (")[0][:_LABEL]) for label in labels]
    places = [panel * gap + at for panel in range(panels) for at in range(len(labels))]
    named = "".join(f"abs(datum.value - {place}) < 0.01 ? {short[n % len(short)]} : " for n, place in enumerate(places))
    return alt.Axis(
        values=places, labelExpr=named + "''", grid=False, domainColor=LINE, tickColor=LINE, labelOverlap=False
    )


def _ends(points: list[dict[str, Any]], say: Say) -> alt.Chart:
    """Name median and best at their last point, moved apart where they stand close."""
    last = {one["series"]: one for one in points if one["series"] != "own"}
    ends = [{"x": one["x"], "y": one["y"], "text": say(f"series.{name}")} for name, one in last.items()]
    ends.sort(key=lambda one: one["y"])
    for below, above in pairwise(ends):
        above["y"] = max(above["y"], below["y"] + 12)
    named: alt.Chart = (
        _drawn(ends).mark_text(color=QUIET, align="left", dx=9, fontSize=11).encode(x="x:Q", y="y:Q", text="text:N")
    )
    return named


def _points(rows: Sequence[Standing], labels: Sequence[str], breaks: Sequence[Break]) -> Iterator[dict[str, Any]]:
    gap = len(labels) - 1 + 0.9
    for panel, row in enumerate(rows):
        for name, values in (("own", row.years), ("median", row.medians), ("best", row.bests)):
            for at, value in enumerate(values):
                if value is not None:
                    part = sum(one.start < at for one in breaks)
                    hole = sum(before is None for before in values[:at])
                    yield {
                        "series": name, "x": panel * gap + at, "y": value, "line": f"{panel}-{part}-{hole}",
                        "shown": str(round(value)) if name == "own" else "", "below": value <= (row.medians[at] or 0.0),
                    }  # fmt: skip


def _drawn(values: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))


def _told_standing(rows: Sequence[Standing], say: Say, numbers: Numbers) -> str:
    known = [
        say(
            "chart.standing.row",
            name=say(f"short.{row.letter or 'total'}"),
            own=numbers.number(row.now.value),
            median=numbers.number(row.spread.median if row.spread else None),
            best=numbers.number(row.spread.best if row.spread else None),
        )
        for row in rows
    ]
    return "; ".join(known)


def _listed(pairs: Iterator[tuple[str, float | None]], numbers: Numbers) -> str:
    return ", ".join(f"{label}: {numbers.number(value)}" for label, value in pairs)


def _told_breaks(labels: Sequence[str], breaks: Sequence[Break], say: Say) -> str:
    return "".join(" " + say("chart.break.told", before=labels[one.start], after=labels[one.end]) for one in breaks)
