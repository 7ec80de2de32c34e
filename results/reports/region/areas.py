"""The map: which area shows which number or sign, towns and Kreise apart, and who has no borders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from results.reports.region.borders import Borders
from results.reports.region.geometry import Drawing, Shape, Spot, draw
from results.reports.region.heat import NOT_ASKED, SIGNS
from results.reports.region.scope import Entry, Scope
from results.reports.region.steps import step
from scanner.model.verdict import State

KREIS = "kreis"
HIDDEN = "hidden"
_LETTER = 5.6  # width of a letter of a label, in units of the drawing (1000 across)
_SMALLEST = 22.0
_LARGER = 2.5  # type on the map of the Kreise to that on the map of the towns


@dataclass(frozen=True)
class Ground:
    """An area of the map: paths of SVG, its class of CSS, what stands in it, and the whole of it in words.

    `lines` are the parts of the name that fit in, `bold` marks the league of the larger towns.
    """

    paths: tuple[str, ...]
    kind: str
    value: str
    lines: tuple[str, ...]
    spot: Spot
    told: str
    bold: bool = False


@dataclass(frozen=True)
class AreaMap:
    """The map of a survey; `kreise` are empty where none is in it, `without` names who has no borders.

    `kinds` are the classes that occur, `hidden` counts those that are left blank because they are not to be named.
    """

    drawing: Drawing
    towns: tuple[Ground, ...]
    kreise: tuple[Ground, ...]
    without: tuple[str, ...]
    hidden: int
    kinds: frozenset[str]
    source: str


def area_map(scope: Scope, borders: Borders) -> AreaMap | None:
    """Return the map, None where no municipality of the survey has borders, or where none is to be named.

    The areas of a Kreis are drawn if anybody in it was asked. An area whose municipality is not to be named stays blank:
    its place would tell who it is.
    """
    asked = {entry.scan.ags[:5] for entry in scope.entries}
    areas = {ags: area for ags, area in borders.areas.items() if area.kreis in asked}
    drawing = draw(areas.values())
    entries = {entry.scan.ags.ljust(8, "0"): entry for entry in scope.entries}
    kreise = _kreise(scope, drawing, entries)
    without = {ags for ags in entries if ags not in areas and ags not in kreise}
    if len(without) == len(entries) or not scope.any_named:
        return None
    towns = tuple(_town(scope, shape, entries.get(ags)) for ags, shape in drawing.shapes.items())
    kinds = frozenset(ground.kind for ground in (*towns, *kreise.values()))
    hidden = sum(not scope.is_named(entry.scan) for entry in entries.values())
    named = [scope.name(one.scan) for ags, one in entries.items() if ags in without and scope.is_named(one.scan)]
    return AreaMap(drawing, towns, tuple(kreise.values()), tuple(named), hidden, kinds, borders.source)


def _town(scope: Scope, shape: Shape, entry: Entry | None) -> Ground:
    kind, value, told = _shown(scope, entry)
    fits = value if shape.spot.room >= _SMALLEST else ""
    if entry is None or kind == HIDDEN:
        return Ground((shape.path,), kind, fits, (), shape.spot, told)
    name = scope.name(entry.scan).removeprefix(f"{entry.scan.kind} ")
    bold = entry.scan.league == "stadt"
    return Ground((shape.path,), kind, fits, fitting(name, shape.spot.room), shape.spot, told, bold)


def _kreise(scope: Scope, drawing: Drawing, entries: Mapping[str, Entry]) -> dict[str, Ground]:
    found = {}
    for ags, entry in entries.items():
        inside = [shape for other, shape in drawing.shapes.items() if other[:5] == ags[:5]]
        if entry.scan.league == KREIS and inside:
            kind, value, told = _shown(scope, entry)
            paths, room = tuple(shape.path for shape in inside), _room(inside)
            name = scope.name(entry.scan).removeprefix(f"{entry.scan.kind} ") if kind != HIDDEN else ""
            value = value if room >= _SMALLEST else ""
            found[ags] = Ground(paths, kind, value, fitting(name, room), _middle(inside), told)
    return found


def _middle(shapes: Iterable[Shape]) -> Spot:
    """Return the label's place that is nearest to the middle of all."""
    spots = [shape.spot for shape in shapes]
    x, y = fmean(spot.x for spot in spots), fmean(spot.y for spot in spots)
    return min(spots, key=lambda spot: ((spot.x - x) ** 2 + (spot.y - y) ** 2, spot.x, spot.y))


def _room(shapes: Sequence[Shape]) -> float:
    """Return about how wide a Kreis is, in the measure of its labels: they are set in larger type than those of towns."""
    return sqrt(len(shapes)) * fmean(shape.spot.room for shape in shapes) / _LARGER


def _shown(scope: Scope, entry: Entry | None) -> tuple[str, str, str]:
    """Return class, number or sign, and both in words."""
    if entry is None:
        return "not_asked", NOT_ASKED, scope.say("state.not_asked")
    if not scope.is_named(entry.scan):
        return HIDDEN, "", scope.say("map.hidden_area")
    value, name = entry.totals.total.value, scope.name(entry.scan)
    if value is not None:
        return f"s{step(value)}", f"{value:.0f}", f"{name}: {scope.numbers.number(value)}"
    state = State.UNREACHABLE if entry.is_away else State.NOT_TESTABLE
    return state.value, SIGNS[state], f"{name}: {scope.say(f'state.{state.value}')}"


def fitting(name: str, room: float) -> tuple[str, ...]:
    """Return a name in one line or in two, none where it does not fit into the room."""
    if len(name) * _LETTER <= room:
        return (name,) if name else ()
    cuts = [at + 1 for at, sign in enumerate(name) if sign in " -"]
    halves = [(name[:at].strip(), name[at:].strip()) for at in cuts]
    widest = [(max(len(part) for part in half), half) for half in halves]
    best = min(widest, default=(0, ()))
    return best[1] if best[1] and best[0] * _LETTER <= room else ()
