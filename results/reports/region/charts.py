"""The charts of the report: the spread of total and categories, and the course over the surveys with its breaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import altair as alt

from results.reports.look.charts import Chart, Figure, draw
from results.reports.look.palette import BEST, FAINT, INK, LINE, OWN, QUIET, STEPS
from results.reports.look.tables import Table
from results.reports.region.course import Course
from results.reports.region.scope import Scope
from results.reports.region.spread import Part

_POINTS = 60  # more municipalities than that are a cloud: the box says more, and the file stays small
_WIDTH, _ROW = 520, 34
_BEYOND = 0.25
_NAMES = 230  # room for the names of the categories at the left


def spread_figure(scope: Scope, league: str, parts: tuple[Part, ...]) -> Figure:
    """Return the spread of a league: a box from quartile to quartile, a line at the median, a dot for each municipality."""
    names = [scope.part(part.part) for part in parts]
    boxes = [
        {
            "part": scope.part(part.part),
            "low": of.worst,
            "q1": of.lower,
            "middle": of.median,
            "q3": of.upper,
            "high": of.best,
        }
        for part in parts
        for of in [part.spread]
    ]
    y = alt.Y("part:N", title=None, sort=names, axis=_names_axis())
    base = alt.Chart(_data(boxes)).encode(y=y)
    x = alt.X("low:Q", title=scope.say("axis.points"), scale=alt.Scale(domain=[0, 100]))
    layers = [
        base.mark_rule(color=QUIET).encode(x=x, x2="high:Q"),
        base.mark_bar(color=STEPS[1], stroke=QUIET, strokeWidth=1, height=16).encode(x="q1:Q", x2="q3:Q"),
        *_dots(scope, parts, y),
        base.mark_tick(color=BEST, thickness=3, size=20).encode(x="middle:Q"),
    ]
    title = scope.say("spread.title", league=scope.league(league))
    return draw(
        _fixed(layers, _ROW * len(parts), left=_NAMES),
        title,
        _spread_told(scope, parts),
        _spread_table(scope, parts, title),
        language=scope.lang,
    )


def _dots(scope: Scope, parts: tuple[Part, ...], y: alt.Y) -> list[alt.Chart]:
    if max(len(part.values) for part in parts) > _POINTS:
        return []
    dots = [
        {"part": scope.part(part.part), "value": value, "shift": _shift(at)}
        for part in parts
        for at, (_, value) in enumerate(part.values)
    ]
    shift = alt.YOffset("shift:Q", scale=alt.Scale(domain=[-1, 1]))
    mark = alt.Chart(_data(dots)).mark_point(color=OWN, filled=True, size=18, opacity=0.75)
    return [mark.encode(x="value:Q", y=y, yOffset=shift)]


def _shift(at: int) -> float:
    """Return how far from the middle a dot stands, so that equal ones do not cover each other; the same each time."""
    return (at * 0.618) % 1 - 0.5


def _spread_told(scope: Scope, parts: tuple[Part, ...]) -> str:
    number = scope.numbers.number
    told = [
        scope.say(
            "spread.told", part=scope.part(one.part), middle=number(of.median), q1=number(of.lower), q3=number(of.upper)
        )
        for one in parts
        for of in [one.spread]
    ]
    return " ".join(told)


def _spread_table(scope: Scope, parts: tuple[Part, ...], title: str) -> Table:
    columns = [scope.say(f"spread.{key}") for key in ("part", "count", "low", "q1", "middle", "q3", "high")]
    rows = [
        (
            scope.part(one.part),
            str(of.count),
            *map(scope.numbers.number, (of.worst, of.lower, of.median, of.upper, of.best)),
        )
        for one in parts
        for of in [one.spread]
    ]
    return Table(title, columns, rows, frozenset(range(1, len(columns))))


def course_figure(scope: Scope, course: Course) -> Figure:
    """Return the course of a league: a thin line for each municipality, a bold one for the median, none across a break."""
    labels = [scope.label(at) for at in range(scope.count)]
    named = f"{json.dumps(labels)}[datum.value]"
    axis = alt.Axis(values=list(range(len(labels))), labelExpr=named, grid=False, title=None)
    x = alt.X("at:Q", axis=axis, scale=alt.Scale(domain=[-_BEYOND, scope.count - 1 + _BEYOND], nice=False))
    y = alt.Y("value:Q", title=scope.say("axis.points"), scale=alt.Scale(domain=[0, 100]))
    layers = [*_break_marks(scope, x), *_thin(scope, course, x, y), *_bold(scope, course, x, y)]
    title = scope.say("course.title", league=course.name)
    chart = _fixed(layers, 260, left=64)
    return draw(
        chart,
        title,
        _course_told(scope, course, labels),
        _course_table(scope, course, labels, title),
        language=scope.lang,
    )


def _break_marks(scope: Scope, x: alt.X) -> list[alt.Chart]:
    if not scope.found.breaks:
        return []
    marks = _data(
        [{"at": (one.start + one.end) / 2, "value": 97, "word": scope.say("break.word")} for one in scope.found.breaks]
    )
    rule = alt.Chart(marks).mark_rule(color=BEST, strokeDash=[2, 4], strokeWidth=2).encode(x=x)
    word = alt.Chart(marks).mark_text(color=BEST, align="left", dx=5, fontWeight=600, baseline="top")
    return [rule, word.encode(x=x, y=alt.value(2), text="word:N")]


def _thin(scope: Scope, course: Course, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    if len(course.paths) > _POINTS:
        return []
    rows = [
        {"line": f"{number} {part}", "at": at, "value": value}
        for number, path in enumerate(course.paths)
        for at, value, part in unbroken(scope, path.values)
    ]
    base = alt.Chart(_data(rows)).encode(x=x, y=y)
    return [
        base.mark_line(color=LINE, strokeWidth=1).encode(detail="line:N"),
        base.mark_point(color=LINE, filled=True, size=12),
    ]


def _bold(scope: Scope, course: Course, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    rows = [
        {"line": part, "at": at, "value": value, "word": scope.numbers.number(value)}
        for at, value, part in unbroken(scope, course.medians)
    ]
    base = alt.Chart(_data(rows)).encode(x=x, y=y)
    line = base.mark_line(color=OWN, strokeWidth=3).encode(detail="line:N")
    halo = base.mark_text(dy=-14, fontWeight=600, stroke="white", strokeWidth=4).encode(text="word:N")
    return [
        line,
        base.mark_point(color=OWN, filled=True, size=70),
        halo,
        base.mark_text(dy=-14, fontWeight=600, color=INK).encode(text="word:N"),
    ]


def unbroken(scope: Scope, values: tuple[float | None, ...]) -> list[tuple[int, float, int]]:
    """Return place, value and piece of the line of each survey with a value: a break and a gap begin another piece."""
    ends = {one.end for one in scope.found.breaks}
    found, piece = [], 0
    for at, value in enumerate(values):
        piece += at in ends or value is None
        if value is not None:
            found.append((at, value, piece))
    return found


def _course_told(scope: Scope, course: Course, labels: list[str]) -> str:
    medians = [f"{label} {scope.numbers.number(value)}" for label, value in zip(labels, course.medians, strict=True)]
    broken = scope.say("course.broken") if scope.found.breaks else ""
    return f"{scope.say('course.told', medians=', '.join(medians))} {broken}".strip()


def _course_table(scope: Scope, course: Course, labels: list[str], title: str) -> Table:
    columns = [scope.say("course.survey"), scope.say("course.median"), scope.say("course.line")]
    starts = {one.end for one in scope.found.breaks}
    rows = [
        (
            label,
            scope.numbers.number(value),
            scope.say("break.word") if at in starts else "–" if at == 0 else scope.say("course.on"),
        )
        for at, (label, value) in enumerate(zip(labels, course.medians, strict=True))
    ]
    return Table(title, columns, rows, frozenset({1}))


def _names_axis() -> alt.Axis:
    return alt.Axis(labelLimit=2 * _NAMES, labelPadding=8, ticks=False, domain=False, gridColor=FAINT)


def _data(rows: list[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=[_rounded(row) for row in rows])


def _rounded(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()}


def _fixed(layers: list[alt.Chart], height: int, left: int) -> Chart:
    """Return layers in a box whose margins do not hang on the fonts of the machine."""
    padding = {"left": left, "right": 20, "top": 16, "bottom": 44}
    size = {"width": _WIDTH, "height": height, "padding": padding}
    return alt.layer(*layers).properties(**size, autosize=alt.AutoSizeParams(type="none"))
